"""Where one milestone stands, as the follow-up engine says it."""

from datetime import date

from danaya.apps.commitments.facts import fact_of
from danaya.apps.commitments.models import Claim, Commitment, Milestone
from danaya.engines import followup
from danaya.engines.followup import State

OWED = frozenset({State.OPEN, State.PARTLY, State.CONTESTED})
"""States in which the owner has the next step."""

DISPUTED = frozenset({State.PARTLY, State.CONTESTED})
"""States that wait for the next meeting, or for a new claim."""

AWAITED = frozenset({State.CLAIMED, State.SILENT})
"""States in which the counterpart has the next step."""


def states_of(commitment: Commitment, today: date) -> dict[str, State]:
    """Return where each milestone of a commitment stands, by its key as text."""
    fact = fact_of(commitment, today)
    return dict(followup.progress_of(fact, today).states) if fact else {}


def state_of(milestone: Milestone, today: date) -> State:
    """Return where one milestone stands."""
    return states_of(milestone.commitment, today).get(str(milestone.pk), State.OPEN)


def last_claim(milestone: Milestone) -> Claim | None:
    """Return the latest claim about a milestone."""
    return milestone.claims.order_by("-number").first()
