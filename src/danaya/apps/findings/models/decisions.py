"""What the director decides on the strength of an analysis, with its *note de service* and follow-up."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.findings.models.analyses import Analysis, Finding
from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import read
from danaya.base.design.texts import MultilingualField
from danaya.engines.language import Text


class Decision(models.Model):
    """One of at most three decisions asked of the director; ``options``: list of ``{"option": Text, "consequence": Text}``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="decisions")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="+")
    """The finding that raises the question."""
    number = models.CharField(max_length=12)
    question = MultilingualField(_("question"))
    options = models.JSONField(default=list)
    chosen = models.PositiveSmallIntegerField(_("option chosen"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decided_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    reference = models.CharField(_("reference of the note de service"), max_length=80, blank=True)
    follow_up = models.TextField(_("follow-up"), blank=True)

    class Meta:
        verbose_name = _("decision")
        ordering: ClassVar = ["analysis", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["analysis", "number"], name="findings_decision_number"),
        ]

    def __str__(self) -> str:
        return read(self.question)

    @property
    def is_taken(self) -> bool:
        """Whether the director has chosen."""
        return self.chosen is not None

    @property
    def choice(self) -> Text | None:
        """The words of the option chosen."""
        return None if self.chosen is None else self.options[self.chosen]["option"]
