"""What somebody is told: to a post, read by whoever holds it at the moment, or to an account."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Account, Post, Tenure
from danaya.apps.people.models.texts import read
from danaya.base.design.texts import MultilingualField


class Urgency(models.TextChoices):
    """How a notice goes by mail: the routine ones bundled, the others at once and apart."""

    SECURITY = "security", _("security")
    INVITATION = "invitation", _("invitation")
    ROUTINE = "routine", _("routine")


URGENCIES = tuple(Urgency)
"""The most urgent first."""


class NoticeSet(models.QuerySet["Notice"]):
    """Notices that can be asked for their readers."""

    def of(self, account: Account, day: date) -> "NoticeSet":
        """Keep what ``account`` may read on ``day``: its own, and those of its posts that no other holder has read."""
        posts = Tenure.objects.on(day).filter(
            account=account, post__active=True, post__organisation__active=True, account__is_active=True
        )
        to_a_post = Q(post__in=posts.values("post")) & (Q(read_by__isnull=True) | Q(read_by=account))
        return self.filter(Q(account=account) | to_a_post)

    def unread(self) -> "NoticeSet":
        """Keep those that nobody has marked as read."""
        return self.filter(read_at__isnull=True)

    def mark_read(self, account: Account, at: datetime) -> int:
        """Mark the unread ones as read by ``account``; return how many."""
        return self.unread().update(read_at=at, read_by=account)


class Notice(models.Model):
    """One thing that its reader is told, in French and English. Its words are seen on screens and in mails: no secret."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=100)
    urgency = models.CharField(max_length=10, choices=Urgency)
    subject = MultilingualField(_("subject"))
    body = MultilingualField(_("text"), blank=True)
    url = models.CharField(max_length=500, blank=True)
    about_type = models.CharField(max_length=100, blank=True)
    about_id = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = NoticeSet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, account__isnull=True) | Q(post__isnull=True, account__isnull=False),
                name="notices_one_reader",
            ),
            models.UniqueConstraint(fields=["post", "key"], condition=~Q(key=""), name="notices_post_key"),
            models.UniqueConstraint(fields=["account", "key"], condition=~Q(key=""), name="notices_account_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "read_at"], name="notices_of_post"),
            models.Index(fields=["account", "read_at"], name="notices_of_account"),
            models.Index(fields=["about_type", "about_id"], name="notices_about"),
        ]

    def __str__(self) -> str:
        return read(self.subject)

    def get_absolute_url(self) -> str:
        """Address of the page that shows it."""
        return reverse("notices:notice", args=[self.pk])

    @property
    def is_read(self) -> bool:
        """Whether its reader has marked it as read."""
        return self.read_at is not None
