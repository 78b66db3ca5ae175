"""Differences: one dot per row with the interval of the difference, the zero line, and the figures in a column."""

from danaya.engines.language import interval, signed, typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.charts import DifferenceChart, Point
from danaya.engines.publishing.colours import LINE, MARK, MUTED
from danaya.engines.publishing.drawings.profile import draw_point
from danaya.engines.publishing.drawings.rows import (
    MARKED,
    Row,
    Scale,
    clear_ground,
    difference_ticks,
    draw_axis,
    is_stacked,
    lay_rows,
    reason_words,
    write_names,
    write_reason,
)
from danaya.engines.publishing.words import say


def draw_difference(chart: DifferenceChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em, stacked = canvas.theme.em, is_stacked(canvas)
    column = _column(canvas, chart)
    longest = max((canvas.wide(name) for name in chart.rows), default=0) + 1
    room = canvas.width if stacked else min(max(canvas.width * 0.55 - column, canvas.width * 0.28), longest)
    left, right = (em(1.4), canvas.width - em(1.4)) if stacked else (room + em(1.8), canvas.width - column - em(2))
    scale = Scale(-chart.bound, chart.bound, left, right)
    names = [canvas.wrapped(typeset(name, chart.language), room) for name in chart.rows]
    texts = [
        _value_lines(canvas, chart, point, canvas.width if stacked else column, canvas.width - left)
        for point in chart.points
    ]
    after = [len(lines) for lines in texts]
    least = [em(1.6) if stacked else max(em(2.3), count * canvas.leading + em(0.8)) for count in after]
    if stacked:
        least = [
            0.0 if point.status == "not_comparable" else height
            for point, height in zip(chart.points, least, strict=True)
        ]
    top = _key(canvas, chart, left if not stacked else 0.0)
    rows = lay_rows(canvas, names, top, least, after, stacked=stacked)
    bottom = rows[-1].bottom if rows else top
    ticks = difference_ticks(chart.bound, chart.language, as_percent=chart.as_percent)
    end = draw_axis(canvas, scale, ticks, top, bottom, typeset(chart.axis, chart.language))
    canvas.line(scale.at(0), top, scale.at(0), bottom, stroke=LINE, width=em(0.1))
    for row, point, lines in zip(rows, chart.points, texts, strict=True):
        _draw_row(canvas, chart, scale, row, point, lines)
    write_names(canvas, rows, stacked=stacked)
    return end


def _key(canvas: Canvas, chart: DifferenceChart, start: float) -> float:
    """Say once, above the plot, what a hollow grey mark means; return where it ends."""
    em = canvas.theme.em
    if not any(_is_unsure(point) for point in chart.points):
        return em(0.4)
    canvas.mark(chart.role, start + canvas.radius, em(0.77), hollow=True, colour=MUTED)
    canvas.text(start + em(1.2), em(1.1), typeset(chart.none_shown, chart.language), fill=MUTED)
    return em(1.9)


def _is_unsure(point: Point) -> bool:
    return point.status in MARKED and point.status != "reported" and crosses_zero(point)


def crosses_zero(point: Point) -> bool:
    """Tell whether the interval of a difference holds zero."""
    return point.low is not None and point.high is not None and point.low <= 0 <= point.high


def figures(chart: DifferenceChart, point: Point) -> str:
    """Return ``−2,3 [−3,0 ; −1,6]`` as the column shows it."""
    times = 100 if chart.as_percent else 1
    value = None if point.value is None else point.value * times
    text = signed(value, chart.language, chart.decimals)
    if point.low is None or point.high is None:
        return text
    return f"{text} {interval(point.low * times, point.high * times, chart.language, chart.decimals)}"


def _column(canvas: Canvas, chart: DifferenceChart) -> float:
    shown = [figures(chart, point) for point in chart.points if point.status in MARKED]
    return max((canvas.wide(text) for text in shown), default=canvas.theme.em(3)) + 1


def _value_lines(canvas: Canvas, chart: DifferenceChart, point: Point, width: float, whole: float) -> tuple[str, ...]:
    if point.status not in MARKED or point.value is None:
        if is_stacked(canvas) and point.status != "not_comparable":
            return ()
        narrow = point.status == "not_comparable" and not is_stacked(canvas)
        return canvas.wrapped(reason_words(point, chart.language), whole if narrow else width)
    lines: tuple[str, ...] = (figures(chart, point).replace(" ", "\u00a0"),)
    if point.status == "reported":
        return lines + canvas.wrapped(say("reported", chart.language), width)
    return lines


def _draw_row(
    canvas: Canvas, chart: DifferenceChart, scale: Scale, row: Row, point: Point, lines: tuple[str, ...]
) -> None:
    em = canvas.theme.em
    drawn = point.status in MARKED and point.value is not None
    if drawn:
        unsure = _is_unsure(point)
        draw_point(canvas, scale, row.marks, chart.role, point, MUTED if unsure else MARK[chart.role], hollow=unsure)
    elif point.status == "not_comparable":
        clear_ground(canvas, 0 if is_stacked(canvas) else scale.left - em(0.4), row)
    else:
        write_reason(canvas, scale, row.marks, (reason_words(point, chart.language),), (), (0.25,))
    x, baseline = _text_place(canvas, scale, row, point, lines)
    for place, line in enumerate(lines):
        quiet = place > 0 or not drawn
        canvas.text(
            x, baseline + place * canvas.leading, line, fill=MUTED if quiet else MARK["single"], halo=is_stacked(canvas)
        )


def _text_place(canvas: Canvas, scale: Scale, row: Row, point: Point, lines: tuple[str, ...]) -> tuple[float, float]:
    em = canvas.theme.em
    if is_stacked(canvas):
        return 0.0, row.bottom - em(0.8) - (len(lines) - 1) * canvas.leading - em(0.25)
    x = scale.left if point.status == "not_comparable" else scale.right + em(2)
    return x, row.marks - (len(lines) - 1) * canvas.leading / 2 + em(0.36)
