"""What a native chart on a slide shows: rows, marks with intervals, columns of figures, words where a mark would be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from danaya.engines.language import interval, percent, typeset
from danaya.engines.publishing.agreement import votes_in_words
from danaya.engines.publishing.charts import (
    AgreementChart,
    Chart,
    DifferenceChart,
    LikertChart,
    LikertRow,
    PanelsChart,
    Point,
    ProfileChart,
    Series,
    Voters,
)
from danaya.engines.publishing.colours import MARK, MUTED, SHAPE, TONE, lighter
from danaya.engines.publishing.drawings.difference import crosses_zero, figures
from danaya.engines.publishing.drawings.likert import other_words, tone_names
from danaya.engines.publishing.drawings.rows import MARKED, count_text, reason_words
from danaya.engines.publishing.words import say

SIGN = {
    "circle": "●",
    "diamond": "◆",
    "triangle": "▲",
    "square": "■",
    "cross": "×",
    "plus": "+",
    "star": "*",
    "ring": "○",
}
"""The marks as characters, where a text names them."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one look: places ``(x, y, minus, plus)``, the interval's two arms included."""

    name: str
    role: str
    colour: str
    light: str
    hollow: bool
    places: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """One series of stacked bars: percentages by row, those to the start of zero negative; ``None`` where there is none."""

    name: str
    colour: str
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A chart as a slide shows it."""

    rows: tuple[str, ...]
    axis: str
    low: float
    high: float
    unit: float
    form: str
    key: tuple[tuple[str, str, str], ...]
    """``(shape or "bar", colour, name)`` of what is named above the plot."""
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    marks: tuple[Marks, ...] = ()
    bars: tuple[Bars, ...] = ()
    words: tuple[tuple[float, float, str], ...] = ()
    lines: tuple[tuple[str, float], ...] = ()
    ticks: tuple[tuple[float, float, float], ...] = ()
    """``(x, from y, to y)`` of short upright lines."""
    pitch: float = 1.0
    """Part of a row that the words of one group have for themselves."""
    remarks: tuple[str, ...] = ()
    """What has no room on the slide and goes to the notes."""


@dataclass
class _Collected:
    """Marks and words gathered row by row."""

    looks: dict[tuple[str, str, str, str, bool], list[tuple[float, float, float, float]]] = field(default_factory=dict)
    words: list[tuple[float, float, str]] = field(default_factory=list)

    def marks(self) -> tuple[Marks, ...]:
        return tuple(Marks(*look, tuple(places)) for look, places in self.looks.items())


@lru_cache(maxsize=256)
def plan_chart(chart: Chart) -> Plan:
    """Return what a slide shows of a chart."""
    return _PLAN[type(chart)](chart)


def _place(point: Point, x: float, y: float, times: float = 1) -> tuple[float, float, float, float]:
    low, high = (x if bound is None else bound * times for bound in (point.low, point.high))
    return x, y, max(x - low, 0.0), max(high - x, 0.0)


def _row_plan(chart: ProfileChart | PanelsChart, rows: tuple[str, ...]) -> dict[str, Any]:
    """Return the parts that profiles and panels share: one mark per side and row on one scale."""
    found, count = _Collected(), len(chart.series)
    for order, series in enumerate(chart.series):
        offset = 0.32 * (order - (count - 1) / 2)
        name = typeset(series.name, chart.language)
        for row, point in enumerate(series.points):
            y = -row - offset
            if point.status in MARKED and point.value is not None:
                found.looks.setdefault(_look(series.role, name, point, chart.language), []).append(
                    _place(point, point.value, y)
                )
            else:
                found.words.append((_free_place(chart, row, order), y, _short_reason(point, chart.language)))
    share = chart.high <= 1
    return {
        "rows": tuple(typeset(row, chart.language) for row in rows),
        "axis": typeset(chart.axis, chart.language),
        "low": chart.low,
        "high": chart.high,
        "unit": 0.25 if share else (chart.high - chart.low) / 5,
        "form": "0%" if share else "0",
        "marks": found.marks(),
        "words": tuple(found.words),
        "remarks": _reasons(rows, [point for series in chart.series for point in series.points], chart.language),
    }


def _free_place(chart: ProfileChart | PanelsChart, row: int, order: int) -> float:
    """Return where on the scale words stand farthest from the marks of their row; sides without marks stand a little apart."""
    width = chart.high - chart.low
    values = [series.points[row].value for series in chart.series]
    taken = [value for value in values if value is not None]
    places = [chart.low + part * width for part in (0.5, 0.25, 0.75)]
    best = max(places, key=lambda place: min((abs(place - value) for value in taken), default=0.0))
    return best + 0.06 * (order - (len(chart.series) - 1) / 2) * width


def _look(role: str, name: str, point: Point, language: str) -> tuple[str, str, str, str, bool]:
    hollow = point.status == "reported"
    colour = MARK[role]
    suffix = f" ({say('reported', language)})" if hollow else ""
    return name + suffix, role, colour, lighter(colour) if point.status == "modelled" else colour, hollow


def _short_reason(point: Point, language: str) -> str:
    return say("not_comparable", language) if point.status == "not_comparable" else reason_words(point, language)


def _reasons(rows: tuple[str, ...], points: list[Point], language: str) -> tuple[str, ...]:
    named = ((rows[place % len(rows)], point) for place, point in enumerate(points)) if rows else ()
    return tuple(f"{row} – {point.reason}" for row, point in named if point.status == "not_comparable" and point.reason)


def _key(series: tuple[Series | Voters, ...], language: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.role, MARK[one.role], typeset(one.name, language)) for one in series)


def _profile(chart: ProfileChart) -> Plan:
    counted = [series for series in chart.series if len({point.n for point in series.points}) > 1]
    columns = _count_columns(chart, tuple(counted))
    return Plan(key=_key(chart.series, chart.language), columns=columns, **_row_plan(chart, chart.rows))


def _count_columns(
    chart: ProfileChart | PanelsChart, counted: tuple[Series, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    heads = [f"n {SIGN[SHAPE[series.role]]}" if len(chart.series) > 1 else "n" for series in counted]
    return tuple(
        (head, tuple(count_text(point, chart.language) for point in series.points))
        for head, series in zip(heads, counted, strict=True)
    )


def _panels(chart: PanelsChart) -> Plan:
    national = tuple((role, value) for role, value in chart.national if value is not None)
    key = _key(chart.series, chart.language)
    if national:
        key = (*key, ("line", MUTED, say("whole_country", chart.language)))
    columns = _count_columns(chart, chart.series)
    shown = columns if any(text for _, texts in columns for text in texts) else ()
    return Plan(key=key, columns=shown, lines=national, **_row_plan(chart, chart.panels))


def _difference(chart: DifferenceChart) -> Plan:
    found, times = _Collected(), 100 if chart.as_percent else 1
    none_shown = typeset(chart.none_shown, chart.language)
    sure = (typeset(chart.axis, chart.language), chart.role, MARK[chart.role])
    key: dict[str, tuple[str, str, str]] = {}
    texts = []
    for row, point in enumerate(chart.points):
        if point.status not in MARKED or point.value is None:
            found.words.append((-chart.bound * times / 2, -row, _short_reason(point, chart.language)))
            texts.append("" if point.status == "not_comparable" else _short_reason(point, chart.language))
            continue
        look = (*sure, lighter(sure[2]) if point.status == "modelled" else sure[2], False)
        if point.status == "reported":
            look = (say("reported", chart.language), chart.role, sure[2], sure[2], True)
            key["reported"] = ("hollow", sure[2], look[0])
        elif crosses_zero(point):
            look = (none_shown, chart.role, MUTED, MUTED, True)
            key["unsure"] = ("hollow", MUTED, none_shown)
        found.looks.setdefault(look, []).append(_place(point, point.value * times, -row, times))
        texts.append(figures(chart, point))
    bound = chart.bound * times
    return Plan(
        tuple(typeset(row, chart.language) for row in chart.rows),
        typeset(chart.axis, chart.language),
        -bound,
        bound,
        bound / 2 if bound % 2 == 0 else bound,
        "+0.##;\u22120.##;0" if bound / 2 != int(bound / 2) else "+0;\u22120;0",
        tuple(key.values()),
        (("", tuple(texts)),),
        found.marks(),
        words=tuple(found.words),
        remarks=_reasons(chart.rows, list(chart.points), chart.language),
    )


def _likert(chart: LikertChart) -> Plan:
    names = {tone: typeset(name, chart.language) for tone, name in tone_names(chart).items()}
    bars = tuple(
        Bars(names[tone], TONE[tone], tuple(_signed_share(row, tone) for row in chart.rows))
        for tone in (-1, -2, 1, 2)
        if tone in names
    )
    most = max(
        (
            abs(sum(bar.shares[row] or 0 for bar in bars if (bar.shares[row] or 0) * sign > 0))
            for row in range(len(chart.rows))
            for sign in (-1, 1)
        ),
        default=100.0,
    )
    bound = min(100.0, 10.0 * (int(most / 10) + 1))
    columns = (
        (
            say("favourable", chart.language),
            tuple(_favourable(row.favourable, row.status, chart.language) for row in chart.rows),
        ),
        (
            typeset(chart.neutral_name, chart.language),
            tuple(_share(row.neutral, row.status, chart.language) for row in chart.rows),
        ),
        (
            typeset(chart.no_answer_name, chart.language),
            tuple(
                "c" if row.status == "protected" else other_words(row, row.no_answer, chart.language)
                for row in chart.rows
            ),
        ),
    )
    key = tuple(("bar", TONE[tone], names[tone]) for tone in sorted(names))
    words = tuple((0.0, -row, "c") for row, item in enumerate(chart.rows) if item.status == "protected")
    rows = tuple(typeset(row.text, chart.language) for row in chart.rows)
    return Plan(rows, "", -bound, bound, bound, "0;0", key, columns, bars=bars, words=words)


def _signed_share(row: LikertRow, wanted: int) -> float | None:
    if row.status == "protected":
        return None
    shares = [share for _, share, tone in row.segments if tone == wanted and share is not None]
    return 100 * (sum(shares) if wanted > 0 else -sum(shares)) if shares else None


def _share(share: float | None, status: str, language: str) -> str:
    if status == "protected":
        return "c"
    return say("not_asked", language) if share is None else percent(share, language)


def _favourable(point: Point, status: str, language: str) -> str:
    if status == "protected" or point.status == "protected":
        return "c"
    text = _share(point.value, status, language)
    if point.value is None or point.low is None or point.high is None:
        return text
    return f"{text} {interval(point.low * 100, point.high * 100, language, 0)}"


def _agreement(chart: AgreementChart) -> Plan:
    found, count = _Collected(), len(chart.groups)
    step = min(0.32, 0.8 / max(count, 1))
    offsets = [step * (order - (count - 1) / 2) for order in range(count)]
    for offset, group in zip(offsets, chart.groups, strict=True):
        name = typeset(group.name, chart.language)
        colour = MARK[group.role]
        for row, votes in enumerate(group.votes):
            y = -row - offset
            if votes.status == "shown":
                point = Point(votes.share, votes.low, votes.high)
                place = _place(point, votes.share, y)
                found.looks.setdefault((name, group.role, colour, colour, False), []).append(place)
            else:
                words = votes_in_words(votes, chart.language)
                found.words.append((0.5, y, f"{words} ({name})" if count > 1 else words))
    places = [(chart.tick(row), row) for row in range(len(chart.rows))]
    reach = step * (count - 1) / 2 + 0.16
    return Plan(
        tuple(typeset(row, chart.language) for row in chart.rows),
        typeset(chart.axis, chart.language),
        0.0,
        1.0,
        0.25,
        "0%",
        _key(chart.groups, chart.language),
        ((typeset(chart.figures_head, chart.language), _figures(chart)),) if chart.figures else (),
        found.marks(),
        words=tuple(found.words),
        pitch=step,
        ticks=tuple((x, -row - reach, -row + reach) for x, row in places if x is not None),
    )


def _figures(chart: AgreementChart) -> tuple[str, ...]:
    return tuple(typeset(text, chart.language) for text in chart.figures)


_PLAN: dict[type, Callable[[Any], Plan]] = {
    ProfileChart: _profile,
    PanelsChart: _panels,
    DifferenceChart: _difference,
    LikertChart: _likert,
    AgreementChart: _agreement,
}
