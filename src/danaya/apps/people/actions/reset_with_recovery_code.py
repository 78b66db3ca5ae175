"""Choose a new password with a printed code."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from danaya.apps.people.identifiers import find_account
from danaya.apps.people.models import Account, RecoveryCode
from danaya.apps.people.news import ACCOUNT_NEWS, AccountNews, Happening
from danaya.base.cards.codes import plain_code
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem

REFUSED = {
    "fr": "Vérifiez l’identifiant et le code imprimé : ensemble, ils n’ouvrent aucun compte. "
    "Un code ne sert qu’une fois. Demandez une nouvelle feuille au coordonnateur si besoin.",
    "en": "Check the identifier and the printed code: together they open no account. "
    "A code works only once. Ask the coordinator for a new sheet if needed.",
}


def reset_with_recovery_code(identifier: str, code: str, password: str, *, at: datetime) -> Account:
    """Give the account that ``identifier`` names the new ``password``; the code is spent.

    Raises
    ------
    Problem
        ``recovery-code-refused``, the same and after the same time whether identifier or code is wrong.
    """
    account = find_account(identifier)
    with transaction.atomic():
        live = _live_code(account)
        opened = _opens(live, code, at)
        if account is None or live is None or not opened or not account.is_active:
            raise Problem("recovery-code-refused", REFUSED)
        live.ended_at = at
        live.save(update_fields=["ended_at"])
        account.set_password(password)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        record("people.reset_with_recovery_code", account, actor=None, at=at)
        ACCOUNT_NEWS.tell(AccountNews(Happening.CODE_USED, account, at))
    return account


def _live_code(account: Account | None) -> RecoveryCode | None:
    if account is None:
        return None
    return locked(account.recovery_codes).filter(ended_at=None).first()


def _opens(live: RecoveryCode | None, code: str, at: datetime) -> bool:
    if live is None:
        make_password(code)
        return False
    return live.opens(plain_code(code), at)
