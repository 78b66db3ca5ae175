"""Charts of a common action plan as plain data: its calendar, its progress on both sides, what serves which objective."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A milestone on the row of its commitment: where it stands (``STATES``) and the day it is due.

    ``reference`` names it where others wait for it; ``first_due`` is the day first agreed, shown when it has moved; ``after`` are
    references of the rows and marks it waits for.
    """

    reference: str
    due: date
    state: str = "open"
    first_due: date | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A commitment or a milestone: a bar from start to due, of which a part is claimed and a part confirmed.

    Parameters
    ----------
    reference, label
        Its short name, unique in the chart (``C-03``), and what it is.
    claimed, confirmed
        Shares 0–1 of the bar; confirmed is never above claimed.
    first_due
        Day first agreed, shown when it has moved.
    state
        Drawn at the end of the bar where the row itself has one (a milestone, an abandoned commitment); empty: none.
    marks
        Milestones below the bar.
    after
        References of the rows and marks it waits for: an arrow, or words where they are far or not in this drawing.
    group
        Heading under which it stands with its neighbours of the same group (the owner's organisation).
    """

    reference: str
    label: str
    starts: date
    due: date
    claimed: float = 0.0
    confirmed: float = 0.0
    first_due: date | None = None
    state: str = ""
    marks: tuple[TimelineMark, ...] = ()
    after: tuple[str, ...] = ()
    group: str = ""


STATES = ("confirmed", "partly", "claimed", "silent", "contested", "open", "late", "abandoned")
"""Where a milestone stands; each has its shape. ``late`` follows from ``open`` and a day that has passed."""


def state_on(state: str, due: date, today: date) -> str:
    """Return where a milestone stands on ``today``: what is open past its day is late."""
    return "late" if state == "open" and due < today else state


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Bars along the calendar, in the order given, with milestones, moved dates, dependencies and a line for today.

    ``first`` and ``last`` bound the calendar; without them it holds all rows and, where it is near, today.
    """

    rows: tuple[TimelineRow, ...]
    today: date
    language: str
    first: date | None = None
    last: date | None = None
    continues: bool = False
    """The first row's group began on an earlier drawing."""

    def bounds(self) -> tuple[date, date]:
        """Return the first day of the first month and the last day of the last month of the calendar."""
        days = [day for row in self.rows for day in _days_of(row)] or [self.today]
        low, high = min(days), max(days)
        near = (high - low).days + 366
        if abs((self.today - low).days) <= near or abs((self.today - high).days) <= near:
            low, high = min(low, self.today), max(high, self.today)
        return self.first or low.replace(day=1), self.last or _month_end(high)


def _days_of(row: TimelineRow) -> list[date]:
    days = [row.starts, row.due, row.first_due]
    days += [day for mark in row.marks for day in (mark.due, mark.first_due)]
    return [day for day in days if day is not None]


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """What is claimed and what is confirmed of one commitment: shares 0–1, confirmed and contested within claimed.

    ``words`` stand beside the two bars, claimed first (``déclaré 4 sur 5``); empty: the shares as percentages.
    """

    reference: str
    label: str
    claimed: float
    confirmed: float
    contested: float = 0.0
    words: tuple[str, str] | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """Two bars a row, claimed over confirmed, never one number; ``axis`` says of what 100 % is the whole."""

    rows: tuple[ProgressRow, ...]
    axis: str
    language: str
    continues: bool = False


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A commitment at the head of a column: its reference, and what it is (said where no objective stands behind it)."""

    reference: str
    label: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An objective and the references of the commitments that serve it; ``group`` is the framework it belongs to."""

    reference: str
    label: str
    columns: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Objectives × commitments: a dot where one serves the other; what stands alone is said in words."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    language: str
    alone: tuple[str, ...] | None = None
    """References of the commitments without objective; None: those without a dot in ``rows``."""
    continues: bool = False
    goes_on: bool = False
    """More rows follow on another drawing: the commitments without objective are named there."""

    def alone_columns(self) -> tuple[MatrixColumn, ...]:
        """Return the commitments that serve no objective."""
        served = {reference for row in self.rows for reference in row.columns}
        alone = self.alone
        if alone is None:
            return tuple(column for column in self.columns if column.reference not in served)
        return tuple(column for column in self.columns if column.reference in alone)
