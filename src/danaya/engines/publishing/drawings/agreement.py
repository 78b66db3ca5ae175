"""Shared and dividing statements: a dot per group on 0–100 % with its 90 % interval, a tick at the lowest lower bound."""

from danaya.engines.language import typeset
from danaya.engines.publishing.agreement import votes_in_words
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.charts import AgreementChart, Point, Voters, Votes
from danaya.engines.publishing.colours import HAIR, INK, MUTED
from danaya.engines.publishing.drawings.labels import Label, write_labels
from danaya.engines.publishing.drawings.profile import draw_point
from danaya.engines.publishing.drawings.rows import (
    SMALL,
    Row,
    Scale,
    draw_axis,
    is_stacked,
    lay_rows,
    overhang,
    score_ticks,
    stacked_start,
    write_names,
)

WIDE_NAMES = 0.42
WIDEST = 7
"""Ems of the column of figures beyond which its words wrap."""
PITCH = 1.15
"""Ems between the marks of two groups of one row: the words of one never touch the mark of another."""


def draw_agreement(chart: AgreementChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em, stacked = canvas.theme.em, _is_stacked(canvas)
    longest = max((canvas.wide(name) for name in chart.rows), default=0) + 1
    room = canvas.width if stacked else min(canvas.width * WIDE_NAMES, longest)
    column = 0.0 if stacked else _column(canvas, chart)
    ticks = score_ticks(0.0, 1.0, chart.language)
    left = stacked_start(canvas, ticks) if stacked else room + em(1.2)
    scale = Scale(0.0, 1.0, left, canvas.width - column - max(em(0.9), overhang(canvas, ticks)))
    names = [canvas.wrapped(typeset(name, chart.language), room) for name in chart.rows]
    top = write_labels(canvas, _labels(chart, scale), left if not stacked else 0)
    head = _head(canvas, chart, column) if column else ()
    top += len(head) * em(1.15)
    least = em(PITCH * len(chart.groups) + 0.7)
    lines = [_figure_lines(canvas, chart, row, column) for row in range(len(chart.rows))]
    after = [len(found) if stacked else 0 for found in lines]
    heights = [least if stacked else max(least, len(found) * canvas.leading + em(0.7)) for found in lines]
    rows = lay_rows(canvas, names, top, heights, after, stacked=stacked)
    bottom = rows[-1].bottom if rows else top
    end = draw_axis(canvas, scale, ticks, top, bottom, typeset(chart.axis, chart.language))
    _separate(canvas, rows)
    write_names(canvas, rows, stacked=stacked)
    for place, row in enumerate(rows):
        _draw_row(canvas, chart, scale, row, place)
    _write_figures(canvas, chart, rows, lines, (head, top))
    return end


def _is_stacked(canvas: Canvas) -> bool:
    """Tell whether statements stand above their marks: in a text column too, where a plot beside them would be a strip."""
    return is_stacked(canvas) or canvas.width < canvas.theme.em(SMALL)


def _labels(chart: AgreementChart, scale: Scale) -> list[Label]:
    return [Label(one.role, typeset(one.name, chart.language), _first_place(one, scale)) for one in chart.groups]


def _first_place(group: Voters, scale: Scale) -> float:
    first = next((votes for votes in group.votes[:1] if votes.status == "shown"), None)
    return scale.at(0.5 if first is None else first.share)


def _column(canvas: Canvas, chart: AgreementChart) -> float:
    """Return the width of the column of figures: longer ones wrap, no word is broken."""
    if not chart.figures:
        return 0.0
    widest = max(canvas.wide(typeset(text, chart.language)) for text in chart.figures)
    words = [word for text in (*chart.figures, chart.figures_head) for word in text.split()]
    word = max((canvas.wide(word) for word in words), default=0.0)
    return max(min(widest, canvas.theme.em(WIDEST)), word) + canvas.theme.em(1)


def _head(canvas: Canvas, chart: AgreementChart, column: float) -> tuple[str, ...]:
    text = typeset(chart.figures_head, chart.language)
    return canvas.wrapped(text, column - canvas.theme.em(1)) if text else ()


def _figure_lines(canvas: Canvas, chart: AgreementChart, row: int, column: float) -> tuple[str, ...]:
    """Return the figures of a row as their column shows them, or after their head where a narrow drawing has no column."""
    if not chart.figures:
        return ()
    if column:
        return canvas.wrapped(typeset(chart.figures[row], chart.language), column - canvas.theme.em(0.9))
    space = "\u00a0: " if chart.language == "fr" else ": "
    head = f"{chart.figures_head}{space}" if chart.figures_head else ""
    return canvas.wrapped(typeset(head + chart.figures[row], chart.language), canvas.width)


def _separate(canvas: Canvas, rows: list[Row]) -> None:
    """Part the rows by a thin line: statements take several lines."""
    for row in rows[1:]:
        canvas.line(0, row.top, canvas.width, row.top, stroke=HAIR)


def _draw_row(canvas: Canvas, chart: AgreementChart, scale: Scale, row: Row, place: int) -> None:
    em, count = canvas.theme.em, len(chart.groups)
    heights = [row.marks + em(PITCH * (order - (count - 1) / 2)) for order in range(count)]
    for group, y in zip(chart.groups, heights, strict=True):
        votes = group.votes[place]
        if votes.status == "shown":
            draw_point(canvas, scale, y, group.role, point_of(votes))
        else:
            _write_words(canvas, chart, scale, y, (group, votes))
    tick = chart.tick(place)
    if tick is not None and heights:
        x, reach = scale.at(tick), em(0.55)
        canvas.line(x, heights[0] - reach, x, heights[-1] + reach, stroke=INK, width=em(0.12))


def point_of(votes: Votes) -> Point:
    """Return votes that may be shown as the estimate that is drawn."""
    return Point(votes.share, votes.low, votes.high, votes.seen)


def _write_words(canvas: Canvas, chart: AgreementChart, scale: Scale, y: float, said: tuple[Voters, Votes]) -> None:
    """Write why there is no mark, with the group's name where there is room for it."""
    group, votes = said
    words = votes_in_words(votes, chart.language)
    named = f"{words} ({typeset(group.name, chart.language)})" if len(chart.groups) > 1 else words
    text = named if canvas.wide(named) < scale.right - scale.left else words
    middle = (scale.left + scale.right) / 2
    canvas.text(middle, y + canvas.theme.em(0.33), text, fill=MUTED, anchor="middle", halo=True)


def _write_figures(
    canvas: Canvas,
    chart: AgreementChart,
    rows: list[Row],
    lines: list[tuple[str, ...]],
    head: tuple[tuple[str, ...], float],
) -> None:
    """Write the column of figures beside the rows, or on a narrow drawing the same words below their marks."""
    em = canvas.theme.em
    for place, row in enumerate(rows if chart.figures else ()):
        if _is_stacked(canvas):
            start = row.bottom - em(0.8) - (len(lines[place]) - 1) * canvas.leading - em(0.25)
            for order, line in enumerate(lines[place]):
                canvas.text(0, start + order * canvas.leading, line, fill=MUTED, halo=True)
            continue
        start = row.marks - (len(lines[place]) - 1) * canvas.leading / 2 + em(0.36)
        for order, line in enumerate(lines[place]):
            canvas.text(canvas.width, start + order * canvas.leading, line, anchor="end")
    words, bottom = head
    for order, line in enumerate(words):
        y = bottom - em(0.4) - (len(words) - 1 - order) * em(1.15)
        canvas.text(canvas.width, y, line, fill=MUTED, anchor="end", size=canvas.theme.small)
