"""Take the text back from signature: it can be changed again and is signed anew; what was signed stays readable."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.actions.signing.holding import at_signature, lock
from danaya.apps.commitments.models import Plan, PlanState
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import REASONS, TAKEN_BACK, Chance, add_entry, closed
from danaya.apps.commitments.signing.tidings import tell_taken_back
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Text


@transaction.atomic
def take_back_text(plan: Plan, reason: Text, *, actor: Tenure, at: datetime, chance: Chance) -> Plan:
    """Take the text back: a plan adopted before is again what it was, another one is drafted on.

    The reason stands beside the register, closed, one digest for each language: it may name somebody.

    Raises
    ------
    Problem
        Where no text is at signature, or no reason is given.
    """
    held = lock(plan)
    version = at_signature(held)
    words = {code: part.strip() for code, part in reason.items() if code in REASONS and part.strip()}
    if not words:
        raise refuse("why-missing")
    closings = [one for code, part in words.items() if (one := closed(REASONS[code], part, chance)) is not None]
    entry = add_entry(
        held,
        {
            "act": TAKEN_BACK,
            "plan": version.digest,
            "version": str(version.number),
            "day": at.date().isoformat(),
            **{one.field: one.digest for one in closings},
        },
        closings,
    )
    held.state = PlanState.DRAFTING if held.adopted_on is None else PlanState.ADOPTED
    held.save(update_fields=["state"])
    record(
        "commitments.take_back_text",
        held,
        actor=actor,
        at=at,
        version=version.number,
        register=[entry.place + 1, entry.digest],
    )
    tell_taken_back(version, words, at)
    return held
