"""Sealed boxes: what a body prepares privately, closed under its public key, opened only with its members' secret.

Anyone may seal; only the private key opens, and it lies wrapped under a secret that is stored nowhere. Agreement on X25519
(RFC 7748), keys by HKDF-SHA-256 (RFC 5869), encryption by ChaCha20-Poly1305 (RFC 8439), secrets stretched by scrypt (RFC 7914).

Forms, byte by byte::

    box      1 version | 32 public key of this box | text, padded, encrypted | 16 tag
    wrapped  1 version | 1 log2 of scrypt's N | 1 r | 1 p | 16 salt | 12 nonce | 32 private key, encrypted | 16 tag
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from danaya.engines.language import Problem

Random = Callable[[int], bytes]
"""``random(n)`` returns n bytes that nobody can foresee: ``secrets.token_bytes`` in earnest."""

VERSION = 1
SHORTEST_SECRET = 12
"""Signs of a secret, spaces between words included."""
SMALLEST_BUCKET, LARGEST_BUCKET = 256, 65536
"""Bytes: see ``pad``."""

_KEY, _TAG, _SALT, _NONCE = 32, 16, 16, 12
_HEAD = 4 + _SALT
_COST = (15, 8, 3)
"""log2 N, r, p of scrypt: 32 MB and about a quarter of a second, as OWASP's password storage sheet asks."""
_MOST_MEMORY, _MOST_PASSES = 256 * 1024**2, 16
_BOX_LABEL = b"danaya sealed box 1"


@dataclass(frozen=True, slots=True)
class BodyKey:
    """The key of a body as it is stored: ``public`` (32 bytes) seals, ``wrapped`` (80 bytes) opens with the secret."""

    public: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """What opens boxes: 32 bytes that no print or error report shows."""

    raw: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The public key (32 bytes) that seals for this one."""
        return X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw()


def make_key(secret: str, random: Random) -> BodyKey:
    """Return a new key whose private half is wrapped under ``secret``.

    Parameters
    ----------
    secret
        Words that the body's members know, at least 12 signs; however its letters with accents were typed, and whatever
        spaces stand between its words, it is the same secret.
    random
        Source of chance.

    Raises
    ------
    Problem
        ``secret-too-short``.
    """
    private = PrivateKey(random(_KEY))
    return BodyKey(private.public, rewrap(private, secret, random))


def rewrap(private: PrivateKey, new_secret: str, random: Random) -> bytes:
    """Return ``private`` wrapped under another secret: to change it, or to give one member a secret of their own.

    Boxes stay as they are. Whoever has an older wrapped form and its secret still opens them.

    Raises
    ------
    Problem
        ``secret-too-short``.
    """
    plain = plain_secret(new_secret)
    if len(plain) < SHORTEST_SECRET:
        raise Problem("secret-too-short", _TOO_SHORT, least=SHORTEST_SECRET)
    head = bytes((VERSION, *_COST)) + random(_SALT)
    nonce = random(_NONCE)
    return head + nonce + ChaCha20Poly1305(_stretch(plain, head)).encrypt(nonce, private.raw, head)


def plain_secret(secret: str) -> str:
    """Return what a secret is taken as: its letters composed alike, one space between its words."""
    return " ".join(unicodedata.normalize("NFC", secret).split())


def unwrap(wrapped: bytes, secret: str) -> PrivateKey:
    """Return the private key that ``secret`` opens; takes as long for a wrong one.

    Raises
    ------
    Problem
        ``wrong-secret`` (or a changed byte: the two can't be told apart), ``key-damaged`` (not the form of a wrapped key).
    """
    if len(wrapped) != _HEAD + _NONCE + _KEY + _TAG or wrapped[0] != VERSION or not _affordable(wrapped):
        raise Problem("key-damaged", _KEY_DAMAGED)
    head, nonce, content = wrapped[:_HEAD], wrapped[_HEAD : _HEAD + _NONCE], wrapped[_HEAD + _NONCE :]
    try:
        return PrivateKey(ChaCha20Poly1305(_stretch(plain_secret(secret), head)).decrypt(nonce, content, head))
    except InvalidTag:
        raise Problem("wrong-secret", _WRONG_SECRET) from None


def seal(public: bytes, plain: bytes, *, about: bytes, random: Random) -> bytes:
    """Close ``plain`` in a box that only the private key of ``public`` opens.

    Parameters
    ----------
    public
        Public key of the body, 32 bytes.
    plain
        Any bytes; the box shows only which bucket of lengths they fall in (``pad``).
    about
        What the box belongs to (table, row, field): the box opens nowhere else.
    random
        Source of chance: equal texts give different boxes.

    Raises
    ------
    Problem
        ``key-damaged``, when ``public`` is no public key.
    """
    fresh = PrivateKey(random(_KEY))
    head = bytes((VERSION,)) + fresh.public
    try:
        key, nonce = _box_key(_agree(fresh, public), fresh.public, public)
    except ValueError:
        raise Problem("key-damaged", _KEY_DAMAGED) from None
    return head + ChaCha20Poly1305(key).encrypt(nonce, pad(plain), head + about)


def open_box(private: PrivateKey, box: bytes, *, about: bytes) -> bytes:
    """Return what ``seal`` closed for this key and this place.

    Raises
    ------
    Problem
        ``box-damaged``: a byte was changed, the box was moved from another place, or it was closed for another key.
    """
    head, content = box[: 1 + _KEY], box[1 + _KEY :]
    if box[:1] != bytes((VERSION,)):
        raise Problem("box-damaged", _BOX_DAMAGED)
    try:
        key, nonce = _box_key(_agree(private, head[1:]), head[1:], private.public)
        return unpad(ChaCha20Poly1305(key).decrypt(nonce, content, head + about))
    except (InvalidTag, ValueError):
        raise Problem("box-damaged", _BOX_DAMAGED) from None


def pad(plain: bytes) -> bytes:
    """Return ``plain`` lengthened to its bucket: 256, 512, 1,024 … 65,536 bytes, beyond that whole multiples of 65,536.

    One byte 0x80, then zeros (ISO/IEC 7816-4): with it, 255 bytes fill the first bucket.
    """
    least = len(plain) + 1
    bucket = SMALLEST_BUCKET
    while bucket < min(least, LARGEST_BUCKET):
        bucket *= 2
    size = bucket if least <= bucket else -(-least // LARGEST_BUCKET) * LARGEST_BUCKET
    return plain + b"\x80" + bytes(size - least)


def unpad(padded: bytes) -> bytes:
    """Return what ``pad`` lengthened; raise ValueError where it was not."""
    plain, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros.strip(b"\0"):
        raise ValueError("not padded")
    return plain


def _affordable(wrapped: bytes) -> bool:
    """Tell whether opening costs what we may have asked for: forged parameters must not exhaust the machine."""
    log_n, r, p = wrapped[1:4]
    return min(log_n, r, p) > 0 and 128 * r * 2**log_n <= _MOST_MEMORY and p <= _MOST_PASSES


def _stretch(plain: str, head: bytes) -> bytes:
    """Return the key that a secret gives with the parameters and salt of ``head``."""
    _, log_n, r, p = head[:4]
    return Scrypt(salt=head[4:], length=_KEY, n=2**log_n, r=r, p=p).derive(plain.encode("utf-8"))


def _agree(private: PrivateKey, public: bytes) -> bytes:
    """Return the secret that both ends share; raise ValueError where ``public`` is no usable point."""
    return X25519PrivateKey.from_private_bytes(private.raw).exchange(X25519PublicKey.from_public_bytes(public))


def _box_key(shared: bytes, fresh: bytes, public: bytes) -> tuple[bytes, bytes]:
    """Return key and nonce of one box; both public keys are bound in, since several encodings name one point."""
    material = HKDF(algorithm=SHA256(), length=_KEY + _NONCE, salt=None, info=_BOX_LABEL + fresh + public)
    found = material.derive(shared)
    return found[:_KEY], found[_KEY:]


_TOO_SHORT = {
    "fr": "Choisissez un secret d'au moins {least} signes : quatre mots pris au hasard se retiennent bien.",
    "en": "Choose a secret of at least {least} signs: four words taken at random are easy to remember.",
}
_WRONG_SECRET = {
    "fr": "Vérifiez le secret de votre organisation : celui-ci n'ouvre pas ses textes. Majuscules et accents comptent.",
    "en": "Check the secret of your body: this one does not open its texts. Capitals and accents count.",
}
_KEY_DAMAGED = {
    "fr": "La clé de cette organisation est abîmée. Rétablissez-la depuis une sauvegarde : les textes privés ne s'ouvrent pas sans elle.",
    "en": "The key of this body is damaged. Restore it from a backup: its private texts cannot be opened without it.",
}
_BOX_DAMAGED = {
    "fr": "Ce texte privé ne s'ouvre pas : il a été modifié ou déplacé, ou fermé pour une autre organisation. "
    "Rétablissez-le depuis une sauvegarde.",
    "en": "This private text does not open: it was changed or moved, or closed for another body. Restore it from a backup.",
}
