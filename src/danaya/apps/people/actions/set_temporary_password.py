"""Dictate a password to somebody who can't come for a sheet: it must be changed at the first sign-in."""

from datetime import datetime
from secrets import token_bytes

from allauth.mfa.models import Authenticator
from django.db import transaction

from danaya.apps.people.models import Account, Tenure
from danaya.apps.people.news import ACCOUNT_NEWS, AccountNews, Happening
from danaya.base.cards.codes import Random, make_code
from danaya.base.journal.entries import record


@transaction.atomic
def set_temporary_password(
    account: Account,
    *,
    actor: Tenure | None,
    at: datetime,
    without_authenticators: bool = False,
    random: Random = token_bytes,
) -> str:
    """Return the new password, shown this once; ``without_authenticators`` as on a sheet."""
    password = make_code(random).lower()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    if without_authenticators:
        Authenticator.objects.filter(user=account).delete()
    record("people.set_temporary_password", account, actor=actor, at=at, authenticators_removed=without_authenticators)
    ACCOUNT_NEWS.tell(AccountNews(Happening.PASSWORD_HELPED, account, at))
    if without_authenticators:
        ACCOUNT_NEWS.tell(AccountNews(Happening.PROTECTION_REMOVED, account, at))
    return password
