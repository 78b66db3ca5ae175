"""What the owner says was done, with what shows it; what the counterpart says of that; dates moved; the three questions."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danaya.apps.commitments.models.commitments import Commitment, Milestone
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile, Visibility


class Claim(models.Model):
    """The owner says that a milestone is reached. Silence of the counterpart is never a yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("what was done"))
    other_kind = models.TextField(_("why other evidence than agreed"), blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField(_("claimed on"))

    class Meta:
        verbose_name = _("claim")
        ordering: ClassVar = ["milestone", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["milestone", "number"], name="commitments_claim_number"),
        ]

    def __str__(self) -> str:
        return self.text


class EvidenceKind(models.TextChoices):
    """What can back a claim."""

    FILE = "file", pgettext_lazy("evidence", "file")
    PHOTO = "photo", pgettext_lazy("evidence", "photo")
    LINK = "link", pgettext_lazy("evidence", "address of a page")
    STATEMENT = "statement", _("signed statement")


class Evidence(models.Model):
    """What backs a claim. One that was replaced stays readable (``replaced_by``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    statement = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file's content, of the address, or of the statement."""
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.FORUM)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        verbose_name = _("evidence")
        ordering: ClassVar = ["claim", "on", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Answer(models.TextChoices):
    """What the counterpart says of a claim; the words are those of :mod:`danaya.engines.followup`."""

    FULL = "full", _("confirmed")
    PART = "part", _("confirmed in part")
    CONTESTED = "contested", _("contested")


class Confirmation(models.Model):
    """The counterpart's answer to a claim, or the outcome of a meeting that both sides recorded; the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="confirmations")
    number = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=10, choices=Answer)
    reason = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    settles = models.BooleanField(default=False)
    """Whether it is the outcome of a meeting, recorded by one side and agreed to by the other (``agreed_by``)."""
    agreed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("confirmation")
        ordering: ClassVar = ["claim", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "number"], name="commitments_confirmation_number"),
            models.CheckConstraint(
                condition=models.Q(answer=Answer.FULL) | ~models.Q(reason=""), name="commitments_contest_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(settles=False) | models.Q(agreed_by__isnull=False), name="commitments_settled_by_two"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_answer_display())


class Outcome(models.Model):
    """What one side recorded of a meeting about a contested claim; it counts once the other side agrees to the same words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="outcomes")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField(_("what was agreed"))
    met_on = models.DateField(_("day of the meeting"))
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    answered_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    objection = models.TextField(blank=True)

    class Meta:
        verbose_name = _("outcome of a meeting")
        ordering: ClassVar = ["claim", "on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim"], condition=models.Q(agreed__isnull=True), name="commitments_one_open_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class DateChange(models.Model):
    """A milestone's date that the owner asks to move, with its reason. It is moved once the counterpart agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    before = models.DateField()
    due = models.DateField(_("new date"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    answered_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    objection = models.TextField(blank=True)

    class Meta:
        verbose_name = _("change of date")
        ordering: ClassVar = ["milestone", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["milestone", "number"], name="commitments_change_number"),
            models.UniqueConstraint(
                fields=["milestone"], condition=models.Q(agreed__isnull=True), name="commitments_one_open_change"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="commitments_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.before:%d/%m/%Y} → {self.due:%d/%m/%Y}"


class Update(models.Model):
    """The owner's answers to the three questions: done since last time, what is in the way, next step and its date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="updates")
    done = models.TextField(_("done since last time"), blank=True)
    obstacle = models.TextField(_("what is in the way"), blank=True)
    help = models.CharField(_("help needed"), max_length=10, blank=True)
    """A value of :class:`danaya.engines.followup.Help`."""
    next_step = models.TextField(_("next step"), blank=True)
    next_on = models.DateField(_("on which day"), null=True, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    by_link = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("update")
        ordering: ClassVar = ["commitment", "-on", "pk"]

    def __str__(self) -> str:
        return self.done or self.next_step or self.obstacle


class HelpOffer(models.Model):
    """Help offered to the owner of a commitment that stalls, before any red mark; and what the owner answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="help_offers")
    words = models.TextField(blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    wanted = models.CharField(_("help needed"), max_length=10, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("offer of help")
        ordering: ClassVar = ["commitment", "-on", "pk"]

    def __str__(self) -> str:
        return self.words


class Escalation(models.Model):
    """A stall brought to the two secretaries, and what they did about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="escalations")
    on = models.DateField()
    reasons = models.JSONField(default=list)
    """Values of :class:`danaya.engines.followup.StallReason`."""
    outcome = models.TextField(_("what was decided"), blank=True)
    closed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("escalation")
        ordering: ClassVar = ["commitment", "-on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(closed_on__isnull=True),
                name="commitments_one_open_escalation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.on:%d/%m/%Y}"
