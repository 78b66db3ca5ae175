"""Numbers and punctuation as each language sets them: decimal comma, narrow spaces, true minus."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"

_DECIMAL = {"fr": ",", "en": "."}
_THOUSANDS = {"fr": NARROW, "en": ","}
_UNKNOWN = "–"

_FRENCH_RULES = (
    (re.compile(r"[ \u00a0\u202f]*([;!?])(?=\s|$|[»\"')\]])"), NARROW + r"\1"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NARROW),
    (re.compile(r"[ \u00a0\u202f]*»"), NARROW + "»"),
    (re.compile(r"(?<=[\w»”\"')\]%…])[ \u00a0\u202f]*:(?=\s|$)"), NO_BREAK + ":"),
    (re.compile(r"(?<=\d)[ \u00a0\u202f]*%"), NO_BREAK + "%"),
    (re.compile(r"\bn° ?(?=\d)"), "n°" + NO_BREAK),
    (re.compile(r"(?<=\d) (?=(?:points?|h|min|mm|cm|km|kg|Mo|Ko|réponses?|personnes?)\b)"), NO_BREAK),
)


def typeset(text: str, language: str) -> str:
    """Return ``text`` with the spaces its language's typography asks for.

    French: U+202F before ``; ! ?`` and inside « », U+00A0 before ``:`` and ``%`` and between number and unit.
    Running it twice changes nothing. Not for HTML source or addresses.
    """
    if language != "fr":
        return text
    for pattern, replacement in _FRENCH_RULES:
        text = pattern.sub(replacement, text)
    return text


def number(value: float | None, language: str, decimals: int = 0) -> str:
    """Return ``value`` rounded half-even to ``decimals``, with the language's marks and U+2212 for minus.

    ``None`` and NaN give an en dash.
    """
    if value is None or math.isnan(value):
        return _UNKNOWN
    plain = f"{abs(value):,.{decimals}f}"
    digits = plain.replace(",", "\0").replace(".", _DECIMAL.get(language, "."))
    digits = digits.replace("\0", _THOUSANDS.get(language, ","))
    negative = value < 0 and any(mark in "123456789" for mark in plain)
    return MINUS + digits if negative else digits


def decimals_of(values: Iterable[Decimal | float]) -> int:
    """Return how many decimals show every value as it was written, and no more."""
    exponents = (Decimal(str(value)).normalize().as_tuple().exponent for value in values)
    return max([0, *(-exponent for exponent in exponents if isinstance(exponent, int))])


def signed(value: float | None, language: str, decimals: int = 1) -> str:
    """Return ``value`` with its sign always shown; a value that rounds to zero has none."""
    text = number(value, language, decimals)
    shows_more_than_zero = any(mark in "123456789" for mark in text)
    return f"+{text}" if value is not None and value > 0 and shows_more_than_zero else text


def percent(share: float | None, language: str, decimals: int = 0) -> str:
    """Return a share 0–1 as a percentage."""
    if share is None or math.isnan(share):
        return _UNKNOWN
    space = NO_BREAK if language == "fr" else ""
    return f"{number(100 * share, language, decimals)}{space}%"


def interval(low: float | None, high: float | None, language: str, decimals: int = 1) -> str:
    """Return ``[5,5 ; 6,3]`` as tables show it."""
    separator = f"{NARROW}; " if language == "fr" else ", "
    return f"[{number(low, language, decimals)}{separator}{number(high, language, decimals)}]"


def points(value: float, language: str, decimals: int = 1) -> str:
    """Return a difference of scores with its unit: French plural begins at 2, English singular is exactly 1."""
    shown = round(abs(value), decimals)
    plural = shown >= 2 if language == "fr" else shown != 1
    return f"{number(abs(value), language, decimals)}{NO_BREAK}{'points' if plural else 'point'}"
