"""Mails on their way. Neither words nor addresses are kept here: both are read when a mail goes."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.notices.models.notices import Notice, Urgency
from danaya.apps.people.models import Account


class State(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("under way")
    FAILED = "failed", _("did not go, will be tried again")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("address refused")
    GIVEN_UP = "given_up", _("given up")
    NOT_NEEDED = "not_needed", _("not needed any more")


PENDING = (State.WAITING, State.SENDING, State.FAILED)
TOLD = (*PENDING, State.SENT)
"""States in which what a mail tells is told, or will be: no other mail tells it again."""


class Reason(models.TextChoices):
    """Why a mail did not go. What the server said is not kept: it often quotes the address."""

    UNREACHABLE = "unreachable", _("the mail server could not be reached")
    ENCRYPTION = "encryption", _("no safe connection to the mail server")
    SIGN_IN = "sign_in", _("the mail server refused the user or the password")
    SENDER = "sender", _("the mail server refused the sender or the message")
    LATER = "later", _("the mail server asked to try later")
    ADDRESS = "address", _("the mail server refused the address")
    BROKEN_OFF = "broken_off", _("sending broke off twice: it may have arrived")


class Mail(models.Model):
    """One message to one person. A mail without notices is a test that its reader asked for.

    ``attempts`` doubles as a fence; ``broken_off`` counts how often a worker was killed while it sent; ``next_at`` is when
    it is tried next or, under way, from when on its worker is taken for dead. ``address_digest`` is the keyed digest of a
    refused address: that address gets nothing more, another one does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgency, blank=True)
    notices = models.ManyToManyField(Notice, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    reply = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    broken_off = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    address_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering: ClassVar = ["-made_at", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="notices_mail_due")]

    def __str__(self) -> str:
        return f"{self.urgency or 'test'} {self.state}"
