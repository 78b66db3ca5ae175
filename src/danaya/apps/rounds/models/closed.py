"""What a closed round leaves: immutable answers, or the table somebody reported. Never edited, only superseded."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import Words
from danaya.apps.rounds.models.rounds import Round
from danaya.base.files.models import StoredFile


class NeverEditedError(Exception):
    """Somebody tried to change what is closed: supersede it instead."""


class Kept(models.QuerySet[Any]):
    """Closed things by the many: neither changed nor deleted."""

    def update(self, **facts: Any) -> int:
        """Refuse."""
        raise NeverEditedError(self.model._meta.label)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise NeverEditedError(self.model._meta.label)


class Closed(models.Model):
    """Common facts of what is closed; saving twice or deleting is refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )
    reason = Words(_("why the earlier one was wrong"), blank=True, complete=False)

    objects = Kept.as_manager()

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

    @property
    def is_current(self) -> bool:
        """Whether no later one has taken its place."""
        return not hasattr(self, "superseded_by")


class Dataset(Closed):
    """The answers of a closed round: Parquet in random order with its study, under ``datasets/<id>/``."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="datasets")
    study = models.TextField()
    """The round's study as DESIGN text at the moment of closing."""
    rows = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    """Audience key → number of respondents."""
    margins = models.JSONField(default=dict)
    """Audience key → breakdown key → level → number of respondents; for the team, never published."""

    class Meta:
        verbose_name = _("dataset")
        ordering: ClassVar = ["-closed_at"]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:8]}"


class ReportedTable(Closed):
    """Scores, shares and n that a report gives: not recomputable. ``results``: list of ``ReportedResult`` as plain dicts."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reported_tables")
    results = models.JSONField(default=list)
    source = models.CharField(_("source, as it is cited"), max_length=400)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("reported results")
        ordering: ClassVar = ["-closed_at"]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:8]}"
