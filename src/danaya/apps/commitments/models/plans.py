"""The common action plan, the texts of it that were put to signature, and the chain that says who signed what."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danaya.apps.dialogue.models import Consultation
from danaya.apps.people.models import Organisation, Post
from danaya.apps.people.models.texts import Words, read


class PlanState(models.TextChoices):
    """Where a plan stands."""

    DRAFTING = "drafting", _("commitments are drafted")
    SIGNING = "signing", _("put to signature")
    ADOPTED = "adopted", pgettext_lazy("of a plan", "adopted")
    CLOSED = "closed", pgettext_lazy("of a plan", "closed")


class Plan(models.Model):
    """Commitments of both sides for a time. The two secretaries, one post of each side, hear of what stalls."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = Words(_("title"), complete=False)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFTING)
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, blank=True, related_name="+")
    """The consultation whose expectations it answers, where it came of one."""
    secretary_customs = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    secretary_private = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    adopted_on = models.DateField(null=True, blank=True)
    most_at_once = models.PositiveSmallIntegerField(_("milestones that one post can carry at a time"), default=3)

    class Meta:
        verbose_name = _("common action plan")
        ordering: ClassVar = ["-starts", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="commitments_plan_order"),
            models.CheckConstraint(condition=models.Q(state__in=PlanState.values), name="commitments_plan_state"),
        ]

    def __str__(self) -> str:
        return read(self.title)


class Body(models.Model):
    """An organisation that adopts the plan, and the post that signs for it. Each body names its own signatory."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="bodies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("body of the plan")
        ordering: ClassVar = ["plan", "organisation__side", "organisation__acronym"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="commitments_body_once"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class FixedError(TypeError):
    """Somebody tried to change or delete what was put to signature."""


class FixedQuerySet(models.QuerySet[Any]):
    """Rows that are written once: many at a time are refused like one."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise FixedError(self.model._meta.label)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise FixedError(self.model._meta.label)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise FixedError(self.model._meta.label)


class Fixed(models.Model):
    """What is written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects: ClassVar[models.Manager[Any]] = FixedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it once."""
        if not self._state.adding:
            raise FixedError(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was signed stays."""
        raise FixedError(self._meta.label)


class Version(Fixed):
    """A text of the plan as it was put to signature: canonical bytes, digest of each part and of the whole."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    why = Words(_("what changed"), complete=False, blank=True)
    content = models.TextField()
    """Canonical JSON of :func:`danaya.engines.seals.plan.plan_content`, the end of the register before it included."""
    parts = models.JSONField()
    """``[[name, digest], …]``: the preamble (named ``""``), then each commitment by its reference."""
    digest = models.CharField(max_length=64, unique=True)
    behind = models.JSONField(default=dict, blank=True)
    """Reference of a commitment → its texts in which one language was not changed since the other was reworded, when it was put."""
    put_on = models.DateField(_("put to signature on"))
    put_by = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of the plan")
        ordering: ClassVar = ["plan", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="commitments_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class RegisterEntry(Fixed):
    """One link of the plan's register, a chain that can leave the house without the installation's journal."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="register")
    place = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    payload = models.TextField()

    class Meta:
        verbose_name = _("entry of the register")
        ordering: ClassVar = ["plan", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "place"], name="commitments_register_place"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.place}"


class Opening(models.Model):
    """What a salted digest of the register says: a name, a reservation. Deleting the row makes the digest mute for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="openings")
    field = models.CharField(max_length=20)
    salt = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        verbose_name = _("opening")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "field"], name="commitments_opening_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field}"
