"""Administrative figures as dated series: clearance times, complaints, appeals. Never mixed with perceptions."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models.texts import Words, read
from danaya.base.files.models import StoredFile, Visibility
from danaya.engines.framework import load_factors

DIGITS, DECIMALS = 15, 4
"""What a figure can hold. SQLite keeps fifteen digits of a decimal number without loss, and no more."""


class Better(models.TextChoices):
    """Which way is progress."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")


class Frequency(models.TextChoices):
    """How often a series has a figure: keys of :func:`danaya.engines.framework.load_frequencies`."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half_yearly", _("every half-year")
    YEARLY = "yearly", _("every year")


class Series(models.Model):
    """One thing that the administration counts or measures by itself, period after period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = Words(_("title"), complete=False)
    unit = Words(_("unit"), complete=False)
    source = Words(_("source"), complete=False)
    better = models.CharField(_("which way is progress"), max_length=4, choices=Better)
    frequency = models.CharField(_("how often"), max_length=12, choices=Frequency)
    factor = models.CharField(_("key factor"), max_length=40, blank=True)
    """Key of :func:`danaya.engines.framework.load_factors`, or empty."""
    visibility = models.CharField(
        _("who may read it"), max_length=10, choices=Visibility.choices, default=Visibility.TEAM
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(better__in=Better.values), name="indicators_series_better"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="indicators_series_frequency"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="indicators_series_visibility"),
        ]

    def __str__(self) -> str:
        return read(self.title)

    def clean(self) -> None:
        """Refuse a factor that is none of the ten."""
        if self.factor and self.factor not in {one.key for one in load_factors()}:
            raise ValidationError({"factor": ValidationError(_("Choose a key factor of the list."), code="factor")})


class Figure(models.Model):
    """The value of a series for one period. ``day`` is the period's last: one figure per period, however it was dated.

    The value is a decimal number, not a binary one: what an office wrote is shown again as it was written, and a
    correction is told from a copy by plain equality.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="figures")
    day = models.DateField(_("last day of the period"))
    value = models.DecimalField(_("value"), max_digits=DIGITS, decimal_places=DECIMALS)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    """The table it came from; null where it was typed."""
    corrected_on = models.DateField(null=True, blank=True)
    """When it last took the place of another value; the journal keeps the earlier ones."""

    class Meta:
        verbose_name = _("figure")
        ordering: ClassVar = ["series", "day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "day"], name="indicators_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.day:%d/%m/%Y}"
