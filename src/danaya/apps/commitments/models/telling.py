"""What is told outside: decisions of the director, editions authorised for everyone, messages of the communication plan."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.commitments import Commitment
from danaya.apps.commitments.models.plans import Plan
from danaya.apps.people.models import Organisation, Post, Region
from danaya.apps.people.models.texts import Words, read
from danaya.engines.language import Text


class Decision(models.Model):
    """One of at most three decisions asked of the director.

    ``options``: list of ``{"option": Text, "consequence": Text, "abandons": bool}``; the last says whether it abandons the commitment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="decisions")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="decisions")
    question = Words(_("question"), complete=False)
    options = models.JSONField(default=list)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    chosen = models.PositiveSmallIntegerField(_("option chosen"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decided_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(_("reference of the note de service"), max_length=80, blank=True)
    follow_up = models.TextField(_("follow-up"), blank=True)
    followed_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    """Day on which the team took the question back."""

    class Meta:
        verbose_name = _("decision")
        ordering: ClassVar = ["plan", "asked_on", "pk"]

    def __str__(self) -> str:
        return read(self.question)

    @property
    def is_taken(self) -> bool:
        """Whether the director has chosen."""
        return self.chosen is not None

    @property
    def is_open(self) -> bool:
        """Whether it waits for the director."""
        return self.chosen is None and self.dropped_on is None

    @property
    def abandons(self) -> bool:
        """Whether the option chosen abandons the commitment."""
        return self.chosen is not None and bool(self.options[self.chosen].get("abandons"))

    @property
    def choice(self) -> Text | None:
        """The words of the option chosen."""
        return None if self.chosen is None else self.options[self.chosen]["option"]


class Edition(models.Model):
    """What is shown to everyone of a plan: confirmed progress only, as it stood on a day, once the director authorised it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_on = models.DateField()
    made_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    authorised_on = models.DateField(null=True, blank=True)
    authorised_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    refused_on = models.DateField(null=True, blank=True)
    refused_why = models.TextField(_("why it is refused"), blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(_("why it is withdrawn"), blank=True)

    class Meta:
        verbose_name = _("edition for everyone")
        ordering: ClassVar = ["plan", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="commitments_edition_number"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it, unless a later one was authorised."""
        return self.authorised_on is not None and self.withdrawn_on is None

    @property
    def is_waiting(self) -> bool:
        """Whether the director has neither authorised nor refused it."""
        return self.authorised_on is None and self.refused_on is None


class Channel(models.TextChoices):
    """How a message reaches people."""

    POSTER = "poster", _("poster")
    RADIO = "radio", _("radio")
    WHATSAPP = "whatsapp", "WhatsApp"
    MAIL = "mail", _("e-mail")
    LETTER = "letter", _("letter")
    MEETING = "meeting", _("meeting of the parties")
    GATHERING = "gathering", _("public meeting")
    PRESS = "press", _("press")
    WEB = "web", _("website")


ADDRESSED = frozenset({Channel.MAIL, Channel.LETTER})
"""Channels that stay among the parties where the message names the organisation it is for."""


class Message(models.Model):
    """One line of the communication plan: who is told what, how, by whom, when; done or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="messages")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="+")
    audience = Words(_("audience"), complete=False)
    words = Words(_("message"), complete=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("who tells it"))
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    """The edition under which its words were told outside."""

    class Meta:
        verbose_name = _("message")
        ordering: ClassVar = ["plan", "planned_on", "pk"]

    def __str__(self) -> str:
        return read(self.words)

    @property
    def goes_outside(self) -> bool:
        """Whether it is heard by others than the parties: all but their meetings, and what is sent to one of their organisations."""
        return self.channel != Channel.MEETING and not (self.channel in ADDRESSED and self.organisation_id)
