"""Factor profile: dots with intervals on the whole scale, one row per factor, one mark and colour per side."""

from danaya.engines.language import typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.charts import Point, ProfileChart, Series
from danaya.engines.publishing.colours import MARK, MUTED
from danaya.engines.publishing.drawings.labels import Label, write_labels
from danaya.engines.publishing.drawings.rows import (
    MARKED,
    Row,
    Scale,
    count_text,
    draw_axis,
    is_stacked,
    lay_rows,
    name_part,
    overhang,
    reason_words,
    score_ticks,
    stacked_start,
    write_names,
    write_reason,
)
from danaya.engines.publishing.words import say

PITCH = 2.2
"""Height of a row in ems; sides stand 0.16 of it above and below its middle."""
OFFSET = 0.32


def draw_profile(chart: ProfileChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em, stacked = canvas.theme.em, is_stacked(canvas)
    counted = [series for series in chart.series if len({point.n for point in series.points}) > 1]
    column = max(
        (canvas.wide(count_text(p, chart.language), small=True) for s in counted for p in s.points), default=0
    ) + em(1.2)
    right = max(column, em(2.6)) * len(counted)
    room = canvas.width if stacked else min(canvas.width * name_part(canvas), _widest(canvas, chart.rows))
    ticks = score_ticks(chart.low, chart.high, chart.language)
    left = stacked_start(canvas, ticks) if stacked else room + em(1.2)
    scale = Scale(chart.low, chart.high, left, canvas.width - right - max(em(0.9), overhang(canvas, ticks)))
    names = [canvas.wrapped(typeset(name, chart.language), room) for name in chart.rows]
    labels = _labels(canvas, chart, scale)
    # The heads of the columns of n stand under the names of the sides, never beside them.
    top = write_labels(canvas, labels, left if not stacked else 0) + (em(1.3) if counted else 0)
    least = em(max(PITCH, OFFSET * PITCH * len(chart.series) + 1.1))
    rows = lay_rows(canvas, names, top, [least] * len(names), stacked=stacked)
    bottom = rows[-1].bottom if rows else top
    end = draw_axis(canvas, scale, ticks, top, bottom, typeset(chart.axis, chart.language))
    write_names(canvas, rows, stacked=stacked)
    for place, row in enumerate(rows):
        _draw_row(canvas, chart, scale, row, place)
    _write_counts(canvas, chart, counted, rows, canvas.width - right, top)
    return end


def _widest(canvas: Canvas, names: tuple[str, ...]) -> float:
    return max((canvas.wide(name) for name in names), default=0) + 1


def _is_reported(series: Series) -> bool:
    drawn = [point for point in series.points if point.status in MARKED]
    return bool(drawn) and all(point.status == "reported" for point in drawn)


def _labels(canvas: Canvas, chart: ProfileChart, scale: Scale) -> list[Label]:
    labels = []
    for series in chart.series:
        first = next((point.value for point in series.points[:1] if point.value is not None), None)
        suffix = f" ({say('reported', chart.language)})" if _is_reported(series) else ""
        name = typeset(series.name, chart.language) + suffix
        wish = scale.at(first) if first is not None else (scale.left + scale.right) / 2
        labels.append(Label(series.role, name, wish))
    return labels


def _draw_row(canvas: Canvas, chart: ProfileChart, scale: Scale, row: Row, place: int) -> None:
    points = [(series, series.points[place]) for series in chart.series]
    heights = [
        row.marks + canvas.theme.em(PITCH * OFFSET * (order - (len(points) - 1) / 2)) for order in range(len(points))
    ]
    taken = [_reach(canvas, scale, point) for _, point in points if point.status in MARKED and point.value is not None]
    for (series, point), y in zip(points, heights, strict=True):
        if point.status in MARKED and point.value is not None:
            draw_point(canvas, scale, y, series.role, point)
            if point.status == "reported" and not _is_reported(series):
                _write_reported(canvas, scale, y, point, chart.language)
        else:
            words = _gap_words(canvas, scale, series, point, chart)
            taken.append(write_reason(canvas, scale, y, words, taken, (0.5, 0.25, 0.75, 0.1, 0.9)))


def _reach(canvas: Canvas, scale: Scale, point: Point) -> tuple[float, float]:
    value = point.value or 0.0
    low, high = (value if bound is None else bound for bound in (point.low, point.high))
    return scale.at(low) - canvas.theme.em(0.6), scale.at(high) + canvas.theme.em(0.6)


def _gap_words(canvas: Canvas, scale: Scale, series: Series, point: Point, chart: ProfileChart) -> tuple[str, ...]:
    words = reason_words(point, chart.language)
    if point.status == "not_comparable" and canvas.wide(words) > scale.right - scale.left:
        words = say("not_comparable", chart.language)
    if point.status != "protected" and len(chart.series) > 1:
        return f"{words} ({typeset(series.name, chart.language)})", words
    return (words,)


def draw_point(
    canvas: Canvas, scale: Scale, y: float, role: str, point: Point, colour: str | None = None, *, hollow: bool = False
) -> None:
    """Draw an estimate: its interval, then its mark; hollow when it was only reported."""
    if point.value is None:
        return
    colour = colour or MARK[role]
    if point.low is not None and point.high is not None:
        canvas.interval(scale.at(point.low), scale.at(point.high), y, colour, modelled=point.status == "modelled")
    canvas.mark(role, scale.at(point.value), y, hollow=hollow or point.status == "reported", colour=colour)


def _write_reported(canvas: Canvas, scale: Scale, y: float, point: Point, language: str) -> None:
    words, (start, end) = say("reported", language), _reach(canvas, scale, point)
    wide = canvas.wide(words, small=True)
    x = end if end + wide < scale.right else start - wide
    canvas.text(x, y + canvas.theme.em(0.3), words, fill=MUTED, size=canvas.theme.small, halo=True)


def _write_counts(
    canvas: Canvas, chart: ProfileChart, counted: list[Series], rows: list[Row], left: float, top: float
) -> None:
    """Write the columns of n at the right, one for each side whose n differs from row to row."""
    em = canvas.theme.em
    for order, series in enumerate(counted):
        x = left + (order + 1) * (canvas.width - left) / len(counted)
        canvas.text(x, top - em(0.3), "n", fill=MUTED, anchor="end", size=canvas.theme.small)
        if len(chart.series) > 1:
            canvas.mark(series.role, x - em(1.2), top - em(0.6))
        for row, point in zip(rows, series.points, strict=True):
            text = count_text(point, chart.language)
            canvas.text(x, row.marks + em(0.33), text, fill=MUTED, anchor="end", size=canvas.theme.small)
