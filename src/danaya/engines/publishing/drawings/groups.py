"""Rows under headings: the name of each group over its rows, again at the head of a drawing that goes on with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from danaya.engines.language import typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.colours import LINE, MUTED, WHITE
from danaya.engines.publishing.drawings.rows import Row, lay_rows
from danaya.engines.publishing.words import say


@dataclass(frozen=True, slots=True)
class Name:
    """What is written for one row: its name, a quieter remark below, the group it stands in."""

    lines: tuple[str, ...]
    remark: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group, broken into lines, and where it begins."""

    lines: tuple[str, ...]
    top: float


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows and headings with their places."""

    rows: tuple[Row, ...]
    headings: tuple[Heading, ...]
    bottom: float


def lay_groups(
    canvas: Canvas, names: Sequence[Name], top: float, least: float, language: str, *, stacked: bool, continues: bool
) -> Laid:
    """Place rows one under the other, a heading before each group; ``least`` is the height that marks need."""
    rows, headings, group = list[Row](), list[Heading](), ""
    for place, name in enumerate(names):
        if name.group and (name.group != group or place == 0):
            lines = _heading(canvas, name.group, language, continues=continues and place == 0)
            headings.append(Heading(lines, top))
            top += len(lines) * canvas.leading + canvas.theme.em(0.9)
        group = name.group
        (row,) = lay_rows(canvas, [name.lines + name.remark], top, [least], stacked=stacked)
        rows.append(row)
        top = row.bottom
    return Laid(tuple(rows), tuple(headings), top)


def _heading(canvas: Canvas, group: str, language: str, *, continues: bool) -> tuple[str, ...]:
    words = say("continued", language).format(group=group) if continues else group
    return canvas.wrapped(typeset(words, language), canvas.width, 600)


def write_headings(canvas: Canvas, laid: Laid) -> None:
    """Write the names of groups over a line, on clear ground."""
    em = canvas.theme.em
    for heading in laid.headings:
        high = len(heading.lines) * canvas.leading + em(0.8)
        canvas.box(0, heading.top, canvas.width, high, fill=WHITE)
        canvas.lines(0, heading.top + em(1.35), heading.lines, weight=600)
        base = heading.top + high
        canvas.line(0, base, canvas.width, base, stroke=LINE)


def write_group_names(canvas: Canvas, laid: Laid, names: Sequence[Name], *, stacked: bool) -> None:
    """Write names and remarks of all rows, on clear ground where they stand over the plot."""
    em = canvas.theme.em
    for row, name in zip(laid.rows, names, strict=True):
        if stacked:
            canvas.box(0, row.top, canvas.width, len(row.lines) * canvas.leading + em(0.2), fill=WHITE)
        canvas.lines(0, row.baseline, name.lines)
        below = row.baseline + len(name.lines) * canvas.leading
        canvas.lines(0, below, name.remark, fill=MUTED)
