"""A digest on paper: short enough to type and to read aloud, checked so that a slip of the pen is found.

Thirty signs in six groups of five (``K7QAX-…``), from an alphabet of 31 without 0, O, 1, I and U.
"""

import re
from dataclasses import dataclass

from danaya.engines.language import Text, typeset
from danaya.engines.seals.refusals import refuse

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""31 signs, a prime number: that is what makes the last sign find every single error and every swap."""
GROUPS, GROUP = 6, 5
SIGNS = GROUPS * GROUP
LONG = 64
"""Signs of the long form: the whole SHA-256 in hexadecimal."""

_HEXADECIMAL = re.compile(r"[0-9a-f]{64}")
_MOST_TYPED = 400
"""Signs, separators included, beyond which what was typed is no digest."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two short forms side by side: whether they are the same, the groups that differ (from 1), and that in words."""

    same: bool
    groups: tuple[int, ...]
    words: Text


def printed(digest: str) -> str:
    """Return the short form of a digest, for paper.

    Parameters
    ----------
    digest
        SHA-256 in 64 hexadecimal signs.

    Returns
    -------
    str
        30 signs in groups of five: the digest as a number modulo 31²⁹, written in base 31, its lowest figure first (143.7 bits),
        then the check sign Σ i·sᵢ mod 31, i from 1 to 29.

    Raises
    ------
    Problem
        ``digest-malformed``.

    Notes
    -----
    Finding another text for a short form that is already on paper takes some 2^143 tries. Who writes both texts before
    anything is signed needs some 2^72 (birthday), more than money buys today; 2^128 for the long form, which the QR code carries.

    The check is that of ISBN-10 (ISO 2108:1992) in the field of 31 elements: weights 1 … 30 are distinct and none is zero, so
    any one wrong sign and any two swapped signs, neighbours or not, are found; of other errors one in 31 stays unseen, and
    then the form fits no digest.
    """
    if not is_digest(digest):
        raise refuse("digest-malformed")
    rest, values = int(digest, 16), []
    for _ in range(SIGNS - 1):
        rest, value = divmod(rest, len(ALPHABET))
        values.append(value)
    signs = "".join(ALPHABET[value] for value in (*values, _check(values)))
    return "-".join(_groups(signs))


def is_digest(value: object) -> bool:
    """Tell whether ``value`` is a SHA-256 in 64 hexadecimal signs, small letters."""
    return isinstance(value, str) and _HEXADECIMAL.fullmatch(value) is not None


def plain(typed: str) -> str:
    """Return a typed digest as it was printed, short form or long, whatever stands between its signs.

    Raises
    ------
    Problem
        ``typed-miscounted`` (signs are missing, or too many), ``typed-unknown`` (a sign that no digest has),
        ``typed-wrong`` (the check sign does not fit).
    """
    signs = "".join(sign for sign in typed[:_MOST_TYPED].upper() if sign.isalnum())
    if is_digest(signs.lower()):
        return signs.lower()
    if len(signs) != SIGNS:
        raise refuse("typed-miscounted", count=len(signs), short=SIGNS, long=LONG)
    unknown = [place for place, sign in enumerate(signs) if sign not in ALPHABET]
    if unknown:
        raise refuse("typed-unknown", signs=signs[unknown[0]], group=unknown[0] // GROUP + 1)
    values = [ALPHABET.index(sign) for sign in signs]
    if _check(values[:-1]) != values[-1]:
        raise refuse("typed-wrong")
    return "-".join(_groups(signs))


def fits(typed: str, digest: str) -> bool:
    """Tell whether what ``plain`` returned, short or long, is the form of ``digest``."""
    return typed in {digest, printed(digest)}


def compare(first: str, second: str) -> Comparison:
    """Compare two short forms as two people read them to each other.

    Raises
    ------
    Problem
        As ``plain``; ``typed-miscounted`` for a long form too.
    """
    pairs = list(zip(_short_groups(first), _short_groups(second), strict=True))
    groups = tuple(place for place, (one, other) in enumerate(pairs, start=1) if one != other)
    texts = _SAME if not groups else _ONE_DIFFERS if len(groups) == 1 else _SOME_DIFFER
    one, other = pairs[groups[0] - 1] if groups else ("", "")
    words = {
        language: typeset(text, language).format(groups=_listed(groups, language), one=one, other=other)
        for language, text in texts.items()
    }
    return Comparison(not groups, groups, words)


def _short_groups(typed: str) -> list[str]:
    form = plain(typed)
    if len(form) == LONG:
        raise refuse("typed-miscounted", count=LONG, short=SIGNS, long=LONG)
    return form.split("-")


def _listed(groups: tuple[int, ...], language: str) -> str:
    *before, last = ("", *map(str, groups))
    joined = ", ".join(before[1:])
    return f"{joined} {_AND[language]} {last}" if joined else last


def _groups(signs: str) -> list[str]:
    return [signs[start : start + GROUP] for start in range(0, SIGNS, GROUP)]


def _check(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, start=1)) % len(ALPHABET)


_AND = {"fr": "et", "en": "and"}
_SAME: Text = {
    "fr": "Les deux empreintes sont identiques : c'est le même texte.",
    "en": "The two digests are identical: it is the same text.",
}
_ONE_DIFFERS: Text = {
    "fr": "Les deux empreintes diffèrent dans le groupe {groups} ({one} et {other}) : ce n'est pas le même texte.",
    "en": "The two digests differ in group {groups} ({one} and {other}): it is not the same text.",
}
_SOME_DIFFER: Text = {
    "fr": "Les deux empreintes diffèrent dans les groupes {groups} : ce n'est pas le même texte.",
    "en": "The two digests differ in groups {groups}: it is not the same text.",
}
