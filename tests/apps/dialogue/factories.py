"""Consultations made for tests: each function makes one thing with plain defaults and returns it."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from danaya.apps.dialogue.actions.move_phase import move_phase
from danaya.apps.dialogue.actions.read_expectation import clear_expectation
from danaya.apps.dialogue.actions.submit_expectation import Author, Words, submit_expectation
from danaya.apps.dialogue.by_card.participants import (
    AUTHOR,
    VOICE,
    Group,
    Participant,
    find_voter,
    give_code,
    participant,
)
from danaya.apps.dialogue.models import Consultation, Expectation, Phase, Voice, Voter
from danaya.apps.people.models import Role, Side, Tenure
from danaya.base.cards.finding import InHand
from danaya.base.cards.issuing import Issued
from tests.apps.people.factories import make_tenure

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def make_consultation(**facts: object) -> Consultation:
    defaults = {
        "title": {"fr": "Ce que chacun attend", "en": "What everyone expects"},
        "question": {"fr": "Qu'attendez-vous des autres ?", "en": "What do you expect of the others?"},
        "made_on": AT.date(),
    }
    return Consultation.objects.create(**{**defaults, **facts})


@dataclass
class Room:
    """A consultation that gathers, with a reader of each side and a facilitator."""

    consultation: Consultation
    facilitator: Tenure
    customs: Tenure
    private: Tenure
    other: Tenure

    def expectation(self, text: str = "Afficher les frais à chaque poste.", **facts: object) -> Expectation:
        """A text that waits to be read; by default a body's."""
        author = facts.pop("author", None) or Author(
            Voice.ORGANISATION, Side(self.private.post.side), self.private.post.organisation
        )
        words = Words(text if isinstance(text, dict) else {"fr": text}, str(facts.pop("language", "fr")), **facts)
        return submit_expectation(self.consultation, words, author, actor=self.private, at=AT)

    def shown(self, text: str = "Afficher les frais à chaque poste.", **facts: object) -> Expectation:
        """A text that both sides cleared."""
        made = self.expectation(text, **facts)
        for reader in (self.customs, self.private):
            made = clear_expectation(made, revision=made.revision, actor=reader, at=AT)
        return made

    def to(self, phase: Phase) -> Consultation:
        """Lead the consultation to a phase that may follow."""
        self.consultation = move_phase(self.consultation, phase, actor=self.facilitator, at=AT)
        return self.consultation

    def code(self, side: Side = Side.PRIVATE, purpose: str = VOICE) -> Issued:
        """A card's code."""
        return give_code(self.consultation, Group(side), purpose, on=AT.date(), random=random.randbytes)

    def participant(self, side: Side = Side.PRIVATE, purpose: str = VOICE) -> Participant:
        """Somebody with a card in hand."""
        issued = self.code(side, purpose)
        return participant(self.consultation, InHand(issued.card, issued.root))

    def voter(self, side: Side = Side.PRIVATE) -> Voter:
        """A voter of a side, with a card."""
        return find_voter(self.participant(side))

    def nobody(self, side: Side = Side.PRIVATE) -> Author:
        """An author without a name, who follows by a code."""
        return Author(Voice.ANONYMOUS, side, key=self.participant(side, AUTHOR).mark(random.randbytes))


def make_room(phase: Phase = Phase.GATHERING, **facts: object) -> Room:
    room = Room(
        make_consultation(**facts),
        make_tenure(Role.FACILITATOR),
        make_tenure(Role.ANALYST),
        make_tenure(Role.MEMBER),
        make_tenure(Role.MEMBER),
    )
    room.consultation.readers.set([room.customs.post, room.private.post])
    if phase != Phase.PREPARING:
        room.to(phase)
    return room
