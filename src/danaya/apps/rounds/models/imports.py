"""An import on its way: until it is confirmed only this draft and its file exist."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.models.rounds import Round
from danaya.base.files.models import StoredFile


class Purpose(models.TextChoices):
    """What a file is brought in for."""

    ANSWERS = "answers", _("Answers")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    RESULTS = "results", _("Reported results")


class ImportDraft(models.Model):
    """A file being mapped to its round: answers of everybody or of one audience, a questionnaire, a report's table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="drafts")
    purpose = models.CharField(max_length=14, choices=Purpose, default=Purpose.ANSWERS)
    audience = models.CharField(_("audience"), max_length=40, blank=True)
    """Key of the only audience in the file; empty: the file holds the whole round."""
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    """What the file holds: ``sheets``, ``height``, ``remarks``, ``columns`` with a few values of each."""
    mapping = models.JSONField(default=dict, blank=True)
    account = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        ordering: ClassVar = ["round", "purpose", "audience"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "purpose", "audience"], name="rounds_draft_once"),
            models.CheckConstraint(condition=models.Q(purpose__in=Purpose.values), name="rounds_draft_purpose"),
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def is_read(self) -> bool:
        """Whether the file has been read: a large one is read by a job."""
        return bool(self.facts)

    @property
    def is_complete(self) -> bool:
        """Whether everything in it was understood, or its loss accepted."""
        return bool(self.account.get("complete"))
