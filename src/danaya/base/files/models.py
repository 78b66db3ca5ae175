"""Files that people hand in: evidence and attachments, kept by their digest outside everything the web server serves."""

import uuid
from typing import IO

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may read a thing: one scale for everything, each step includes those before it."""

    TEAM = "team", _("the integrity team")
    FORUM = "forum", _("customs and private-sector bodies")
    PROGRAMME = "programme", _("the programme's partners")
    PUBLIC = "public", _("everyone")

    def includes(self, other: "Visibility") -> bool:
        """Return whether what is open to ``self`` may be read by readers at ``other``."""
        order = list(Visibility)
        return order.index(self) >= order.index(other)


class StoredFile(models.Model):
    """One file as it was handed in. Its content is found by its digest, so the same content is kept once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64, db_index=True)
    visibility = models.CharField(
        _("who may read it"), max_length=10, choices=Visibility.choices, default=Visibility.TEAM
    )
    stored_at = models.DateTimeField(_("stored at"))
    keep_until = models.DateField(_("keep until"), null=True, blank=True)
    removed_at = models.DateTimeField(_("content removed at"), null=True, blank=True)

    class Meta:
        ordering = ["stored_at"]
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.name

    @property
    def location(self) -> str:
        """Where the content stands, inside the folder of files."""
        return f"{self.sha256[:2]}/{self.sha256}"

    @property
    def path(self) -> str:
        """Full path of the content, for readers that want a path."""
        return default_storage.path(self.location)

    def open(self) -> IO[bytes]:
        """Open the content for reading."""
        opened: IO[bytes] = default_storage.open(self.location, "rb")
        return opened
