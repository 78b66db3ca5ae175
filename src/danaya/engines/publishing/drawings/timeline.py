"""The plan along the calendar: a bar a row, milestones below it, moved dates tied to the new ones, arrows, a line for today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danaya.engines.language import day_in_words, typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.colours import INK
from danaya.engines.publishing.drawings.calendar import Days, draw_months, is_within, month_ticks
from danaya.engines.publishing.drawings.groups import Laid, Name, lay_groups, write_group_names, write_headings
from danaya.engines.publishing.drawings.patterns import (
    Area,
    KeyEntry,
    draw_arrow,
    draw_bar,
    draw_first_date,
    draw_state,
    mark_reach,
    part_entry,
    state_entry,
    write_key,
)
from danaya.engines.publishing.drawings.rows import Row, is_stacked
from danaya.engines.publishing.plan_charts import STATES, TimelineChart, TimelineMark, TimelineRow, state_on
from danaya.engines.publishing.words import say

NAMES = 0.38
"""Part of the width that names may take."""
BAR = 0.78
"""Ems of the height of a bar."""
FARTHEST = 12
"""Rows between two that an arrow joins; farther, or on a telephone, words say it."""


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Heights within a row: the middle of its bar, of the line of a moved date above it, of its milestones below it."""

    bar: float
    moved: float
    marks: float


@dataclass(frozen=True, slots=True)
class _End:
    """Where an arrow may end or begin: the row it is in, its place, half its height."""

    row: int
    x: float
    y: float
    reach: float


def draw_timeline(chart: TimelineChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em, stacked = canvas.theme.em, is_stacked(canvas)
    known = _known(chart) if not stacked else {}
    room = canvas.width if stacked else _room(canvas, chart)
    names = [_words(canvas, chart, place, known, room) for place in range(len(chart.rows))]
    first, last = chart.bounds()
    days = Days(first, last, em(0.5) if stacked else room + em(1.2), canvas.width - em(0.7))
    top = write_key(canvas, _key(chart), 0.0) + em(1.3 if is_within(days, chart.today) else 0) + em(1.5)
    least = em(2.9 if any(row.marks for row in chart.rows) else 2.1)
    laid = lay_groups(canvas, names, top, least, chart.language, stacked=stacked, continues=chart.continues)
    end = draw_months(canvas, days, month_ticks(first, last, chart.language), top, laid.bottom)
    _write_today(canvas, chart, days, top)
    write_headings(canvas, laid)
    write_group_names(canvas, laid, names, stacked=stacked)
    lanes = [_lanes(canvas, row, laid_row) for row, laid_row in zip(chart.rows, laid.rows, strict=True)]
    places = [_mark_places(canvas, days, row.marks) for row in chart.rows]
    _draw_dependencies(canvas, chart, days, lanes, places, known)
    for row, lane in zip(chart.rows, lanes, strict=True):
        _draw_row(canvas, chart, days, row, lane)
    _draw_today(canvas, chart, days, _free(canvas, laid, top, stacked=stacked))
    for row, lane, xs in zip(chart.rows, lanes, places, strict=True):
        _draw_marks(canvas, chart, days, row, lane, xs)
    return end


def _rows(chart: TimelineChart) -> Iterator[tuple[int, TimelineRow]]:
    return enumerate(chart.rows)


def _room(canvas: Canvas, chart: TimelineChart) -> float:
    longest = max((canvas.wide(_name(row, chart.language)) for row in chart.rows), default=0) + 1
    return min(canvas.width * NAMES, longest)


def _name(row: TimelineRow, language: str) -> str:
    return typeset(f"{row.reference} {row.label}".strip(), language)


def _words(canvas: Canvas, chart: TimelineChart, place: int, known: dict[str, int], room: float) -> Name:
    """Return a row's name, and what it waits for where no arrow can say it."""
    row = chart.rows[place]
    waits = [reference for one in _of(row) for reference in one.after]
    far = dict.fromkeys(reference for reference in waits if not _is_near(known, reference, place))
    after = say("after", chart.language).format(references=", ".join(far)) if far else ""
    remark = canvas.wrapped(after, room) if after else ()
    return Name(canvas.wrapped(_name(row, chart.language), room), remark, row.group)


def _of(row: TimelineRow) -> list[TimelineRow | TimelineMark]:
    """Return a row and its milestones: both have a day, a first one, and what they wait for."""
    return [row, *row.marks]


def _known(chart: TimelineChart) -> dict[str, int]:
    """Return the row in which each reference is drawn."""
    return {name: place for place, row in _rows(chart) for name in (row.reference, *(m.reference for m in row.marks))}


def _is_near(known: dict[str, int], reference: str, place: int) -> bool:
    return reference in known and abs(known[reference] - place) <= FARTHEST


def _key(chart: TimelineChart) -> list[KeyEntry]:
    """Return what this drawing has, each pattern and shape named once."""
    language = chart.language
    bars = (
        ("confirmed", any(row.confirmed > 0 for row in chart.rows)),
        ("claimed", any(row.claimed > row.confirmed for row in chart.rows)),
    )
    entries = [part_entry(look, say(f"{look}_part", language)) for look, found in bars if found]
    found = {state_on(mark.state, mark.due, chart.today) for row in chart.rows for mark in row.marks}
    found |= {state_on(row.state, row.due, chart.today) for row in chart.rows if row.state}
    entries += [state_entry(state, say(state, language)) for state in STATES if state in found]
    if any(_is_moved(one) for row in chart.rows for one in _of(row)):
        entries.append(KeyEntry(say("first_due", language), 1.6, _draw_moved_sign))
    if any(one.after for row in chart.rows for one in _of(row)):
        entries.append(KeyEntry(say("waits_for", language), 1.5, _draw_arrow_sign))
    return entries


def _draw_moved_sign(canvas: Canvas, x: float, y: float) -> None:
    em = canvas.theme.em
    draw_arrow(canvas, [(x + em(0.3), y), (x + em(1.6), y)], dash=_dashes(canvas))
    draw_first_date(canvas, x + em(0.15), y, em(0.8))


def _draw_arrow_sign(canvas: Canvas, x: float, y: float) -> None:
    em = canvas.theme.em
    draw_arrow(canvas, [(x, y - em(0.3)), (x + em(1.2), y - em(0.3)), (x + em(1.2), y + em(0.45))])


def _dashes(canvas: Canvas) -> str:
    return f"{canvas.theme.em(0.16):.2f}"


def _is_moved(one: TimelineRow | TimelineMark) -> bool:
    return one.first_due is not None and one.first_due != one.due


def _lanes(canvas: Canvas, row: TimelineRow, laid: Row) -> _Lanes:
    em = canvas.theme.em
    bar = laid.marks - em(0.42 if row.marks else 0)
    return _Lanes(bar, bar - em(BAR / 2 + 0.32), laid.marks + em(0.75))


def _free(canvas: Canvas, laid: Laid, top: float, *, stacked: bool) -> list[tuple[float, float]]:
    """Return the heights between headings, and between names that stand over the plot."""
    em = canvas.theme.em
    taken = [(one.top, one.top + len(one.lines) * canvas.leading + em(0.8)) for one in laid.headings]
    if stacked:
        taken += [(row.top, row.top + len(row.lines) * canvas.leading + em(0.2)) for row in laid.rows]
    free, start = list[tuple[float, float]](), top
    for low, high in (*sorted(taken), (laid.bottom, laid.bottom)):
        if low > start:
            free.append((start, low))
        start = high
    return free


def _draw_today(canvas: Canvas, chart: TimelineChart, days: Days, free: Sequence[tuple[float, float]]) -> None:
    """Draw today's line where there is room for it, with its day in words above the months."""
    if not is_within(days, chart.today):
        return
    em, x = canvas.theme.em, days.at(chart.today)
    for start, stop in free:
        canvas.line(x, start, x, stop, stroke=INK, width=em(0.13))


def _write_today(canvas: Canvas, chart: TimelineChart, days: Days, top: float) -> None:
    if is_within(days, chart.today):
        words = say("today", chart.language).format(day=day_in_words(chart.today, chart.language))
        half, x = canvas.wide(words, weight=600) / 2, days.at(chart.today)
        place = min(max(x, half), canvas.width - half)
        canvas.text(place, top - canvas.theme.em(1.75), words, anchor="middle", weight=600)


def _draw_row(canvas: Canvas, chart: TimelineChart, days: Days, row: TimelineRow, lane: _Lanes) -> None:
    em = canvas.theme.em
    left, right = days.at(row.starts), days.at(row.due, end=True)
    area = Area(left, lane.bar - em(BAR / 2), max(right - left, em(0.3)), em(BAR))
    draw_bar(canvas, area, row.claimed, row.confirmed)
    if _is_moved(row) and row.first_due is not None:
        was = days.at(row.first_due, end=True)
        if abs(was - right) > em(0.5):
            draw_arrow(canvas, [(was, lane.moved), (right, lane.moved)], dash=_dashes(canvas))
        draw_first_date(canvas, was, lane.bar - em(0.16), em(BAR + 0.5))
    if row.state:
        draw_state(canvas, state_on(row.state, row.due, chart.today), area.x + area.width, lane.bar)


def _mark_places(canvas: Canvas, days: Days, marks: Sequence[TimelineMark]) -> list[float]:
    """Return where milestones stand, pushed apart where they would cover each other."""
    order = sorted(range(len(marks)), key=lambda place: marks[place].due)
    found, reach = [0.0] * len(marks), mark_reach(canvas)
    least = -canvas.width
    for place in order:
        found[place] = max(days.at(marks[place].due, end=True), least)
        least = found[place] + 2.2 * reach
    most = days.right
    for place in reversed(order):
        found[place] = min(found[place], most)
        most = found[place] - 2.2 * reach
    return found


def _draw_marks(
    canvas: Canvas, chart: TimelineChart, days: Days, row: TimelineRow, lane: _Lanes, xs: Sequence[float]
) -> None:
    em = canvas.theme.em
    for mark, x in zip(row.marks, xs, strict=True):
        if _is_moved(mark) and mark.first_due is not None:
            was = days.at(mark.first_due, end=True)
            if abs(was - x) > em(0.9):
                stop = x - em(0.55) if was < x else x + em(0.55)
                draw_arrow(canvas, [(was, lane.marks), (stop, lane.marks)], dash=_dashes(canvas))
            draw_first_date(canvas, was, lane.marks, em(0.8))
    for mark, x in zip(row.marks, xs, strict=True):
        draw_state(canvas, state_on(mark.state, mark.due, chart.today), x, lane.marks)


def _draw_dependencies(
    canvas: Canvas,
    chart: TimelineChart,
    days: Days,
    lanes: Sequence[_Lanes],
    places: Sequence[Sequence[float]],
    known: dict[str, int],
) -> None:
    """Draw an arrow from the end of what is waited for to the start of what waits, where both are near in this drawing."""
    reach, half = mark_reach(canvas), canvas.theme.em(BAR / 2)
    ends, starts = dict[str, _End](), dict[str, _End]()
    for place, row in _rows(chart):
        lane = lanes[place]
        ends[row.reference] = _End(place, days.at(row.due, end=True), lane.bar, half)
        starts[row.reference] = _End(place, days.at(row.starts) + half, lane.bar, half)
        for mark, x in zip(row.marks, places[place], strict=True):
            ends[mark.reference] = starts[mark.reference] = _End(place, x, lane.marks, reach * 1.3)
    for place, row in _rows(chart):
        for one in _of(row):
            for reference in one.after:
                if _is_near(known, reference, place):
                    _draw_dependency(canvas, ends[reference], starts[one.reference])


def _draw_dependency(canvas: Canvas, start: _End, stop: _End) -> None:
    """Draw along the row to where the other begins, then down or up to it; back on a line between rows where that is earlier."""
    em = canvas.theme.em
    if start.row == stop.row and start.y == stop.y:
        draw_arrow(canvas, [(start.x + start.reach, start.y), (stop.x - stop.reach, stop.y)])
        return
    way = 1 if stop.y > start.y else -1
    foot = stop.y - way * stop.reach
    if stop.x >= start.x + em(0.8):
        draw_arrow(canvas, [(start.x, start.y), (stop.x, start.y), (stop.x, foot)])
        return
    out, back = start.x + em(0.8), foot - way * em(0.5)
    draw_arrow(canvas, [(start.x, start.y), (out, start.y), (out, back), (stop.x, back), (stop.x, foot)])
