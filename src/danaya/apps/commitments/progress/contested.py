"""What waits for the next meeting: both texts side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from danaya.apps.commitments.models import (
    Answer,
    Claim,
    Commitment,
    CommitmentState,
    Confirmation,
    Escalation,
    Evidence,
    Outcome,
    Plan,
)
from danaya.apps.commitments.progress.standing import with_last_answer
from danaya.apps.commitments.queries import with_parties
from danaya.engines.followup import State


@dataclass(frozen=True, slots=True)
class Point:
    """One claim that is contested or confirmed in part: what the owner says, what the counterpart says of it."""

    commitment: Commitment
    claim: Claim
    answer: Confirmation
    state: State
    evidence: tuple[Evidence, ...]
    outcome: Outcome | None
    """What one side recorded and the other has not answered yet."""


STATES = {Answer.PART: State.PARTLY, Answer.CONTESTED: State.CONTESTED}


def disputed_claims(plan: Plan) -> QuerySet[Claim]:
    """Return the claims of a plan that wait for a meeting: the latest about their milestone, answered otherwise than by a full yes, none confirmed before."""
    later = Claim.objects.filter(milestone=OuterRef("milestone"), number__gt=OuterRef("number"))
    closing = with_last_answer(Claim.objects.filter(milestone=OuterRef("milestone"))).filter(last_answer=Answer.FULL)
    rows: QuerySet[Claim] = Claim.objects.filter(
        milestone__commitment__plan=plan,
        milestone__commitment__state=CommitmentState.ADOPTED,
        confirmations__answer__in=[Answer.PART, Answer.CONTESTED],
    ).exclude(Exists(later) | Exists(closing))
    disputed = with_last_answer(rows).filter(last_answer__in=[Answer.PART, Answer.CONTESTED])
    return disputed.distinct().order_by("milestone__commitment__number", "milestone__position", "pk")


def points_of(plan: Plan, claims: Iterable[Claim] | None = None) -> list[Point]:
    """Return the points for the next meeting, all or those of some claims, in the order of the commitments.

    The same number of queries for any plan.
    """
    keys = [claim.pk for claim in (disputed_claims(plan) if claims is None else claims)]
    found = _claims(keys)
    rows = with_parties(plan.commitments.filter(pk__in={claim.milestone.commitment_id for claim in found}))
    commitments = {row.pk: row for row in rows}
    return [_point(claim, commitments[claim.milestone.commitment_id]) for claim in found]


def _claims(keys: list[UUID]) -> list[Claim]:
    rows = Claim.objects.filter(pk__in=keys).select_related("milestone", "by")
    return list(
        rows.order_by("milestone__commitment__number", "milestone__position", "pk").prefetch_related(
            Prefetch(
                "confirmations",
                Confirmation.objects.order_by("on", "number").select_related(
                    "by__organisation", "agreed_by__organisation"
                ),
            ),
            Prefetch("evidence", Evidence.objects.filter(replaced_by=None).select_related("file")),
            Prefetch("outcomes", Outcome.objects.select_related("by__organisation", "answered_by")),
        )
    )


def _point(claim: Claim, commitment: Commitment) -> Point:
    claim.milestone.commitment = commitment
    outcome = next((one for one in claim.outcomes.all() if one.agreed is None), None)
    answer = list(claim.confirmations.all())[-1]
    return Point(commitment, claim, answer, STATES[Answer(answer.answer)], tuple(claim.evidence.all()), outcome)


@dataclass(frozen=True, slots=True)
class Again:
    """A claim that waits for its answer after one about the same milestone was contested or confirmed in part."""

    claim: Claim
    answer: Confirmation


def claimed_again(plan: Plan) -> list[Again]:
    """Return what was disputed and then claimed anew, unanswered: a new claim takes nothing off the meeting's list. Two queries."""
    of_milestone = Claim.objects.filter(milestone=OuterRef("milestone"))
    answered = with_last_answer(of_milestone)
    rows = Claim.objects.filter(
        Exists(answered.filter(last_answer__in=STATES)),
        milestone__commitment__plan=plan,
        milestone__commitment__state=CommitmentState.ADOPTED,
        confirmations=None,
    ).exclude(
        Exists(of_milestone.filter(number__gt=OuterRef("number"))) | Exists(answered.filter(last_answer=Answer.FULL))
    )
    found = list(
        rows.select_related("milestone__commitment", "by__organisation").order_by(
            "milestone__commitment__number", "on", "pk"
        )
    )
    answers = Confirmation.objects.filter(claim__milestone__in=[one.milestone_id for one in found])
    last = {
        one.claim.milestone_id: one
        for one in answers.select_related("claim", "by__organisation").order_by("on", "claim__number", "number")
    }
    return [Again(one, last[one.milestone_id]) for one in found]


def escalated(plan: Plan) -> list[Escalation]:
    """Return what was brought to the two secretaries and is not settled."""
    rows = Escalation.objects.filter(
        commitment__plan=plan, commitment__state=CommitmentState.ADOPTED, closed_on=None
    ).select_related("commitment__owner__organisation", "commitment__counterpart__organisation", "commitment__plan")
    return list(rows.order_by("on", "pk"))
