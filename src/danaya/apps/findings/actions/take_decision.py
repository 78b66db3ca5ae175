"""The director decides: the option chosen, its date, the *note de service*, the follow-up."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.findings.models import Decision
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Problem


@transaction.atomic
def take_decision(
    decision: Decision,
    *,
    chosen: int,
    decided_on: date,
    reference: str = "",
    follow_up: str = "",
    remark: str = "",
    actor: Tenure,
    at: datetime,
) -> Decision:
    """Keep the decision; taking it anew replaces it, and the journal keeps both.

    Raises
    ------
    Problem
        Where the option does not exist or the date lies ahead.
    """
    if not 0 <= chosen < len(decision.options):
        raise Problem("decision-option", {"fr": "Choisissez une des options.", "en": "Choose one of the options."})
    if decided_on > at.date():
        raise Problem(
            "decision-ahead",
            {
                "fr": "Indiquez la date où la décision a été prise : elle ne peut pas être à venir.",
                "en": "Give the date the decision was taken: it cannot lie ahead.",
            },
        )
    decision.chosen, decision.decided_on, decision.decided_by = chosen, decided_on, actor.post
    decision.reference, decision.follow_up, decision.remark = reference, follow_up, remark
    decision.save()
    record(
        "findings.take_decision",
        decision,
        actor=actor,
        at=at,
        chosen=chosen,
        decided_on=decided_on.isoformat(),
        reference=reference,
    )
    return decision
