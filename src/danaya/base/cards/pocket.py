"""The pocket: an encrypted cookie that keeps a card in the browser while it is used. Nothing of it is in the database or a session."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from secrets import token_bytes
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from danaya.base.cards.codes import Random
from danaya.base.cards.finding import InHand
from danaya.base.cards.keys import key, own_key

_NONCE = 12
_ABOUT = "card in use"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the pocket holds: enough to find the card again and to make its keys, without the slow step."""

    root: str = field(repr=False)
    card_id: str
    purpose: str
    subject: str

    def key(self, purpose: str) -> str:
        """Return the card's key for ``purpose``, as ``InHand.key``. Whether the card is still good, ``find_again`` says."""
        return key(self.root, purpose)


def put(
    response: HttpResponseBase,
    held: InHand,
    *,
    path: str,
    today: date,
    days: int | None = None,
    random: Random = token_bytes,
) -> None:
    """Put a card in the pocket; call it once code and PIN were accepted.

    Parameters
    ----------
    path
        Beginning of the addresses that see it (``/consultations/7/``): two consultations have two pockets.
    today, days
        Until which day the browser keeps it; without ``days`` it ends with the browser, as on a shared computer it must.
    """
    card = held.card
    content = {"root": held.root, "card": str(card.pk), "purpose": card.purpose, "subject": card.subject}
    if days is not None:
        content["until"] = (today + timedelta(days=days)).isoformat()
    response.set_cookie(
        cookie_name(),
        enclose(content, about=_ABOUT, random=random),
        max_age=None if days is None else days * 24 * 60 * 60,
        path=path,
        secure=settings.BEHIND_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def read(request: HttpRequest, *, today: date) -> Kept | None:
    """Return what the pocket holds; a changed, foreign or old one holds nothing."""
    content = disclose(request.COOKIES.get(cookie_name(), ""), about=_ABOUT)
    if content is None or content.get("until", today.isoformat()) < today.isoformat():
        return None
    return Kept(content["root"], content["card"], content["purpose"], content["subject"])


def empty(response: HttpResponseBase, *, path: str) -> None:
    """Take the card out of the pocket (``path`` as it was put)."""
    response.delete_cookie(cookie_name(), path=path, samesite="Lax")


def cookie_name() -> str:
    """Return the cookie's name: browsers share cookies between ports, so each installation has its own."""
    return f"{settings.SESSION_COOKIE_NAME}_card"


def enclose(content: Mapping[str, str], *, about: str, random: Random = token_bytes) -> str:
    """Return texts as one opaque text that only this installation reads, for one use (``about``): for a cookie or an address.

    Notes
    -----
    ChaCha20-Poly1305 (RFC 8439) under a key of the installation.
    """
    nonce = random(_NONCE)
    sealed = _cipher().encrypt(nonce, json.dumps(content, separators=(",", ":")).encode(), about.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def disclose(enclosed: str, *, about: str) -> dict[str, str] | None:
    """Return the texts that ``enclose`` hid for the same use, or None for anything else."""
    try:
        raw = base64.b64decode(enclosed + "=" * (-len(enclosed) % 4), altchars=b"-_", validate=True)
        content: dict[str, Any] = json.loads(_cipher().decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()))
    except (InvalidTag, ValueError, binascii.Error):
        return None
    return content


def _cipher() -> ChaCha20Poly1305:
    return ChaCha20Poly1305(own_key("cards pocket"))
