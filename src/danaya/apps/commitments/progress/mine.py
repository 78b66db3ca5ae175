"""What each post has open: to do, to confirm, to agree to, to answer, updates due. Nobody is shown another's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import (
    Claim,
    Commitment,
    CommitmentState,
    DateChange,
    Escalation,
    HelpOffer,
    Milestone,
    Outcome,
    Plan,
    PlanState,
)
from danaya.apps.commitments.progress.standing import OWED
from danaya.apps.commitments.queries import with_parties
from danaya.apps.people.models import Post
from danaya.engines import followup
from danaya.engines.followup import State


@dataclass(frozen=True, slots=True)
class Owed:
    """A milestone that a post still owes, and where it stands."""

    milestone: Milestone
    state: State


@dataclass(slots=True)
class Items:
    """What one post has open."""

    owed: list[Owed] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    changes: list[DateChange] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    offers: list[HelpOffer] = field(default_factory=list)
    updates: list[Commitment] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many things the other side waits for."""
        return len(self.claims) + len(self.changes) + len(self.outcomes)

    @property
    def count(self) -> int:
        """How many things are open in all."""
        return len(self.owed) + self.asked + len(self.offers) + len(self.updates) + len(self.escalations)


def items_of_post(post: Post, today: date) -> Items:
    """Return what one post has open over all running plans, the nearest date first."""
    of_post = Q(owner=post) | Q(counterpart=post)
    rows = Commitment.objects.filter(of_post, state=CommitmentState.ADOPTED).exclude(plan__state=PlanState.CLOSED)
    found = _items(with_parties(rows), today).get(post.pk, Items())
    open_ = Escalation.objects.filter(closed_on=None, commitment__state=CommitmentState.ADOPTED)
    of_secretary = Q(commitment__plan__secretary_customs=post) | Q(commitment__plan__secretary_private=post)
    found.escalations = list(open_.filter(of_secretary).select_related("commitment__plan").order_by("on", "pk"))
    return found


def items_of(plan: Plan, today: date) -> dict[UUID, Items]:
    """Return what each post has open in a plan, by the post's key; the same number of queries for any plan."""
    return _items(with_parties(plan.commitments.filter(state=CommitmentState.ADOPTED)), today)


def _items(rows: QuerySet[Commitment], today: date) -> dict[UUID, Items]:
    known = {row.pk: row for row in rows}
    found: dict[UUID, Items] = defaultdict(Items)
    _add_owed(known, found, today)
    _add_asked(known, found)
    for offer in HelpOffer.objects.filter(commitment__in=known, answered_on=None).order_by("on", "pk"):
        offer.commitment = known[offer.commitment_id]
        found[offer.commitment.owner_id].offers.append(offer)
    for row in sorted(known.values(), key=_next_update):
        if _next_update(row) <= today:
            found[row.owner_id].updates.append(row)
    return dict(found)


def _next_update(row: Commitment) -> date:
    due = row.followed.next_update if hasattr(row, "followed") else None
    return due or date.max


def _add_owed(known: dict[UUID, Commitment], found: dict[UUID, Items], today: date) -> None:
    states: dict[str, State] = {}
    for fact in facts_of(known.values(), today).values():
        states.update(followup.progress_of(fact, today).states)
    for milestone in Milestone.objects.filter(commitment__in=known).order_by("due", "position"):
        milestone.commitment = known[milestone.commitment_id]
        state = states.get(str(milestone.pk), State.OPEN)
        if state in OWED:
            found[milestone.commitment.owner_id].owed.append(Owed(milestone, state))


def _add_asked(known: dict[UUID, Commitment], found: dict[UUID, Items]) -> None:
    claims = Claim.objects.filter(milestone__commitment__in=known, confirmations=None)
    for claim in claims.select_related("milestone").order_by("on", "pk"):
        claim.milestone.commitment = known[claim.milestone.commitment_id]
        found[claim.milestone.commitment.counterpart_id].claims.append(claim)
    changes = DateChange.objects.filter(milestone__commitment__in=known, agreed=None)
    for change in changes.select_related("milestone").order_by("on", "pk"):
        change.milestone.commitment = known[change.milestone.commitment_id]
        found[change.milestone.commitment.counterpart_id].changes.append(change)
    outcomes = Outcome.objects.filter(claim__milestone__commitment__in=known, agreed=None)
    for outcome in outcomes.select_related("claim__milestone").order_by("on", "pk"):
        commitment = known[outcome.claim.milestone.commitment_id]
        outcome.claim.milestone.commitment = commitment
        for post in _others(commitment, outcome):
            found[post].outcomes.append(outcome)


def _others(commitment: Commitment, outcome: Outcome) -> Iterable[UUID]:
    return (key for key in (commitment.owner_id, commitment.counterpart_id) if key != outcome.by_id)
