"""Who takes part: customs, private-sector bodies, observers."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models.texts import read
from danaya.base.design.texts import MultilingualField


class Side(models.TextChoices):
    """The two sides of the dialogue, and those who only watch it."""

    CUSTOMS = "customs", _("Customs")
    PRIVATE = "private", _("Private sector")
    OBSERVER = "observer", _("Observer")


class Organisation(models.Model):
    """A body that takes part in the cycle, on one side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = MultilingualField(_("name"), complete=False)
    acronym = models.CharField(_("acronym"), max_length=20, unique=True)
    side = models.CharField(_("side"), max_length=10, choices=Side)
    umbrella = models.BooleanField(_("umbrella body"), default=False)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("organisation")
        ordering: ClassVar = ["side", "acronym"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="people_organisation_side"),
        ]

    def __str__(self) -> str:
        return read(self.name)
