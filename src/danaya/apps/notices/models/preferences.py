"""How a person wants to be told; who never chose has what ``Preferences(account=…)`` says."""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Account

MONDAY, THURSDAY = 0, 3


def usual_days() -> list[int]:
    """Return the days on which bundles go unless one chose others (Monday is 0)."""
    return [MONDAY, THURSDAY]


class Preferences(models.Model):
    """What one account chose about mails. Its pages show every notice, whatever is chosen here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")
    mail = models.BooleanField(_("mails wanted"), default=True)
    refused_kinds = models.JSONField(default=list)
    days = models.JSONField(_("days of the bundle"), default=usual_days)
    paused_until = models.DateField(_("no mail before"), null=True, blank=True)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return str(self.account_id)

    @classmethod
    def of(cls, account: Account) -> "Preferences":
        """Return the choices of ``account``, unsaved where it never chose."""
        return cls.objects.filter(account=account).first() or cls(account=account)

    def paused_on(self, day: date) -> bool:
        """Tell whether mails wait on ``day``: the day named is the first on which they go again."""
        return self.paused_until is not None and day < self.paused_until
