"""Days along a line: which months are named, and where a day stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from danaya.engines.language import typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.colours import HAIR, LINE, MUTED

MOST_TICKS = 6
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
"""Months between two named ones."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days to places: ``first`` at ``left``, the end of ``last`` at ``right``."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date, *, end: bool = False) -> float:
        """Return the place of a day's beginning, or of its end."""
        whole = (self.last - self.first).days + 1
        part = ((day - self.first).days + end) / whole
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)


def month_ticks(first: date, last: date, language: str) -> list[tuple[date, str]]:
    """Return at most six months with their names; the year stands at the first and wherever it changes."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in STEPS if months / step <= MOST_TICKS), STEPS[-1])
    ticks, year = list[tuple[date, str]](), 0
    number = first.year * 12 + first.month - 1
    number += -number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= last:
        ticks.append((day, _month(day, language, year=day.year != year, whole=step >= 12)))
        year, number = day.year, number + step
    return ticks


@lru_cache(maxsize=1024)
def _month(day: date, language: str, *, year: bool, whole: bool) -> str:
    from babel.dates import format_date  # noqa: PLC0415  # slow import

    form = "y" if whole else "MMM y" if year else "MMM"
    return typeset(str(format_date(day, form, locale=language)), language)


def draw_months(canvas: Canvas, days: Days, ticks: list[tuple[date, str]], top: float, bottom: float) -> float:
    """Draw a thin line at each named month, its name over the rows and again under them; return where that ends."""
    em = canvas.theme.em
    for day, _ in ticks:
        x = days.at(day)
        canvas.line(x, top, x, bottom, stroke=HAIR)
    for y in (top, bottom):
        canvas.line(days.left, y, days.right, y, stroke=LINE, width=em(0.06))
    for y in (top - em(0.5), bottom + em(1.2)):
        _name_months(canvas, days, ticks, y)
    return bottom + em(1.7)


def _name_months(canvas: Canvas, days: Days, ticks: list[tuple[date, str]], y: float) -> None:
    """Write the names that have room, each as near to its line as the edges allow."""
    taken = -canvas.theme.em(1)
    for day, name in ticks:
        half = canvas.wide(name, small=True) / 2
        x = min(max(days.at(day), half), canvas.width - half)
        if x - half >= taken + canvas.theme.em(0.5):
            canvas.text(x, y, name, fill=MUTED, anchor="middle", size=canvas.theme.small)
            taken = x + half


def is_within(days: Days, day: date) -> bool:
    """Tell whether a day stands on this calendar."""
    return days.first - timedelta(days=1) < day <= days.last
