"""What the page of a commitment shows of what is told: the director's decisions about it."""

from typing import Any

from django.http import HttpRequest

from danaya.apps.commitments.models import Commitment
from danaya.apps.people.access import may


def beside(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """Return the decisions about a commitment: what waits only for the director and those who manage the plan."""
    inside = may(request, "commitments.see_director_page")
    rows = commitment.decisions.select_related("decided_by__organisation", "asked_by__organisation")
    shown = [one for one in rows if one.is_taken or (inside and one.is_open)]
    return {
        "telling": {
            "decisions": shown,
            "may_ask": commitment.is_shown and may(request, "commitments.tell"),
        }
    }
