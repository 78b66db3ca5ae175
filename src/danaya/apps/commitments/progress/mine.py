"""What each post has open: to do, to confirm, to agree to, to answer, updates due; and whether its own body answers what it is asked.

Nobody is shown another's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from danaya.apps.commitments.models import (
    Claim,
    Commitment,
    CommitmentState,
    Confirmation,
    DateChange,
    Escalation,
    HelpOffer,
    Milestone,
    Outcome,
    Plan,
    PlanState,
)
from danaya.apps.commitments.progress.standing import owed_among
from danaya.apps.commitments.queries import with_parties
from danaya.apps.people.models import Organisation, Post
from danaya.engines.followup import State
from danaya.engines.followup.progress import SILENCE


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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things one post has open: ``late`` counts its commitments with a milestone whose date has passed."""

    late: int
    asked: int
    offers: int
    updates: int
    escalations: int

    @property
    def all(self) -> int:
        """How many wait now."""
        return self.late + self.asked + self.offers + self.updates + self.escalations


@dataclass(frozen=True, slots=True)
class Answers:
    """How many confirmations one body was asked for in running plans, gave, and has left unanswered for twenty-one days."""

    asked: int
    given: int
    silent: int


def answers_of(body: Organisation, today: date) -> Answers:
    """Return whether a body's posts answer what they are asked: any answer counts, a yes no more than a contest."""
    answered = Exists(Confirmation.objects.filter(claim=OuterRef("pk")))
    asked = Claim.objects.filter(
        milestone__commitment__counterpart__organisation=body, milestone__commitment__state=CommitmentState.ADOPTED
    ).exclude(milestone__commitment__plan__state=PlanState.CLOSED)
    counts = asked.annotate(answered=answered).aggregate(
        asked=Count("pk"),
        given=Count("pk", filter=Q(answered=True)),
        silent=Count("pk", filter=Q(answered=False, on__lte=today - SILENCE)),
    )
    return Answers(**counts)


def items_of_post(post: Post, today: date) -> Items:
    """Return what one post has open over all running plans, the nearest date first."""
    of_post = Q(owner=post) | Q(counterpart=post)
    rows = Commitment.objects.filter(of_post, unfinished()).exclude(plan__state=PlanState.CLOSED)
    found = _items(with_parties(rows), today).get(post.pk, Items())
    found.escalations = list(_brought_to(post).select_related("commitment__plan").order_by("on", "pk"))
    return found


def counts_of_post(post: Post, today: date, plan: Plan | None = None) -> Counts:
    """Return how many things of each kind one post has open: counted in the database, for pages that only say so.

    ``plan``: in this plan alone; None: over all running plans.
    """
    rows = Commitment.objects.filter(unfinished()).exclude(plan__state=PlanState.CLOSED)
    brought = _brought_to(post)
    if plan is not None:
        rows, brought = rows.filter(plan=plan), brought.filter(commitment__plan=plan)
    owned, answered = rows.filter(owner=post).values("pk"), rows.filter(counterpart=post).values("pk")
    both = rows.filter(Q(owner=post) | Q(counterpart=post)).values("pk")
    outcomes = Outcome.objects.filter(claim__milestone__commitment__in=both, agreed=None).exclude(by=post)
    return Counts(
        late=rows.filter(owner=post, followed__late=True).count(),
        asked=Claim.objects.filter(milestone__commitment__in=answered, confirmations=None).count()
        + DateChange.objects.filter(milestone__commitment__in=answered, agreed=None).count()
        + outcomes.count(),
        offers=HelpOffer.objects.filter(commitment__in=owned, answered_on=None).count(),
        updates=rows.filter(owner=post, followed__next_update__lte=today).count(),
        escalations=brought.count(),
    )


def unfinished() -> Q:
    """Keep what is in force and not confirmed in full: nothing else has anything open."""
    return Q(state=CommitmentState.ADOPTED) & (Q(followed=None) | Q(followed__confirmed__lt=100))


def _brought_to(post: Post) -> QuerySet[Escalation]:
    open_ = Escalation.objects.filter(closed_on=None, commitment__state=CommitmentState.ADOPTED)
    return open_.filter(Q(commitment__plan__secretary_customs=post) | Q(commitment__plan__secretary_private=post))


def items_of(plan: Plan, today: date) -> dict[UUID, Items]:
    """Return what each post has open in a plan, by the post's key; the same number of queries for any plan."""
    return _items(with_parties(plan.commitments.filter(unfinished())), today)


def _items(rows: QuerySet[Commitment], today: date) -> dict[UUID, Items]:
    known = {row.pk: row for row in rows}
    found: dict[UUID, Items] = defaultdict(Items)
    _add_owed(known, found)
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


def _add_owed(known: dict[UUID, Commitment], found: dict[UUID, Items]) -> None:
    owed = owed_among(known)
    for milestone in Milestone.objects.filter(commitment__in=known).order_by("due", "position"):
        if milestone.pk in owed:
            milestone.commitment = known[milestone.commitment_id]
            found[milestone.commitment.owner_id].owed.append(Owed(milestone, owed[milestone.pk]))


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
