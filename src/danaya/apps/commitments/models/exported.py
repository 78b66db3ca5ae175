"""A plan written out as a workbook, as far as one post may read it: made by a job, fetched by that post, gone after a day."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.plans import Plan
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile


class Exported(models.Model):
    """One workbook made for a post, which alone fetches it. A later one of the same post takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    """Commitments that it holds: those that the filters left."""
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("workbook made")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "by"], name="commitments_one_exported"),
        ]

    def __str__(self) -> str:
        return str(self.file)
