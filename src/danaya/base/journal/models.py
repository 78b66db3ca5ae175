"""Who did what, in order: each entry seals the one before it; none is ever changed."""

import json
import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.engines.seals import START, Link


class NotErasable(TypeError):
    """Someone tried to change or delete an entry: the journal only grows."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries in their order; reading only."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise NotErasable("entries of the journal are never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise NotErasable("entries of the journal are never deleted")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: each entry needs the digest of the one before."""
        raise NotErasable("write entries one by one with record()")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise NotErasable("entries of the journal are never changed")


class Entry(models.Model):
    """One thing that was done, by a post, to an object. Names of persons stay out: only a salted digest of the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.PositiveBigIntegerField(_("place"), unique=True)
    verb = models.CharField(_("verb"), max_length=100)
    post = models.CharField(_("post"), max_length=100, blank=True)
    account_digest = models.CharField(max_length=64, blank=True)
    object_type = models.CharField(max_length=100, blank=True)
    object_id = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(_("at"))
    body = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.place} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; refuse to change one that was written."""
        if not self._state.adding:
            raise NotErasable("entries of the journal are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise NotErasable("entries of the journal are never deleted")

    @property
    def payload(self) -> dict[str, Any]:
        """What was recorded beside the verb."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def sealed(self) -> dict[str, Any]:
        """Everything of the entry that its digest covers."""
        return {
            "id": str(self.id),
            "verb": self.verb,
            "post": self.post,
            "account": self.account_digest,
            "object": [self.object_type, self.object_id],
            "at": self.at.isoformat(),
            "payload": self.body,
        }

    @property
    def link(self) -> Link:
        """The entry as a link of the chain."""
        return Link(self.place, self.previous, self.sealed, self.digest)


class Head(models.Model):
    """The end of the chain. Whoever appends locks it first, so that two never follow the same entry."""

    chain = models.CharField(primary_key=True, max_length=20, default="main")
    length = models.PositiveBigIntegerField(default=0)
    last = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return f"{self.chain}: {self.length}"


class AccountSalt(models.Model):
    """Random bytes that tie an account to its digests in the chain. Deleting the row makes them nobody's."""

    account = models.CharField(primary_key=True, max_length=100)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return "salt"
