"""The codebook of a round: questions, their answer scales, and the columns that make breakdowns."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models.texts import Words, read
from danaya.apps.rounds.models.rounds import NAMES, Round


class QuestionKind(models.TextChoices):
    """Perceptions make scores; experience stays apart from them."""

    PERCEPTION = "perception", _("Perception")
    EXPERIENCE = "experience", _("Experience")
    CHOICE = "choice", _("Choice without scores")


class AnswerScale(models.Model):
    """Answer codes of questions and what each is worth, 0–10 with the best answer 10.

    ``codes`` is a list in the order shown of ``{"code", "label": Text, "score": 0–10 or null, "role"}``; ``role`` is
    ``favourable``, ``neutral``, ``unfavourable``, ``dont_know``, ``refusal`` or ``not_asked``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="scales")
    key = models.CharField(max_length=60, validators=[NAMES])
    codes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("answer scale")
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "key"], name="rounds_scale_key")]

    def __str__(self) -> str:
        return self.key


class Question(models.Model):
    """One item of the codebook."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    key = models.CharField(_("key"), max_length=60, validators=[NAMES])
    column = models.CharField(_("column in the answers"), max_length=120)
    text = Words(_("wording"))
    scale = models.ForeignKey(AnswerScale, models.PROTECT, related_name="questions")
    audiences = models.JSONField(_("asked of"), default=list)
    factor = models.CharField(_("key factor"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind, default=QuestionKind.PERCEPTION)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    freely = models.BooleanField(_("says whether people speak freely"), default=False)
    earlier_key = models.CharField(_("same question in the earlier round"), max_length=60, blank=True)
    reworded = models.BooleanField(_("reworded since the earlier round"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question")
        ordering: ClassVar = ["order", "key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "key"], name="rounds_question_key")]

    def __str__(self) -> str:
        return read(self.text)


class Breakdown(models.Model):
    """A column that divides respondents: region, gender, trade. ``levels``: list of ``{"code", "label": Text}`` as shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="breakdowns")
    key = models.CharField(max_length=60, validators=[NAMES])
    column = models.CharField(_("column in the answers"), max_length=120)
    name = Words(_("name"))
    kind = models.CharField(max_length=12, default="group")
    levels = models.JSONField(default=list)
    audiences = models.JSONField(_("asked of"), default=list, blank=True)
    """Keys of the audiences that were asked; empty: all."""
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("breakdown")
        ordering: ClassVar = ["order", "key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "key"], name="rounds_breakdown_key")]

    def __str__(self) -> str:
        return read(self.name)

    def is_asked_of(self, audience: str) -> bool:
        """Whether the audience with this key was asked."""
        return not self.audiences or audience in self.audiences
