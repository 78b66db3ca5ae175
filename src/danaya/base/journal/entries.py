"""Writing to the journal, reading the history of an object, checking the whole chain."""

import datetime
import secrets
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.db import models, transaction

from danaya.base.journal.models import AccountSalt, Entry, EntryQuerySet, Head
from danaya.base.locks import locked
from danaya.engines.seals import START, Link, append, canonical, salted
from danaya.engines.seals import verify as verify_links


class Acting(Protocol):
    """A post and the account that acts for it: a tenure, or anything with these two references."""

    @property
    def post_id(self) -> Any:
        """Reference of the post."""

    @property
    def account_id(self) -> Any:
        """Reference of the account."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A post and an account by reference, where no tenure is at hand."""

    post_id: str = ""
    account_id: str = ""


@transaction.atomic
def record(verb: str, obj: models.Model | None, actor: Acting | None, at: datetime.datetime, **payload: Any) -> Entry:
    """Append one entry to the chain, inside the caller's transaction: it is kept if and only if the act is.

    Parameters
    ----------
    verb
        ``app.what_was_done`` (``rounds.close_round``).
    obj
        What it was done to; nothing for acts on the installation itself. An account enters as its digest here too: else an
        act of somebody on their own account would tie the digest to them for ever.
    actor
        Who acted (a tenure); nothing for the installation itself. The account enters as a salted digest only.
    at
        When; with its time zone.
    payload
        JSON values worth keeping, without personal data.

    Raises
    ------
    Problem
        ``not-sealable`` when a value of ``payload`` is no JSON value.
    """
    if at.tzinfo is None:
        raise ValueError("a moment in the journal needs its time zone")
    head, _created = locked(Head.objects).get_or_create(chain="main")
    entry = Entry(
        verb=verb,
        post=_reference(actor and actor.post_id),
        account_digest=account_digest(_reference(actor and actor.account_id)),
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=_object_reference(obj),
        at=at.astimezone(datetime.UTC),
        body=canonical(payload).decode("utf-8"),
    )
    before = Link(head.length - 1, "", None, head.last) if head.length else None
    link = append(before, entry.sealed)
    entry.place, entry.previous, entry.digest = link.place, link.previous, link.digest
    entry.save()
    Head.objects.filter(pk=head.pk).update(length=link.place + 1, last=link.digest)
    return entry


def _reference(key: object) -> str:
    return "" if key is None else str(key)


def _object_reference(obj: models.Model | None) -> str:
    if obj is None:
        return ""
    return account_digest(str(obj.pk)) if isinstance(obj, get_user_model()) else str(obj.pk)


def account_digest(account: str) -> str:
    """Return the digest under which the chain knows an account; empty for none."""
    if not account:
        return ""
    kept, _created = AccountSalt.objects.get_or_create(account=account, defaults={"salt": secrets.token_bytes(32)})
    return salted(account, bytes(kept.salt))


def forget_account(account: str) -> None:
    """Cut the tie between an account and what it did: the entries stay, nobody can tell whose they are."""
    AccountSalt.objects.filter(account=account).delete()


def history(obj: models.Model) -> EntryQuerySet:
    """Return the entries on one object, in order; none on an account that was forgotten."""
    if isinstance(obj, get_user_model()) and not AccountSalt.objects.filter(account=str(obj.pk)).exists():
        return Entry.objects.none()
    return Entry.objects.filter(object_type=obj._meta.label_lower, object_id=_object_reference(obj))


def verify() -> int | None:
    """Return the first place where the chain is broken (changed, dropped, moved, cut off), or None when it holds."""
    head = Head.objects.filter(chain="main").first()
    length, last = (head.length, head.last) if head else (0, START)
    return verify_links((entry.link for entry in Entry.objects.iterator(chunk_size=2000)), length=length, last=last)
