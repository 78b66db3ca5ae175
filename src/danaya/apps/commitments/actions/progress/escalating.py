"""A stall that no help ended is brought to the two secretaries; they say what was decided."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Commitment, Escalation
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import hold, written
from danaya.apps.commitments.progress.tidings import tell_escalated, tell_escalation_closed
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Problem


@transaction.atomic
def escalate(commitment: Commitment, reasons: Sequence[str], *, at: datetime) -> Escalation | None:
    """Bring a stall to the two secretaries: by the daily round, a fortnight after help was asked for, or offered.

    Returns
    -------
    Escalation
        None where one stands already.
    """
    held = hold(commitment.pk)
    if held.escalations.filter(closed_on=None).exists():
        return None
    made = Escalation.objects.create(commitment=held, on=at.date(), reasons=list(dict.fromkeys(reasons)))
    tell_escalated(held, made, at)
    record("commitments.escalate", held, actor=None, at=at, reasons=made.reasons)
    follow_one(held, at.date())
    return made


@transaction.atomic
def close_escalation(escalation: Escalation, *, outcome: str, actor: Tenure, at: datetime) -> Escalation:
    """Say what the secretaries decided about a stall.

    Raises
    ------
    Problem
        Where somebody else acts, the other secretary closed it meanwhile, or nothing is written.
    """
    held = hold(escalation.commitment_id)
    if actor.post_id not in {held.plan.secretary_customs_id, held.plan.secretary_private_id}:
        raise _not_secretary()
    present = Escalation.objects.get(pk=escalation.pk)
    if present.closed_on is not None:
        raise problem(
            "escalation-closed",
            "L'autre secrétaire a déjà inscrit ce qui a été décidé. Rechargez la page pour le lire.",
            "The other secretary has recorded what was decided already. Load the page again to read it.",
        )
    if not written(outcome):
        raise problem("escalation-empty", "Écrivez ce qui a été décidé.", "Write what was decided.")
    present.outcome, present.closed_by, present.closed_on = written(outcome), actor.post, at.date()
    present.save(update_fields=["outcome", "closed_by", "closed_on"])
    tell_escalation_closed(held, present, at)
    record("commitments.close_escalation", held, actor=actor, at=at)
    follow_one(held, at.date())
    return present


def _not_secretary() -> Problem:
    return problem(
        "not-secretary",
        "C'est aux deux secrétaires du plan de dire ce qui a été décidé.",
        "It is for the plan's two secretaries to say what was decided.",
    )
