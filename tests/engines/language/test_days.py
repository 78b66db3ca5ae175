"""Days in words."""

from datetime import date, datetime

import pytest

from danaya.engines.language import day_in_words, period_end, period_in_words


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


@pytest.mark.parametrize(
    ("months", "last", "french", "english"),
    [
        (1, date(2024, 2, 29), "février 2024", "February 2024"),
        (3, date(2024, 3, 31), "1er trimestre 2024", "1st quarter of 2024"),
        (6, date(2024, 6, 30), "1er semestre 2024", "1st half of 2024"),
        (12, date(2024, 12, 31), "2024", "2024"),
    ],
)
def test_period_that_holds_a_day(months, last, french, english):
    assert period_end(date(2024, 2, 5), months) == last
    assert period_end(last, months) == last
    assert period_in_words(last, months, "fr") == french
    assert period_in_words(last, months, "en") == english


def test_later_periods_of_a_year():
    assert period_in_words(date(2024, 12, 31), 3, "fr") == "4e trimestre 2024"
    assert period_in_words(date(2024, 8, 1), 6, "en") == "2nd half of 2024"
