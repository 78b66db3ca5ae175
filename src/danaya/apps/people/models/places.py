"""Where the administration works: regions, and in them directorates, offices, brigades and posts."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models.texts import read
from danaya.base.design.texts import MultilingualField


class Region(models.Model):
    """A region of the administration, headed by a regional directorate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = MultilingualField(_("name"), complete=False)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("region")
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return read(self.name)


class OfficeKind(models.TextChoices):
    """What an office is."""

    DIRECTORATE = "directorate", _("regional directorate")
    OFFICE = "office", _("office")
    BRIGADE = "brigade", _("brigade")
    POST = "post", _("customs post")
    REPRESENTATION = "representation", _("representation abroad")


class Office(models.Model):
    """A place where officers serve."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="offices")
    kind = models.CharField(_("kind"), max_length=20, choices=OfficeKind, default=OfficeKind.OFFICE)
    name = MultilingualField(_("name"), complete=False)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("office")
        ordering: ClassVar = ["region", "kind", "id"]

    def __str__(self) -> str:
        return read(self.name)
