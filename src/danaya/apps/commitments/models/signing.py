"""Signatures: of a commitment by its owner and counterpart, of the whole plan by each body. Each is an entry of the register."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.models.commitments import Commitment
from danaya.apps.commitments.models.plans import Fixed, RegisterEntry, Version
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


class Signature(Fixed):
    """One signature over one text. ``signed`` is the digest of that text: the whole version's, or the commitment's part of it."""

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
    entry = models.OneToOneField(RegisterEntry, models.PROTECT, related_name="signature")

    class Meta:
        verbose_name = _("signature")
        ordering: ClassVar = ["version", "entry__place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                condition=models.Q(commitment__isnull=True),
                name="commitments_body_signs_once",
            ),
            models.UniqueConstraint(
                fields=["version", "commitment", "post"],
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
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_stance_display()}"
