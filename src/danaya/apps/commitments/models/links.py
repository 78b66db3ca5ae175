"""PIN of a post for acts that bind by a personal link: handed over on paper, locked after five errors."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Post


class Pin(models.Model):
    """The present PIN of a post. Only a slow salted hash is kept; the coordinator replaces it by a new one on paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    hash = models.CharField(max_length=200)
    errors = models.PositiveSmallIntegerField(default=0)
    issued_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("PIN")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(ended_on__isnull=True), name="commitments_one_pin"
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)
