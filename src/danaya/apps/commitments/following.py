"""Where commitments stand on a day: what the follow-up engine says is written down, so that lists of thousands only read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import IN_FORCE, Commitment, Followed, HelpOffer, Plan
from danaya.engines import followup
from danaya.engines.language import LANGUAGES

FIELDS = (
    "on",
    "claimed",
    "confirmed",
    "due",
    "first_due",
    "moved",
    "keeping",
    "contested",
    "waiting_since",
    "late",
    "stalls",
    "step",
    "next_update",
)
FORECAST = ("p50", "p80", "forecast")
OWED = frozenset({followup.State.OPEN, followup.State.PARTLY, followup.State.CONTESTED})
"""States in which the owner has the next step: once none is left, nothing is asked of it and nothing is late."""


@dataclass(frozen=True, slots=True)
class Helped:
    """What was done about the stalls of a commitment: when help was asked for and offered, when the secretaries were told."""

    offered: Sequence[date] = ()
    asked: date | None = None
    escalated: date | None = None
    is_closed: bool = True
    """Whether the secretaries have said what they decided."""

    def reaction(self, stalls: Sequence[followup.Stall], today: date) -> followup.Reaction | None:
        """Return what is to be done about these stalls.

        Help that was first offered about them counts: offering it again gives no fortnight more, nor does an offer that comes while
        the stall lies before the two secretaries.
        """
        began = min((stall.since for stall in stalls), default=date.max)
        until = date.max if self.escalated is None or self.is_closed else self.escalated
        first = next((day for day in self.offered if began <= day <= until), None)
        return followup.reaction(stalls, today, first, self.escalated, self.asked)


def follow(commitments: Iterable[Commitment], today: date) -> None:
    """Write down anew where these commitments stand on ``today``; those without milestones are left out."""
    rows = list(commitments)
    facts = facts_of(rows, today)
    keys = list(facts)
    helped = helped_of(keys)
    said = [_standing(key, fact, today, helped[key]) for key, fact in facts.items()]
    Followed.objects.bulk_create(
        said, update_conflicts=True, unique_fields=["commitment"], update_fields=FIELDS, batch_size=500
    )


def follow_one(commitment: Commitment, today: date) -> None:
    """Write down anew where one commitment stands: each act on it ends with this."""
    follow(Commitment.objects.select_related("owner__organisation").filter(pk=commitment.pk), today)


def follow_plan(plan: Plan, today: date) -> None:
    """Write down where every commitment of a plan stands, with its forecast: once a day, in a job."""
    rows = list(plan.commitments.select_related("owner__organisation"))
    follow(rows, today)
    running = [row for row in rows if row.state in IN_FORCE]
    forecasts = followup.forecast(list(facts_of(running, today).values()), today)
    held = Followed.objects.filter(commitment__in=running)
    for one in held:
        found = forecasts.get(str(one.commitment_id))
        one.p50, one.p80 = (found.p50, found.p80) if found else (None, None)
        one.forecast = {code: found.in_language(code) for code in LANGUAGES} if found else {}
    Followed.objects.bulk_update(held, FORECAST, batch_size=500)


def helped_of(keys: Sequence[UUID]) -> dict[UUID, Helped]:
    """Return what was done about the stalls of each commitment: two queries for any number."""
    offered: dict[UUID, list[date]] = defaultdict(list)
    for key, day in HelpOffer.objects.filter(commitment__in=keys).order_by("on").values_list("commitment", "on"):
        offered[key].append(day)
    fields = ("pk", "followed__help_asked", "escalations__on", "escalations__closed_on")
    rows = Commitment.objects.filter(pk__in=keys).order_by("escalations__on").values_list(*fields)
    return {key: Helped(offered[key], asked, told, closed is not None) for key, asked, told, closed in rows}


def _standing(key: UUID, fact: followup.Commitment, today: date, helped: Helped) -> Followed:
    progress = followup.progress_of(fact, today)
    stalls = followup.stalls_of(fact, today)
    step = helped.reaction(stalls, today)
    states = set(progress.states.values())
    asked = bool(states & OWED) and not fact.abandoned
    return Followed(
        commitment_id=key,
        on=today,
        claimed=progress.claimed,
        confirmed=progress.confirmed,
        due=fact.due,
        first_due=fact.first_due,
        moved=len(fact.changes),
        keeping=str(followup.keeping_of(fact, today)),
        contested=bool(progress.contested),
        waiting_since=_waiting_since(fact, progress),
        late=_is_late(fact, progress, today),
        stalls=[[str(stall.reason), stall.since.isoformat(), stall.milestone] for stall in stalls],
        step=str(step.step) if step else "",
        next_update=followup.next_update(fact) if asked else None,
    )


def _waiting_since(fact: followup.Commitment, progress: followup.Progress) -> date | None:
    waiting = {followup.State.CLAIMED, followup.State.SILENT}
    days = [
        fact.claims_of(milestone)[-1].day for milestone in fact.milestones if progress.states[milestone.key] in waiting
    ]
    return min(days, default=None)


def _is_late(fact: followup.Commitment, progress: followup.Progress, today: date) -> bool:
    """Whether a milestone's present date has passed without a claim: what is claimed waits for the counterpart, not the owner."""
    if fact.abandoned:
        return False
    return any(
        progress.states[milestone.key] in OWED and fact.due_of(milestone) < today for milestone in fact.milestones
    )
