"""What was computed from closed data, and the findings it holds. Computed once, never typed, never edited."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import Words, read
from danaya.apps.rounds.models import Dataset, ReportedTable, Round


class Analysis(models.Model):
    """One computation over a closed dataset or reported table, compared with an earlier one where there is one.

    Its whole result lies in ``folder`` as ``analysis.json`` with the drawn parts of its pages; ``digest`` names data, engine
    version and parameters, ``results_digest`` the rounded results.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, related_name="+")
    table = models.ForeignKey(ReportedTable, models.PROTECT, null=True, related_name="+")
    earlier_dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, related_name="+")
    earlier_table = models.ForeignKey(ReportedTable, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    results_digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("analysis")
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(dataset__isnull=True) ^ models.Q(table__isnull=True),
                name="findings_analysis_one_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:8]}"

    @property
    def folder(self) -> Path:
        """Where the whole result lies."""
        return Path(settings.FOLDER.analyses) / str(self.pk)

    @property
    def source(self) -> Dataset | ReportedTable:
        """The closed data it was computed from."""
        found = self.dataset or self.table
        assert found is not None
        return found

    @property
    def rests_on_superseded(self) -> bool:
        """Whether corrected data have taken the place of what it was computed from."""
        sources = (self.dataset, self.table, self.earlier_dataset, self.earlier_table)
        return any(source is not None and not source.is_current for source in sources)


class Finding(models.Model):
    """A strength, area for improvement, gap or change: a sentence made from its figures. Later stages cite it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="findings")
    number = models.CharField(_("number"), max_length=12)
    kind = models.CharField(_("kind"), max_length=20)
    measure = models.CharField(max_length=60)
    factor = models.CharField(_("key factor"), max_length=40, blank=True)
    item = models.CharField(_("question"), max_length=60, blank=True)
    audience = models.CharField(max_length=40, blank=True)
    domain = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=60, blank=True)
    sentence = Words(_("sentence"))
    lines = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("finding")
        ordering: ClassVar = ["analysis", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["analysis", "number"], name="findings_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {read(self.sentence)}"
