"""Working days: small cases counted on a wall calendar, laws, and NumPy's business days as reference."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.scheduling import (
    AnnouncedHoliday,
    Calendar,
    EasterHoliday,
    FixedHoliday,
    Why,
    add_working_days,
    days_off,
    is_working,
    load_calendar,
    next_working_day,
    possibly_off,
    working_days_between,
)

MALI = load_calendar("ml")
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    months = st.tuples(st.integers(1, 12), st.integers(1, 28))
    fixed = draw(st.lists(months, max_size=15, unique=True))
    announced = draw(st.lists(st.tuples(DAYS, st.booleans()), max_size=15))
    return Calendar(
        frozenset(draw(st.sets(st.integers(0, 6), max_size=6))),
        tuple(FixedHoliday(month, day, {"en": "fixed"}) for month, day in fixed),
        tuple(EasterHoliday(offset, {"en": "easter"}) for offset in draw(st.sets(st.integers(-47, 60), max_size=4))),
        tuple(AnnouncedHoliday("x", day, {"en": "announced"}, confirmed) for day, confirmed in announced),
    )


def test_reasons_of_a_day_off_in_words() -> None:
    # 1 May 2027 is a Saturday; Tabaski is computed for Sunday 16 May.
    first = days_off(MALI, date(2027, 5, 1))
    assert [each.why for each in first] == [Why.HOLIDAY, Why.REST]
    assert [each.in_words("fr") for each in first] == ["Fête du Travail", "samedi, jour de repos"]
    assert [each.in_words("en") for each in first] == ["Labour Day", "Saturday, a rest day"]
    assert [each.in_words("fr") for each in days_off(MALI, date(2027, 5, 16))] == [
        "dimanche, jour de repos",
        "Tabaski (date probable, à confirmer)",
    ]
    assert days_off(MALI, date(2027, 5, 14)) == ()


def test_easter_monday_moves() -> None:
    assert not is_working(MALI, date(2027, 3, 29))
    assert is_working(MALI, date(2026, 3, 30))
    assert not is_working(MALI, date(2026, 4, 6))


def test_a_holiday_on_29_february_comes_in_leap_years() -> None:
    calendar = Calendar(frozenset(), (FixedHoliday(2, 29, {"en": "Leap day"}),))
    assert not is_working(calendar, date(2028, 2, 29))
    assert working_days_between(calendar, date(2027, 2, 27), date(2027, 3, 2)) == 3


def test_terms_counted_on_a_wall_calendar() -> None:
    # From Wednesday 24 March 2027: Thu 25 (1), Fri 26 holiday, Sat, Sun, Mon 29 Easter, Tue 30 (2), Wed 31 (3).
    start = date(2027, 3, 24)
    assert add_working_days(MALI, start, 1) == date(2027, 3, 25)
    assert add_working_days(MALI, start, 2) == date(2027, 3, 30)
    assert add_working_days(MALI, start, 3) == date(2027, 3, 31)
    assert working_days_between(MALI, start, date(2027, 3, 29)) == 1
    assert working_days_between(MALI, start, date(2027, 3, 31)) == 3
    assert working_days_between(MALI, start, start) == 0
    # Backwards from there: Tue 30 (1), Thu 25 (2), Wed 24 (3).
    assert add_working_days(MALI, date(2027, 3, 31), -3) == start
    assert working_days_between(MALI, date(2027, 3, 31), start) == -3


def test_next_working_day_is_the_day_itself_where_it_is_worked() -> None:
    assert next_working_day(MALI, date(2027, 3, 25)) == date(2027, 3, 25)
    assert next_working_day(MALI, date(2027, 3, 26)) == date(2027, 3, 30)
    assert add_working_days(MALI, date(2027, 3, 26), 0) == date(2027, 3, 30)


def test_the_days_beside_a_probable_feast_may_be_off() -> None:
    # Eid is computed for Tuesday 9 March 2027: Monday and Wednesday may be it. Saturday 15 May is off anyway.
    assert [each.in_words("en") for each in possibly_off(MALI, date(2027, 3, 8))] == [
        "Eid al-Fitr (probable date, to be confirmed)"
    ]
    assert possibly_off(MALI, date(2027, 3, 10))
    for day in (date(2027, 3, 9), date(2027, 3, 11), date(2027, 5, 15), date.min, date.max):
        assert possibly_off(MALI, day) == ()


def test_a_confirmed_feast_leaves_no_doubt_beside_it() -> None:
    calendar = Calendar(frozenset(), announced=(AnnouncedHoliday("x", date(2027, 3, 9), {}, confirmed=True),))
    assert possibly_off(calendar, date(2027, 3, 8)) == ()


@pytest.mark.parametrize("count", [-1, 1])
def test_beyond_the_ends_of_time_is_refused(count: int) -> None:
    with pytest.raises(Problem) as refused:
        add_working_days(MALI, date.max if count > 0 else date.min, count)
    assert refused.value.code == "days-out-of-range"


@given(calendars(), DAYS, st.integers(-120, 120).filter(bool))
def test_a_term_added_is_the_term_counted(calendar: Calendar, start: date, count: int) -> None:
    end = add_working_days(calendar, start, count)
    assert is_working(calendar, end)
    assert working_days_between(calendar, start, end) == count


@given(calendars(), DAYS, DAYS, DAYS)
def test_terms_add_up(calendar: Calendar, first: date, second: date, third: date) -> None:
    first, second, third = sorted((first, second, third))
    one, two = working_days_between(calendar, first, second), working_days_between(calendar, second, third)
    assert one + two == working_days_between(calendar, first, third)


@given(calendars(), DAYS, st.integers(0, 900))
def test_counts_are_those_of_numpy(calendar: Calendar, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    span = [start + timedelta(days=number) for number in range(-400, length + 400)]
    holidays = [day for day in span if any(each.why is Why.HOLIDAY for each in days_off(calendar, day))]
    mask = [number not in calendar.rest_days for number in range(7)]
    after = np.timedelta64(1, "D")
    expected = np.busday_count(np.datetime64(start) + after, np.datetime64(end) + after, mask, holidays)
    assert working_days_between(calendar, start, end) == expected
    rolled = np.busday_offset(np.datetime64(start), 0, "forward", mask, holidays)
    assert next_working_day(calendar, start) == rolled.astype(date)
