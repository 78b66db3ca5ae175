"""From problem to solution: causes, options, what both sides think of each, the one chosen."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.expectations import Expectation
from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import Words, read

STEPS = (MinValueValidator(1), MaxValueValidator(5))
"""Effect and feasibility run from 1 (none) to 5 (very high)."""


class Contribution(models.Model):
    """A text that a post of either side adds to an expectation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="%(class)ss")
    text = Words(_("text"), complete=False)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return read(self.text)


class Cause(Contribution):
    """Why things are not yet as the expectation asks."""

    class Meta:
        verbose_name = _("cause")
        ordering: ClassVar = ["on", "pk"]


class Option(Contribution):
    """A way to meet the expectation; the one chosen is ready to become a commitment."""

    chosen_on = models.DateField(null=True, blank=True)
    chosen_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("option")
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["expectation"], condition=models.Q(chosen_on__isnull=False), name="dialogue_one_option_chosen"
            ),
        ]

    @property
    def is_chosen(self) -> bool:
        """Whether both sides go on with it."""
        return self.chosen_on is not None


class Rating(models.Model):
    """What a post thinks of an option: how much it would change, how feasible it is. Unseen until both sides have rated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    option = models.ForeignKey(Option, models.PROTECT, related_name="ratings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    effect = models.PositiveSmallIntegerField(_("effect"), validators=STEPS)
    feasibility = models.PositiveSmallIntegerField(_("feasibility"), validators=STEPS)

    class Meta:
        verbose_name = _("rating")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["option", "post"], name="dialogue_one_rating"),
            models.CheckConstraint(
                condition=models.Q(effect__range=(1, 5), feasibility__range=(1, 5)), name="dialogue_rating_steps"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
