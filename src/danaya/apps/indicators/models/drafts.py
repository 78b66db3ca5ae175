"""An import on its way: until it is confirmed only this draft and its file exist."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.indicators.models.frameworks import Framework
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile


class Draft(models.Model):
    """A table being mapped: to the objectives of ``framework``, or, where that is null, to figures of series."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, models.CASCADE, null=True, blank=True, related_name="+")
    begun_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    begun_on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheets = models.JSONField(default=list, blank=True)
    """Sheets of the workbook, or tables of the document."""
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    """What each column says, once it was chosen."""

    class Meta:
        verbose_name = _("import")
        ordering: ClassVar = ["begun_on", "pk"]

    def __str__(self) -> str:
        return str(self.file)
