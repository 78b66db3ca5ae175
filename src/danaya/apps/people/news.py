"""What happens to accounts and posts that their holders must hear of; later rooms follow."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator

from danaya.apps.people.clock import now
from danaya.apps.people.models import Account, Post
from danaya.base.slots import News


class Happening(StrEnum):
    """What happened to an account."""

    CODE_USED = "code-used"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - no password
    PASSWORD_HELPED = "password-helped"  # noqa: S105 - no password
    CODE_PRINTED = "code-printed"
    AUTHENTICATOR_ADDED = "authenticator-added"
    AUTHENTICATOR_REMOVED = "authenticator-removed"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    PROTECTION_REMOVED = "protection-removed"
    POST_RECEIVED = "post-received"
    POST_LEFT = "post-left"
    POST_GIVEN = "post-given"


@dataclass(frozen=True, slots=True)
class AccountNews:
    """One thing that happened to ``account``; ``post`` and ``day`` say which post changes hands, and from which day."""

    what: Happening
    account: Account
    at: datetime
    post: Post | None = None
    day: date | None = None


ACCOUNT_NEWS: News[AccountNews] = News("people.account")

_ADDED = {
    Authenticator.Type.TOTP: Happening.AUTHENTICATOR_ADDED,
    Authenticator.Type.WEBAUTHN: Happening.PASSKEY_ADDED,
}
_REMOVED = {
    Authenticator.Type.TOTP: Happening.AUTHENTICATOR_REMOVED,
    Authenticator.Type.WEBAUTHN: Happening.PASSKEY_REMOVED,
}


def tell_added(sender: object, user: Account, authenticator: Any, **_facts: object) -> None:
    """Tell that a passkey or an authenticator was added (django-allauth's signal); its spare codes are no news."""
    _tell(_ADDED, user, authenticator)


def tell_removed(sender: object, user: Account, authenticator: Any, **_facts: object) -> None:
    """Tell that a passkey or an authenticator was taken off (django-allauth's signal)."""
    _tell(_REMOVED, user, authenticator)


def _tell(table: dict[Any, Happening], user: Account, authenticator: Any) -> None:
    what = table.get(authenticator.type)
    if what is not None:
        ACCOUNT_NEWS.tell(AccountNews(what, user, now()))
