"""Working days: whether a day is one, why not, and how they are counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from danaya.engines.language import Text, in_language
from danaya.engines.scheduling.calendars import Calendar, easter_sunday
from danaya.engines.scheduling.refusals import refuse

_DAY = timedelta(days=1)


class Why(StrEnum):
    """What makes a day a day off."""

    REST = "rest"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayOff:
    """One reason why ``day`` is not worked; not ``certain``: the feast's day is only probable."""

    day: date
    why: Why
    name: Text
    certain: bool = True

    def in_words(self, language: str) -> str:
        """Return ``samedi, jour de repos``, ``Fête du Travail``, ``Tabaski (date probable, à confirmer)``."""
        name = in_language(self.name, language)
        return name if self.certain else in_language(_PROBABLE, language).format(name=name)


_PROBABLE = {"fr": "{name} (date probable, à confirmer)", "en": "{name} (probable date, to be confirmed)"}
_REST = (
    {"fr": "lundi, jour de repos", "en": "Monday, a rest day"},
    {"fr": "mardi, jour de repos", "en": "Tuesday, a rest day"},
    {"fr": "mercredi, jour de repos", "en": "Wednesday, a rest day"},
    {"fr": "jeudi, jour de repos", "en": "Thursday, a rest day"},
    {"fr": "vendredi, jour de repos", "en": "Friday, a rest day"},
    {"fr": "samedi, jour de repos", "en": "Saturday, a rest day"},
    {"fr": "dimanche, jour de repos", "en": "Sunday, a rest day"},
)


def days_off(calendar: Calendar, day: date) -> tuple[DayOff, ...]:
    """Return every reason why ``day`` is off, the certain ones first; empty on a working day."""
    certain = [DayOff(day, Why.HOLIDAY, each.name) for each in calendar.fixed_on.get((day.month, day.day), ())]
    if calendar.easter:
        offset = (day - easter_sunday(day.year)).days
        certain += [DayOff(day, Why.HOLIDAY, each.name) for each in calendar.easter if each.offset == offset]
    announced = calendar.announced_on.get(day, ())
    certain += [DayOff(day, Why.HOLIDAY, each.name) for each in announced if each.confirmed]
    if day.weekday() in calendar.rest_days:
        certain.append(DayOff(day, Why.REST, _REST[day.weekday()]))
    probable = [DayOff(day, Why.HOLIDAY, each.name, certain=False) for each in announced if not each.confirmed]
    return (*certain, *probable)


def is_working(calendar: Calendar, day: date) -> bool:
    """Tell whether ``day`` is worked. A feast's probable day counts as off until another is confirmed."""
    return not days_off(calendar, day)


def possibly_off(calendar: Calendar, day: date) -> tuple[DayOff, ...]:
    """Return the feasts whose probable day is the day before or after ``day``: the moon may still move them onto it.

    Empty where ``day`` is off anyway.
    """
    if not is_working(calendar, day):
        return ()
    beside = (
        each
        for neighbour in _neighbours(day)
        for each in calendar.announced_on.get(neighbour, ())
        if not each.confirmed
    )
    return tuple(DayOff(day, Why.HOLIDAY, each.name, certain=False) for each in beside)


def _neighbours(day: date) -> tuple[date, ...]:
    return tuple(day + step for step, edge in ((-_DAY, date.min), (_DAY, date.max)) if day != edge)


def next_working_day(calendar: Calendar, day: date) -> date:
    """Return ``day`` itself where it is worked, else the first working day after it.

    Raises
    ------
    Problem
        ``days-out-of-range``: none before the year 10000.
    """
    return day if is_working(calendar, day) else next(_working(calendar, day, _DAY))


def add_working_days(calendar: Calendar, start: date, count: int) -> date:
    """Return the ``count``-th working day after ``start``, before it where ``count`` is negative; 0: :func:`next_working_day`.

    ``start`` itself is never counted: the term runs from the day after (*dies a quo non computatur*).

    Raises
    ------
    Problem
        ``days-out-of-range``.
    """
    if count == 0:
        return next_working_day(calendar, start)
    days = _working(calendar, start, _DAY if count > 0 else -_DAY)
    for _ in range(abs(count) - 1):
        next(days)
    return next(days)


def working_days_between(calendar: Calendar, start: date, end: date) -> int:
    """Return how many working days lie after ``start``, up to and with ``end``; negative where ``end`` is earlier.

    So that ``working_days_between(c, d, add_working_days(c, d, n)) == n`` for every n but 0.
    """
    sign = 1 if end >= start else -1
    return sign * sum(
        is_working(calendar, start + timedelta(days=sign * step)) for step in range(1, abs((end - start).days) + 1)
    )


def _working(calendar: Calendar, start: date, step: timedelta) -> Iterator[date]:
    """Yield the working days beyond ``start``, the nearest first; refuse at either end of time."""
    day = start
    while True:
        try:
            day += step
        except OverflowError:
            raise refuse("days-out-of-range") from None
        if is_working(calendar, day):
            yield day
