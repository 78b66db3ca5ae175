"""Ratings held against facts, in words: what became of what each side had rated how. Counts, and an interval from eight on."""

from dataclasses import dataclass

from danaya.apps.commitments.drafting.ratings import calibration_of
from danaya.apps.commitments.models import Plan, PlanState
from danaya.apps.people.models import Side
from danaya.engines.followup import Calibration, Keeping
from danaya.engines.language import percent

TOLD = (Keeping.ON_TIME, Keeping.LATE, Keeping.OVERDUE, Keeping.ABANDONED, Keeping.AWAITING, Keeping.RUNNING)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the commitments that one side had given one rating."""

    side: str
    judged: str
    step: str
    counts: tuple[tuple[str, int], ...]
    share: str
    """Interval of the share kept on time, in words; empty where fewer than eight are decided."""


def against_facts(plan: Plan, language: str) -> list[Row]:
    """Return the rows that have commitments, customs first; none before the plan is adopted."""
    if plan.state not in {PlanState.ADOPTED, PlanState.CLOSED}:
        return []
    return [_row(one, language) for one in calibration_of(plan) if sum(one.counts.values())]


def _row(one: Calibration, language: str) -> Row:
    counts = tuple((kept.in_words(language), one.counts[kept]) for kept in TOLD if one.counts[kept])
    share = "" if one.share is None else f"{percent(one.share[0], language)}–{percent(one.share[1], language)}"
    return Row(str(Side(one.side).label), one.judged.value, one.judged.in_words(one.step, language), counts, share)
