"""A chart too tall for a page, as several charts of the same scale."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from danaya.engines.publishing.charts import (
    AgreementChart,
    Chart,
    DifferenceChart,
    LikertChart,
    PanelsChart,
    ProfileChart,
    Series,
)
from danaya.engines.publishing.drawing import chart_svg
from danaya.engines.publishing.plan_charts import MatrixChart, ProgressChart, TimelineChart

GROUPED = (TimelineChart, ProgressChart, MatrixChart)
ROOM_WIDTH, ROOM_ROWS, ROOM_SHARE = 1920, 8, 0.8
_HEIGHT = re.compile(r' height="([\d.]+)"')


def svg_height(svg: str) -> float:
    """Return the height of a drawing in its own unit."""
    found = _HEIGHT.search(svg)
    return float(found.group(1)) if found else 0.0


def chart_parts(chart: Chart, *, width: int, limit: float, theme: str = "print") -> tuple[Chart, ...]:
    """Split a chart into few that are each at most ``limit`` high: rows in order, shared evenly, or filling each where they have groups.

    A single row higher than ``limit`` stays whole.
    """

    def high(part: Chart) -> float:
        return svg_height(chart_svg(part, width=width, theme=theme))

    height, rows = high(chart), row_count(chart)
    if height <= limit or rows < 2:
        return (chart,)
    if isinstance(chart, GROUPED):
        return tuple(_filled(chart, high, limit, max(int(rows * limit / height), 1)))
    count = min(math.ceil(height / limit), rows)
    while True:
        size = math.ceil(rows / count)
        parts = tuple(take_rows(chart, start, start + size) for start in range(0, rows, size))
        if count == rows or max(map(high, parts)) <= limit:
            return parts
        count = min(count + 1, rows)


def _filled(
    chart: TimelineChart | ProgressChart | MatrixChart, high: Callable[[Chart], float], limit: float, guess: int
) -> Iterator[Chart]:
    """Yield parts that each hold as many rows as fit; no heading stands over one row alone at the end of a part."""
    start, rows = 0, len(chart.rows)
    while start < rows:
        stop = min(start + guess, rows)
        while stop < rows and high(take_rows(chart, start, stop + 1)) <= limit:
            stop += 1
        while stop > start + 1 and high(take_rows(chart, start, stop)) > limit:
            stop -= 1
        if stop < rows and stop - start > 2 and _is_alone(chart, stop - 1):
            stop -= 1
        yield take_rows(chart, start, stop)
        start = stop


def _is_alone(chart: TimelineChart | ProgressChart | MatrixChart, place: int) -> bool:
    """Tell whether a row begins its group and the next one goes on with it."""
    before, row, after = (chart.rows[at].group for at in (place - 1, place, place + 1))
    return bool(row) and before != row == after


def room_parts(chart: Chart, *, width: int = ROOM_WIDTH) -> tuple[Chart, ...]:
    """Split a chart over projected images of 16:9: at most eight rows on each, a fifth of the height left for a title.

    A single statement too long for one image stays whole and is drawn higher.
    """
    limit = width * 9 / 16 * ROOM_SHARE
    rows = row_count(chart)
    groups = [take_rows(chart, start, start + ROOM_ROWS) for start in range(0, rows, ROOM_ROWS)] or [chart]
    return tuple(part for group in groups for part in chart_parts(group, width=width, limit=limit, theme="room"))


def row_count(chart: Chart) -> int:
    """Return how many rows or panels a chart has."""
    return len(chart.panels) if isinstance(chart, PanelsChart) else len(chart.rows)


def take_rows(chart: Chart, start: int, stop: int) -> Chart:
    """Return the chart of the rows from ``start`` to before ``stop``."""
    return _TAKE[type(chart)](chart, slice(start, stop))


def _series(series: tuple[Series, ...], part: slice) -> tuple[Series, ...]:
    return tuple(replace(one, points=one.points[part]) for one in series)


def _likert(chart: LikertChart, part: slice) -> LikertChart:
    return replace(chart, rows=chart.rows[part])


def _difference(chart: DifferenceChart, part: slice) -> DifferenceChart:
    return replace(chart, rows=chart.rows[part], points=chart.points[part])


def _profile(chart: ProfileChart, part: slice) -> ProfileChart:
    return replace(chart, rows=chart.rows[part], series=_series(chart.series, part))


def _panels(chart: PanelsChart, part: slice) -> PanelsChart:
    return replace(chart, panels=chart.panels[part], series=_series(chart.series, part))


def _agreement(chart: AgreementChart, part: slice) -> AgreementChart:
    groups = tuple(replace(one, votes=one.votes[part]) for one in chart.groups)
    return replace(chart, rows=chart.rows[part], groups=groups, figures=chart.figures[part])


def _continues(chart: TimelineChart | ProgressChart | MatrixChart, part: slice) -> bool:
    """Tell whether the group of a part's first row began before it."""
    start, rows = part.start, chart.rows
    if not 0 < start < len(rows):
        return chart.continues
    return bool(rows[start].group) and rows[start].group == rows[start - 1].group


def _timeline(chart: TimelineChart, part: slice) -> TimelineChart:
    """Return rows on the calendar of the whole."""
    first, last = chart.bounds()
    return replace(chart, rows=chart.rows[part], first=first, last=last, continues=_continues(chart, part))


def _progress(chart: ProgressChart, part: slice) -> ProgressChart:
    return replace(chart, rows=chart.rows[part], continues=_continues(chart, part))


def _matrix(chart: MatrixChart, part: slice) -> MatrixChart:
    """Return rows that know which commitments stand alone in the whole."""
    alone = tuple(column.reference for column in chart.alone_columns())
    goes_on = chart.goes_on or part.stop < len(chart.rows)
    return replace(chart, rows=chart.rows[part], alone=alone, continues=_continues(chart, part), goes_on=goes_on)


_TAKE: dict[type, Callable[[Any, slice], Chart]] = {
    LikertChart: _likert,
    DifferenceChart: _difference,
    ProfileChart: _profile,
    PanelsChart: _panels,
    AgreementChart: _agreement,
    TimelineChart: _timeline,
    ProgressChart: _progress,
    MatrixChart: _matrix,
}
