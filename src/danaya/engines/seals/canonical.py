"""One sequence of bytes for one value, whatever program wrote it: JSON in canonical form."""

import json
import math
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence

from danaya.engines.language import Problem

Canonical = None | bool | int | float | str | Sequence["Canonical"] | Mapping[str, "Canonical"]
"""What can be sealed: JSON values. Dates, decimals and bytes are written as text by the caller, who knows how."""

_LARGEST = int(sys.float_info.max)
_quoted = json.JSONEncoder(ensure_ascii=False).encode
"""Writes a text as RFC 8785 does: only what must be escaped is."""
_HALF = re.compile("[\ud800-\udfff]")


def canonical(value: Canonical) -> bytes:
    """Return the canonical bytes of ``value``: UTF-8 JSON without spaces, keys sorted, one form for each number and text.

    Parameters
    ----------
    value
        None, truth values, finite floats, integers that a float holds exactly (all up to 2**53), text, and lists, tuples and
        mappings with text keys of these.

    Returns
    -------
    bytes
        Equal for equal values, on any machine.

    Raises
    ------
    Problem
        ``not-sealable`` (another type), ``number-not-sealable`` (not finite, or an integer that a reader in another
        language would round), ``text-not-sealable`` (half a character), ``key-twice`` (two keys that are one text).

    Notes
    -----
    RFC 8785 (JSON Canonicalization Scheme): keys in order of their UTF-16 code units, numbers as ECMAScript writes them. Beyond it,
    texts are normalised to Unicode NFC, so that an é typed on one keyboard seals like an é typed on another; −0 is 0.
    """
    return "".join(_parts(value, "$")).encode("utf-8")


def _parts(value: object, where: str) -> list[str]:
    if value is None or isinstance(value, bool):
        return [{None: "null", True: "true", False: "false"}[value]]
    if isinstance(value, str):
        return [_text(value, where)]
    if isinstance(value, int | float):
        return [_number(value, where)]
    if isinstance(value, Mapping):
        return _mapping(value, where)
    if isinstance(value, list | tuple):
        inner = [part for place, item in enumerate(value) for part in (",", *_parts(item, f"{where}[{place}]"))]
        return ["[", *inner[1:], "]"]
    raise Problem(
        "not-sealable",
        {
            "fr": "Une valeur de type {kind} n'a pas d'écriture unique. Convertissez-la d'abord en texte ou en nombre.",
            "en": "A value of type {kind} has no single written form. Turn it into text or a number first.",
        },
        where,
        kind=type(value).__name__,
    )


def _mapping(value: Mapping[object, object], where: str) -> list[str]:
    entries: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise Problem(
                "not-sealable",
                {
                    "fr": "La clé {key} n'est pas un texte. Écrivez les clés en texte.",
                    "en": "Key {key} is not text. Write keys as text.",
                },
                where,
                key=repr(key),
            )
        name = unicodedata.normalize("NFC", key)
        if name in entries:
            raise Problem(
                "key-twice",
                {
                    "fr": "La clé « {key} » figure deux fois. Gardez-en une.",
                    "en": "Key “{key}” stands there twice. Keep one.",
                },
                where,
                key=name,
            )
        entries[name] = item
    parts: list[str] = []
    # Of texts in ASCII the plain order is that of their UTF-16 code units.
    plain = all(map(str.isascii, entries))
    for name in sorted(entries) if plain else sorted(entries, key=_units):
        parts += [",", _text(name, where), ":", *_parts(entries[name], f"{where}.{name}")]
    return ["{", *parts[1:], "}"]


def _units(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _text(value: str, where: str) -> str:
    normal = unicodedata.normalize("NFC", value)
    if _HALF.search(normal):
        raise Problem(
            "text-not-sealable",
            {
                "fr": "Un texte contient une moitié de caractère. Saisissez-le à nouveau.",
                "en": "A text holds half a character. Type it again.",
            },
            where,
        )
    return _quoted(normal)


def _number(value: float, where: str) -> str:
    if abs(value) <= _LARGEST and int(float(value)) == value if isinstance(value, int) else math.isfinite(value):
        return _ecmascript(float(value))
    raise Problem(
        "number-not-sealable",
        {
            "fr": "Le nombre {value} ne s'écrit pas de la même façon partout. Écrivez-le en texte.",
            "en": "The number {value} is not written alike everywhere. Write it as text.",
        },
        where,
        value=str(value),
    )


def _ecmascript(value: float) -> str:
    """Write a finite float as ECMAScript does (ECMA-262, Number::toString): shortest digits, decimal from 1e-6 to 1e21."""
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole.lstrip("0")) + int(power or 0)
    if not whole.strip("0"):
        point = int(power or 0) - (len(fraction) - len(fraction.lstrip("0")))
    digits = digits.rstrip("0")
    return sign + _place_point(digits, point)


def _place_point(digits: str, point: int) -> str:
    """Return 0.``digits`` × 10**``point`` in ECMAScript's notation."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    power = point - 1
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{'+' if power > 0 else '-'}{abs(power)}"
