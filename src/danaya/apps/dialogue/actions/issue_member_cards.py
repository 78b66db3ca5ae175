"""Cards for a body's members: they write into its private space; with the members' secret they read and vote there too."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from danaya.apps.dialogue.by_card.participants import PRIVATE, Group
from danaya.apps.dialogue.models import PrivateSpace
from danaya.apps.dialogue.problems import problem
from danaya.apps.people.models import Tenure
from danaya.base.cards.codes import Random
from danaya.base.cards.issuing import Issued, issue, revoke
from danaya.base.cards.models import Card
from danaya.base.journal.entries import record


@transaction.atomic
def issue_member_cards(
    space: PrivateSpace,
    count: int,
    label: str,
    *,
    expires_on: date | None,
    actor: Tenure,
    at: datetime,
    random: Random,
) -> list[Issued]:
    """Make cards for the members of a body. Their codes exist in the answer and nowhere else.

    Raises
    ------
    Problem
        ``card-count``, ``card-dates``.
    """
    group = Group.of(space.organisation).plain
    made = issue(
        PRIVATE, space.pk, group, count, on=at.date(), expires_on=expires_on, label=label.strip(), random=random
    )
    record("dialogue.issue_member_cards", space, actor=actor, at=at, count=count, lot=str(made[0].card.batch))
    return made


@transaction.atomic
def revoke_member_cards(space: PrivateSpace, batch: UUID, *, actor: Tenure, at: datetime) -> int:
    """Let the cards of a lot open nothing any more; return how many were good until now.

    Raises
    ------
    Problem
        Where the space has no such lot.
    """
    cards = list(Card.objects.about(PRIVATE, space.pk).filter(batch=batch))
    if not cards:
        raise problem(
            "lot-unknown",
            "Ce lot n'existe plus, ou il n'est pas de votre organisation. Rechargez la liste.",
            "This lot no longer exists, or it is not of your organisation. Load the list again.",
        )
    ended = revoke(cards, at.date())
    record("dialogue.revoke_member_cards", space, actor=actor, at=at, lot=str(batch), count=ended)
    return ended
