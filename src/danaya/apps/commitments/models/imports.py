"""A follow-up table on its way in: until it is taken over, only this and its file exist; afterwards it says that it was."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.plans import Plan
from danaya.apps.people.models import Post
from danaya.base.files.models import StoredFile


class Import(models.Model):
    """A table being mapped to commitments. ``mapping``: what each column says; ``parties``: owner's words → two posts' keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="imports")
    begun_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    begun_on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    parties = models.JSONField(default=dict, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    """Day on which its rows became drafts."""

    class Meta:
        verbose_name = _("follow-up table taken over")
        ordering: ClassVar = ["begun_on", "pk"]

    def __str__(self) -> str:
        return str(self.file)
