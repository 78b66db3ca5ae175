"""Diverging Likert bars: opinions from one zero line; neutral and no answer in two columns of their own."""

from dataclasses import dataclass

from danaya.engines.language import interval, number, percent, typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.charts import LikertChart, LikertRow
from danaya.engines.publishing.colours import LINE, MUTED, NEUTRAL, NO_ANSWER, ON_TONE, TONE
from danaya.engines.publishing.drawings.rows import Row, is_stacked, lay_rows, write_names
from danaya.engines.publishing.words import say

INSIDE_FROM = 0.05
TONE_WORDS = {-2: "very_unfavourable", -1: "unfavourable", 1: "favourable", 2: "very_favourable"}
BESIDE = 42
"""From this many ems of width on, items stand beside their bars, else above them."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the parts stand: zero line of opinions, starts of the two other columns, of totals and of n; ``unit`` is 100 %."""

    unit: float
    zero: float
    neutral: float
    no_answer: float
    totals: float
    count: float


def draw_likert(chart: LikertChart, canvas: Canvas) -> float:
    """Draw the chart and return its height: columns beside the bars, or on a phone words below them."""
    em = canvas.theme.em
    phone, stacked = is_stacked(canvas), canvas.width < em(BESIDE)
    texts = [typeset(row.text, chart.language) for row in chart.rows]
    longest = max((canvas.wide(text) for text in texts), default=0) + 1
    room = canvas.width if stacked else min(canvas.width * 0.34, longest)
    columns = _columns(canvas, chart, 0 if stacked else room + em(1))
    top = _key(canvas, chart)
    top = top if phone else _heads(canvas, chart, columns, top)
    after = [_below(canvas, chart, row) if phone else () for row in chart.rows]
    names = [canvas.wrapped(text, room) for text in texts]
    least = [em(1.9) if phone else em(2.6)] * len(names)
    rows = lay_rows(canvas, names, top, least, [len(lines) for lines in after], stacked=stacked)
    _zero_lines(canvas, rows, columns, phone=phone, stacked=stacked)
    write_names(canvas, rows, stacked=stacked)
    for item, row, lines in zip(chart.rows, rows, after, strict=True):
        _draw_opinions(canvas, item, row, columns)
        if phone:
            start = row.bottom - em(0.8) - (len(lines) - 1) * canvas.leading - em(0.2)
            canvas.lines(0, start, lines, fill=MUTED)
        else:
            _draw_others(canvas, chart, item, row, columns)
    return (rows[-1].bottom if rows else top) + em(0.4)


def _most(values: list[float | None]) -> float:
    return max((value for value in values if value is not None), default=0.0)


def _side(row: LikertRow, sign: int) -> float:
    return sum(share or 0.0 for _, share, tone in row.segments if tone * sign > 0)


def _columns(canvas: Canvas, chart: LikertChart, left: float) -> _Columns:
    """Share the width so that 100 % is equally long in all three parts."""
    em = canvas.theme.em
    against, favour = (max((_side(row, sign) for row in chart.rows), default=0.0) for sign in (-1, 1))
    if is_stacked(canvas):
        unit = canvas.width / max(against + favour, 0.2)
        return _Columns(unit, against * unit, 0, 0, 0, 0)
    others = [_most([row.neutral for row in chart.rows]), _most([row.no_answer for row in chart.rows])]
    totals = max((canvas.wide(text) for row in chart.rows for text in _total(chart, row)), default=0)
    totals = max(totals, canvas.wide(say("favourable", chart.language), small=True)) + em(0.3)
    count = em(3) if _has_counts(chart) else 0
    free = canvas.width - left - totals - count - em(2)
    label, least = em(2.4), em(4.6)
    unit = (free - 2 * label) / max(against + favour + sum(others), 0.2)
    widths = [max(share * unit + label, least) for share in others]
    unit = (free - sum(widths)) / max(against + favour, 0.2)
    unit = min([unit, *((width - label) / share for width, share in zip(widths, others, strict=True) if share)])
    zero = left + against * unit
    neutral = max(zero + favour * unit, canvas.width - totals - count - em(1) - sum(widths))
    return _Columns(unit, zero, neutral, neutral + widths[0] + em(0.4), canvas.width - count, canvas.width)


def _has_counts(chart: LikertChart) -> bool:
    return len({row.n for row in chart.rows}) > 1


def _total(chart: LikertChart, row: LikertRow) -> tuple[str, ...]:
    """Return the favourable share and, where there is one, its interval."""
    point = row.favourable
    if row.status == "protected" or point.status == "protected":
        return ("c",)
    if point.value is None:
        return (say("not_asked", chart.language),)
    text = percent(point.value, chart.language)
    if point.low is None or point.high is None:
        return (text,)
    return text, interval(point.low * 100, point.high * 100, chart.language, 0).replace(" ", "\u00a0")


def tone_names(chart: LikertChart) -> dict[int, str]:
    """Return what each tone is called: by its answer where that is the same in every row, else by what it says of customs.

    Agreeing with a reproach is unfavourable: there one colour stands for one opinion, not for one answer.
    """
    found: dict[int, set[str]] = {}
    for row in chart.rows:
        for label, _, tone in row.segments:
            found.setdefault(tone, set()).add(label)
    if all(len(labels) == 1 for labels in found.values()):
        return {tone: next(iter(labels)) for tone, labels in found.items()}
    return {tone: say(TONE_WORDS[tone], chart.language) for tone in found}


def _key(canvas: Canvas, chart: LikertChart) -> float:
    """Name the opinions once, in their order from unfavourable to favourable; return where it ends."""
    em = canvas.theme.em
    named = tone_names(chart)
    x, y = 0.0, em(1)
    for tone in sorted(named):
        name = typeset(named[tone], chart.language)
        wide = em(1.1) + canvas.wide(name, small=True)
        if x and x + wide > canvas.width:
            x, y = 0.0, y + canvas.leading
        canvas.box(x, y - em(0.72), em(0.8), em(0.8), fill=TONE[tone])
        canvas.text(x + em(1.1), y, name, size=canvas.theme.small)
        x += wide + em(1.2)
    return y + em(0.7)


def _heads(canvas: Canvas, chart: LikertChart, columns: _Columns, top: float) -> float:
    em = canvas.theme.em
    heads = []
    for x, width, name in (
        (columns.neutral, columns.no_answer - columns.neutral - em(0.4), chart.neutral_name),
        (columns.no_answer, em(6.5), chart.no_answer_name),
    ):
        heads.append((x, canvas.wrapped(typeset(name, chart.language), width)))
    deepest = max(len(lines) for _, lines in heads)
    bottom = top + deepest * em(1.15)
    for x, lines in heads:
        for place, line in enumerate(lines):
            y = bottom - (len(lines) - 1 - place) * em(1.15)
            canvas.text(x, y, line, fill=MUTED, size=canvas.theme.small)
    canvas.text(
        columns.totals, bottom, say("favourable", chart.language), fill=MUTED, size=canvas.theme.small, anchor="end"
    )
    if _has_counts(chart):
        canvas.text(columns.count, bottom, "n", fill=MUTED, size=canvas.theme.small, anchor="end")
    return bottom + em(0.4)


def _draw_opinions(canvas: Canvas, item: LikertRow, row: Row, columns: _Columns) -> None:
    """Draw the segments outwards from the zero line, or a grey ``c`` where they would be."""
    if item.status == "protected" or all(share is None for _, share, _ in item.segments):
        words = "c" if item.status == "protected" else "–"
        canvas.text(columns.zero, row.marks + canvas.theme.em(0.33), words, fill=MUTED, anchor="middle", halo=True)
        return
    ends = {-1: columns.zero, 1: columns.zero}
    for _, share, tone in sorted(item.segments, key=lambda segment: abs(segment[2])):
        sign = 1 if tone > 0 else -1
        width = (share or 0.0) * columns.unit
        start = ends[sign] if sign > 0 else ends[sign] - width
        _segment(canvas, start, width, row, (share or 0.0, TONE[tone], ON_TONE[tone]))
        ends[sign] += sign * width


def _segment(canvas: Canvas, x: float, width: float, row: Row, look: tuple[float, str, str]) -> None:
    share, fill, ink = look
    em = canvas.theme.em
    if width > 0:
        canvas.box(x, row.marks - em(0.65), width, em(1.3), fill=fill)
    label = number(share * 100, "en")
    if share >= INSIDE_FROM and canvas.wide(label, small=True) < width:
        canvas.text(x + width / 2, row.marks + em(0.32), label, fill=ink, anchor="middle", size=canvas.theme.small)


def _draw_others(canvas: Canvas, chart: LikertChart, item: LikertRow, row: Row, columns: _Columns) -> None:
    em, y = canvas.theme.em, row.marks + canvas.theme.em(0.33)
    protected = item.status == "protected"
    for x, share, fill, stroke in (
        (columns.neutral, item.neutral, NEUTRAL, None),
        (columns.no_answer, item.no_answer, NO_ANSWER, LINE),
    ):
        width = (share or 0.0) * columns.unit
        if width > 0 and not protected:
            canvas.box(x, row.marks - em(0.65), width, em(1.3), fill=fill, stroke=stroke)
        words = "c" if protected else other_words(item, share, chart.language)
        canvas.text(x + (0 if protected else width) + em(0.3), y, words, fill=MUTED, size=canvas.theme.small)
    total, *rest = _total(chart, item)
    up = em(0.5) if rest else 0
    canvas.text(
        columns.totals,
        y - up,
        total,
        fill=MUTED if total == "c" else TONE[2],
        weight=400 if total == "c" else 600,
        anchor="end",
    )
    for line in rest:
        canvas.text(columns.totals, y + em(0.65), line, fill=MUTED, anchor="end", size=canvas.theme.small)
    if _has_counts(chart):
        count = "c" if protected else number(item.n, chart.language)
        canvas.text(columns.count, y, count, fill=MUTED, anchor="end", size=canvas.theme.small)


def other_words(row: LikertRow, share: float | None, language: str) -> str:
    """Return the share of the neutral or of the silent in words; of very few silent only as a range."""
    if share is not None:
        return percent(share, language)
    return typeset(row.no_answer_words, language) or say("not_asked", language)


def _below(canvas: Canvas, chart: LikertChart, row: LikertRow) -> tuple[str, ...]:
    """Word what a phone has no column for."""
    space = "\u00a0: " if chart.language == "fr" else ": "
    parts = [f"{say('favourable', chart.language)}{space}{' '.join(_total(chart, row))}"]
    for name, share in ((chart.neutral_name, row.neutral), (chart.no_answer_name, row.no_answer)):
        if (share is not None or row.no_answer_words) and row.status != "protected":
            parts.append(f"{typeset(name, chart.language)}{space}{other_words(row, share, chart.language)}")
    if _has_counts(chart) and row.n is not None and row.status != "protected":
        parts.append(f"n{space}{number(row.n, chart.language)}")
    return tuple(line for part in parts for line in canvas.wrapped(part, canvas.width))


def _zero_lines(canvas: Canvas, rows: list[Row], columns: _Columns, *, phone: bool, stacked: bool) -> None:
    half = canvas.theme.em(0.95)
    for row in rows:
        top, bottom = (row.marks - half, row.marks + half) if stacked else (row.top, row.bottom)
        for x in (columns.zero,) if phone else (columns.zero, columns.neutral, columns.no_answer):
            canvas.line(x, top, x, bottom, stroke=LINE)
