"""Days as a reader of each language expects them."""

from datetime import date


def day_in_words(day: date, language: str) -> str:
    """Return ``23 novembre 2026``, ``1er mars 2027``; ``23 November 2026`` in English."""
    from babel.dates import format_date  # noqa: PLC0415  # slow import

    words = str(format_date(day, "d MMMM y", locale=language))
    return words.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else words
