"""Periods as offices write them: ``31/03/2025``, ``mars 2025``, ``T1 2025``, ``1er semestre 2025``, ``2025``."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from danaya.engines.tables.spelling import as_date, fold
from danaya.engines.tables.table import Cell

MONTHS = (
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"),
    ("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september"), ("octobre", "october"),
    ("novembre", "november"), ("decembre", "december"),
)  # fmt: skip
"""French and English names, without accents."""

_YEAR = re.compile(r"(?:annee|exercice|year|fy)?\s*((?:19|20)\d{2})", re.ASCII)
_MONTH_IN_FIGURES = (
    re.compile(r"(?P<year>(?:19|20)\d{2})[-/. ](?P<month>\d{1,2})", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>(?:19|20)\d{2})", re.ASCII),
)
_MONTH_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:er|st|nd|rd|th)? )?(?P<month>[a-z]{3,}) (?P<year>\d{2}|(?:19|20)\d{2})"
)
_WORDS = {3: r"(?:t|q|trim\w*|quarter)", 6: r"(?:s|h|sem\w*|half)"}
_ORDINAL = r"(?P<part>[1-4]|1er|1ere|1st|[2-4](?:e|eme|nd|rd|th))"
_OF_YEAR = r"(?:of |de |d )?(?P<year>(?:19|20)\d{2})"
_PARTS = tuple(
    (months, re.compile(pattern))
    for months, word in _WORDS.items()
    for pattern in (
        rf"{word} ?{_ORDINAL} {_OF_YEAR}",
        rf"{_ORDINAL} ?{word} {_OF_YEAR}",
        rf"{_OF_YEAR} {word} ?{_ORDINAL}",
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: a day, a month, a quarter, a half-year, a year."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many months it holds; 0 for a single day."""
        if self.first == self.last:
            return 0
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1


def as_period(cell: Cell) -> Period | None:
    """Return the period a cell names, or None; days are read day first."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _of_year(int(cell)) if float(cell).is_integer() and 1900 <= cell < 2100 else None
    day = as_date(cell)
    if day is not None:
        return Period(day, day)
    if not isinstance(cell, str):
        return None
    return _in_figures(cell.strip()) or _in_words(fold(cell))


def as_month(cell: Cell) -> int | None:
    """Return the number of the month whose name, or the beginning of whose name, a cell holds alone."""
    return _month(fold(cell)) if isinstance(cell, str) else None


def _in_figures(text: str) -> Period | None:
    found = next((match for pattern in _MONTH_IN_FIGURES if (match := pattern.fullmatch(text))), None)
    return _of_months(int(found["year"]), int(found["month"]), 1) if found else None


def _in_words(words: str) -> Period | None:
    year = _YEAR.fullmatch(words)
    if year:
        return _of_year(int(year[1]))
    for months, pattern in _PARTS:
        part = pattern.fullmatch(words)
        if part:
            return _of_months(int(part["year"]), (int(part["part"][0]) - 1) * months + 1, months)
    found = _MONTH_IN_WORDS.fullmatch(words)
    month = _month(found["month"]) if found else None
    if found is None or month is None:
        return None
    year_number = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    return _of_day(year_number, month, int(found["day"])) if found["day"] else _of_months(year_number, month, 1)


def _month(word: str) -> int | None:
    """Return the number of the one month that begins with ``word``, of three letters at least."""
    if len(word) < 3:
        return None
    matching = {number for number, names in enumerate(MONTHS, 1) for name in names if name.startswith(word)}
    return matching.pop() if len(matching) == 1 else None


def _of_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _of_day(year: int, month: int, day: int) -> Period | None:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Period(date(year, month, day), date(year, month, day))


def _of_months(year: int, month: int, months: int) -> Period | None:
    last = month + months - 1
    if not 1 <= month <= last <= 12:
        return None
    return Period(date(year, month, 1), date(year, last, monthrange(year, last)[1]))
