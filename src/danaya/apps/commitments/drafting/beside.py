"""Remarks and gates as pages show them beside what they are about."""

from typing import Any

from django.http import HttpRequest

from danaya.apps.commitments.actions.rate_commitment import is_rateable
from danaya.apps.commitments.drafting.checking import Checked
from danaya.apps.commitments.drafting.gates import gates_of
from danaya.apps.commitments.drafting.ratings import ratings_of
from danaya.apps.commitments.models import Commitment, CommitmentState
from danaya.apps.people.access import may
from danaya.apps.people.rights import acting_tenure

JUDGED = frozenset({CommitmentState.PROPOSED, CommitmentState.ADOPTED, CommitmentState.ABANDONED})


def said_remarks(checked: Checked, language: str) -> dict[str, list[str]]:
    """Return the remarks in words, by the part of the commitment they are about."""
    return {place: [remark.in_language(language) for remark in found] for place, found in checked.beside().items()}


def beside(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """Return gates and ratings of a commitment, as far as the viewer may see them."""
    tenure = acting_tenure(request.user)
    rated = ratings_of(commitment, tenure.post if tenure is not None else None)
    running = commitment.state in {CommitmentState.DRAFT, CommitmentState.PROPOSED}
    return {
        "gates": gates_of(commitment) if running else None,
        "rated": rated if commitment.state in JUDGED else None,
        "may_rate": is_rateable(commitment) and bool(rated.waits_for) and may(request, "commitments.rate", commitment),
    }
