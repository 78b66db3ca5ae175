"""Words as different files spell them: accents, case, broken encodings; numbers as different countries write them."""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time

from danaya.engines.tables.table import Cell, Unreadable

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": " ", "'": " "})
_NOT_WORD = re.compile(r"[\W_]+")
_ESCAPED_BYTES = re.compile(r"(?:\\x[0-9a-fA-F]{2})+|(?:<[89a-f][0-9a-f]>)+")
_HEX = re.compile(r"[0-9a-fA-F]{2}(?![0-9a-fA-F])")
_TWICE_ENCODED = re.compile(
    "[ÂÃÅÐØ][\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)

_PLAIN_NUMBER = {
    ".": re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[ ,']\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?", re.ASCII),
    ",": re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[ .']\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d{1,3})?", re.ASCII),
}
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "’": "'", "\t": " "})
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)


def fold(text: str) -> str:
    """Return ``text`` without accents, case, punctuation or double spaces, so that *Ségou* and *SEGOU* are equal."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()
    return _NOT_WORD.sub(" ", plain).strip()


def decoded(raw: bytes) -> str:
    """Return bytes of unknown encoding as text: UTF-8 if they are, else Windows-1252, else Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def repaired(text: str) -> str:
    """Return ``text`` with broken encodings mended, be it the byte spelt out or ``SÃ©gou``; other text unchanged."""
    if "\\x" in text or "<" in text:
        text = _ESCAPED_BYTES.sub(lambda found: decoded(bytes.fromhex("".join(_HEX.findall(found[0])))), text)
    if _TWICE_ENCODED.search(text):
        for encoding in ("cp1252", "latin-1"):
            try:
                return text.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    return text


def from_latin(text: str) -> str:
    """Return text that was read byte by byte as Latin-1 in the encoding it really had."""
    if text.isascii():
        return text
    try:
        return decoded(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text


def as_number(cell: Cell, decimal: str = ".") -> float | None:
    """Return the number a cell holds, or None; ``decimal`` is the mark before decimals in text.

    Understands spaces, apostrophes and the other mark between thousands, U+2212, and a final %, which is dropped.
    """
    if isinstance(cell, bool):
        return float(cell)
    if isinstance(cell, int | float):
        return float(cell) if math.isfinite(cell) else None
    if not isinstance(cell, str):
        return None
    text = cell.translate(_SPACES).strip().removesuffix("%").rstrip()
    if not any(mark.isdigit() for mark in text) or not _PLAIN_NUMBER[decimal].fullmatch(text):
        return None
    thousands = "," if decimal == "." else "."
    plain = text.replace(" ", "").replace("'", "").replace(thousands, "").replace(decimal, ".")
    try:
        value = float(plain)
    except ValueError:  # the signs of a number, such as the reference E-01, and no number
        return None
    return value if math.isfinite(value) else None


def is_percentage(cell: Cell) -> bool:
    """Whether a cell is written with a percent sign."""
    return isinstance(cell, str) and cell.rstrip().endswith("%")


def as_date(cell: Cell) -> date | None:
    """Return the day a cell holds (ISO, or day/month/year), or None."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    for pattern, order in ((_YEAR_FIRST, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (int(found.groups()[place]) for place in order)
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that the numbers among ``texts`` use: a comma only where some number needs it."""
    for text in texts:
        plain = text.translate(_SPACES).strip().removesuffix("%").rstrip()
        if "," in plain and _NEEDS_COMMA.fullmatch(plain):
            return ","
    return "."


_NEEDS_COMMA = re.compile(
    r"[+-]?(?:\d{1,3}(?:[ .']\d{3})+|\d+)?,(?:\d{1,2}|\d{4,})|[+-]?0?,\d+|[+-]?\d{4,},\d+", re.ASCII
)


def raw_key(cell: Cell) -> str:
    """Return how a value is named in a mapping: ``9`` for 9 and 9.0, text as it stands, dates as ISO; empty = ""."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell)


def formula_like(cell: Cell) -> bool:
    """Whether a cell is, or would be read as, a formula: unreadable, or text that begins with = + - @ and is no number."""
    if isinstance(cell, Unreadable):
        return True
    if not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@")):
        return False
    return len(cell) > 1 and as_number(cell, ".") is None and as_number(cell, ",") is None


def kind_of(values: Iterable[Cell], decimal: str) -> str:
    """Return what a column's distinct values are: ``number``, ``text``, ``date``, ``mixed`` or ``empty``."""
    kinds = {_kind_of_cell(value, decimal) for value in values if value is not None}
    if not kinds:
        return "empty"
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _kind_of_cell(value: Cell, decimal: str) -> str:
    if isinstance(value, date | time):
        return "date"
    if isinstance(value, str) and len(value) > 1 and value[0] == "0" and value.isdigit():
        return "text"
    return "number" if as_number(value, decimal) is not None else "text"
