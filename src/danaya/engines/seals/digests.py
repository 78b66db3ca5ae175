"""Digests: the fingerprint of a value, a file, or a piece of personal data that must not be readable."""

import hashlib
import hmac
import unicodedata
from pathlib import Path

from danaya.engines.language import Problem
from danaya.engines.seals.canonical import Canonical, canonical

SHORT = 8
"""Characters of a digest that a page prints."""

_MINIMUM_SALT = 16


def digest(value: Canonical | bytes | Path) -> str:
    """Return the SHA-256 (FIPS 180-4) of ``value`` as 64 hexadecimal characters.

    Bytes are taken as they are, a path stands for the content of its file, anything else for its canonical bytes:
    the text ``"a"`` and the bytes ``b"a"`` differ.
    """
    if isinstance(value, Path):
        return digest_file(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return hashlib.sha256(value).hexdigest()
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file's content, read in blocks so that its size does not matter."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def short(full: str) -> str:
    """Return the first characters of a digest, as pages and papers print it: to recognise by, not to prove with."""
    return full[:SHORT]


def salted(value: str, salt: bytes) -> str:
    """Return a digest of personal data that cannot be guessed back without the salt.

    The text is normalised (NFC, outer spaces off, case folded), so that one telephone number or address gives one digest.

    Parameters
    ----------
    value
        The personal data.
    salt
        At least 16 random bytes, kept apart from the digests; delete it and they mean nothing to anyone.

    Notes
    -----
    HMAC-SHA-256 (RFC 2104), not a bare hash: all telephone numbers of a country can be tried in minutes.
    """
    if len(salt) < _MINIMUM_SALT:
        raise Problem(
            "salt-too-short",
            {
                "fr": "Le sel compte {length} octets. Donnez-en au moins {minimum}, tirés au hasard.",
                "en": "The salt has {length} bytes. Give at least {minimum}, drawn at random.",
            },
            length=len(salt),
            minimum=_MINIMUM_SALT,
        )
    plain = unicodedata.normalize("NFC", value.strip().casefold())
    return hmac.new(salt, plain.encode("utf-8"), hashlib.sha256).hexdigest()
