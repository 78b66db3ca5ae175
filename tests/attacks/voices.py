"""What attacks on consultations share: cards, their holders, and the whole database to compare."""

import hashlib
import random

from django.db import connection

from danaya.apps.dialogue.by_card.participants import VOICE, Group, Participant, participant
from danaya.base.cards.finding import InHand
from danaya.base.cards.issuing import Issued, issue
from danaya.base.cards.models import Kind
from tests.apps.dialogue.factories import AT, Room


def made(room: Room, purpose: str = VOICE, **facts: object) -> Issued:
    """A card of a body's member, or a link."""
    given = {"kind": Kind.CARD, "on": AT.date(), "random": random.randbytes, **facts}
    group = Group.of(room.private.post.organisation)
    return issue(purpose, room.consultation.pk, group.plain, 1, **given)[0]


def holder(room: Room, issued: Issued) -> Participant:
    """Its holder."""
    return participant(room.consultation, InHand(issued.card, issued.root))


def tables() -> dict[str, list[str]]:
    """Everything in the database, row by row, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def digest_of_tables() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them."""
    return {
        table: (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()) for table, rows in tables().items()
    }
