"""Who votes, without being known: a voter is a key derived from a code, in a group. Nothing here has a moment."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.consultations import Consultation
from danaya.apps.dialogue.models.expectations import Expectation
from danaya.apps.people.models import Account, Organisation, Side
from danaya.base.cards.models import Card

MOST_STARS = 3


class Opinion(models.IntegerChoices):
    """A vote."""

    AGREE = 1, _("Agree")
    PASS = 0, _("Ask me later")
    DISAGREE = -1, _("Disagree")


class Ballot(models.Model):
    """That an account, or whoever came by a personal link, was given their one voting code in a consultation; not which.

    Whoever sent a personal link knows its code: so it opens nothing but this exchange, once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("ballot")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "account"], name="dialogue_one_ballot"),
            models.UniqueConstraint(fields=["consultation", "link"], name="dialogue_one_ballot_by_link"),
            models.CheckConstraint(
                condition=models.Q(account__isnull=True) ^ models.Q(link__isnull=True), name="dialogue_ballot_of_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Voter(models.Model):
    """Somebody who votes in a consultation, known by a key derived from their code and by the group they declared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="voters")
    key = models.CharField(max_length=64)
    side = models.CharField(max_length=10, choices=Side)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("voter")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "key"], name="dialogue_voter_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Vote(models.Model):
    """One voter's present opinion of one expectation; ``poll`` is the number of the vote in which it was cast or changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voter = models.ForeignKey(Voter, models.CASCADE, related_name="votes")
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="votes")
    opinion = models.SmallIntegerField(choices=Opinion)
    poll = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("vote")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voter", "expectation"], name="dialogue_one_vote"),
            models.CheckConstraint(condition=models.Q(opinion__in=Opinion.values), name="dialogue_vote_opinion"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Star(models.Model):
    """An expectation that matters most to a voter, or no longer does; at most three given each.

    One taken back stays as a row: what changed since the last count must be known, to show nothing of a few voters.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voter = models.ForeignKey(Voter, models.CASCADE, related_name="stars")
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="stars")
    given = models.BooleanField(default=True)
    poll = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("star")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voter", "expectation"], name="dialogue_one_star"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
