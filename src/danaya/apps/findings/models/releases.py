"""What left the team: releases in the disclosure ledger, and the files made of them."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.findings.models.analyses import Analysis, Computed
from danaya.apps.people.models import Post
from danaya.apps.rounds.models.closed import Kept
from danaya.base.files.models import Visibility


class Release(Computed):
    """A set of tables that passed disclosure control and stands in the ledger for good: what was published stays known."""

    analysis = models.OneToOneField(Analysis, models.PROTECT, related_name="release")
    visibility = models.CharField(_("who may read it"), max_length=10, choices=Visibility, default=Visibility.FORUM)
    ledger_entry = models.JSONField()
    """What the disclosure engine compares later releases with."""
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Release"]] = Kept.as_manager()

    class Meta:
        verbose_name = _("release")
        ordering: ClassVar = ["released_at"]

    def __str__(self) -> str:
        return str(self.analysis)

    @property
    def cell_count(self) -> int:
        """How many cells it added to what is known."""
        return len(self.ledger_entry["cells"])


class Pack(models.Model):
    """The restitution pack of an analysis in one language, as made for its readers of that moment.

    ``files``: list of ``{"name", "size", "sha256", "team"}``. Made anew (for other readers) it takes the place of the former.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="packs")
    language = models.CharField(max_length=8)
    visibility = models.CharField(_("who may read it"), max_length=10, choices=Visibility, default=Visibility.TEAM)
    files = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("restitution pack")
        ordering: ClassVar = ["analysis", "-language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["analysis", "language"], name="findings_pack_language"),
        ]

    def __str__(self) -> str:
        return f"{self.analysis} {self.language}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.analysis.folder / "packs" / str(self.pk)
