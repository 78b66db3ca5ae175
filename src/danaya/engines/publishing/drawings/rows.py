"""What charts with one row per name share: rows that wrap, a scale, an axis, words where a mark would be."""

from collections.abc import Sequence
from dataclasses import dataclass

from danaya.engines.language import number, percent, signed, typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.charts import Point
from danaya.engines.publishing.colours import HAIR, LINE, MUTED, WHITE
from danaya.engines.publishing.words import say

NARROW = 30
"""Below this many ems of width names stand above their marks."""
SMALL = 42
"""Below this many ems (a text column in print) names take half of the width."""
MARKED = frozenset({"shown", "modelled", "reported"})
STEPS = tuple(base * 10**power for power in range(-3, 3) for base in (1, 2, 2.5, 5))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to places: ``low`` at ``left``, ``high`` at ``right``; beyond them the edge."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Return the place of a value."""
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + part * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Row:
    """Where one row stands: its name's lines and first baseline, the height of its marks, its bounds."""

    lines: tuple[str, ...]
    baseline: float
    marks: float
    top: float
    bottom: float


def is_stacked(canvas: Canvas) -> bool:
    """Tell whether the drawing is too narrow for names beside the plot (a phone), or is seen from afar."""
    return canvas.theme.stacked or canvas.width < canvas.theme.em(NARROW)


def name_part(canvas: Canvas) -> float:
    """Return the part of the width that names may take: half in a text column, where they would wrap to many lines."""
    return 0.5 if canvas.width < canvas.theme.em(SMALL) else 0.42


def lay_rows(
    canvas: Canvas,
    names: Sequence[tuple[str, ...]],
    top: float,
    least: Sequence[float],
    after: Sequence[int] = (),
    *,
    stacked: bool,
) -> list[Row]:
    """Place rows one under the other.

    ``least`` is the height each row needs for its marks and columns; ``after`` the lines a stacked row keeps free below its marks.
    """
    rows = []
    for place, lines in enumerate(names):
        if stacked:
            row = _stacked_row(canvas, lines, top, least[place], after[place] if after else 0)
        else:
            row = _flat_row(canvas, lines, top, least[place])
        rows.append(row)
        top = row.bottom
    return rows


def _flat_row(canvas: Canvas, lines: tuple[str, ...], top: float, least: float) -> Row:
    height = max(least, len(lines) * canvas.leading + canvas.theme.em(0.5))
    middle = top + height / 2
    baseline = middle - (len(lines) - 1) * canvas.leading / 2 + canvas.theme.em(0.36)
    return Row(lines, baseline, middle, top, top + height)


def _stacked_row(canvas: Canvas, lines: tuple[str, ...], top: float, least: float, after: int) -> Row:
    names = len(lines) * canvas.leading
    below = after * canvas.leading + canvas.theme.em(0.8)
    return Row(lines, top + canvas.theme.em(1.1), top + names + least / 2, top, top + names + least + below)


def write_names(canvas: Canvas, rows: Sequence[Row], *, stacked: bool) -> None:
    """Write the names of all rows at the start of the drawing, on clear ground where they stand over the plot."""
    for row in rows:
        if stacked:
            canvas.box(0, row.top, canvas.width, len(row.lines) * canvas.leading + canvas.theme.em(0.2), fill=WHITE)
        canvas.lines(0, row.baseline, row.lines)


def overhang(canvas: Canvas, ticks: Sequence[tuple[float, str]]) -> float:
    """Return how far the last tick's label reaches beyond the end of the axis."""
    return canvas.wide(ticks[-1][1], small=True) / 2 + 1


def stacked_start(canvas: Canvas, ticks: Sequence[tuple[float, str]]) -> float:
    """Return where the axis of a stacked chart starts: the first tick's label stays inside the drawing."""
    return max(canvas.theme.em(0.8), canvas.wide(ticks[0][1], small=True) / 2)


def score_ticks(low: float, high: float, language: str) -> list[tuple[float, str]]:
    """Return at most six ticks of a whole scale: per cent when it ends at 1, else numbers."""
    if high <= 1:
        return [(share, percent(share, language)) for share in (0.0, 0.25, 0.5, 0.75, 1.0) if low <= share <= high]
    step = (high - low) / 5
    values = [low + place * step for place in range(6)]
    decimals = 0 if all(value == int(value) for value in values) else 1
    return [(value, number(value, language, decimals)) for value in values]


def difference_ticks(bound: float, language: str, *, as_percent: bool = False) -> list[tuple[float, str]]:
    """Return three or five ticks around zero, in percentage points for shares."""
    times = 100 if as_percent else 1
    step = next((step for step in STEPS if int(bound * times / step + 1e-9) <= 2), bound * times)
    decimals = 0 if step == int(step) else 2 if step == 0.25 else 1
    count = int(bound * times / step + 1e-9)
    return [(place * step / times, signed(place * step, language, decimals)) for place in range(-count, count + 1)]


def draw_axis(
    canvas: Canvas, scale: Scale, ticks: Sequence[tuple[float, str]], top: float, bottom: float, title: str
) -> float:
    """Draw grid lines from ``top`` to ``bottom``, labels under them and the axis title; return where it ends."""
    for value, label in ticks:
        x = scale.at(value)
        canvas.line(x, top, x, bottom, stroke=HAIR)
        canvas.text(x, bottom + canvas.theme.em(1.2), label, fill=MUTED, anchor="middle", size=canvas.theme.small)
    canvas.line(scale.left, bottom, scale.right, bottom, stroke=LINE, width=canvas.theme.em(0.06))
    start = 0.0 if is_stacked(canvas) else scale.left
    y = bottom + canvas.theme.em(2.6)
    for line in canvas.wrapped(title, canvas.width - start) if title else ():
        canvas.text(start, y, line, fill=MUTED, size=canvas.theme.small)
        y += canvas.leading
    return y - canvas.leading + canvas.theme.em(0.5) if title else bottom + canvas.theme.em(1.7)


def count_text(point: Point, language: str) -> str:
    """Return the n of a point as a column shows it; what was not asked has its words in the plot."""
    if point.status == "protected":
        return "c"
    return "" if point.n is None else number(point.n, language)


def reason_words(point: Point, language: str) -> str:
    """Return the words that stand where a mark would be."""
    if point.status == "not_comparable":
        return typeset(point.reason, language) or say("not_comparable", language)
    return "c" if point.status == "protected" else say("not_asked", language)


def write_reason(
    canvas: Canvas,
    scale: Scale,
    y: float,
    words: Sequence[str],
    taken: Sequence[tuple[float, float]],
    spots: Sequence[float],
) -> tuple[float, float]:
    """Write why there is no mark, in grey, clear of what is ``taken``; return what the words take.

    The first of ``words`` (longer first) that is clear at one of ``spots`` (parts of the scale) is written.
    """
    tried = [(text, _place(canvas, scale, text, spot)) for text in words for spot in spots]
    text, x = next(((text, x) for text, x in tried if _is_clear(canvas, text, x, taken)), tried[-len(spots)])
    half = canvas.wide(text) / 2 + canvas.theme.em(0.2)
    canvas.text(x, y + canvas.theme.em(0.33), text, fill=MUTED, anchor="middle", halo=True)
    return x - half, x + half


def _place(canvas: Canvas, scale: Scale, text: str, spot: float) -> float:
    half = canvas.wide(text) / 2
    x = scale.left + spot * (scale.right - scale.left)
    return max(min(x, scale.right - half), scale.left + half)


def _is_clear(canvas: Canvas, text: str, x: float, taken: Sequence[tuple[float, float]]) -> bool:
    half = canvas.wide(text) / 2
    return all(x + half < start or x - half > end for start, end in taken)


def clear_ground(canvas: Canvas, x: float, row: Row) -> None:
    """Paint a row white from ``x`` on, so that no grid line crosses the words written there."""
    canvas.box(x, row.top + 1, canvas.width - x, row.bottom - row.top - 2, fill=WHITE)
