"""Values over time: a dot per period, a line between neighbours, the first and the last value in figures."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from danaya.engines.language import number, typeset
from danaya.engines.publishing.canvas import Canvas, theme_of
from danaya.engines.publishing.colours import HAIR, INK, LINE, MUTED
from danaya.engines.publishing.drawings.rows import Scale, is_stacked
from danaya.engines.publishing.values import DatedValue, ValuesChart

TALL, LOW = 17, 13
"""Ems of height of the plot, and on a narrow drawing."""
STEPS = tuple(base * 10**power for power in range(-4, 12) for base in (1, 2, 2.5, 5))
MOST_TICKS = 5
FROM_ZERO = 0.5
"""Where the lowest value is under this part of the highest, the axis begins at zero: a small change is not made to look large."""


@lru_cache(maxsize=64)
def values_svg(chart: ValuesChart, *, width: int, title: str = "", alt: str = "", theme: str = "screen") -> str:
    """Draw a chart of values at its final size; ``width``, ``theme`` and what is returned as for ``chart_svg``."""
    canvas = Canvas(width, theme_of(theme, width))
    height = draw_values(chart, canvas)
    return canvas.svg(round(height + 0.5), typeset(title, chart.language), typeset(alt, chart.language))


def draw_values(chart: ValuesChart, canvas: Canvas) -> float:
    """Draw the chart and return its height; nothing is drawn of no values."""
    em = canvas.theme.em
    if not chart.values:
        return em(1)
    ticks = value_ticks(chart)
    left = max(canvas.wide(_text(chart, tick), small=True) for tick in ticks) + em(0.9)
    ends = [canvas.wide(_text(chart, one.value), weight=600) / 2 for one in (chart.values[0], chart.values[-1])]
    inset = max(em(1), canvas.wide("2000", small=True) / 2, *ends)
    times = Scale(0, max(_days(chart), 1), left + inset, canvas.width - inset)
    top = _write_axis_title(canvas, chart)
    bottom = top + em(LOW if is_stacked(canvas) else TALL)
    heights = Scale(ticks[0], ticks[-1], bottom, top)
    for tick in ticks:
        canvas.line(left, heights.at(tick), canvas.width, heights.at(tick), stroke=HAIR)
        y = heights.at(tick) + em(0.32)
        canvas.text(left - em(0.5), y, _text(chart, tick), fill=MUTED, anchor="end", size=canvas.theme.small)
    _draw_target(canvas, chart, heights, left)
    days = [(one.day - chart.values[0].day).days for one in chart.values]
    middle = (times.left + times.right) / 2
    across = [middle] if len(days) == 1 else [times.at(day) for day in days]
    places = [(x, heights.at(one.value)) for x, one in zip(across, chart.values, strict=True)]
    _draw_line(canvas, chart, places)
    _write_ends(canvas, chart, places, (top, bottom))
    return _write_days(canvas, chart, times, (left, bottom))


def _days(chart: ValuesChart) -> int:
    return (chart.values[-1].day - chart.values[0].day).days


def _text(chart: ValuesChart, value: float) -> str:
    decimals = 0 if value == int(value) else max(chart.decimals, 1 if value * 10 == int(value * 10) else 2)
    return number(value, chart.language, decimals)


def value_ticks(chart: ValuesChart) -> list[float]:
    """Return at most six round values from below the lowest to above the highest, the target among them."""
    values = [one.value for one in chart.values] + ([] if chart.target is None else [chart.target])
    low, high = min(values), max(values)
    if low >= 0 and low < FROM_ZERO * high:
        low = 0.0
    elif high <= 0 and high > FROM_ZERO * low:
        high = 0.0
    spread = high - low or abs(high) or 1.0
    step = next(step for step in STEPS if spread / step <= MOST_TICKS - 1)
    first, last = int(low // step), -int(-high // step)
    last = max(last, first + 1)
    return [round(place * step, 10) for place in range(first, last + 1)]


def _write_axis_title(canvas: Canvas, chart: ValuesChart) -> float:
    """Write the unit above the plot and return where the plot begins."""
    em = canvas.theme.em
    lines = canvas.wrapped(typeset(chart.axis, chart.language), canvas.width) if chart.axis else ()
    for place, line in enumerate(lines):
        canvas.text(0, em(1.1) + place * canvas.leading, line, fill=MUTED, size=canvas.theme.small)
    return em(1.4) + len(lines) * canvas.leading


def _draw_target(canvas: Canvas, chart: ValuesChart, heights: Scale, left: float) -> None:
    if chart.target is None:
        return
    y, em = heights.at(chart.target), canvas.theme.em
    canvas.line(left, y, canvas.width, y, stroke=MUTED, width=em(0.1), dash=f"{em(0.4):.2f} {em(0.3):.2f}")
    words = typeset(f"{chart.target_name} {_text(chart, chart.target)}".strip(), chart.language)
    canvas.text(left + em(0.3), y - em(0.35), words, fill=MUTED, size=canvas.theme.small, halo=True)


def _draw_line(canvas: Canvas, chart: ValuesChart, places: Sequence[tuple[float, float]]) -> None:
    for place in range(1, len(places)):
        if chart.follows(place):
            canvas.line(*places[place - 1], *places[place], stroke=LINE, width=canvas.theme.em(0.14))
    for x, y in places:
        canvas.mark("single", x, y)


def _write_ends(
    canvas: Canvas, chart: ValuesChart, places: Sequence[tuple[float, float]], plot: tuple[float, float]
) -> None:
    """Write the first and the last value at their dots: on the side away from the neighbour, if there is room in the plot."""
    em, (top, bottom) = canvas.theme.em, plot
    for place in {0, len(places) - 1}:
        x, y = places[place]
        beside = places[1 if place == 0 else place - 1][1] if len(places) > 1 else y
        above, below = y - top > em(1.8), bottom - y > em(1.8)
        baseline = y - em(0.7) if (above and beside >= y) or not below else y + em(1.5)
        text = number(chart.values[place].value, chart.language, chart.decimals)
        canvas.text(x, baseline, text, anchor="middle", weight=600, fill=INK, halo=True)


def _write_days(canvas: Canvas, chart: ValuesChart, times: Scale, corner: tuple[float, float]) -> float:
    """Draw the axis of time with years where there are several, else the names of the first and last period."""
    em, (left, bottom) = canvas.theme.em, corner
    canvas.line(left, bottom, canvas.width, bottom, stroke=LINE, width=em(0.06))
    baseline = bottom + em(1.3)
    marks = _years(canvas, chart, times)
    for x, words in marks:
        canvas.line(x, bottom, x, bottom + em(0.35), stroke=LINE)
        canvas.text(x, baseline + em(0.2), words, fill=MUTED, anchor="middle", size=canvas.theme.small)
    if not marks:
        _write_names(canvas, chart.values, (times, left), baseline + em(0.2))
    return baseline + em(0.8)


def _years(canvas: Canvas, chart: ValuesChart, times: Scale) -> list[tuple[float, str]]:
    """Return where years stand that are not too near each other: below their last day in yearly series, else at their first."""
    first, last = chart.values[0].day, chart.values[-1].day
    if last.year == first.year:
        return []
    yearly = chart.months >= 12
    days = [date(year, 12, 31) if yearly else date(year, 1, 1) for year in range(first.year, last.year + 1)]
    marks = [(times.at((day - first).days), str(day.year)) for day in days if first <= day <= last]
    room = canvas.wide("2000", small=True) + canvas.theme.em(0.8)
    every = next((n for n in (1, 2, 5, 10) if len(marks) * room <= n * (times.right - times.left + room)), 20)
    return [mark for place, mark in enumerate(marks) if place % every == 0]


def _write_names(canvas: Canvas, values: Sequence[DatedValue], ends: tuple[Scale, float], baseline: float) -> None:
    """Write the names of the first and the last period under their dots; of a single one under the middle."""
    (times, left), small = ends, canvas.theme.small
    if len(values) == 1:
        middle = (times.left + times.right) / 2
        canvas.text(middle, baseline, values[0].name, fill=MUTED, anchor="middle", size=small)
        return
    canvas.text(canvas.width, baseline, values[-1].name, fill=MUTED, anchor="end", size=small)
    room = canvas.width - left - canvas.wide(values[-1].name, small=True) - canvas.theme.em(1)
    if canvas.wide(values[0].name, small=True) < room:
        canvas.text(left, baseline, values[0].name, fill=MUTED, size=small)
