"""What a plan's overview counts: standings, both bars of each side, what stalls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Commitment, CommitmentState, Plan
from danaya.apps.commitments.overviews.listing import Line, line_of
from danaya.apps.commitments.overviews.standings import ORDER, PLACES, STALLED, STANDINGS, with_place
from danaya.apps.commitments.queries import readable_commitments
from danaya.apps.commitments.sums import Sum, sums_by
from danaya.apps.people.models import Side

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_STALLS = 8
PROMISED = Q(state__in=(CommitmentState.ADOPTED, CommitmentState.ABANDONED))


@dataclass(frozen=True, slots=True)
class Standing:
    """How many commitments stand in one column of the board."""

    name: str
    words: "StrOrPromise"
    count: int


@dataclass(frozen=True, slots=True)
class SideBars:
    """What a side claims and what was confirmed of its commitments, on average."""

    side: str
    words: str
    sums: Sum

    @property
    def side_word(self) -> str:
        """The side's name."""
        return str(Side(self.side).label)

    def counted(self, language: str) -> tuple[str, str]:
        """Return both as counts of milestones."""
        return self.sums.amounts(language, counted=True)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan's overview shows."""

    standings: Sequence[Standing]
    bars: Sequence[SideBars]
    stalls: Sequence[Line]
    more_stalls: int

    @property
    def are_rates(self) -> bool:
        """Whether shares are told: of both sides alike, so not while one of them promised fewer than eight commitments."""
        return all(one.sums.is_rate for one in self.bars)

    @property
    def count(self) -> int:
        """How many commitments were counted."""
        return sum(one.count for one in self.standings)


def figures_of(plan: Plan, viewer: Any) -> Figures:
    """Return what is counted of a plan as far as the viewer may see it; four queries."""
    rows = readable_commitments(plan, viewer)
    counts = counted(rows)
    stalling = rows.filter(STANDINGS[STALLED][1])
    stalls = [line_of(row) for row in stalling.order_by("followed__due", "number")[: MOST_STALLS + 1]]
    return Figures(
        [Standing(name, PLACES[name][0], counts[name]) for name in ORDER if counts.get(name)],
        bars_of(rows),
        stalls[:MOST_STALLS],
        max(stalling.count() - MOST_STALLS, 0) if len(stalls) > MOST_STALLS else 0,
    )


def counted(rows: QuerySet[Commitment]) -> Mapping[str, int]:
    """Return how many commitments stand in each column of the board."""
    placed: Any = with_place(rows)
    return dict(placed.order_by().values_list("place").annotate(Count("pk")))


def bars_of(rows: QuerySet[Commitment]) -> list[SideBars]:
    """Return both bars of each side that promised something."""
    found = sums_by(rows.filter(PROMISED), "owner__organisation__side")
    words = {Side.CUSTOMS: _("Commitments of customs"), Side.PRIVATE: _("Commitments of the private sector")}
    return [SideBars(side, words[side], found[side]) for side in words if side in found]


def progress_chart(bars: Sequence[SideBars], language: str) -> Any:
    """Return both bars of each side as a drawing."""
    from danaya.engines.publishing.plan_charts import ProgressChart  # noqa: PLC0415  # slow import

    axis = _("Share of the milestones, by their weight")
    return ProgressChart(tuple(_row(one, language) for one in bars), axis, language)


def _row(one: SideBars, language: str) -> Any:
    from danaya.engines.publishing.plan_charts import ProgressRow  # noqa: PLC0415  # slow import

    claimed, confirmed = one.sums.amounts(language)
    return ProgressRow(
        "",
        one.words,
        one.sums.claimed / 100,
        min(one.sums.confirmed, one.sums.claimed) / 100,
        words=(_("claimed %(share)s") % {"share": claimed}, _("confirmed %(share)s") % {"share": confirmed}),
    )
