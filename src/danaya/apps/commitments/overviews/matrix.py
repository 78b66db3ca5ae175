"""Objectives and commitments: which serves which, what stands alone on either side."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from danaya.apps.commitments.models import Alignment, Commitment
from danaya.apps.indicators.models import Framework, Kind, Objective

KINDS = (Kind.PLAN, Kind.PROJECT, Kind.STRATEGY, Kind.STANDARD)


@dataclass(frozen=True, slots=True)
class Served:
    """An objective, and the commitments of this page that serve it, in the order of the columns; None where one does not."""

    objective: Objective
    cells: Sequence[Commitment | None]
    served: bool
    """Whether any commitment that the viewer may see serves it, on this page or on another."""

    @property
    def is_here(self) -> bool:
        """Whether a commitment of this page serves it."""
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """One framework held against commitments."""

    framework: Framework
    columns: Sequence[Commitment]
    rows: Sequence[Served]

    @property
    def without_commitment(self) -> list[Objective]:
        """The objectives that no commitment serves."""
        return [row.objective for row in self.rows if not row.served]


def frameworks() -> list[Framework]:
    """Return the frameworks that a commitment can serve: the administration's own first, then those of bodies, then standards."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows = Framework.objects.filter(active=True).select_related("organisation")
    return sorted(rows, key=lambda one: (order[Kind(one.kind)], one.code))


def serving(rows: QuerySet[Commitment], framework: Framework) -> QuerySet[Commitment]:
    """Keep the commitments that serve an objective of a framework."""
    return rows.filter(Exists(Alignment.objects.filter(commitment=OuterRef("pk"), objective__framework=framework)))


def without_objective(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Keep the commitments that serve no objective of any framework."""
    return rows.filter(~Exists(Alignment.objects.filter(commitment=OuterRef("pk"))))


def matrix_of(framework: Framework, rows: QuerySet[Commitment], columns: Iterable[Commitment]) -> Matrix:
    """Return a framework's objectives against the commitments of a page; ``rows`` are all that the filters leave."""
    columns = list(columns)
    pairs = Alignment.objects.filter(objective__framework=framework, commitment__in=rows.order_by().values("pk"))
    serving_by: dict[UUID, set[UUID]] = defaultdict(set)
    for objective, commitment in pairs.values_list("objective", "commitment"):
        serving_by[objective].add(commitment)
    objectives = [one for one in framework.objectives.all() if one.active or one.pk in serving_by]
    return Matrix(
        framework,
        columns,
        [
            Served(
                one,
                [column if column.pk in serving_by[one.pk] else None for column in columns],
                bool(serving_by[one.pk]),
            )
            for one in objectives
        ],
    )
