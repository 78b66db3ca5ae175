"""What waits for the next meeting: both texts side by side."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from danaya.apps.commitments.facts import facts_of
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
from danaya.apps.commitments.progress.standing import DISPUTED
from danaya.apps.commitments.queries import with_parties
from danaya.engines import followup
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


def points_of(plan: Plan, today: date) -> list[Point]:
    """Return the points for the next meeting, in the order of the commitments; the same number of queries for any plan."""
    disputed = plan.commitments.filter(
        state=CommitmentState.ADOPTED, milestones__claims__confirmations__answer__in=[Answer.PART, Answer.CONTESTED]
    )
    rows = {row.pk: row for row in with_parties(disputed.distinct())}
    states: dict[str, State] = {}
    for fact in facts_of(rows.values(), today).values():
        states.update(followup.progress_of(fact, today).states)
    wanted = [UUID(key) for key, state in states.items() if state in DISPUTED]
    found = {claim.milestone_id: claim for claim in _claims(wanted)}
    points = [_point(claim, rows[claim.milestone.commitment_id], states) for claim in found.values()]
    return sorted(points, key=lambda point: (point.commitment.number or 0, point.claim.milestone.position))


def _claims(milestones: list[UUID]) -> list[Claim]:
    rows = Claim.objects.filter(milestone__in=milestones).select_related("milestone", "by").order_by("number")
    return list(
        rows.prefetch_related(
            Prefetch("confirmations", Confirmation.objects.order_by("number").select_related("by", "agreed_by")),
            Prefetch("evidence", Evidence.objects.filter(replaced_by=None).select_related("file")),
            Prefetch("outcomes", Outcome.objects.select_related("by", "answered_by")),
        )
    )


def _point(claim: Claim, commitment: Commitment, states: dict[str, State]) -> Point:
    claim.milestone.commitment = commitment
    outcome = next((one for one in claim.outcomes.all() if one.agreed is None), None)
    return Point(
        commitment,
        claim,
        list(claim.confirmations.all())[-1],
        states[str(claim.milestone_id)],
        tuple(claim.evidence.all()),
        outcome,
    )


def escalated(plan: Plan) -> list[Escalation]:
    """Return what was brought to the two secretaries and is not settled."""
    rows = Escalation.objects.filter(
        commitment__plan=plan, commitment__state=CommitmentState.ADOPTED, closed_on=None
    ).select_related("commitment__owner__organisation", "commitment__counterpart__organisation", "commitment__plan")
    return list(rows.order_by("on", "pk"))
