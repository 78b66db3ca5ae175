"""Addresses of this installation for those outside it, and the links that stop mails without sign-in."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from danaya.apps.people.models import Account

MAIL = "mail"
"""The only channel so far; a link stops one channel of one account."""


def absolute(path: str) -> str:
    """Return the whole address of a path; empty where ``danaya.toml`` does not say where this installation stands."""
    return f"{settings.ADDRESS}{path}" if settings.ADDRESS and path else ""


def stop_path(account: Account) -> str:
    """Return the path of the page on which a button stops the mails of ``account``, without sign-in."""
    return reverse("notices:stop", args=[_signer().sign(f"{MAIL}.{account.pk.hex}")])


def account_of(token: str) -> Account | None:
    """Return whose mails a link stops; nobody's where the link was changed or cut."""
    try:
        channel, _dot, key = _signer().unsign(token).partition(".")
        return Account.objects.filter(pk=UUID(key)).first() if channel == MAIL else None
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt="danaya.notices.stop")


def digest_of(address: str) -> str:
    """Return what is kept of a refused address: enough to know it again, with this installation's secret only."""
    return salted_hmac("danaya.notices.address", address.strip().lower(), algorithm="sha256").hexdigest()
