"""How django-allauth works here: no open sign-up, no mail, the same answer for everybody."""

import base64
import hashlib
from typing import Any, ClassVar
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.identifiers import find_account, one_spelling
from danaya.apps.people.models import Account, Administration

REFUSED = _("Check the identifier and the password: together they open no account.")
TOO_MANY = _("Wait a few minutes before you try again: there were too many attempts.")

WAYS = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code of your authenticator, or a printed one"),
    "mfa_reauthenticate:webauthn": _("With your passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Rules of sign-in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": REFUSED,
        "invalid_login": REFUSED,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": _("Check your password: it is not this one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves: posts are handed over."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: no address is needed to work here."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say only what an error says: what went well is what the next page shows."""
        if kwargs.get("message"):
            super().add_message(*args, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries per identifier and connection, however the identifier and the address of the site are written.

        Somebody else's wrong tries, from elsewhere, do not keep the holder out.
        """
        identifier = str(credentials.get("email") or credentials.get("username") or "")
        return f"{self.get_client_ip(request)} {one_spelling(identifier)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse too many tries from one connection, and very many on one account from wherever they come."""
        super().pre_authenticate(request, **credentials)
        account = _account_named(str(credentials.get("username") or ""))
        counted = {"app": "allauth.account", "action": "account_failed", "key": account}
        self._account_usage = ratelimit.consume(request, **counted) if account else None
        if account and not self._account_usage:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Count wrong tries only."""
        super()._rollback_login_failed_rl_usage()
        usage = getattr(self, "_account_usage", None)
        if usage:
            usage.rollback()

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Tell whether ``password`` is the signed-in person's; attempts count like those of sign-in."""
        self.pre_authenticate(context.request, username=str(user.pk))
        right = user.check_password(password)
        if right:
            self._rollback_login_failed_rl_usage()
        return right

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to confirm that it is you, in our words."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS.get(way["id"], way["description"])} for way in ways]

    def post_login(self, request: HttpRequest, user: Account, **facts: Any) -> HttpResponseBase:
        """Show the pages in the person's language from here on."""
        response: HttpResponse = super().post_login(request, user, **facts)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response


class AuthenticatorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Rules of authenticators and passkeys; their secrets are encrypted in the database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Check the code: it is not this one. Codes change every 30 seconds."),
        "cannot_generate_recovery_codes": _("Add an authenticator or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """Return ``text`` encrypted with the folder's secret: a copy of the database alone gives no codes."""
        return _cipher().encrypt(text.encode("utf-8")).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was encrypted."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode("utf-8")

    def get_totp_label(self, user: Account) -> str:
        """Return what an authenticator shows beside the code."""
        return str(user)

    def get_totp_issuer(self) -> str:
        """Return whose codes these are."""
        administration = Administration.current()
        return f"Danaya {administration.short_name}" if administration else "Danaya"

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002 - allauth's own name
        """Return the name proposed for a new key."""
        return ""

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Return how the browser names the account of a passkey."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": str(user), "display_name": str(user)}


def _account_named(identifier: str) -> str:
    """Return which account is tried, by the identifier of sign-in or by the key under which a signed-in person confirms."""
    account = find_account(identifier)
    return str(account.pk) if account else identifier if _is_key(identifier) else ""


def _is_key(identifier: str) -> bool:
    try:
        UUID(identifier)
    except ValueError:
        return False
    return True


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"danaya.people.authenticators" + settings.SECRET_KEY.encode("utf-8")).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
