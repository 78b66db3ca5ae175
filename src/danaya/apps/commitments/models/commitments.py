"""A commitment: what is promised by whom to whom, by which steps, shown by what, resting on what."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danaya.apps.commitments.models.plans import Plan, PlanState
from danaya.apps.dialogue.models import Expectation, Option
from danaya.apps.findings.models import Finding
from danaya.apps.indicators.models import Objective, Series
from danaya.apps.people.models import Post, Region
from danaya.apps.people.models.texts import Words, read

if TYPE_CHECKING:
    from danaya.apps.commitments.models.followed import Followed

MOST_MILESTONES = 5

PARKED = 0
"""Place of a milestone while others change theirs, inside one transaction."""


class CommitmentState(models.TextChoices):
    """How far a commitment has come; what is done of it is said by its milestones alone."""

    DRAFT = "draft", _("draft of one organisation")
    PROPOSED = "proposed", _("proposed to both sides")
    ADOPTED = "adopted", pgettext_lazy("of a commitment", "adopted")
    ABANDONED = "abandoned", _("abandoned")
    WITHDRAWN = "withdrawn", _("withdrawn")


SHOWN = frozenset({CommitmentState.PROPOSED, CommitmentState.ADOPTED, CommitmentState.ABANDONED})
"""States in which both sides see a commitment."""

IN_FORCE = frozenset({CommitmentState.ADOPTED, CommitmentState.ABANDONED})
"""States of what was promised."""


def reference_of(number: int | None) -> str:
    """Return a number as it stands everywhere: ``E-07``; nothing for none."""
    return "" if number is None else f"E-{number:02d}"


class Commitment(models.Model):
    """One promise. ``number`` is given when it is proposed; ``revision`` counts wordings, so that a stale form is noticed.

    The owner keeps it, the counterpart (a post of the other side) says whether it was kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="commitments")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState, default=CommitmentState.DRAFT)
    revision = models.PositiveSmallIntegerField(default=1)
    result = Words(_("result"), complete=False)
    problem = Words(_("problem it answers"), complete=False, blank=True)
    owner = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("owner"))
    counterpart = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("counterpart"))
    trigger = Words(_("if-then trigger"), complete=False, blank=True)
    factor = models.CharField(_("key factor"), max_length=40, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField(_("from"))
    budget = models.DecimalField(_("budget"), max_digits=15, decimal_places=2, null=True, blank=True)
    budget_source = models.CharField(_("who pays"), max_length=200, blank=True)
    budget_nil = models.BooleanField(_("needs no money"), default=False)
    evidence_kind = models.CharField(_("kind of evidence agreed"), max_length=20, blank=True)
    """A key of :func:`danaya.engines.framework.load_evidence_kinds`."""
    evidence = Words(_("evidence agreed"), complete=False, blank=True)
    model = models.CharField(max_length=60, blank=True)
    """Key of the model commitment it started from."""
    drafted_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    drafted_on = models.DateField()
    proposed_on = models.DateField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    reworded_on = models.DateField(null=True, blank=True)
    """Day on which the words of an adopted commitment were last changed; null while they are those both have signed."""
    sheet_contested_on = models.DateField(null=True, blank=True)
    """Day on which a body contested the sheet that bears its signature of the version in force; null while none is contested."""
    ended_on = models.DateField(null=True, blank=True)
    """Day on which it was abandoned or withdrawn."""
    ended_why = Words(_("why it ended"), complete=False, blank=True)
    imported = models.BooleanField(default=False)
    """Whether it was taken over from a table: what the table says of its past is unconfirmed."""
    behind = models.JSONField(default=dict, blank=True)
    """Text, by name or by the key of its milestone → languages not changed since another was reworded."""

    findings: "models.ManyToManyField[Finding, FindingBasis]" = models.ManyToManyField(
        Finding, through="FindingBasis", related_name="+"
    )
    expectations: "models.ManyToManyField[Expectation, ExpectationBasis]" = models.ManyToManyField(
        Expectation, through="ExpectationBasis", related_name="+"
    )
    options: "models.ManyToManyField[Option, OptionBasis]" = models.ManyToManyField(
        Option, through="OptionBasis", related_name="+"
    )
    objectives: "models.ManyToManyField[Objective, Alignment]" = models.ManyToManyField(
        Objective, through="Alignment", related_name="+"
    )

    if TYPE_CHECKING:
        followed: "Followed"

    class Meta:
        verbose_name = _("commitment")
        ordering: ClassVar = ["plan", "number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="commitments_number_once"),
            models.CheckConstraint(condition=models.Q(state__in=CommitmentState.values), name="commitments_state"),
            models.CheckConstraint(
                condition=~models.Q(owner=models.F("counterpart")), name="commitments_owner_is_not_counterpart"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "state", "number"], name="commitments_of_plan")]

    def __str__(self) -> str:
        return f"{self.reference} {read(self.result)}".strip()

    @property
    def reference(self) -> str:
        """The number as it stands on screen, in files and in minutes: ``E-07``; nothing before it is proposed."""
        return reference_of(self.number)

    @property
    def is_shown(self) -> bool:
        """Whether both sides see it."""
        return self.state in SHOWN

    @property
    def is_frozen(self) -> bool:
        """Whether its words stand still, for a text of its plan is being signed; a draft is its organisation's own."""
        return self.state != CommitmentState.DRAFT and self.plan.state == PlanState.SIGNING

    @property
    def side(self) -> str:
        """The owner's side."""
        return self.owner.organisation.side


class Milestone(models.Model):
    """A step whose coming can be seen; ``first_due`` never changes once the commitment is adopted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_MILESTONES)])
    text = Words(_("milestone"), complete=False)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    starts = models.DateField(_("from"))
    first_due = models.DateField(_("first promised for"))
    due = models.DateField(_("promised for"))
    after: "models.ManyToManyField[Milestone, models.Model]" = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="before"
    )

    class Meta:
        verbose_name = _("milestone")
        ordering: ClassVar = ["commitment", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "position"], name="commitments_milestone_place"),
            models.CheckConstraint(
                condition=models.Q(position__range=(PARKED, MOST_MILESTONES)), name="commitments_milestones_few"
            ),
            models.CheckConstraint(condition=models.Q(weight__range=(1, 100)), name="commitments_milestone_weight"),
        ]

    def __str__(self) -> str:
        return read(self.text)

    @property
    def is_moved(self) -> bool:
        """Whether its date is not the one first promised."""
        return self.due != self.first_due


class Indicator(models.Model):
    """What shows the result: read in a dated series, or in a survey's finding, or by a count named in ``source``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="indicator")
    name = Words(_("indicator"), complete=False)
    unit = Words(_("unit"), complete=False, blank=True)
    better = models.CharField(_("better when it"), max_length=4, choices=(("up", _("rises")), ("down", _("falls"))))
    baseline = models.FloatField(_("baseline"), null=True, blank=True)
    baseline_source = models.CharField(_("source of the baseline"), max_length=200, blank=True)
    target = models.FloatField(_("target"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    frequency = models.CharField(_("how often"), max_length=20, blank=True)
    """A key of :func:`danaya.engines.framework.load_frequencies`."""
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("indicator")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(series__isnull=True) | models.Q(finding__isnull=True),
                name="commitments_indicator_one_source",
            ),
        ]

    def __str__(self) -> str:
        return read(self.name)


class FindingBasis(models.Model):
    """A finding that a commitment rests on."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("finding it rests on")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "finding"], name="commitments_finding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.finding}"


class ExpectationBasis(models.Model):
    """An expectation that a commitment answers."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("expectation it answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "expectation"], name="commitments_expectation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.expectation_id}"


class OptionBasis(models.Model):
    """A solution, chosen by both sides, that a commitment carries out."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("solution it carries out")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "option"], name="commitments_option_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.option_id}"


class Alignment(models.Model):
    """An objective of a strategic framework that a commitment serves."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("alignment")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "objective"], name="commitments_alignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.objective_id}"


class Past(models.Model):
    """What an imported table said of a commitment's past: kept as it was written, never counted as progress."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="past")
    heading = models.CharField(max_length=200)
    text = models.TextField()
    place = models.CharField(max_length=200)
    """File, sheet and cell it stood in."""

    class Meta:
        verbose_name = _("history taken over")
        ordering: ClassVar = ["commitment", "pk"]

    def __str__(self) -> str:
        return f"{self.heading}: {self.text}"
