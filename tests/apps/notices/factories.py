"""Notices made for tests: each function makes one thing with plain defaults and returns it."""

from datetime import UTC, datetime
from itertools import count

from danaya.apps.notices.actions.notify import notify
from danaya.apps.notices.kinds import KINDS, Kind, declare
from danaya.apps.notices.models import Notice, Urgency
from danaya.apps.notices.texts import NoticeText
from danaya.apps.people.models import Account, Post

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
ROUTINE = Kind(
    "test.routine",
    {"fr": "Suites données", "en": "What became of it"},
    {"fr": "Ce que devient une attente.", "en": "What becomes of an expectation."},
)
INVITATION = Kind(
    "test.invitation",
    {"fr": "Invitations", "en": "Invitations"},
    {"fr": "Une réunion ou une consultation vous attend.", "en": "A meeting or a consultation awaits you."},
    Urgency.INVITATION,
)
OTHER = Kind(
    "test.other",
    {"fr": "Comptes rendus", "en": "Minutes"},
    {"fr": "Un compte rendu est paru.", "en": "Minutes have come out."},
)
_numbers = count(1)


def declare_kinds() -> None:
    """Make the kinds of the tests known; ``forget_kinds`` takes them away."""
    declare(ROUTINE, INVITATION, OTHER)


def forget_kinds() -> None:
    """Take the kinds of the tests away again."""
    for kind in (ROUTINE, INVITATION, OTHER):
        KINDS.pop(kind.name, None)


def words(subject: str = "", body: str = "Corps") -> NoticeText:
    """The words of a notice, recognisable in each language."""
    subject = subject or f"Objet {next(_numbers)}"
    return NoticeText({"fr": subject, "en": f"{subject} EN"}, {"fr": f"{body}.", "en": f"{body} EN."})


def make_notice(to: Account | Post, kind: str = "people.account", *, subject: str = "", **facts: object) -> Notice:
    return notify(to, kind, text=words(subject), **{"at": AT, "url": "/account/", **facts})
