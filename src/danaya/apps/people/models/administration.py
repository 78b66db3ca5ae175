"""The one administration of an installation."""

import uuid
from typing import ClassVar
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models.texts import read
from danaya.base.design.texts import MultilingualField


def validate_time_zone(name: str) -> None:
    """Refuse a name that is no time zone of this machine."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone of the list."), code="time-zone")


class Administration(models.Model):
    """The customs administration whose installation this is: there is never a second one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    only = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    name = MultilingualField(_("name"), complete=False)
    short_name = models.CharField(_("short name"), max_length=20)
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, as in ML."))
    language = models.CharField(_("first language"), max_length=8, default="fr")
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Africa/Bamako", validators=[validate_time_zone]
    )
    motto = MultilingualField(_("motto of the State"), complete=False, blank=True)
    letterhead = MultilingualField(_("head of official letters"), complete=False, blank=True)
    alert_channel = MultilingualField(_("alert channel"), complete=False, blank=True)
    logo = models.BinaryField(_("logo"), null=True, editable=True)
    logo_type = models.CharField(max_length=40, blank=True)
    demonstration = models.BooleanField(default=False, editable=False)
    """Whether it is the invented one. Written when it is created and never again: no page and no action changes it."""

    class Meta:
        verbose_name = _("administration")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(only=1), name="people_one_administration"),
        ]

    def __str__(self) -> str:
        return read(self.name)

    @classmethod
    def current(cls) -> "Administration | None":
        """Return the administration, its logo unread, or nothing before it has been created."""
        return cls.objects.defer("logo").first()
