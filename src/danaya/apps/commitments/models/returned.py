"""A plan's workbook that came back from Excel: until what changed is confirmed only this and its file exist."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.plans import Plan
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile


class Returned(models.Model):
    """One workbook sent back by a post, which alone sees it. A later one of the same post takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    rows = models.JSONField(default=dict)
    """What was read of it, as :mod:`danaya.apps.commitments.overviews.workbook.keeping` and ``.paging`` write it: read once, by a job."""

    class Meta:
        verbose_name = _("workbook sent back")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "by"], name="commitments_one_returned"),
        ]

    def __str__(self) -> str:
        return str(self.file)
