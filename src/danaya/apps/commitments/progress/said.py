"""What is said of a whole plan on a day: how each side keeps its word, and whether earlier forecasts came true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import IN_FORCE, Plan, PlanFollowed
from danaya.apps.people.models import Side
from danaya.engines import followup
from danaya.engines.language import LANGUAGES

SIDES = (Side.CUSTOMS, Side.PRIVATE)


def say_of_plan(plan: Plan, today: date) -> PlanFollowed:
    """Write down what is said of a plan; the back-test anew each quarter only. What others wrote there stays."""
    rows = plan.commitments.filter(state__in=IN_FORCE).select_related("owner__organisation")
    facts = list(facts_of(rows, today).values())
    held = PlanFollowed.objects.filter(plan=plan).first() or PlanFollowed(plan=plan)
    said = {**held.said, "keeping": keeping_of(facts, today)}
    quarter = quarter_of(today)
    if said.get("backtest", {}).get("quarter") != quarter:
        said["backtest"] = {"quarter": quarter, **_back_test(facts, today)}
    held.said, held.on = said, today
    held.save()
    return held


def keeping_of(facts: Sequence[followup.Commitment], today: date) -> list[dict[str, Any]]:
    """Return for each side what is known of its promises: counts, and from eight of them on an interval."""
    return [_keeping(side, facts, today) for side in SIDES]


def _keeping(side: str, facts: Sequence[followup.Commitment], today: date) -> dict[str, Any]:
    found = followup.plan_forecast(str(side), facts, today)
    return {
        "side": str(side),
        "counts": {str(kept): count for kept, count in found.counts.items()},
        "decided": found.decided,
        "open": found.open,
        "share": list(found.share) if found.share else None,
        "expected": list(found.expected) if found.expected else None,
        "words": {code: found.in_language(code) for code in LANGUAGES},
    }


def quarter_of(day: date) -> str:
    """Return the quarter of a day: ``2026-4``."""
    return f"{day.year}-{(day.month + 2) // 3}"


def _back_test(facts: Sequence[followup.Commitment], today: date) -> dict[str, Any]:
    if not facts:
        return {"judged": 0, "met": 0, "waiting": 0, "verdict": "fits", "words": {}}
    first = min(fact.starts for fact in facts)
    found = followup.back_test(facts, followup.quarter_starts(first, today), today)
    return {
        "judged": found.judged,
        "met": found.met,
        "waiting": found.waiting,
        "verdict": found.verdict,
        "words": {code: found.in_language(code) for code in LANGUAGES},
    }


@dataclass(frozen=True, slots=True)
class SideSaid:
    """What a plan's page says of one side."""

    side: str
    words: dict[str, str]
    decided: int
    open: int


def on_plan(plan: Plan) -> dict[str, Any]:
    """Return what a plan's page shows of it, as the last round wrote it: one query."""
    held = PlanFollowed.objects.filter(plan=plan).first()
    if held is None:
        return {"keeping": [], "backtest": {}, "said_on": None}
    sides = [
        SideSaid(one["side"], one["words"], one["decided"], one["open"])
        for one in held.said.get("keeping", ())
        if one["decided"] or one["open"]
    ]
    return {"keeping": sides, "backtest": held.said.get("backtest", {}).get("words", {}), "said_on": held.on}
