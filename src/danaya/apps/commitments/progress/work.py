"""The daily round of a plan: where everything stands, reminders, updates due, claims without answer, help before escalation, the month.

Each thing is told once, by a key; notices bundle it and keep to their two mails a week. A round that was missed is made up for by the
next one, not repeated.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from danaya.apps.commitments.actions.progress.escalating import escalate
from danaya.apps.commitments.actions.progress.helping import ask_help
from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.following import follow_plan
from danaya.apps.commitments.models import Claim, Commitment, CommitmentState, Milestone, Plan, PlanState
from danaya.apps.commitments.progress.digests import tell_month
from danaya.apps.commitments.progress.said import say_of_plan
from danaya.apps.commitments.progress.standing import OWED
from danaya.apps.commitments.progress.tidings import (
    reminder_key,
    silence_key,
    tell_reminder,
    tell_silent,
    tell_update_due,
    untold,
    update_key,
)
from danaya.apps.commitments.queries import with_parties
from danaya.apps.people.middleware import time_zone
from danaya.base.jobs.schedules import every
from danaya.engines import followup
from danaya.engines.followup import Step
from danaya.engines.followup.progress import SILENCE

logger = logging.getLogger("danaya.commitments")

DAY = timedelta(days=1)

REMIND_FROM = timedelta(days=7)
"""How long before its date a milestone is first remembered."""
REMIND_UNTIL = timedelta(days=40)
"""How long after its date somebody may still hear of it for the first time: a plan taken over with old dates floods nobody."""

WINDOWS: tuple[tuple[int, str], ...] = ((1, "before"), (-2, "day"), (-9, "after"), (-39, "secretary"))
"""Days left, at least → the reminder that is due: seven days before, on the day, three days after, ten days after."""


@every(DAY, "commitments.daily")
def daily(now: datetime) -> None:
    """Make the round of every running plan."""
    if getattr(settings, "TODAY", None) is not None:
        return  # an installation whose day stands still: nothing falls due there
    make_day(now.astimezone(time_zone()))


def make_day(at: datetime) -> None:
    """Make the round of every running plan at the moment ``at``, in the administration's own time."""
    for plan in running_plans():
        make_round(plan, at)


def make_round(plan: Plan, at: datetime) -> None:
    """Make the round of one plan; a step that fails is logged, and the others are made."""
    for step in STEPS:
        try:
            with transaction.atomic():
                step(plan, at)
        except Exception:
            logger.exception("daily round of plan %s: %s failed", plan.pk, step.__name__)


def running_plans() -> QuerySet[Plan]:
    """Return the plans of which something is in force."""
    promised = Commitment.objects.filter(state=CommitmentState.ADOPTED).values("plan")
    plans = Plan.objects.filter(pk__in=promised).exclude(state=PlanState.CLOSED)
    return plans.select_related("secretary_customs", "secretary_private")


def rows_of(plan: Plan) -> list[Commitment]:
    """Return what is in force of a plan, with its standing."""
    rows = list(with_parties(plan.commitments.filter(state=CommitmentState.ADOPTED)))
    for row in rows:
        row.plan = plan
    return rows


def follow_all(plan: Plan, at: datetime) -> None:
    """Write down where everything stands, with the forecasts."""
    follow_plan(plan, at.date())


def say_all(plan: Plan, at: datetime) -> None:
    """Write down what is said of the whole plan."""
    say_of_plan(plan, at.date())


def remind(plan: Plan, at: datetime) -> None:
    """Remind owners of dates; after three reminders, the secretary of their side, once."""
    today, rows = at.date(), {row.pk: row for row in rows_of(plan)}
    near = Milestone.objects.filter(
        commitment__in=rows, due__gt=today - REMIND_UNTIL, due__lte=today + REMIND_FROM
    ).order_by("due", "position")
    owed = _owed([rows[key] for key in {one.commitment_id for one in near}], today)
    steps = {one: reminder_of(one.due, today) for one in near if str(one.pk) in owed}
    new = untold(reminder_key(one, step) for one, step in steps.items())
    for milestone, step in steps.items():
        if reminder_key(milestone, step) in new:
            tell_reminder(rows[milestone.commitment_id], milestone, step, at)


def reminder_of(due: date, today: date) -> str:
    """Return which reminder of a date is due ``today``; empty for none."""
    left = (due - today).days
    return next((name for least, name in WINDOWS if left >= least), "") if left <= REMIND_FROM.days else ""


def _owed(rows: list[Commitment], today: date) -> set[str]:
    """Return the keys of the milestones that their owners still owe."""
    found = (followup.progress_of(fact, today).states for fact in facts_of(rows, today).values())
    return {key for states in found for key, state in states.items() if state in OWED}


def ask_updates(plan: Plan, at: datetime) -> None:
    """Ask the three questions where they are due."""
    days = {row: row.followed.next_update for row in rows_of(plan) if hasattr(row, "followed")}
    due = {row: day for row, day in days.items() if day is not None and day <= at.date()}
    new = untold(update_key(row, day) for row, day in due.items())
    for row, day in due.items():
        if update_key(row, day) in new:
            tell_update_due(row, day, at)


def tell_silence(plan: Plan, at: datetime) -> None:
    """Tell both secretaries which claims have waited for twenty-one days."""
    rows = {row.pk: row for row in rows_of(plan)}
    waiting = Claim.objects.filter(
        milestone__commitment__in=rows, confirmations=None, on__lte=at.date() - SILENCE
    ).select_related("milestone")
    new = untold(silence_key(claim) for claim in waiting)
    for claim in waiting.order_by("on", "pk"):
        if silence_key(claim) in new:
            tell_silent(rows[claim.milestone.commitment_id], claim, at)


def react(plan: Plan, at: datetime) -> None:
    """Ask that help be offered where something stalls; a fortnight later, or after an offer, bring it to the two secretaries."""
    stalled = [row for row in rows_of(plan) if hasattr(row, "followed") and row.followed.stalls]
    for row in stalled:
        if row.followed.step == Step.ESCALATE:
            escalate(row, [reason for reason, *_rest in row.followed.stalls], at=at)
        elif row.followed.step == Step.OFFER_HELP:
            ask_help(row, min(date.fromisoformat(day) for _reason, day, *_rest in row.followed.stalls), at=at)


STEPS: tuple[Callable[[Plan, datetime], None], ...] = (
    follow_all,
    say_all,
    remind,
    ask_updates,
    tell_silence,
    react,
    tell_month,
)
"""What a round does, in this order."""
