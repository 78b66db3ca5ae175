"""Propose a draft to both sides: it gets its number, and its parties hear of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from danaya.apps.commitments.drafting.refusing import refuse_closed_plan
from danaya.apps.commitments.drafting.tidings import tell_proposed
from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Commitment, CommitmentState, Plan
from danaya.apps.commitments.problems import problem
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def propose_commitment(commitment: Commitment, *, actor: Tenure, at: datetime) -> Commitment:
    """Show a draft to both sides under the next number of its plan.

    Raises
    ------
    Problem
        ``commitments-not-a-draft`` where it was proposed or withdrawn already; ``commitments-no-steps``; ``commitments-plan-closed``.
    """
    plan = locked(Plan.objects).get(pk=commitment.plan_id)
    refuse_closed_plan(plan)
    rows = locked(Commitment.objects).select_related("owner", "counterpart")
    held = rows.get(pk=commitment.pk)
    if held.state != CommitmentState.DRAFT:
        raise problem(
            "not-a-draft",
            "Cet engagement n'est plus un projet : ouvrez sa page pour voir où il en est.",
            "This commitment is no longer a draft: open its page to see where it stands.",
        )
    if not held.milestones.exists():
        raise problem(
            "no-steps",
            "Ajoutez au moins un jalon avec sa date avant de proposer l'engagement.",
            "Add at least one milestone with its date before proposing the commitment.",
        )
    held.number = (plan.commitments.aggregate(last=Max("number"))["last"] or 0) + 1
    held.state, held.proposed_on = CommitmentState.PROPOSED, at.date()
    held.save(update_fields=["number", "state", "proposed_on"])
    record("commitments.propose_commitment", held, actor=actor, at=at, number=held.number, revision=held.revision)
    tell_proposed(held, at)
    follow_one(held, at.date())
    return held
