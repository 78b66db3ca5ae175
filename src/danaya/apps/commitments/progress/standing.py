"""Where one milestone stands, as the follow-up engine says it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from danaya.apps.commitments.facts import fact_of
from danaya.apps.commitments.models import Answer, Claim, Commitment, Confirmation, Milestone
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


_ANSWERED: dict[str, State] = {Answer.PART: State.PARTLY, Answer.CONTESTED: State.CONTESTED}


def with_last_answer(claims: QuerySet[Claim]) -> QuerySet[Any]:
    """Add to claims the answer that counts (``last_answer``): the last one; empty where nobody answered."""
    answers = Confirmation.objects.filter(claim=OuterRef("pk")).order_by("-on", "-number")
    return claims.annotate(last_answer=Subquery(answers.values("answer")[:1]))


def owed_among(commitments: Iterable[UUID]) -> dict[UUID, State]:
    """Return the milestones that owners still owe, and where each stands, as the engine says it: two queries for any number."""
    keys = list(commitments)
    claims = with_last_answer(Claim.objects.filter(milestone__commitment__in=keys)).order_by("on", "number")
    last: dict[UUID, str | None] = {}
    closed: set[UUID] = set()
    for milestone, answer in claims.values_list("milestone", "last_answer"):
        last[milestone] = answer
        if answer == Answer.FULL:
            closed.add(milestone)
    every = Milestone.objects.filter(commitment__in=keys).values_list("pk", flat=True)
    found = {key: State.OPEN if key not in last else _ANSWERED.get(last[key] or "") for key in every}
    return {key: state for key, state in found.items() if state is not None and key not in closed}
