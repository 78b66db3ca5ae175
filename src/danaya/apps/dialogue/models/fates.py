"""What became of an expectation: the latest fate stands, earlier ones stay readable."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.expectations import Expectation
from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import Words
from danaya.base.files.models import StoredFile


class FateKind(models.TextChoices):
    """What can become of an expectation."""

    PLANNED = "planned", _("in the plan")
    MERGED = "merged", _("merged with another")
    ALREADY_TRUE = "already_true", _("already true")
    NOT_NOW = "not_now", _("not now")


class Fate(models.Model):
    """One answer to an expectation, signed by a post. Its author hears of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="fates")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("answer"), max_length=12, choices=FateKind)
    reason = Words(_("why"), complete=False, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    proof_link = models.URLField(_("address of the proof"), max_length=300, blank=True)
    signed_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    signed_on = models.DateField(_("signed on"))

    class Meta:
        verbose_name = _("fate")
        ordering: ClassVar = ["expectation", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["expectation", "number"], name="dialogue_fate_number"),
            models.CheckConstraint(condition=models.Q(kind__in=FateKind.values), name="dialogue_fate_kind"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
