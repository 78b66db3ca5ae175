"""Cadence by length, at its edges, and when the next update is due."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import Cadence, DateChange, cadence_for, cadence_of, next_update
from danaya.engines.followup.cadence import months_later
from tests.engines.followup.plans import commitment, milestone, on


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 1, 1), Cadence.FORTNIGHTLY),
        (date(2026, 3, 31), Cadence.FORTNIGHTLY),
        (date(2026, 4, 1), Cadence.MONTHLY),
        (date(2026, 12, 31), Cadence.MONTHLY),
        (date(2027, 1, 1), Cadence.QUARTERLY),
        (date(2030, 1, 1), Cadence.QUARTERLY),
    ],
)
def test_cadence_by_length(due: date, expected: Cadence) -> None:
    assert cadence_for(date(2026, 1, 1), due) is expected


def test_a_commitment_put_off_is_asked_less_often() -> None:
    short = commitment(milestone("a", 0, 60))
    assert cadence_of(short) is Cadence.FORTNIGHTLY
    assert cadence_of(replace(short, changes=(DateChange("a", on(50), on(200)),))) is Cadence.MONTHLY


@pytest.mark.parametrize(
    ("due", "updates", "expected"),
    [
        (60, (), date(2026, 1, 15)),
        (60, (date(2026, 1, 20),), date(2026, 2, 3)),
        (200, (date(2026, 1, 31),), date(2026, 2, 28)),
        (200, (date(2026, 3, 5), date(2026, 2, 1)), date(2026, 4, 5)),
        (800, (date(2026, 11, 30),), date(2027, 2, 28)),
    ],
)
def test_next_update(due: int, updates: tuple[date, ...], expected: date) -> None:
    assert next_update(commitment(milestone("a", 0, due), updates=updates)) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([1, 3, 12]))
def test_no_step_is_longer_than_its_cadence(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    longest = {1: Cadence.MONTHLY.longest, 3: Cadence.QUARTERLY.longest, 12: 366}
    assert 0 < (later - day).days <= longest[months]


def test_words() -> None:
    assert Cadence.FORTNIGHTLY.in_words("fr") == "toutes les deux semaines"
    assert Cadence.QUARTERLY.in_words("en") == "every quarter"
