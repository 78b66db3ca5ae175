"""What the page of a commitment shows of its progress, and what whoever looks may do about it."""

from typing import Any

from django.http import HttpRequest

from danaya.apps.commitments.facts import fact_of
from danaya.apps.commitments.following import helped_of
from danaya.apps.commitments.models import IN_FORCE, Commitment
from danaya.apps.commitments.overviews.listing import Bars
from danaya.apps.commitments.progress.showing import help_in_words, sentences, steps_of
from danaya.apps.commitments.progress.standing import AWAITED, DISPUTED, OWED
from danaya.apps.people.access import may
from danaya.apps.people.clock import today
from danaya.apps.people.rights import acting_tenure
from danaya.engines import followup

ACTS = ("claim", "confirm", "move_date", "answer_move", "record_outcome", "update", "offer_help", "close_escalation")
LATEST = 5
"""Updates shown at once; all of them stand below."""


def beside(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """Return the section on progress; nothing before a commitment is adopted."""
    if commitment.state not in IN_FORCE:
        return {"progress": None}
    day, language = today(), _language(request)
    fact = fact_of(commitment, day)
    stalls = followup.stalls_of(fact, day) if fact else ()
    offers = list(commitment.help_offers.select_related("by__organisation"))
    escalations = list(commitment.escalations.select_related("closed_by__organisation"))
    reaction = helped_of([commitment.pk])[commitment.pk].reaction(stalls, day)
    updates = list(commitment.updates.select_related("by__organisation"))
    tenure = acting_tenure(request.user)
    followed = getattr(commitment, "followed", None)
    return {
        "progress": {
            "line": bars(fact, day),
            "steps": steps_of(commitment, fact, day, language),
            "stalls": sentences(stalls, language),
            "reaction": reaction.in_language(language) if reaction else "",
            "red": bool(reaction and reaction.red),
            "help_first": [kind.in_words(language) for kind in reaction.help_first] if reaction else [],
            "offers": [(offer, help_in_words(offer.wanted, language)) for offer in offers],
            "escalations": escalations,
            "updates": [(one, help_in_words(one.help, language)) for one in updates],
            "next_update": followed.next_update if followed else None,
            "forecast": followed.forecast.get(language, "") if followed else "",
            "cadence": followup.cadence_of(fact).in_words(language) if fact else "",
            "may": {name: may(request, f"commitments.{name}", commitment) for name in ACTS},
            "post": tenure.post_id if tenure else None,
            "owed": OWED,
            "awaited": AWAITED,
            "disputed": DISPUTED,
        },
    }


def bars(fact: followup.Commitment | None, day: Any) -> Bars:
    """Return claimed and confirmed in whole per cent: read together, never one without the other."""
    if fact is None:
        return Bars(0, 0)
    found = followup.progress_of(fact, day)
    return Bars(round(found.claimed), round(found.confirmed))


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "fr") or "fr").split("-")[0]
