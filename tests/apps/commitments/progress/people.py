"""A commitment in force with its milestones, secretaries and somebody at every post: what tests of progress start from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import shake_256
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danaya.apps.commitments.actions.progress import claim_milestone, issue_links, replace_pin
from danaya.apps.commitments.models import Claim, Commitment, EvidenceKind, Milestone
from danaya.apps.commitments.progress.pieces import Piece
from danaya.apps.people.models import Account, Post, Role, Tenure
from tests.apps.commitments.factories import AT, Parties, make_parties
from tests.apps.people.factories import make_png, make_tenure


@dataclass
class Desk:
    """One commitment of customs to a private body, kept by two secretaries."""

    parties: Parties
    commitment: Commitment
    secretary_customs: Tenure
    secretary_private: Tenure

    @property
    def owner(self) -> Tenure:
        return self.parties.customs

    @property
    def counterpart(self) -> Tenure:
        return self.parties.private

    def step(self, place: int = 1) -> Milestone:
        return self.commitment.milestones.get(position=place)

    def claim(self, place: int = 1, *, at: datetime = AT, **facts: Any) -> Claim:
        given = {"text": "La liste est signée.", "pieces": [statement()], "other_kind": "Pas d'appareil.", **facts}
        return claim_milestone(self.step(place), actor=given.pop("actor", self.owner), at=at, **given)

    def link(self, post: Post, at: datetime = AT) -> str:
        wanted = [(self.commitment, post)]
        return issue_links(wanted, actor=self.parties.coordinator, at=at, random=draw)[0].issued.code

    def pin(self, post: Post, at: datetime = AT) -> str:
        return replace_pin(post, actor=self.parties.coordinator, at=at, random=draw)


def make_desk(*, secretaries: bool = True, **facts: Any) -> Desk:
    parties = make_parties()
    customs, private = make_tenure(Role.FACILITATOR), make_tenure(Role.MEMBER)
    if secretaries:
        parties.plan.secretary_customs, parties.plan.secretary_private = customs.post, private.post
        parties.plan.save()
    return Desk(parties, parties.commitment(**facts), customs, private)


def statement(text: str = "Je soussigné certifie la signature.") -> Piece:
    return Piece(EvidenceKind.STATEMENT, statement=text)


def photo(name: str = "affiche.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_png(), "image/png")


_drawn = count()


def draw(size: int) -> bytes:
    """Bytes that are other ones each time, and the same in each run."""
    return shake_256(str(next(_drawn)).encode()).digest(size)


def signed_in(tenure: Tenure) -> Client:
    client, account = Client(), tenure.account
    assert isinstance(account, Account)
    client.force_login(account)
    return client


def later(days: int) -> datetime:
    return AT + timedelta(days=days)


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06}"
