"""Keys derived from a card's code: what apps store instead of the code, and what can't be led back to it.

One slow step gives the *root* of a code; each purpose has its own key of that root. Who has the code can make every key; who
has one key, or all of them, can make neither the code nor another key.
"""

import hashlib
import hmac
import os
from functools import lru_cache
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from danaya.base.cards.codes import plain_code

CARD = "card"
"""The purpose whose key finds the card itself; other purposes are the apps' own words (``author``, ``voter``)."""

_AT_A_TIME = BoundedSemaphore(os.cpu_count() or 1)
"""More at a time would take their memory and no less time: a room that enters at once must not fill the machine."""

_COST = {"n": 2**14, "r": 8, "p": 1}
"""16 MB and some 40 ms: pages keep the root in the pocket instead of deriving it for each request."""


def derive(code: str, purpose: str) -> str:
    """Return the key of ``code`` for ``purpose``: 64 hexadecimal signs, the same each time on one installation."""
    return key(root_of(code), purpose)


def root_of(code: str) -> str:
    """Return the root of a code, however it was typed: 64 hexadecimal signs, never stored.

    Notes
    -----
    scrypt (RFC 7914) under a salt of the installation: a stolen table can't even be tried without its secret.
    """
    with _AT_A_TIME:
        return hashlib.scrypt(plain_code(code).encode(), salt=own_key("cards root"), dklen=32, **_COST).hex()


def key(root: str, purpose: str) -> str:
    """Return the key of a root for ``purpose`` (HMAC-SHA-256, RFC 2104)."""
    return hmac.new(bytes.fromhex(root), purpose.encode(), hashlib.sha256).hexdigest()


def own_key(label: str) -> bytes:
    """Return 32 bytes that only this installation has, others for each ``label`` (HKDF, RFC 5869, of its secret)."""
    return _own_key(settings.SECRET_KEY, label)


@lru_cache(maxsize=16)
def _own_key(secret: str, label: str) -> bytes:
    info = f"danaya {label}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
