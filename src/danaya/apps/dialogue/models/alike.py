"""Two expectations that may say the same: proposed to those who merge, and put aside where they do not."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.consultations import Consultation
from danaya.apps.dialogue.models.expectations import Expectation
from danaya.apps.people.models import Post


class Alike(models.Model):
    """One proposal. ``opposite``: both speak of the same and want the contrary, so they are not merged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="alikes")
    first = models.ForeignKey(Expectation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Expectation, models.CASCADE, related_name="+")
    similarity = models.FloatField()
    opposite = models.BooleanField(default=False)
    set_aside_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proposal to merge")
        ordering: ClassVar = ["-similarity", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="dialogue_alike_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
