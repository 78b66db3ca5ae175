"""What the calendar of the administration's country says of dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danaya.apps.commitments.models import Milestone
from danaya.apps.people.models import Administration
from danaya.engines.followup import TermDays
from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.scheduling import (
    Calendar,
    add_working_days,
    days_off,
    load_calendar,
    missing_years,
    next_working_day,
    possibly_off,
    working_days_between,
)

WEEKENDS = Calendar(frozenset({5, 6}), (), (), ())
MONTH = 21
"""Working days that a month of a model commitment is counted as."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days an administration works. ``known``: whether the product knows its country's holidays."""

    calendar: Calendar
    known: bool

    def missing(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years whose feasts nobody has entered yet."""
        return missing_years(self.calendar, first, last)

    def term(self, step: Milestone) -> TermDays:
        """Return what the calendar says of a milestone's dates."""
        return TermDays(
            working_days_between(self.calendar, step.starts, step.due),
            next_working_day(self.calendar, step.due),
            tuple(_words(day) for day in days_off(self.calendar, step.due)),
            tuple(_words(day) for day in possibly_off(self.calendar, step.due)),
        )

    def terms(self, steps: Iterable[Milestone]) -> dict[str, TermDays]:
        """Return the same for several, by key."""
        return {str(step.pk): self.term(step) for step in steps}

    def after_months(self, start: date, months: int) -> date:
        """Return the working day some months of work after ``start``."""
        return add_working_days(self.calendar, start, months * MONTH)


def days_of_administration() -> Days:
    """Return the working days of this installation's country; only its weekends where its holidays are not known here."""
    administration = Administration.current()
    try:
        return Days(load_calendar(administration.country.lower() if administration else ""), known=True)
    except Problem:
        return Days(WEEKENDS, known=False)


def _words(day: object) -> Text:
    return {code: day.in_words(code) for code in LANGUAGES}  # type: ignore[attr-defined]
