"""A card or personal link: for whom it was made, how long it is good; nothing of whether, when or by whom it is used."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How the code travels."""

    CARD = "card", _("printed card")
    LINK = "link", _("personal link")


class CardQuerySet(models.QuerySet["Card"]):
    """Cards by what they are for, and those still good."""

    def about(self, purpose: str, subject: object) -> Self:
        """Return the cards that an app issued for ``purpose`` on ``subject`` (its key)."""
        return self.filter(purpose=purpose, subject=str(subject))

    def good_on(self, day: date) -> Self:
        """Return the cards that are neither revoked nor past their date."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), revoked_on=None)


class Card(models.Model):
    """One code that somebody was given. Anonymity is its structure: there is no column that its use could fill.

    ``digest`` is the code's key for the card itself; what an app keeps by another key of the code can't be led back here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("purpose"), max_length=100)
    subject = models.CharField(_("subject"), max_length=100)
    group = models.CharField(_("group"), max_length=100, blank=True)
    label = models.CharField(_("note of the issuer"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CARD)
    batch = models.UUIDField(_("lot"), db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("good until"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    pin_hash = models.CharField(max_length=64, blank=True)
    pin_errors = models.PositiveSmallIntegerField(default=0)

    objects = CardQuerySet.as_manager()

    class Meta:
        # By digest, which follows neither issue nor use.
        ordering = ["digest"]
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        indexes = [models.Index(fields=["purpose", "subject", "group"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.group}".strip()

    @property
    def has_pin(self) -> bool:
        """Whether a PIN must be typed beside the code."""
        return bool(self.pin_hash)

    def is_good_on(self, day: date) -> bool:
        """Tell whether the card still opens what it was issued for."""
        return self.revoked_on is None and (self.expires_on is None or day <= self.expires_on)
