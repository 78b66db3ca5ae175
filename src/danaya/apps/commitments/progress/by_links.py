"""Which claims and answers came by a personal link: the journal says so, and pages show it to both sides."""

import json
from collections.abc import Collection

from danaya.apps.commitments.models import Claim, Commitment
from danaya.base.journal.entries import history

CLAIMED, ANSWERED = "commitments.claim_milestone", "commitments.answer_claim"

Act = tuple[str, int, int]
"""Verb of the act, place of the milestone, number of the claim."""


def acts_by_link(commitment: Commitment) -> Collection[Act]:
    """Return the claims of a commitment that were made, and those that were answered, by whoever held link and PIN; one query."""
    rows = history(commitment).filter(verb__in=(CLAIMED, ANSWERED), body__contains='"by_link":true')
    told = [(verb, json.loads(body)) for verb, body in rows.values_list("verb", "body")]
    return {(verb, facts["milestone"], facts["number"]) for verb, facts in told}


def act(verb: str, claim: Claim) -> Act:
    """Return how an act on a claim is named here."""
    return verb, claim.milestone.position, claim.number
