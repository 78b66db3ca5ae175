"""Change how a person is told: mails at all, of which kinds, on which days, from when on; stop them by a link."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from danaya.apps.notices.models import Preferences
from danaya.apps.people.models import Account, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def change_preferences(
    account: Account,
    *,
    mail: bool,
    refused_kinds: Collection[str],
    days: Collection[int],
    paused_until: date | None,
    actor: Tenure | None,
    at: datetime,
) -> Preferences:
    """Replace what ``account`` chose; the journal keeps which choices changed, not what they are."""
    locked(Account.objects).get(pk=account.pk)
    preferences = Preferences.of(account)
    new = {
        "mail": mail,
        "refused_kinds": sorted(refused_kinds),
        "days": sorted(days),
        "paused_until": paused_until,
    }
    changed = sorted(name for name, value in new.items() if getattr(preferences, name) != value)
    for name, value in new.items():
        setattr(preferences, name, value)
    preferences.save()
    record("notices.change_preferences", preferences, actor=actor, at=at, changed=changed)
    return preferences


@transaction.atomic
def stop_mail(account: Account, *, at: datetime) -> None:
    """Stop the mails of ``account``, as whoever holds a link of one of them asked; what protects the account still comes."""
    locked(Account.objects).get(pk=account.pk)
    preferences = Preferences.of(account)
    if preferences.mail:
        preferences.mail = False
        preferences.save()
        record("notices.stop_mail", preferences, actor=None, at=at)
