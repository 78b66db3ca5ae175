"""A plan ready to be signed: bodies arranged, two commitments whose checks are taken as passed."""

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count

import pytest
from django.db import connection
from django.urls import reverse

from danaya.apps.commitments.actions.signing.adopt import adopt
from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing
from danaya.apps.commitments.actions.signing.give_visa import give_visa
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature
from danaya.apps.commitments.actions.signing.sign_commitment import sign_commitment
from danaya.apps.commitments.models import Body, Commitment, Signature, Stance, Version
from danaya.apps.commitments.signing.text import part_of
from danaya.apps.people.models import Role, Tenure
from danaya.base.journal.models import Entry, Head
from danaya.base.journal.protection import protect, unprotect
from danaya.engines.language import Problem
from danaya.engines.seals import Link, append
from tests.apps.commitments.factories import AT, Parties, make_parties
from tests.apps.people.factories import make_tenure

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


class Chance:
    """Bytes that differ each time and are the same in each run."""

    def __init__(self) -> None:
        self.drawn = count(1)

    def __call__(self, length: int) -> bytes:
        return hashlib.sha256(b"chance %d" % next(self.drawn)).digest()[:length]


@dataclass
class Desk:
    """The parties, the two bodies with their signatories, a post of the customs *parapheur*, the commitments."""

    parties: Parties
    director: Tenure
    chief: Tenure
    president: Tenure
    customs: Body
    private: Body
    first: Commitment
    second: Commitment
    chance: Chance = field(default_factory=Chance)

    @property
    def plan(self):
        self.parties.plan.refresh_from_db()
        return self.parties.plan

    @property
    def version(self) -> Version:
        return self.plan.versions.first()

    def put(self, **facts: object) -> Version:
        return put_to_signature(self.plan, actor=self.parties.coordinator, at=AT, **facts)

    def part(self, commitment: Commitment) -> str:
        return part_of(self.version.parts, commitment.reference)

    def sign(self, commitment: Commitment, actor: Tenure, digest: str | None = None) -> Signature:
        read = self.part(commitment) if digest is None else digest
        return sign_commitment(commitment, read, actor=actor, at=AT, chance=self.chance)

    def sign_all(self) -> list[Signature]:
        return [
            self.sign(one, actor)
            for one in (self.first, self.second)
            for actor in (self.parties.customs, self.parties.private)
        ]

    def initial(self, actor: Tenure | None = None, **facts: object):
        said = {"granted": True, "digest": self.version.digest, **facts}
        return give_visa(self.version, actor=actor or self.chief, at=AT, **said)

    def adopt(self, actor: Tenure, stance: str = Stance.ADOPTED, words: str = "", digest: str | None = None):
        read = self.version.digest if digest is None else digest
        return adopt(self.plan, Stance(stance), words, digest=read, actor=actor, at=AT, chance=self.chance)


def make_desk() -> Desk:
    """Customs: a director signs after a chief's visa. The private body: its president, without visas."""
    parties = make_parties()
    house, body = parties.customs.post.organisation, parties.private.post.organisation
    director, chief = make_tenure(Role.DIRECTOR, house), make_tenure(Role.ANALYST, house)
    president = make_tenure(Role.MEMBER, body)
    acting = {"actor": parties.coordinator, "at": AT}
    customs = add_body(parties.plan, house, director.post, **acting)
    arrange_signing(customs, director.post, [chief.post], **acting)
    private = add_body(parties.plan, body, president.post, **acting)
    return Desk(
        parties,
        director,
        chief,
        president,
        customs,
        private,
        parties.commitment(state="proposed"),
        parties.commitment("Chaque réclamation reçoit une réponse en 10 jours.", state="proposed", by_private=True),
    )


def scan(content: bytes = PDF, name: str = "feuille.pdf") -> BytesIO:
    """What a form hands over: a stream with a name."""
    stream = BytesIO(content)
    stream.name = name
    return stream


def overwrite(row, **values: str) -> None:
    """Change a row as the owner of the database does: past every model."""
    with connection.cursor() as cursor:
        for name, value in values.items():
            key = row.pk.hex if connection.vendor == "sqlite" else row.pk
            cursor.execute(f'UPDATE {row._meta.db_table} SET "{name}" = %s WHERE id = %s', [value, key])
            assert cursor.rowcount == 1


def rewrite_journal(place: int, body: str, *, anew: bool) -> None:
    """Change an entry of the journal as the owner of the database does; ``anew``: chain it and all after it anew."""
    before: Link | None = None
    unprotect(connection)
    with connection.cursor() as cursor:
        for entry in Entry.objects.order_by("place"):
            entry.body = body if entry.place == place else entry.body
            before = append(before, entry.sealed) if anew else entry.link
            said = [entry.body, before.previous, before.digest, entry.place]
            cursor.execute("UPDATE journal_entry SET body = %s, previous = %s, digest = %s WHERE place = %s", said)
    protect(connection)
    assert before is not None
    Head.objects.update(last=before.digest)


def refused(act, *args, **facts) -> str:
    """The code of what an act refuses, in words of both languages."""
    with pytest.raises(Problem) as said:
        act(*args, **facts)
    assert said.value.in_language("fr") != said.value.in_language("en")
    assert "{" not in said.value.in_language("fr"), "every place is filled"
    return said.value.code.removeprefix("commitments-signing-")


def page(name: str, desk: Desk, *more: object) -> str:
    return reverse(f"commitments:{name}", args=[desk.plan.pk, *(getattr(one, "pk", one) for one in more)])
