"""Which commitments a workbook that came back is about: only these are fetched, of thousands."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from danaya.apps.commitments.models import Commitment, Milestone, Plan, reference_of
from danaya.apps.commitments.overviews.workbook.reading import CameBack
from danaya.apps.commitments.overviews.workbook.values import fold
from danaya.apps.commitments.overviews.workbook.writing import detailed
from danaya.apps.commitments.queries import readable_commitments


@dataclass(frozen=True, slots=True)
class Readable:
    """What a viewer may read of a plan, by key: each commitment's number, each milestone's commitment."""

    numbers: Mapping[str, int | None]
    steps: Mapping[str, str]


def readable_of(plan: Plan, viewer: Any) -> Readable:
    """Return the keys of what ``viewer`` may read; two queries of nothing else."""
    rows = readable_commitments(plan, viewer).select_related(None).order_by()
    steps = Milestone.objects.filter(commitment__in=rows.values("pk")).order_by().values_list("pk", "commitment")
    return Readable(
        {str(key): number for key, number in rows.values_list("pk", "number")},
        {str(key): str(of) for key, of in steps},
    )


def rows_about(
    came: CameBack, plan: Plan, viewer: Any, readable: Readable, keys: Collection[str] | None = None
) -> list[Commitment]:
    """Return the commitments of which something came back changed, fetched with what a line of the workbook says."""
    found = [UUID(key) for key in concerned(came, readable, keys) & set(readable.numbers)]
    return list(detailed(readable_commitments(plan, viewer).filter(pk__in=found)))


def concerned(came: CameBack, readable: Readable, keys: Collection[str] | None = None) -> set[str]:
    """Return the keys of the commitments that touched rows are about.

    Where rows are new or copied, those that the file does not hold are among them: one of them may have been made of such a row before.
    ``keys``: of all commitments of the file, where ``came`` is only some of its rows.
    """
    touched = [row for row in came.milestones if row.cells]
    found = {row.key for row in came.commitments if row.cells}
    found |= {readable.steps[row.key] for row in touched if row.key in readable.steps}
    marks = {fold(row.text("ref")) for row in touched}
    found |= {key for key, number in readable.numbers.items() if number and fold(reference_of(number)) in marks}
    times = Counter(row.key for row in came.commitments)
    if times[""] or max(times.values(), default=0) > 1:
        found |= set(readable.numbers) - set(times if keys is None else keys)
    return found - {""}
