"""Calendars: how each kind of holiday is dated, what an announcement replaces, what the shipped calendar holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import LANGUAGES, Problem
from danaya.engines.scheduling import (
    AnnouncedHoliday,
    Calendar,
    FixedHoliday,
    announce,
    calendar_from_data,
    days_off,
    easter_sunday,
    is_working,
    load_calendar,
    missing_years,
)

TABASKI = {"fr": "Tabaski", "en": "Eid al-Adha"}
PROBABLE = AnnouncedHoliday("tabaski", date(2027, 5, 17), TABASKI)
CALENDAR = Calendar(frozenset({5, 6}), announced=(PROBABLE,), announced_years=(2026, 2027))


@pytest.mark.parametrize(
    "sunday",
    # From almanacs; 1818 and 2285 are the earliest possible, 1943 and 2038 the latest.
    [
        "1818-03-22",
        "1943-04-25",
        "1961-04-02",
        "2000-04-23",
        "2024-03-31",
        "2026-04-05",
        "2027-03-28",
        "2035-03-25",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2285-03-22",
    ],
)
def test_easter_of_known_years(sunday: str) -> None:
    assert easter_sunday(int(sunday[:4])).isoformat() == sunday


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    found = easter_sunday(year)
    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_a_confirmed_day_takes_the_place_of_the_probable_one() -> None:
    confirmed = AnnouncedHoliday("tabaski", date(2027, 5, 18), TABASKI, confirmed=True)
    calendar = announce(CALENDAR, confirmed)
    assert calendar.announced == (confirmed,)
    assert is_working(calendar, date(2027, 5, 17))
    assert [each.certain for each in days_off(calendar, date(2027, 5, 18))] == [True]
    assert CALENDAR.announced == (PROBABLE,)


@pytest.mark.parametrize(("days", "kept"), [(7, 1), (8, 2), (-7, 1), (-8, 2)])
def test_the_same_feast_within_a_week_is_the_same(days: int, kept: int) -> None:
    moved = AnnouncedHoliday("tabaski", PROBABLE.day + timedelta(days=days), TABASKI, confirmed=True)
    assert len(announce(CALENDAR, moved).announced) == kept


def test_a_probable_day_never_takes_the_place_of_a_confirmed_one() -> None:
    calendar = announce(CALENDAR, AnnouncedHoliday("tabaski", date(2027, 5, 16), TABASKI, confirmed=True))
    assert announce(calendar, PROBABLE) is calendar


def test_the_same_feast_may_come_twice_in_a_year() -> None:
    # 1 Shawwal falls on 2 January and on 23 December 2033.
    first, second = (AnnouncedHoliday("ramadan", day, {"en": "Eid"}) for day in (date(2033, 1, 2), date(2033, 12, 23)))
    calendar = announce(announce(Calendar(frozenset()), second), first)
    assert calendar.announced == (first, second)


def test_a_day_in_lieu_is_announced_beside_the_feast() -> None:
    lieu = AnnouncedHoliday("lieu", date(2027, 5, 18), {"fr": "Jour chômé", "en": "Day in lieu"}, confirmed=True)
    assert announce(CALENDAR, lieu).announced == (PROBABLE, lieu)


def test_years_without_their_announced_holidays_are_named() -> None:
    assert missing_years(CALENDAR, date(2025, 6, 1), date(2029, 2, 1)) == (2025, 2028, 2029)
    assert missing_years(CALENDAR, date(2026, 1, 1), date(2027, 12, 31)) == ()
    assert missing_years(Calendar(frozenset()), date(1900, 1, 1), date(2100, 1, 1)) == ()


@pytest.mark.parametrize(
    ("code", "rest", "fixed"),
    [
        ("no-working-day", range(7), ()),
        ("rest-day-unknown", [7], ()),
        ("rest-day-unknown", [-1], ()),
        ("day-of-year-unknown", [6], (FixedHoliday(2, 30, {}),)),
        ("day-of-year-unknown", [6], (FixedHoliday(13, 1, {}),)),
    ],
)
def test_calendars_that_cannot_be(code: str, rest: list[int], fixed: tuple[FixedHoliday, ...]) -> None:
    with pytest.raises(Problem) as refused:
        Calendar(frozenset(rest), fixed)
    assert refused.value.code == code
    assert all(refused.value.in_language(language) for language in LANGUAGES)


def test_a_rest_day_that_is_no_day_of_the_week_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        calendar_from_data({"rest_days": ["samedi"]})
    assert "monday" in refused.value.in_language("fr")


def test_a_country_without_calendar_is_refused_with_those_there_are() -> None:
    with pytest.raises(Problem) as refused:
        load_calendar("../ml")
    assert refused.value.code == "calendar-unknown"
    assert refused.value.in_language("en").endswith("Choose one of: ml.")


def test_mali_has_twelve_holidays_a_year() -> None:
    mali = load_calendar("ml")
    for year in range(2026, 2033):
        days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
        holidays = [each for day in days if day.year == year for each in days_off(mali, day) if each.why == "holiday"]
        assert len(holidays) == 12
        assert sum(not each.certain for each in holidays) == 4
    assert {each.day.isoformat() for each in mali.announced if each.day.year == 2027} == {
        "2027-03-09",
        "2027-05-16",
        "2027-08-14",
        "2027-08-21",
    }
    assert is_working(mali, date(2027, 1, 26))
    assert is_working(mali, date(2027, 12, 9))


def test_mali_is_named_in_both_languages() -> None:
    mali = load_calendar("ml")
    for holiday in (*mali.fixed, *mali.easter, *mali.announced):
        assert all(holiday.name[language] for language in LANGUAGES)
    assert missing_years(mali, date(2025, 12, 31), date(2036, 1, 1)) == (2025, 2036)
