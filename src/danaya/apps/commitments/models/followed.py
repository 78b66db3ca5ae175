"""Where each commitment stands, as the follow-up engine said it on a day: what lists of thousands read."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.commitments import Commitment
from danaya.apps.commitments.models.plans import Plan


class Followed(models.Model):
    """Progress and stalls of one commitment. Written anew after each act on it, and each day for all.

    ``claimed`` and ``confirmed`` are per cent (0–100) of the milestones' weights, always read together. ``keeping`` is a value of
    :class:`danaya.engines.followup.Keeping`, ``step`` one of its ``Step`` or empty, ``stalls`` a list of ``[reason, since]``.
    """

    commitment = models.OneToOneField(Commitment, models.CASCADE, primary_key=True, related_name="followed")
    on = models.DateField()
    claimed = models.FloatField(default=0)
    confirmed = models.FloatField(default=0)
    due = models.DateField()
    first_due = models.DateField()
    moved = models.PositiveSmallIntegerField(default=0)
    keeping = models.CharField(max_length=20, blank=True)
    contested = models.BooleanField(default=False)
    waiting_since = models.DateField(null=True, blank=True)
    """Day of the oldest claim that nobody answered."""
    late = models.BooleanField(default=False)
    stalls = models.JSONField(default=list)
    step = models.CharField(max_length=12, blank=True)
    help_asked = models.DateField(null=True, blank=True)
    """Day on which those who can were last asked to offer help: written by the daily round, kept when all else is written anew."""
    next_update = models.DateField(null=True, blank=True)
    p50 = models.DateField(null=True, blank=True)
    p80 = models.DateField(null=True, blank=True)
    forecast = models.JSONField(default=dict)
    """The engine's sentence about both dates, per language: what it rests on, or why it gives none."""

    class Meta:
        verbose_name = _("standing of a commitment")
        indexes: ClassVar = [models.Index(fields=["due"], name="commitments_due")]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.on:%d/%m/%Y}"


class PlanFollowed(models.Model):
    """What is said of a whole plan on a day: keeping of each side, forecast, the engine's own back-test, ratings held against facts."""

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="followed")
    on = models.DateField()
    said = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("standing of a plan")

    def __str__(self) -> str:
        return f"{self.plan_id} {self.on:%d/%m/%Y}"
