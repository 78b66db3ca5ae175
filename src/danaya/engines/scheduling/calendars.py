"""The days an administration does not work, as plain data: weekly rest, fixed, Easter and announced holidays."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from danaya.engines.language import Text
from danaya.engines.scheduling.refusals import refuse

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of ``date.weekday``: Monday is 0."""
SAME_FEAST = timedelta(days=7)
"""A feast announced within so many days of the probable one is that one: tables and sightings differ by a day or two."""
_FOLDER = Path(__file__).parent / "data"
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A holiday on the same day each year; 29 February exists in leap years only."""

    month: int
    day: int
    name: Text


@dataclass(frozen=True, slots=True)
class EasterHoliday:
    """A holiday ``offset`` days after Western Easter Sunday: −2 Good Friday, 1 Monday, 39 Ascension, 50 Whit Monday."""

    offset: int
    name: Text


@dataclass(frozen=True, slots=True)
class AnnouncedHoliday:
    """A holiday dated by announcement: a feast that waits for the moon, a day in lieu, a day of mourning.

    Not ``confirmed``: its day is only probable, one day earlier or later is possible. ``key`` says which feast it is, over the years.
    """

    key: str
    day: date
    name: Text
    confirmed: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Calendar:
    """When an administration works.

    Parameters
    ----------
    rest_days
        Weekly rest, ``date.weekday`` numbers (Monday 0).
    fixed, easter, announced
        Holidays, each kind with its own way to be dated.
    announced_years
        First and last year whose announced holidays are entered; others lack them (:func:`missing_years`). None: there are none to enter.

    Raises
    ------
    Problem
        ``rest-day-unknown``, ``no-working-day``, ``day-of-year-unknown``.
    """

    rest_days: frozenset[int]
    fixed: tuple[FixedHoliday, ...] = ()
    easter: tuple[EasterHoliday, ...] = ()
    announced: tuple[AnnouncedHoliday, ...] = ()
    announced_years: tuple[int, int] | None = None
    fixed_on: Mapping[tuple[int, int], tuple[FixedHoliday, ...]] = field(init=False, repr=False)
    """(month, day) → the fixed holidays of that day."""
    announced_on: Mapping[date, tuple[AnnouncedHoliday, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        _check_week(self.rest_days)
        fixed: dict[tuple[int, int], tuple[FixedHoliday, ...]] = {}
        for holiday in self.fixed:
            _check_day(holiday)
            here = (holiday.month, holiday.day)
            fixed[here] = (*fixed.get(here, ()), holiday)
        announced: dict[date, tuple[AnnouncedHoliday, ...]] = {}
        for each in self.announced:
            announced[each.day] = (*announced.get(each.day, ()), each)
        object.__setattr__(self, "fixed_on", fixed)
        object.__setattr__(self, "announced_on", announced)


def _check_week(rest_days: frozenset[int]) -> None:
    for day in sorted(rest_days):
        if not 0 <= day < len(WEEKDAYS):
            raise refuse("rest-day-unknown", value=day, known="0 … 6")
    if len(rest_days) == len(WEEKDAYS):
        raise refuse("no-working-day")


def _check_day(holiday: FixedHoliday) -> None:
    try:
        date(_LEAP_YEAR, holiday.month, holiday.day)
    except ValueError:
        raise refuse("day-of-year-unknown", day=holiday.day, month=holiday.month) from None


def announce(calendar: Calendar, holiday: AnnouncedHoliday) -> Calendar:
    """Return the calendar with ``holiday``; it takes the place of the same feast's day within a week of it, confirmed or not.

    A probable day never takes the place of a confirmed one: the calendar is then returned as it was.
    """
    same = [
        each for each in calendar.announced if each.key == holiday.key and abs(each.day - holiday.day) <= SAME_FEAST
    ]
    if not holiday.confirmed and any(each.confirmed for each in same):
        return calendar
    kept = (each for each in calendar.announced if each not in same)
    return replace(calendar, announced=tuple(sorted((*kept, holiday), key=lambda each: (each.day, each.key))))


def missing_years(calendar: Calendar, first: date, last: date) -> tuple[int, ...]:
    """Return the years from ``first`` to ``last`` whose announced holidays are not entered yet: their working days are too many."""
    if calendar.announced_years is None:
        return ()
    entered = range(calendar.announced_years[0], calendar.announced_years[1] + 1)
    return tuple(year for year in range(first.year, last.year + 1) if year not in entered)


@cache
def easter_sunday(year: int) -> date:
    """Return Western Easter of ``year`` (1583 on), by the anonymous Gregorian computus (Nature, 1876; Meeus, 1991, chapter 8)."""
    century, place = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (place // 4) - epact - place % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def calendar_from_data(data: Mapping[str, Any]) -> Calendar:
    """Return the calendar that ``data`` describes; its form is that of ``data/ml.toml``.

    Raises
    ------
    Problem
        As :class:`Calendar`.
    """
    for name in data["rest_days"]:
        if name not in WEEKDAYS:
            raise refuse("rest-day-unknown", value=name, known=", ".join(WEEKDAYS))
    names = data.get("feasts", {})
    announced = (
        AnnouncedHoliday(row["key"], row["day"], names[row["key"]], row.get("confirmed", False))
        for row in data.get("announced", ())
    )
    return Calendar(
        frozenset(WEEKDAYS.index(name) for name in data["rest_days"]),
        tuple(FixedHoliday(**row) for row in data.get("fixed", ())),
        tuple(EasterHoliday(**row) for row in data.get("easter", ())),
        tuple(announced),
        tuple(data["announced_years"]) if "announced_years" in data else None,
    )


@cache
def load_calendar(country: str) -> Calendar:
    """Return the calendar that comes with the product for ``country`` (ISO 3166-1, two small letters: ``ml``).

    Raises
    ------
    Problem
        ``calendar-unknown``.
    """
    known = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    if country not in known:
        raise refuse("calendar-unknown", value=country, known=", ".join(known))
    return calendar_from_data(tomllib.loads((_FOLDER / f"{country}.toml").read_text("utf-8")))
