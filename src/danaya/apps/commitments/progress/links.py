"""Personal links: one per post and commitment, good for thirty days, for whoever has no account.

A link is a card's code in an address (:mod:`danaya.base.cards`): it exists on paper or in a message and nowhere here. With it
alone nobody is bound to anything; acts that bind ask for the PIN of the post.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from danaya.apps.commitments.models import Commitment, CommitmentState
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import ByLink
from danaya.apps.people.models import Post, Tenure
from danaya.base.cards.finding import find
from danaya.base.cards.models import Card, CardQuerySet
from danaya.engines.language import Problem

LINK = "commitments.link"
"""Purpose of the cards that are links: subject is the commitment, group the post."""

GOOD_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a good link: for one post, about one commitment."""

    commitment: Commitment
    post: Post
    until: date | None

    @property
    def owns(self) -> bool:
        """Whether it is the owner's; else the counterpart's."""
        return self.post.pk == self.commitment.owner_id

    @property
    def acting(self) -> ByLink:
        """The post, as actions take it."""
        return ByLink(self.post)


def holder_of(code: str, *, today: date) -> Holder:
    """Return what a link opens. One that was forged, ended or overtaken opens nothing, in the same words.

    Overtaken: the commitment ended, the post has no part in it any more, nobody holds it, or somebody else holds it since the link
    was made.

    Raises
    ------
    Problem
        ``commitments-link-refused``.
    """
    try:
        card = find(code, LINK, today=today).card
    except Problem as refused:
        raise link_refused() from refused
    rows = Commitment.objects.select_related("plan", "owner__organisation", "counterpart__organisation")
    commitment = rows.filter(pk=card.subject, state=CommitmentState.ADOPTED).first()
    post = next((one for one in parties(commitment) if str(one.pk) == card.group), None) if commitment else None
    if commitment is None or post is None or not is_held_since(post, card.issued_on, today):
        raise link_refused()
    return Holder(commitment, post, card.expires_on)


def parties(commitment: Commitment) -> tuple[Post, Post]:
    """Return the owner's post and the counterpart's."""
    return commitment.owner, commitment.counterpart


def is_held_since(post: Post, day: date, today: date) -> bool:
    """Tell whether whoever holds the post ``today`` held it on ``day`` already: what is handed to one is not the next one's."""
    present = Tenure.objects.acting_on(today).filter(post=post).first()
    return present is not None and present.since <= day


def links_of(commitment: UUID, post: UUID | None = None) -> CardQuerySet:
    """Return the links made for a commitment, or for one post of it."""
    cards = Card.objects.about(LINK, commitment)
    return cards if post is None else cards.filter(group=str(post))


def link_refused() -> Problem:
    """Why a link opens nothing is not said: guessing must tell nothing."""
    return problem(
        "link-refused",
        "Ce lien n'ouvre rien, ou n'ouvre plus rien : un lien vaut trente jours et pour une seule personne. "
        "Demandez-en un autre au coordinateur du plan.",
        "This link opens nothing, or nothing any more: a link is good for thirty days and for one person. "
        "Ask the plan's coordinator for another one.",
    )
