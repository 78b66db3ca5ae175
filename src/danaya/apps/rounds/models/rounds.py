"""One survey, from design to closed dataset: its audiences, selection, population, sample design."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Side
from danaya.apps.people.models.texts import Words, read

NAMES = RegexValidator(r"\A[\w.-]+\Z", _("Write letters, digits, “-”, “_” or “.”, without spaces."))
"""Keys of a codebook, as DESIGN files hold them."""


class Kind(models.TextChoices):
    """Whether the answers themselves are here, or only the figures of a report."""

    ANSWERS = "answers", _("Answers")
    REPORTED = "reported", _("Reported results")


class State(models.TextChoices):
    """A round is prepared, then closed for good; what proves wrong is corrected beside it and takes its place."""

    DRAFT = "draft", _("In preparation")
    CLOSED = "closed", _("Closed")
    CORRECTION = "correction", _("Being corrected")


class Selection(models.TextChoices):
    """How respondents came; it decides what may be claimed."""

    CENSUS = "census", _("Everyone was asked")
    PROBABILITY = "probability", _("Drawn at random")
    QUOTA = "quota", _("Quota: chosen until the numbers were reached")
    OPEN = "open", _("Open: whoever wished to answer")


class Lonely(models.TextChoices):
    """What to do with a stratum of one cluster, by the names of R survey."""

    FAIL = "fail", _("Refuse to compute")
    ADJUST = "adjust", _("Measure from the overall mean (careful)")
    AVERAGE = "average", _("Give it the mean variance of the others")
    CERTAINTY = "certainty", _("Taken with certainty: it adds no variance")
    REMOVE = "remove", _("Leave it out of the variance")


class Round(models.Model):
    """One survey of officials and the private sector."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = Words(_("title"))
    label = Words(_("short name"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2200)])
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ANSWERS)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compared with")
    )
    mode = models.CharField(_("how answers were collected"), max_length=60, blank=True)
    fieldwork = models.CharField(_("dates of collection"), max_length=120, blank=True)
    coverage = Words(_("what was covered"), blank=True)
    notice = Words(_("notice on every page"), blank=True)
    correction = Words(_("why closed data are being corrected"), blank=True)

    audience_column = models.CharField(max_length=120, blank=True)
    strata = models.JSONField(default=list, blank=True)
    clusters = models.JSONField(default=list, blank=True)
    weights = models.CharField(max_length=120, blank=True)
    fpc = models.JSONField(default=list, blank=True)
    nest = models.BooleanField(default=False)
    lonely = models.CharField(max_length=10, choices=Lonely, default=Lonely.ADJUST)
    domain_lonely = models.BooleanField(default=False)
    derive = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("round")
        ordering: ClassVar = ["-year", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="rounds_round_kind"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="rounds_round_state"),
        ]

    def __str__(self) -> str:
        return read(self.label)

    @property
    def is_closed(self) -> bool:
        """Whether nothing of the round may change any more."""
        return self.state == State.CLOSED

    @property
    def was_closed(self) -> bool:
        """Whether the round has closed data, also while they are being corrected."""
        return self.state in (State.CLOSED, State.CORRECTION)

    @property
    def is_reported(self) -> bool:
        """Whether only the figures of a report are here."""
        return self.kind == Kind.REPORTED

    @property
    def is_probability(self) -> bool:
        """Whether every audience was asked whole or drawn at random."""
        return all(audience.allows_margins for audience in self.audiences.all())


class RoundAudience(models.Model):
    """One side's respondents in a round: how they were selected, how many there are and were aimed at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="audiences")
    key = models.CharField(max_length=40, validators=[NAMES])
    name = Words(_("name"))
    side = models.CharField(_("side"), max_length=10, choices=Side)
    values = models.JSONField(default=list, blank=True)
    selection = models.CharField(_("selection"), max_length=12, choices=Selection)
    target = models.PositiveIntegerField(_("people asked"), null=True, blank=True)
    population = models.PositiveIntegerField(_("people there are"), null=True, blank=True)
    described = models.BooleanField(default=False)
    """Whether somebody has said how this audience was chosen, rather than left it as proposed."""
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("audience")
        ordering: ClassVar = ["order", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "key"], name="rounds_audience_key"),
        ]

    def __str__(self) -> str:
        return read(self.name)

    @property
    def allows_margins(self) -> bool:
        """Whether its results may carry a margin of error."""
        return self.selection in (Selection.CENSUS, Selection.PROBABILITY)


class PopulationMargin(models.Model):
    """How many people there are, and were aimed at, in one level of a breakdown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audience = models.ForeignKey(RoundAudience, models.CASCADE, related_name="margins")
    breakdown = models.CharField(max_length=60)
    level = models.CharField(max_length=60)
    population = models.PositiveIntegerField(null=True, blank=True)
    target = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["breakdown", "level"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audience", "breakdown", "level"], name="rounds_margin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.breakdown} {self.level}"
