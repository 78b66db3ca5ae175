"""Ratings held against facts, in words: what became of what each side had rated how. Counts, and an interval from eight on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from danaya.apps.commitments.drafting.ratings import calibration_of
from danaya.apps.commitments.models import Plan, PlanState
from danaya.apps.people.models import Side
from danaya.engines.followup import Calibration, Judged, Keeping
from danaya.engines.followup.ratings import STEPS
from danaya.engines.language import number, percent

TOLD = (Keeping.ON_TIME, Keeping.LATE, Keeping.OVERDUE, Keeping.ABANDONED, Keeping.AWAITING, Keeping.RUNNING)
SEPARATOR = {"fr": " ; "}


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the commitments that one side had given one rating."""

    side: str
    judged: str
    step: str
    counts: tuple[tuple[str, int], ...]
    share: str
    """Interval of the share kept on time, in words; empty where fewer than eight are decided."""
    on_time: int
    decided: int


def against_facts(plan: Plan, language: str) -> list[Row]:
    """Return the rows that have commitments, customs first; none before the plan is adopted."""
    if plan.state not in {PlanState.ADOPTED, PlanState.CLOSED}:
        return []
    return [_row(one, language) for one in calibration_of(plan) if sum(one.counts.values())]


def _row(one: Calibration, language: str) -> Row:
    counts = tuple((kept.in_words(language), one.counts[kept]) for kept in TOLD if one.counts[kept])
    share = "" if one.share is None else f"{percent(one.share[0], language)}–{percent(one.share[1], language)}"
    step, on_time = one.judged.in_words(one.step, language), one.counts[Keeping.ON_TIME]
    return Row(str(Side(one.side).label), one.judged.value, step, counts, share, on_time, one.decided)


def in_short(rows: Sequence[Row], language: str) -> str:
    """Return the sentence that matters of the rows: of what each side held for certain to be kept, how much was; counts, never a share."""
    step = Judged.REALISM.in_words(STEPS[-1], language)
    certain = [row for row in rows if row.judged == Judged.REALISM.value and row.step == step and row.decided]
    if not certain:
        return _("Of what was rated “%(step)s”, the outcome of nothing is known yet.") % {"step": step}
    said = [
        _("%(side)s, %(kept)s of %(decided)s")
        % {"side": row.side, "kept": number(row.on_time, language), "decided": number(row.decided, language)}
        for row in certain
    ]
    return _("Rated “%(step)s” and kept on time: %(sides)s.") % {
        "step": step,
        "sides": SEPARATOR.get(language, "; ").join(said),
    }
