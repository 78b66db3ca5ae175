"""Objectives × commitments, for print: dots under staggered references; what stands alone is tinted, marked and said in words.

Where columns have no room (a telephone, the room, very many commitments) each objective names its commitments in words.
"""

from dataclasses import dataclass

from danaya.engines.language import typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.colours import HAIR, INK, LINE, MUTED, STATE, WASH, WHITE
from danaya.engines.publishing.drawings.groups import Laid, Name, lay_groups, write_group_names, write_headings
from danaya.engines.publishing.drawings.patterns import KeyEntry, pen, write_key
from danaya.engines.publishing.drawings.rows import is_stacked
from danaya.engines.publishing.plan_charts import MatrixChart, MatrixRow
from danaya.engines.publishing.words import say

NAMES = 0.4
LEAST = 1.25
"""Ems between two columns under which dots touch."""
LEVELS = 4
"""Lines over which the references of neighbouring columns are staggered, at most."""
DOT = 0.32


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns stand: place of the first, distance between two, lines that their references take."""

    left: float
    step: float
    levels: int

    def at(self, place: int) -> float:
        return self.left + (place + 0.5) * self.step


def draw_matrix(chart: MatrixChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em, stacked = canvas.theme.em, is_stacked(canvas)
    room = canvas.width if stacked else min(canvas.width * NAMES, _longest(canvas, chart))
    columns = None if stacked else _columns(canvas, chart, room + em(1))
    if columns is None:
        return _draw_in_words(chart, canvas)
    names = [Name(canvas.wrapped(_name(row, chart.language), room), (), row.group) for row in chart.rows]
    top = write_key(canvas, _key(chart)) + em(0.3) + columns.levels * em(1.15) + em(0.3)
    laid = lay_groups(canvas, names, top, em(1.9), chart.language, stacked=False, continues=chart.continues)
    _draw_ground(canvas, chart, columns, laid, top)
    write_headings(canvas, laid)
    write_group_names(canvas, laid, names, stacked=False)
    _draw_dots(canvas, chart, columns, laid)
    return _write_alone(canvas, chart, _mark_alone(canvas, chart, columns, laid.bottom))


def _name(row: MatrixRow, language: str) -> str:
    return typeset(f"{row.reference} {row.label}".strip(), language)


def _longest(canvas: Canvas, chart: MatrixChart) -> float:
    return max((canvas.wide(_name(row, chart.language)) for row in chart.rows), default=0) + 1


def _columns(canvas: Canvas, chart: MatrixChart, left: float) -> _Columns | None:
    """Return columns whose references fit over as few lines as may be; None where dots would touch."""
    em, count = canvas.theme.em, max(len(chart.columns), 1)
    widest = max((canvas.wide(column.reference, small=True) for column in chart.columns), default=0) + em(0.5)
    step = min((canvas.width - left - widest / 2) / count, max(widest, em(2)))
    levels = next((levels for levels in range(1, LEVELS + 1) if levels * step >= widest), 0)
    return _Columns(left, step, levels) if levels and step >= em(LEAST) else None


def _key(chart: MatrixChart) -> list[KeyEntry]:
    entries = [KeyEntry(say("serves", chart.language), 0.9, _draw_dot)]
    if any(not row.columns for row in chart.rows):
        entries.append(KeyEntry(say("no_commitment", chart.language), 0.9, _draw_bare))
    if chart.alone_columns():
        entries.append(KeyEntry(say("no_objective", chart.language), 0.9, _draw_lone))
    return entries


def _draw_dot(canvas: Canvas, x: float, y: float) -> None:
    canvas.add("circle", cx=x + canvas.theme.em(0.45), cy=y, r=canvas.theme.em(DOT), fill=INK)


def _draw_bare(canvas: Canvas, x: float, y: float) -> None:
    """A hollow square: an objective that nothing serves."""
    em = canvas.theme.em
    side = em(0.64)
    stroke = STATE["late"]
    canvas.add(
        "rect",
        x=x + em(0.12),
        y=y - side / 2,
        width=side,
        height=side,
        fill=WHITE,
        stroke=stroke,
        stroke_width=pen(canvas, 0.13),
    )


def _draw_lone(canvas: Canvas, x: float, y: float) -> None:
    """A hollow triangle, its point down: a commitment that serves nothing."""
    em = canvas.theme.em
    x += em(0.45)
    corners = ((x - em(0.42), y - em(0.34)), (x + em(0.42), y - em(0.34)), (x, y + em(0.4)))
    path = "M" + "L".join(f"{right:.2f},{down:.2f}" for right, down in corners) + "Z"
    canvas.add("path", d=path, fill=WHITE, stroke=STATE["late"], stroke_width=pen(canvas, 0.13))


def _draw_ground(canvas: Canvas, chart: MatrixChart, columns: _Columns, laid: Laid, top: float) -> None:
    """Tint rows and columns that stand alone; name the columns, a thin line from each reference down to its dots."""
    em, alone = canvas.theme.em, {column.reference for column in chart.alone_columns()}
    right = columns.left + columns.step * len(chart.columns)
    for row, item in zip(laid.rows, chart.rows, strict=True):
        if not item.columns:
            canvas.box(0, row.top + 1, right, row.bottom - row.top - 1, fill=WASH)
    for place, column in enumerate(chart.columns):
        if column.reference in alone:
            canvas.box(columns.at(place) - columns.step / 2, top, columns.step, laid.bottom - top, fill=WASH)
    for row in laid.rows:
        canvas.line(0, row.bottom, right, row.bottom, stroke=HAIR)
    for place, column in enumerate(chart.columns):
        x, level = columns.at(place), columns.levels - 1 - place % columns.levels
        y = top - em(0.5) - level * em(1.15)
        canvas.line(x, y + em(0.2), x, laid.bottom, stroke=HAIR)
        colour = STATE["late"] if column.reference in alone else INK
        canvas.text(
            x, y, column.reference, fill=colour, anchor="middle", size=canvas.theme.small, halo=columns.levels > 1
        )
    canvas.line(columns.left, top, right, top, stroke=LINE)


def _draw_dots(canvas: Canvas, chart: MatrixChart, columns: _Columns, laid: Laid) -> None:
    em = canvas.theme.em
    places = {column.reference: place for place, column in enumerate(chart.columns)}
    for row, item in zip(laid.rows, chart.rows, strict=True):
        for reference in item.columns:
            canvas.add("circle", cx=columns.at(places[reference]), cy=row.marks, r=em(DOT), fill=INK)
        if not item.columns:
            _draw_bare(canvas, columns.left - em(0.1), row.marks)
            _write_bare(canvas, chart, columns, row.marks)


def _write_bare(canvas: Canvas, chart: MatrixChart, columns: _Columns, y: float) -> None:
    """Say beside its mark that an objective has no commitment, where the columns leave room for the words."""
    em, words = canvas.theme.em, say("no_commitment", chart.language)
    if columns.left + em(1.1) + canvas.wide(words) <= canvas.width:
        canvas.text(columns.left + em(1.1), y + em(0.34), words, fill=STATE["late"], halo=True)


def _mark_alone(canvas: Canvas, chart: MatrixChart, columns: _Columns, bottom: float) -> float:
    alone = {column.reference for column in chart.alone_columns()}
    for place, column in enumerate(chart.columns):
        if column.reference in alone:
            em = canvas.theme.em
            _draw_lone(canvas, columns.at(place) - em(0.45), bottom + em(0.7))
    return bottom + canvas.theme.em(1.4 if alone else 0.4)


def _write_alone(canvas: Canvas, chart: MatrixChart, top: float) -> float:
    """Name the commitments without objective, each by its reference and what it is; return where that ends."""
    em, alone = canvas.theme.em, chart.alone_columns()
    if not alone or chart.goes_on:
        return top
    canvas.text(0, top + em(1.5), say("no_objective_head", chart.language), fill=STATE["late"], weight=600)
    y = top + em(1.5) + canvas.leading
    for column in alone:
        text = typeset(f"{column.reference} {column.label}".strip(), chart.language)
        lines = canvas.wrapped(text, canvas.width - em(1.2))
        _draw_lone(canvas, 0, y - em(0.33))
        canvas.lines(em(1.2), y, lines)
        y += len(lines) * canvas.leading
    return y - canvas.leading + em(0.6)


def _draw_in_words(chart: MatrixChart, canvas: Canvas) -> float:
    """Write each objective, and below it the references of its commitments."""
    em, y, group = canvas.theme.em, 0.0, ""
    for place, row in enumerate(chart.rows):
        if row.group and (row.group != group or place == 0):
            y += em(0.4)
            lines = canvas.wrapped(typeset(_heading(chart, row, place), chart.language), canvas.width, 600)
            canvas.lines(0, y + em(1.1), lines, weight=600)
            y += len(lines) * canvas.leading + em(0.4)
            canvas.line(0, y, canvas.width, y, stroke=LINE)
        group = row.group
        y = _write_row(canvas, chart, row, y + em(0.4))
    return _write_alone(canvas, chart, y)


def _heading(chart: MatrixChart, row: MatrixRow, place: int) -> str:
    return say("continued", chart.language).format(group=row.group) if chart.continues and place == 0 else row.group


def _write_row(canvas: Canvas, chart: MatrixChart, row: MatrixRow, top: float) -> float:
    em = canvas.theme.em
    lines = canvas.wrapped(_name(row, chart.language), canvas.width)
    canvas.lines(0, top + em(1.1), lines)
    y = top + em(1.1) + len(lines) * canvas.leading
    if row.columns:
        _draw_dot(canvas, 0, y - em(0.33))
    else:
        _draw_bare(canvas, 0, y - em(0.33))
    words = ", ".join(row.columns) if row.columns else say("no_commitment", chart.language)
    wrapped = canvas.wrapped(words, canvas.width - em(1.2))
    canvas.lines(em(1.2), y, wrapped, fill=MUTED if row.columns else STATE["late"])
    return y + (len(wrapped) - 1) * canvas.leading + em(0.7)
