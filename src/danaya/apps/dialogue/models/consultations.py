"""A consultation: what is asked of whom, in which phase it is, who reads texts before others, each time it is voted."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danaya.apps.findings.models import Analysis
from danaya.apps.people.models import Post
from danaya.apps.people.models.texts import Words, read

ANSWER_WITHIN = 30
"""Days within which each expectation is answered, where a consultation says nothing else."""


class Phase(models.TextChoices):
    """Where a consultation stands. Results change only when voting ends."""

    PREPARING = "preparing", _("in preparation")
    GATHERING = "gathering", _("expectations are gathered")
    OPEN = "open", _("expectations are gathered and voted on")
    VOTING = "voting", _("expectations are voted on")
    ANSWERING = "answering", _("expectations are answered")
    CLOSED = "closed", pgettext_lazy("of a consultation", "closed")


GATHERS = frozenset({Phase.GATHERING, Phase.OPEN})
VOTES = frozenset({Phase.OPEN, Phase.VOTING})
NEXT_PHASES: dict[str, tuple[Phase, ...]] = {
    Phase.PREPARING: (Phase.GATHERING, Phase.OPEN),
    Phase.GATHERING: (Phase.VOTING, Phase.OPEN, Phase.ANSWERING),
    Phase.OPEN: (Phase.VOTING, Phase.ANSWERING),
    Phase.VOTING: (Phase.ANSWERING, Phase.GATHERING),
    Phase.ANSWERING: (Phase.CLOSED, Phase.GATHERING, Phase.VOTING),
    Phase.CLOSED: (Phase.ANSWERING,),
}
"""From each phase, those it may be followed by; the first is the usual one."""


class Grouping(models.TextChoices):
    """The groups by which votes are counted, declared before the first vote: one grouping, so that none can be subtracted."""

    SIDES = "sides", _("customs and the private sector")
    BODIES = "bodies", _("each organisation")


class Consultation(models.Model):
    """Expectations are gathered, cleared, restated, voted on and answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = Words(_("title"), complete=False)
    question = Words(_("question asked"), complete=False)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.PREPARING)
    grouping = models.CharField(_("votes are counted for"), max_length=8, choices=Grouping, default=Grouping.SIDES)
    analysis = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="+")
    """The restitution it starts from: its findings can be cited."""
    shared_devices = models.BooleanField(_("several people may use one telephone"), default=False)
    answer_within = models.PositiveSmallIntegerField(_("days to answer"), default=ANSWER_WITHIN)
    made_on = models.DateField()
    for_everyone = models.BooleanField(default=True, editable=False)
    """Whether those who take part are told that what is shown may later be read by everyone, without any name, if the director
    authorises it. One begun before that was said keeps what was promised: nothing of it is shown outside."""
    readers: "models.ManyToManyField[Post, Reader]" = models.ManyToManyField(Post, through="Reader", related_name="+")

    class Meta:
        verbose_name = _("consultation")
        ordering: ClassVar = ["-made_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(phase__in=Phase.values), name="dialogue_consultation_phase"),
            models.CheckConstraint(
                condition=models.Q(grouping__in=Grouping.values), name="dialogue_consultation_grouping"
            ),
        ]

    def __str__(self) -> str:
        return read(self.title)

    @property
    def gathers(self) -> bool:
        """Whether expectations can be handed in."""
        return self.phase in GATHERS

    @property
    def is_voting(self) -> bool:
        """Whether votes can be cast and changed."""
        return self.phase in VOTES

    @property
    def begun(self) -> bool:
        """Whether anybody outside the team has seen it."""
        return self.phase != Phase.PREPARING


class Reader(models.Model):
    """A post that reads the texts of a consultation before others see them; each side has at least one."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reader")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "post"], name="dialogue_reader_once"),
        ]

    def __str__(self) -> str:
        return str(self.post)


class Poll(models.Model):
    """One time of voting, from its opening to its end. ``tally`` is what was counted at the end: results are read from it.

    What the tally holds has passed the rule of :mod:`danaya.apps.dialogue.votes.tally`: null where a group had under five voters.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="polls")
    number = models.PositiveSmallIntegerField(_("number"))
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    tally = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("vote")
        ordering: ClassVar = ["consultation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="dialogue_poll_number"),
            models.UniqueConstraint(
                fields=["consultation"], condition=models.Q(closed_on__isnull=True), name="dialogue_one_open_poll"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.number}"
