"""What was written out of a plan, as far as one post may read it: made by a job, fetched by that post, gone after a day."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.plans import Plan
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile


class Exported(models.Model):
    """One file made for a post, which alone fetches it. A later one of the same kind takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    """``workbook``; of a version which file, its number, its language: ``paper-3-fr``."""
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    """Commitments that it holds: of a workbook those that the filters left."""
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file made")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "by", "kind"], name="commitments_one_exported"),
        ]

    def __str__(self) -> str:
        return str(self.file)
