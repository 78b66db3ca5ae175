"""Tell a post or a person something: the notice stands on their page at once, and goes by mail as they chose."""

from datetime import datetime

from django.db import models, transaction

from danaya.apps.notices.kinds import KINDS
from danaya.apps.notices.models import Notice, Urgency
from danaya.apps.notices.texts import NoticeText, complete, shortened
from danaya.apps.people.models import Account, Post


@transaction.atomic
def notify(
    to: Post | Account,
    kind: str,
    *,
    text: NoticeText,
    at: datetime,
    url: str = "",
    about: models.Model | None = None,
    urgency: Urgency | None = None,
    key: str = "",
) -> Notice:
    """Hand a notice in, inside the caller's transaction: it is told if and only if the act is kept.

    Parameters
    ----------
    to
        A post: its holder of the moment reads it, and a successor inherits it while it is unread. Or an account.
    kind
        Name of a declared kind.
    text
        Subject (cut to 80 signs) and body in French and English: plain words that others may see.
    at
        When; with its time zone.
    url
        Path of the page it is about, within this installation; never a personal link.
    about
        The object it is about.
    urgency
        Where this one differs from its kind's.
    key
        The same key for the same reader is told once: handing it in again returns the notice there is.

    Raises
    ------
    ValueError
        When the kind is not declared, words are missing in a language, the moment has no time zone, or the address is
        not a path of this installation: faults of the calling app.
    """
    _refuse_faults(kind, text, at, url)
    reader = {"post": to, "account": None} if isinstance(to, Post) else {"post": None, "account": to}
    facts = {
        "kind": kind,
        "urgency": urgency or KINDS[kind].urgency,
        "subject": shortened(text.subject),
        "body": dict(text.body),
        "url": url,
        "about_type": about._meta.label_lower if about is not None else "",
        "about_id": str(about.pk) if about is not None else "",
        "at": at,
    }
    if not key:
        return Notice.objects.create(**reader, **facts)
    return Notice.objects.get_or_create(**reader, key=key, defaults=facts)[0]


def _refuse_faults(kind: str, text: NoticeText, at: datetime, url: str) -> None:
    if kind not in KINDS:
        raise ValueError(f"no app declares notices of the kind {kind!r}")
    if not complete(text.subject) or (text.body and not complete(text.body)):
        raise ValueError(f"a notice of the kind {kind!r} needs its words in French and English")
    if at.tzinfo is None:
        raise ValueError("the moment of a notice needs its time zone")
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError(f"{url!r} is not a path of this installation")
