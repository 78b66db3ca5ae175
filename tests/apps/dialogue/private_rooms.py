"""A body's private space for tests: opened under a secret, with members at browsers and members with cards."""

import random
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from unittest.mock import patch

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.actions.issue_member_cards import issue_member_cards
from danaya.apps.dialogue.actions.prepare_privately import count_privately, open_space, put_in, vote_privately
from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Opinion, PrivateSpace, SealedText
from danaya.apps.dialogue.sealed.private import OpenText, open_texts, unlock
from danaya.apps.people.models import Tenure
from danaya.base.cards.issuing import Issued
from danaya.engines.seals import boxes
from danaya.engines.seals.boxes import PrivateKey
from tests.apps.dialogue.factories import AT, Room

SECRET = "corridor baobab marmite saison lanterne octave"
MARK = "Les convoyeurs paient au kilomètre 7"
KEYS = {"random": random.randbytes}


@dataclass
class Body:
    """The private space of the room's private body."""

    room: Room
    secret: str = SECRET

    @cached_property
    def space(self) -> PrivateSpace:
        """The space, opened under the secret, which is stretched little: the cost stands in what is wrapped."""
        with patch.object(boxes, "_COST", (4, 1, 1)):
            return open_space(self.room.consultation, self.secret, actor=self.room.private, at=AT, **KEYS)

    @cached_property
    def private(self) -> PrivateKey:
        """The body's key."""
        return unlock(self.space, self.secret)

    def text(self, french: str = MARK, **facts: Any) -> SealedText:
        """A member's text, sealed."""
        return put_in(self.space, Words({"fr": french}, "fr", **facts), **KEYS)

    def votes(self, text: SealedText, opinion: Opinion, members: str) -> None:
        """One vote of each member, each a letter."""
        for member in members:
            name = member.encode() * 32
            vote_privately(self.space, self.private, text.pk, opinion, member=name, **KEYS)

    def counted(self) -> dict[str, Any]:
        """Text → agree, disagree, pass as shown after a count; None where hidden."""
        self.space = count_privately(self.space, self.private, **KEYS)
        return {text.words.text["fr"]: shown(text) for text in open_texts(self.space, self.private)}

    def cards(self, count: int = 1) -> list[Issued]:
        """Cards of members."""
        return issue_member_cards(self.space, count, "bureau", expires_on=None, actor=self.room.private, at=AT, **KEYS)

    def texts(self) -> list[OpenText]:
        """Every text, open."""
        return open_texts(self.space, self.private)


def shown(text: OpenText) -> tuple[int, int, int] | None:
    return (text.count.agree, text.count.disagree, text.count.passed) if text.count else None


@dataclass
class Desk:
    """A signed-in post at its browser, on pages of one space."""

    tenure: Tenure
    space: PrivateSpace | None = None
    language: str = "fr"
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.tenure.account)
        self.client.cookies["django_language"] = self.language

    def address(self, name: str, *more: object) -> str:
        """Return the address of a page of the space."""
        assert self.space is not None
        return reverse(f"dialogue:private_{name}", args=[self.space.pk, *more])

    def get(self, name: str, *more: object, **query: object) -> HttpResponse:
        """Open a page."""
        return self.client.get(self.address(name, *more), query)

    def post(self, name: str, *more: object, **data: object) -> HttpResponse:
        """Press a button."""
        return self.client.post(self.address(name, *more), data)

    def open(self, secret: str = SECRET) -> "Desk":
        """Type the secret."""
        assert self.post("unlock", space_password=secret).status_code == 302
        return self
