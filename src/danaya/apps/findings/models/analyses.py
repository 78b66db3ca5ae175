"""What was computed from closed data, and the findings it holds. Computed once, never typed, never edited."""

import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import read
from danaya.apps.rounds.models import Dataset, ReportedTable, Round
from danaya.apps.rounds.models.closed import Kept, NeverEditedError
from danaya.base.design.texts import MultilingualField
from danaya.base.files.models import Visibility


class Computed(models.Model):
    """What is written once, by a computation; saving it again or deleting it is refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it once."""
        if not self._state.adding:
            raise NeverEditedError(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: evidence that something cites cannot vanish."""
        raise NeverEditedError(self._meta.label)


class Analysis(Computed):  # type: ignore[django-manager-missing]  # the stubs lose a manager made from a shared set
    """One computation over a closed dataset or reported table, compared with an earlier one where there is one.

    Its whole result lies in ``folder`` as ``analysis.json``, what its pages need of it as ``facts.json``, and the drawn
    parts of its pages; ``digest`` names data, engine version and parameters, ``results_digest`` the rounded results.
    """

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

    objects: ClassVar[models.Manager["Analysis"]] = Kept.as_manager()

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
        return analysis_folder(self.pk)

    @property
    def is_reported(self) -> bool:
        """Whether its figures were only reported: nothing of it can be recomputed."""
        return self.table_id is not None

    @property
    def sources(self) -> list[Dataset | ReportedTable]:
        """The closed data it was computed from: those of the round, then those of the earlier one."""
        every = (self.dataset, self.table, self.earlier_dataset, self.earlier_table)
        return [source for source in every if source is not None]

    @property
    def replaced_sources(self) -> list[Dataset | ReportedTable]:
        """Its data that corrected ones have taken the place of."""
        return [source for source in self.sources if not source.is_current]

    @property
    def rests_on_superseded(self) -> bool:
        """Whether corrected data have taken the place of what it was computed from."""
        return bool(self.replaced_sources)

    @property
    def visibility(self) -> Visibility:
        """Who may read it: the team, or whom it was released to."""
        try:
            return Visibility(self.release.visibility)
        except ObjectDoesNotExist:
            return Visibility.TEAM

    @property
    def is_released(self) -> bool:
        """Whether anybody outside the team may read it."""
        return self.visibility != Visibility.TEAM


def analysis_folder(key: uuid.UUID) -> Path:
    """Return the folder of an analysis in this installation."""
    return Path(settings.FOLDER.analyses) / str(key)


class FindingKind(models.TextChoices):
    """What a finding says."""

    STRENGTH = "strength", _("Strength")
    IMPROVEMENT = "improvement", _("Area for improvement")
    GAP = "gap", _("Gap between customs and the private sector")
    CHANGE = "change", _("Change since the earlier round")
    NO_CHANGE = "no_change", _("No change shown")
    FREELY = "freely", _("Speaking freely")
    DIFFERENCE = "difference", _("Difference between groups")


class Finding(Computed):
    """A strength, area for improvement, gap or change: a sentence made from its figures. Later stages cite it.

    ``lines`` and ``trust`` are lists of texts, ``figures`` the rounded rows the sentence was made from, ``basis`` what
    they rest on: questions, selection, comparability.
    """

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="findings")
    number = models.CharField(_("number"), max_length=12)
    kind = models.CharField(_("kind"), max_length=20, choices=FindingKind)
    measure = models.CharField(max_length=60)
    factor = models.CharField(_("key factor"), max_length=40, blank=True)
    item = models.CharField(_("question"), max_length=60, blank=True)
    audience = models.CharField(max_length=40, blank=True)
    domain = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=60, blank=True)
    sentence = MultilingualField(_("sentence"))
    lines = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    basis = models.JSONField(default=dict)
    trust = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Finding"]] = Kept.as_manager()

    class Meta:
        verbose_name = _("finding")
        ordering: ClassVar = ["analysis", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["analysis", "number"], name="findings_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=FindingKind.values), name="findings_finding_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {read(self.sentence)}"
