"""An import on its way: until it is confirmed only this draft and its file exist."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.models.rounds import Round
from danaya.base.files.models import StoredFile


class ImportDraft(models.Model):
    """A file of answers being mapped to the codebook of its round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.OneToOneField(Round, models.CASCADE, related_name="draft")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    account = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        ordering: ClassVar = ["round"]

    def __str__(self) -> str:
        return str(self.file)
