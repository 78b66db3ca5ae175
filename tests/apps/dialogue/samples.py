"""Objects for the addresses of the dialogue, made when they are asked for: a consultation that gathers and votes, its codes."""

import random
from functools import cached_property

from danaya.apps.dialogue.actions.restate_expectation import restate_expectation
from danaya.apps.dialogue.by_card.participants import LINK, OPEN, VOICE, Group
from danaya.apps.dialogue.models import Consultation, Expectation, Phase
from danaya.apps.people.models import Side, Tenure
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from tests.apps.dialogue.factories import AT, Room, make_consultation, make_room
from tests.apps.dialogue.private_rooms import Body
from tests.apps.dialogue.voted import make_ballots

CODES = {"card": VOICE, "link": LINK, "open_link": OPEN}


COUNTED = ("results_list", "measures", "room_slide")
"""Pages of a consultation whose vote has ended."""

PLACES = {"kind": "shared", "place": 1, "language": "fr"}

WAITING = ("rewrite", "withdraw", "read_text")
"""Pages about a text that is not shown yet."""


class Voices:
    """One consultation, and what stands in it: of posts given (facilitator, reader of each side, another), or of new ones."""

    def __init__(self, *tenures: Tenure) -> None:
        self.tenures = tenures

    @cached_property
    def room(self) -> Room:
        """A consultation in which expectations are gathered and voted on."""
        if not self.tenures:
            return make_room(Phase.OPEN)
        room = Room(make_consultation(), *self.tenures)
        room.consultation.readers.set([room.customs.post, room.private.post])
        room.to(Phase.OPEN)
        return room

    @cached_property
    def shown(self) -> Expectation:
        """An expectation that both sides see, in the name of the private reader's body."""
        return self.room.shown()

    @cached_property
    def waiting(self) -> Expectation:
        """A text of the same body that nobody but readers and its author sees."""
        return self.room.expectation("Un texte qui attend.")

    @cached_property
    def restated(self) -> Expectation:
        """A shown expectation of the same body that waits for its word on a reformulation."""
        made = self.room.shown("Une attente redite.")
        restate_expectation(made, {"fr": "Autrement dit."}, actor=self.room.customs, at=AT)
        return made

    @cached_property
    def counted(self) -> Consultation:
        """A consultation whose vote has ended, with enough votes to be shown."""
        ballots = make_ballots()
        ballots.vote(ballots.room.shown(), {Side.CUSTOMS: (9, 0, 0), Side.PRIVATE: (9, 0, 0)})
        ballots.end()
        return ballots.room.consultation

    @cached_property
    def body(self) -> Body:
        """The private space of the private reader's body."""
        return Body(self.room)

    def text(self, page: str) -> Expectation:
        """Return the text that a page is about."""
        if page in WAITING:
            return self.waiting
        return self.restated if page == "reply" else self.shown

    def argument(self, page: str, argument: str) -> object:
        """Return the sample of one argument of the address ``dialogue:page``."""
        if page.startswith("private_"):
            return self.private_argument(page, argument)
        if argument == "code":
            return self.code(CODES[page])
        if argument in PLACES:
            return "report" if page == "file" and argument == "kind" else PLACES[argument]
        if page in COUNTED:
            return self.counted.pk
        known = {"pk": self.room.consultation.pk, "number": self.shown.number, "answer": 1}
        return known[argument] if argument in known else self.text(page).pk

    def private_argument(self, page: str, argument: str) -> object:
        """Return the sample of one argument of an address of the body's private space."""
        if argument == "code":
            return self.body.cards()[0].code
        if argument == "text":
            return self.shown.pk if page == "private_handed_in" else self.body.text().pk
        return self.room.consultation.pk if argument == "pk" else self.body.space.pk

    def code(self, purpose: str) -> str:
        """Return the code of a card or link."""
        kind = Kind.CARD if purpose == VOICE else Kind.LINK
        group = Group(Side.PRIVATE).plain
        subject = self.room.consultation.pk
        return issue(purpose, subject, group, 1, kind=kind, on=AT.date(), random=random.randbytes)[0].code
