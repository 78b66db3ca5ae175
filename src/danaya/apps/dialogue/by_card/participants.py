"""Who takes part without an account: whoever holds a card. A card carries its group; its keys stand for its holder.

Purposes of cards, all on one consultation but the last, which is on a body's private space in it:

==================== ============================================================================================
``dialogue.voice``   writes, votes and follows: a printed card, or the code that an account or a personal link was
                     given in exchange
``dialogue.author``  writes and follows: the code shown to who came by an open link, or who wrote without a name
``dialogue.link``    a personal link: whoever sent it knows it, so it opens one exchange and nothing else
``dialogue.open``    an open link, for many
``dialogue.private`` a member's card in a body's private space
==================== ============================================================================================
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from danaya.apps.dialogue.models import Ballot, Consultation, Voice, Voter
from danaya.apps.dialogue.problems import problem
from danaya.apps.people.models import Account, Organisation, Side
from danaya.base.cards.codes import Random
from danaya.base.cards.finding import InHand
from danaya.base.cards.issuing import Issued, issue
from danaya.base.cards.keys import key
from danaya.base.cards.models import Card

VOICE, AUTHOR, LINK, OPEN, PRIVATE = (
    "dialogue.voice",
    "dialogue.author",
    "dialogue.link",
    "dialogue.open",
    "dialogue.private",
)
VOTER_KEY, AUTHOR_KEY = "dialogue.voter", "dialogue.expectation"
MARK_SALT, MARK_DIGEST = 8, 24
"""Bytes of a mark on a text: 64 hexadecimal signs in all."""


@dataclass(frozen=True, slots=True)
class Group:
    """Whose voice a card carries: a side, or an organisation of it."""

    side: Side
    organisation_id: UUID | None = None

    @property
    def plain(self) -> str:
        """As a card keeps it: ``private`` or ``private:<key of the organisation>``."""
        return f"{self.side}:{self.organisation_id}" if self.organisation_id else str(self.side)

    @classmethod
    def read(cls, plain: str) -> "Group":
        """Return the group that a card keeps."""
        side, _colon, organisation = plain.partition(":")
        return cls(Side(side), UUID(organisation) if organisation else None)

    @classmethod
    def of(cls, organisation: Organisation) -> "Group":
        """Return the group of an organisation's people."""
        return cls(Side(organisation.side), organisation.pk)


def organisation_of(group: Group) -> Organisation | None:
    """Return the organisation whose voice a card carries, if it carries one's."""
    return Organisation.objects.filter(pk=group.organisation_id).first() if group.organisation_id else None


@dataclass(frozen=True, slots=True)
class Participant:
    """The holder of a card in one consultation, for the time of one request."""

    consultation: Consultation
    card: Card
    group: Group
    root: str = field(repr=False)

    @property
    def may_vote(self) -> bool:
        """Whether the card votes."""
        return self.card.purpose == VOICE

    def mark(self, random: Random) -> str:
        """Return what stands on one text of this card (``Author.key``): another on each, so that they cannot be put together.

        A text without a name and one in the name of an organisation do not look as if they came from one card.
        """
        return self._mark(random(MARK_SALT))

    def wrote(self, mark: str) -> bool:
        """Tell whether a text that bears ``mark`` is of this card."""
        try:
            salt = bytes.fromhex(mark[: 2 * MARK_SALT])
        except ValueError:
            return False
        return hmac.compare_digest(mark, self._mark(salt))

    def _mark(self, salt: bytes) -> str:
        made = hmac.digest(bytes.fromhex(key(self.root, AUTHOR_KEY)), salt, hashlib.sha256)
        return (salt + made[:MARK_DIGEST]).hex()

    @property
    def voter_key(self) -> str:
        """What stands on votes of this card."""
        return key(self.root, VOTER_KEY)

    def voices(self) -> list[Voice]:
        """Return the names under which this card may write."""
        named = [Voice.ORGANISATION] if self.group.organisation_id else []
        return [*named, Voice.SIDE, Voice.ANONYMOUS]


def participant(consultation: Consultation, held: InHand) -> Participant:
    """Return the holder of a card that was found good."""
    return Participant(consultation, held.card, Group.read(held.card.group), held.root)


def find_voter(who: Participant) -> Voter:
    """Return the voter of a card; its row is made with the first vote."""
    voter, _new = Voter.objects.get_or_create(
        consultation=who.consultation,
        key=who.voter_key,
        defaults={"side": who.group.side, "organisation_id": who.group.organisation_id},
    )
    return voter


def give_code(
    consultation: Consultation,
    group: Group,
    purpose: str,
    *,
    on: date,
    random: Random,
) -> Issued:
    """Make one code for somebody who is on the page now. It is shown once."""
    return issue(purpose, consultation.pk, group.plain, 1, on=on, random=random)[0]


@transaction.atomic
def exchange(
    consultation: Consultation,
    group: Group,
    *,
    account: Account | None = None,
    link: Card | None = None,
    on: date,
    random: Random,
) -> Issued:
    """Give an account, or whoever came by a personal link, their one code to write, vote and follow with.

    That it was given is kept; which it is, is not.

    Raises
    ------
    Problem
        Where it was given before.
    """
    try:
        with transaction.atomic():
            Ballot.objects.create(consultation=consultation, account=account, link=link)
    except IntegrityError as twice:
        raise problem(
            "ballot-given",
            "Votre code de participation vous a déjà été remis. Tapez-le pour revenir : personne ne peut le retrouver, pas "
            "même l'administrateur.",
            "Your code to take part was given to you before. Type it to come back: nobody can find it again, not even the "
            "administrator.",
        ) from twice
    return give_code(consultation, group, VOICE, on=on, random=random)
