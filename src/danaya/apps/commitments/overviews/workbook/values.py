"""Values of the workbook: each has one written form, by which what was exported, what stands now and what came back are compared."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b

from danaya.base.design.fields import read_date, read_number
from danaya.engines.language import Text
from danaya.engines.publishing.fillable import LONGEST
from danaya.engines.publishing.lettering import printable
from danaya.engines.tables import Unreadable
from danaya.engines.tables.spelling import repaired
from danaya.engines.tables.table import Cell

SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of a sheet's calendar: a day whose cell lost its look comes back as a number."""
SERIALS = range(20_000, 90_000)
DIGITS = 15
MOST_DIGITS = 320
"""Digits of the largest number that a file can hold, written out."""
PASSES = 3
"""Reading mends broken encodings; as many times over as a text goes through it, it is the same on its way out and back."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that holds nothing that its column can take: what it shows, and what to write instead."""

    shown: str
    why: Text


NOT_A_DAY: Text = {
    "fr": "Écrivez la date avec jour, mois et année, par exemple 27/3/2026.",
    "en": "Write the date as day, month and year, such as 27/3/2026.",
}
NOT_A_NUMBER: Text = {"fr": "Écrivez un nombre, par exemple 6,8.", "en": "Write a number, such as 6,8."}
NOT_MONEY: Text = {
    "fr": "Écrivez un montant d'au plus treize chiffres et deux décimales, par exemple 1200000,50.",
    "en": "Write an amount of at most thirteen digits and two decimals, such as 1200000.50.",
}
NOT_WHOLE: Text = {
    "fr": "Écrivez un nombre entier de 1 à 100.",
    "en": "Write a whole number from 1 to 100.",
}
AN_ERROR: Text = {
    "fr": "Cette cellule montre une erreur de calcul : écrivez-y la valeur.",
    "en": "This cell shows an error of calculation: write the value.",
}
TOO_LONG: Text = {
    "fr": "Ce texte est plus long que ce qu'une cellule contient : changez-le sur la page de l'engagement.",
    "en": "This text is longer than what a cell holds: change it on the page of the commitment.",
}


def as_text(words: str) -> str:
    """Return a text as it comes back from a cell: its lines, without signs that no document holds."""
    for _each in range(PASSES):
        before = words
        lines = words.replace("\r\n", "\n").replace("\r", "\n")
        words = repaired(printable(lines)[:LONGEST].strip())
        if words == before:
            break
    return words


def as_number(value: Decimal | float | None) -> str:
    """Return a number in its one written form: no exponent, no zeros at the end."""
    if value is None:
        return ""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact:
        return "0"
    plain = format(exact, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def for_cell(plain: str) -> float | str | None:
    """Return a number for a cell: as text where Excel would round it."""
    if not plain:
        return None
    value = float(plain)
    return value if as_number(float(f"{value:.{DIGITS}g}")) == plain else plain


def read_text(cell: Cell) -> str | Misread:
    """Return what a cell of a text column says."""
    if cell is None:
        return ""
    if isinstance(cell, Unreadable):
        return Misread(cell.shown, AN_ERROR)
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return as_number(Decimal(str(cell)))
    return as_text(str(cell))


def read_day(cell: Cell) -> str | Misread:
    """Return the day of a cell as ``2026-03-27``."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in SERIALS:
        return (SERIAL_ZERO + timedelta(days=int(cell))).isoformat()
    try:
        return read_date(str(cell)).isoformat()
    except ValueError:
        return Misread(shown(cell), NOT_A_DAY)


def read_plain_number(cell: Cell) -> str | Misread:
    """Return the number of a cell."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return ""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return as_number(Decimal(str(cell)))
    try:
        found = as_number(read_number(str(cell)))
    except ValueError:
        return Misread(shown(cell), NOT_A_NUMBER)
    return found if len(found) <= MOST_DIGITS else Misread(shown(cell), NOT_A_NUMBER)


def read_money(cell: Cell) -> str | Misread:
    """Return an amount: not negative, at most thirteen digits and two decimals."""
    found = read_plain_number(cell)
    if isinstance(found, Misread) or not found:
        return found
    return found if re.fullmatch(r"\d{1,13}(\.\d{1,2})?", found) else Misread(found, NOT_MONEY)


def read_weight(cell: Cell) -> str | Misread:
    """Return a whole number from 1 to 100; empty where none is written."""
    found = read_plain_number(cell)
    if isinstance(found, Misread) or not found:
        return found
    return found if re.fullmatch(r"[1-9]\d?|100", found) else Misread(shown(cell), NOT_WHOLE)


def shown(cell: Cell) -> str:
    """Return what a cell shows."""
    found = read_text(cell)
    return found.shown if isinstance(found, Misread) else found


def seal_of(written: str) -> str:
    """Return a short digest of a written form: a hidden column keeps those of what was exported."""
    return blake2b(written.encode(), digest_size=4).hexdigest()


def fold(words: str) -> str:
    """Return words for comparing: small letters, no accents, single spaces, plain apostrophes and dashes."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("’", "'").replace("–", "-"))
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())
