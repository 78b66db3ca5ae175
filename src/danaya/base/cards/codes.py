"""Codes that are printed, kept in an envelope and typed by hand."""

from collections.abc import Callable

Random = Callable[[int], bytes]
"""``random(n)`` returns n bytes that nobody can foresee: ``secrets.token_bytes`` in earnest."""

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Capitals and figures that no print or handwriting confuses (no I, L, O, U, 0, 1)."""

GROUPS, GROUP_LENGTH = 4, 4
SIGNS = GROUPS * GROUP_LENGTH
PIN_DIGITS = 4

_FIGURES = "0123456789"


def make_code(random: Random) -> str:
    """Return a new random code of 16 signs (78 bits), in groups of four."""
    signs = _draw(ALPHABET, SIGNS, random)
    return "-".join(signs[start : start + GROUP_LENGTH] for start in range(0, SIGNS, GROUP_LENGTH))


def make_pin(random: Random) -> str:
    """Return four random figures: what a person keeps apart from the card."""
    return _draw(_FIGURES, PIN_DIGITS, random)


def plain_code(typed: str) -> str:
    """Return a code as it was made, however it was typed: small letters, spaces, other hyphens."""
    signs = [sign for sign in typed.upper() if sign in ALPHABET]
    groups = ["".join(signs[start : start + GROUP_LENGTH]) for start in range(0, len(signs), GROUP_LENGTH)]
    return "-".join(groups)


def plain_pin(typed: str) -> str:
    """Return the figures of a PIN, whatever stands between them."""
    return "".join(sign for sign in typed if sign in _FIGURES)


def _draw(signs: str, count: int, random: Random) -> str:
    """Return ``count`` of ``signs``, each equally likely: bytes beyond the last whole multiple are drawn again."""
    fair = 256 - 256 % len(signs)
    drawn: list[str] = []
    while len(drawn) < count:
        drawn += [signs[byte % len(signs)] for byte in random(count - len(drawn)) if byte < fair]
    return "".join(drawn)
