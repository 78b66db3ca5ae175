"""What is thought of a draft before it is adopted: each side's rating, each body's visas."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.commitments import Commitment
from danaya.apps.commitments.models.plans import Plan, Version
from danaya.apps.people.models import Organisation, Post, Side


class Rating(models.Model):
    """What the owner's or the counterpart's body thinks of one wording of a draft. Unseen until both have rated it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="ratings")
    revision = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    ambition = models.PositiveSmallIntegerField(_("ambition"))
    realism = models.PositiveSmallIntegerField(_("realism"))
    remark = models.TextField(_("remark"), blank=True)
    on = models.DateField()

    class Meta:
        verbose_name = _("rating")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "revision", "side"], name="commitments_one_rating"),
            models.CheckConstraint(
                condition=models.Q(ambition__range=(1, 3), realism__range=(1, 3)), name="commitments_rating_steps"
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=[Side.CUSTOMS, Side.PRIVATE]), name="commitments_rating_side"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Circuit(models.Model):
    """A post whose visa a body wants before it signs, and its place in the *parapheur*."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="circuits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("step of the parapheur")
        ordering: ClassVar = ["plan", "organisation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "post"], name="commitments_circuit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.post}"


class Visa(models.Model):
    """What one post of the *parapheur* decided about a version: initialled, or sent back with its reason. Internal to its body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="visas")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    granted = models.BooleanField()
    remark = models.TextField(_("remark"), blank=True)
    on = models.DateField()

    class Meta:
        verbose_name = _("visa")
        ordering: ClassVar = ["version", "on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "post"], name="commitments_one_visa"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.post}"
