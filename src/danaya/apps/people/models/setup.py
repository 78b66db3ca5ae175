"""What a newcomer has typed so far while creating an administration."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetupDraft(models.Model):
    """Answers of the pages of the first-run wizard; gone once the administration exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    began_at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    logo = models.BinaryField(null=True, editable=True)
    logo_type = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("draft of an administration")
        ordering: ClassVar = ["began_at"]

    def __str__(self) -> str:
        return str(self.pk)
