"""What an actor expects, under the name it chose; what readers decided about it; how the other side understood it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.consultations import Consultation
from danaya.apps.findings.models import Finding
from danaya.apps.people.models import Organisation, Post, Side
from danaya.apps.people.models.texts import Words, read

LONGEST = 400
"""Characters of an expectation in one language: what is voted on must be read at a glance."""

WRITTEN_IN = (("fr", _("French")), ("en", _("English")), ("ar", _("Arabic")), ("bm", _("Bambara")))
"""Languages an expectation may be written in; French and English stand beside whatever it is."""


class Voice(models.TextChoices):
    """Under which name an expectation stands."""

    ORGANISATION = "organisation", _("in the name of the organisation")
    SIDE = "side", _("in the name of the side only")
    ANONYMOUS = "anonymous", _("without any name")


class State(models.TextChoices):
    """How far an expectation has come towards being seen."""

    WAITING = "waiting", _("to be read by both sides")
    HELD = "held", _("held")
    CLEARED = "cleared", _("shown")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class Translation(models.TextChoices):
    """How far the other language has come."""

    MISSING = "missing", _("to translate")
    TO_REVIEW = "to_review", _("translation to review")
    REVIEWED = "reviewed", _("translated")


class Expectation(models.Model):
    """What an actor expects of others.

    There is no column for the account, the post or the moment of an author who gave no organisation: ``author_key`` is
    derived from a code that only the author has. ``number`` is given when it is cleared, so it tells no order of arrival.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="expectations")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    text = Words(_("expectation"), complete=False)
    language = models.CharField(_("written in"), max_length=8, choices=WRITTEN_IN, default="fr")
    own_languages = models.JSONField(default=list, blank=True)
    """Languages in which the words are the author's own: nobody else changes them."""
    translation = models.CharField(max_length=10, choices=Translation, default=Translation.MISSING)
    revision = models.PositiveSmallIntegerField(default=1)
    voice = models.CharField(_("name"), max_length=12, choices=Voice)
    side = models.CharField(_("side"), max_length=10, choices=Side)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    author_key = models.CharField(max_length=64, blank=True, db_index=True)
    factor = models.CharField(_("key factor"), max_length=40, blank=True)
    matters = models.JSONField(_("matters"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    received_on = models.DateField(_("received on"))
    cleared_on = models.DateField(_("shown since"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    findings: "models.ManyToManyField[Finding, Basis]" = models.ManyToManyField(
        Finding, through="Basis", related_name="+"
    )

    class Meta:
        verbose_name = _("expectation")
        ordering: ClassVar = ["consultation", "number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="dialogue_expectation_number"),
            models.CheckConstraint(condition=models.Q(voice__in=Voice.values), name="dialogue_expectation_voice"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="dialogue_expectation_state"),
            models.CheckConstraint(
                condition=models.Q(side__in=[Side.CUSTOMS, Side.PRIVATE]), name="dialogue_expectation_side"
            ),
            # Nothing of an organisation is kept where its name was not given.
            models.CheckConstraint(
                condition=models.Q(voice=Voice.ORGANISATION, organisation__isnull=False)
                | (~models.Q(voice=Voice.ORGANISATION) & models.Q(organisation__isnull=True)),
                name="dialogue_expectation_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {read(self.text)}".strip()

    @property
    def reference(self) -> str:
        """The number as it stands on screen, in files and in minutes: ``A-07``; nothing before it is shown."""
        return "" if self.number is None else f"A-{self.number:02d}"

    @property
    def is_shown(self) -> bool:
        """Whether others may see it."""
        return self.state == State.CLEARED

    @property
    def is_votable(self) -> bool:
        """Whether it is voted on: shown, and not merged into another."""
        return self.is_shown and self.merged_into_id is None

    @property
    def of_author(self) -> set[str]:
        """The languages in which the words are the author's own."""
        return {self.language, *self.own_languages}

    @property
    def other_side(self) -> Side:
        """The side that restates and answers it."""
        return Side.PRIVATE if self.side == Side.CUSTOMS else Side.CUSTOMS


class Basis(models.Model):
    """A finding that an expectation rests on."""

    expectation = models.ForeignKey(Expectation, models.CASCADE, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("basis")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["expectation", "finding"], name="dialogue_basis_once"),
        ]

    def __str__(self) -> str:
        return f"{self.expectation_id} {self.finding}"


class Ground(models.TextChoices):
    """Why a reader holds a text."""

    NAMES = "names", _("It names a person or lets one be recognised.")
    ACCUSES = "accuses", _("It accuses a person or a firm of something.")
    PERSONAL = "personal", _("It holds a telephone number, an address or other personal data.")
    INSULTS = "insults", _("It insults.")
    NOT_EXPECTED = "not_expected", _("It does not say what is expected.")


ALERTING = frozenset({Ground.NAMES, Ground.ACCUSES})
"""Grounds on which the author is shown the administration's alert channel: this is no place for denunciations."""


class Reading(models.Model):
    """What a reader of one side decided about one wording of a text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expectation = models.ForeignKey(Expectation, models.CASCADE, related_name="readings")
    revision = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side)
    cleared = models.BooleanField()
    ground = models.CharField(_("reason"), max_length=12, choices=Ground, blank=True)
    remark = models.CharField(_("words to the author"), max_length=400, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name = _("reading")
        ordering: ClassVar = ["expectation", "revision", "side"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["expectation", "revision", "side"], name="dialogue_reading_once"),
            models.CheckConstraint(
                condition=models.Q(cleared=True, ground="") | (models.Q(cleared=False) & ~models.Q(ground="")),
                name="dialogue_reading_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expectation_id} {self.side}"


class Reply(models.TextChoices):
    """What the author says of a reformulation."""

    PENDING = "pending", _("the author has not answered yet")
    CONFIRMED = "confirmed", _("that is what I meant")
    CORRECTED = "corrected", _("not quite")


class Reformulation(models.Model):
    """The other side says an expectation in its own words; the author confirms it or corrects it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="reformulations")
    number = models.PositiveSmallIntegerField()
    text = Words(_("in other words"), complete=False)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.PENDING)
    correction = models.CharField(_("what is not quite right"), max_length=LONGEST, blank=True)
    replied_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("reformulation")
        ordering: ClassVar = ["expectation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["expectation", "number"], name="dialogue_reformulation_number"),
            models.UniqueConstraint(
                fields=["expectation"],
                condition=models.Q(reply=Reply.PENDING),
                name="dialogue_one_pending_reformulation",
            ),
        ]

    def __str__(self) -> str:
        return read(self.text)


class Merge(models.Model):
    """Two expectations found to say the same: the original stays and can be taken apart again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original = models.ForeignKey(Expectation, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Expectation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    undone_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["original"], condition=models.Q(undone_on__isnull=True), name="dialogue_merged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_id} → {self.into_id}"
