"""Signatures: of a commitment by its owner and counterpart, of the whole plan by each body. Each is an entry of the register.

A sheet of paper may be entered by whoever manages the plan: its body says then whether it is its own.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.commitments import Commitment
from danaya.apps.commitments.models.plans import Fixed, FixedQuerySet, RegisterEntry, Version
from danaya.apps.people.models import Organisation, Post
from danaya.base.files.models import StoredFile


class Stance(models.TextChoices):
    """What a signature says; the words are those of :mod:`danaya.engines.seals.register`."""

    SIGNED = "signed", _("signs")
    ADOPTED = "adopted", _("adopts")
    RESERVED = "adopted-with-reservations", _("adopts with reservations")
    ABSTAINED = "abstained", _("abstains")


class Way(models.TextChoices):
    """How it was signed: both count equally."""

    SYSTEM = "system", _("in the application")
    PAPER = "paper", _("on paper, scanned")


class SignatureQuerySet(FixedQuerySet):
    """Signatures, written once."""

    def counting(self) -> "SignatureQuerySet":
        """Return those that count: all but what its body contested."""
        return self.exclude(answer__ours=False)

    def unconfirmed(self) -> "SignatureQuerySet":
        """Return those that another body entered from paper and their own has not answered for."""
        return self.filter(entered_by__isnull=False, answer__isnull=True)


class Signature(Fixed):
    """One signature over one text. ``signed`` is the digest of that text: the whole version's, or the commitment's part of it."""

    objects: ClassVar[models.Manager[Any]] = SignatureQuerySet.as_manager()

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=30, choices=Stance)
    way = models.CharField(max_length=10, choices=Way, default=Way.SYSTEM)
    signed = models.CharField(max_length=64)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    reservations = models.TextField(_("written reservations"), blank=True)
    on = models.DateField()
    entered_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    """The post that entered it from paper, where that post is of another organisation than the one that signs."""
    turn = models.PositiveSmallIntegerField(default=0)
    """How many signatures of the same hand over the same version were contested before it."""
    entry = models.OneToOneField(RegisterEntry, models.PROTECT, related_name="signature")

    class Meta:
        verbose_name = _("signature")
        ordering: ClassVar = ["version", "entry__place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "organisation", "turn"],
                condition=models.Q(commitment__isnull=True),
                name="commitments_body_signs_once",
            ),
            models.UniqueConstraint(
                fields=["version", "commitment", "post", "turn"],
                condition=models.Q(commitment__isnull=False),
                name="commitments_post_signs_once",
            ),
            models.CheckConstraint(
                condition=models.Q(stance=Stance.SIGNED, commitment__isnull=False)
                | (~models.Q(stance=Stance.SIGNED) & models.Q(commitment__isnull=True)),
                name="commitments_stance_of_what",
            ),
            models.CheckConstraint(
                condition=~models.Q(stance=Stance.RESERVED) | ~models.Q(reservations=""),
                name="commitments_reservations_written",
            ),
            models.CheckConstraint(
                condition=models.Q(way=Way.SYSTEM) | models.Q(scan__isnull=False), name="commitments_paper_has_scan"
            ),
            models.CheckConstraint(
                condition=models.Q(entered_by__isnull=True) | models.Q(way=Way.PAPER), name="commitments_entered_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_stance_display()}"

    @property
    def is_unconfirmed(self) -> bool:
        """Whether another body entered it and its own has not answered for it."""
        return self.entered_by_id is not None and getattr(self, "answer", None) is None


class SheetAnswer(Fixed):
    """What a body says of its signature on a sheet that another entered: it is its own, or it is not. One entry for all of a sheet."""

    signature = models.OneToOneField(Signature, models.PROTECT, related_name="answer")
    ours = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField()
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="answers")

    class Meta:
        verbose_name = _("answer to a sheet")
        ordering: ClassVar = ["signature__version", "entry__place"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ours=True) | ~models.Q(reason=""), name="commitments_contested_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.signature)
