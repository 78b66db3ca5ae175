"""Make the printed code with which a person can choose a new password without mail."""

from datetime import datetime, timedelta
from secrets import token_bytes

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from danaya.apps.people.models import Account, RecoveryCode, Tenure
from danaya.apps.people.news import ACCOUNT_NEWS, AccountNews, Happening
from danaya.base.cards.codes import Random, make_code
from danaya.base.journal.entries import record
from danaya.base.locks import locked

FIRST_SIGN_IN = timedelta(days=30)
"""How long the code of a sheet handed to a new holder can be used."""


@transaction.atomic
def make_recovery_sheet(
    account: Account,
    *,
    actor: Tenure | None,
    at: datetime,
    lasts: timedelta | None = None,
    without_authenticators: bool = False,
    random: Random = token_bytes,
) -> str:
    """Return a new code, shown this once; a code made earlier can no longer be used.

    ``without_authenticators`` also takes away authenticator and passkeys, for who has lost the telephone too.
    """
    locked(Account.objects).get(pk=account.pk)
    code = make_code(random)
    account.recovery_codes.filter(ended_at=None).update(ended_at=at)
    RecoveryCode.objects.create(
        account=account, code_hash=make_password(code), made_at=at, expires_at=None if lasts is None else at + lasts
    )
    if without_authenticators:
        Authenticator.objects.filter(user=account).delete()
    record("people.make_recovery_sheet", account, actor=actor, at=at, authenticators_removed=without_authenticators)
    if _is_help(account, actor, lasts):
        ACCOUNT_NEWS.tell(AccountNews(Happening.CODE_PRINTED, account, at))
    if without_authenticators:
        ACCOUNT_NEWS.tell(AccountNews(Happening.PROTECTION_REMOVED, account, at))
    return code


def _is_help(account: Account, actor: Tenure | None, lasts: timedelta | None) -> bool:
    """Tell whether somebody else printed the code of an account in use; the sheet of a new holder is no news to them."""
    return actor is not None and actor.account_id != account.pk and lasts is None
