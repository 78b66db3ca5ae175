"""Days in words."""

from datetime import date, datetime

import pytest

from danaya.engines.language import day_in_words


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 11, 23), "fr", "23 novembre 2026"),
        (date(2026, 12, 1), "fr", "1er décembre 2026"),
        (date(2027, 8, 11), "fr", "11 août 2027"),
        (date(2027, 1, 21), "fr", "21 janvier 2027"),
        (date(2026, 12, 1), "en", "1 December 2026"),
        (datetime(2026, 11, 23, 9, 30), "fr", "23 novembre 2026"),  # noqa: DTZ001 - the day alone counts
    ],
)
def test_day_is_worded(day, language, words):
    assert day_in_words(day, language) == words
