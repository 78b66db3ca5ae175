"""Objects for the addresses of the dialogue, made when they are asked for: a consultation that gathers and votes, its codes."""

import random
from functools import cached_property

from danaya.apps.dialogue.models import Expectation, Phase
from danaya.apps.dialogue.participants import LINK, OPEN, VOICE, Group
from danaya.apps.people.models import Side
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from tests.apps.dialogue.factories import AT, Room, make_room

CODES = {"card": VOICE, "link": LINK, "open_link": OPEN}


class Voices:
    """One consultation, and what stands in it."""

    @cached_property
    def room(self) -> Room:
        """A consultation in which expectations are gathered and voted on."""
        return make_room(Phase.OPEN)

    @cached_property
    def shown(self) -> Expectation:
        """An expectation that both sides see."""
        return self.room.shown()

    def argument(self, page: str, argument: str) -> object:
        """Return the sample of one argument of the address ``dialogue:page``."""
        if argument == "code":
            return self.code(CODES[page])
        return {"pk": self.room.consultation.pk, "text": self.shown.pk, "number": self.shown.number}[argument]

    def code(self, purpose: str) -> str:
        """Return the code of a card or link."""
        kind = Kind.CARD if purpose == VOICE else Kind.LINK
        group = Group(Side.PRIVATE).plain
        subject = self.room.consultation.pk
        return issue(purpose, subject, group, 1, kind=kind, on=AT.date(), random=random.randbytes)[0].code
