"""Days and periods as a reader of each language expects them."""

from calendar import monthrange
from datetime import date

from danaya.engines.language.text import Text

_ORDINALS = {"fr": ("1er", "2e", "3e", "4e"), "en": ("1st", "2nd", "3rd", "4th")}
_PARTS: dict[int, Text] = {
    3: {"fr": "{part} trimestre {year}", "en": "{part} quarter of {year}"},
    6: {"fr": "{part} semestre {year}", "en": "{part} half of {year}"},
}


def day_in_words(day: date, language: str) -> str:
    """Return ``23 novembre 2026``, ``1er mars 2027``; ``23 November 2026`` in English."""
    from babel.dates import format_date  # noqa: PLC0415  # slow import

    words = str(format_date(day, "d MMMM y", locale=language))
    return words.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else words


def period_end(day: date, months: int) -> date:
    """Return the last day of the period of ``months`` (1, 3, 6 or 12) that holds ``day``; periods begin with the year."""
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])


def period_in_words(day: date, months: int, language: str) -> str:
    """Return the period of ``months`` that holds ``day``: ``mars 2025``, ``1er trimestre 2025``, ``2025``."""
    if months >= 12:
        return str(day.year)
    if months in _PARTS:
        part = _ORDINALS[language][(day.month - 1) // months]
        return _PARTS[months][language].format(part=part, year=day.year)
    from babel.dates import format_date  # noqa: PLC0415  # slow import

    return str(format_date(day, "MMMM y", locale=language))
