"""Strategic frameworks and their objectives: what a commitment can serve."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Organisation
from danaya.apps.people.models.texts import Words, read
from danaya.base.files.models import StoredFile


class Kind(models.TextChoices):
    """Whose framework it is."""

    PLAN = "plan", _("strategic plan of the administration")
    PROJECT = "project", _("Project Information Document (PID)")
    STRATEGY = "strategy", _("strategy of an organisation")
    STANDARD = "standard", _("international standard")


class Framework(models.Model):
    """A document that sets objectives. It is never deleted: commitments cite its objectives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = Words(_("title"), complete=False)
    acronym = Words(_("short name"), complete=False, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose strategy it is; null for the administration's own documents and for standards."""
    imported_on = models.DateField(_("imported on"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    """The table that its objectives were last imported from."""
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("framework")
        ordering: ClassVar = ["kind", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="indicators_framework_kind"),
            models.CheckConstraint(
                condition=Q(kind=Kind.STRATEGY, organisation__isnull=False)
                | (~Q(kind=Kind.STRATEGY) & Q(organisation__isnull=True)),
                name="indicators_strategy_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return read(self.title)

    @property
    def short_name(self) -> str:
        """What tables call it: its short name where it has one."""
        return read(self.acronym) or read(self.title)


class Objective(models.Model):
    """One line of a framework. One that vanishes from a later table is marked inactive and stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="objectives")
    code = models.CharField(_("code"), max_length=40)
    """How documents cite it: ``2.1.3``, ``7.6``, ``OS 2``."""
    title = Words(_("objective"), complete=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveIntegerField()
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("objective")
        ordering: ClassVar = ["framework", "order", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "code"], name="indicators_objective_code"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="indicators_objective_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {read(self.title)}"
