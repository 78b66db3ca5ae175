"""Small panels on one scale: a place keeps its panel even when it is protected; the whole country is a thin line."""

from danaya.engines.language import number, percent, typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.charts import PanelsChart, Point
from danaya.engines.publishing.colours import HAIR, LABEL, LINE, MARK, MUTED
from danaya.engines.publishing.drawings.profile import draw_point
from danaya.engines.publishing.drawings.rows import MARKED, Scale, reason_words, score_ticks
from danaya.engines.publishing.words import say


def draw_panels(chart: PanelsChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em = canvas.theme.em
    across = max(1, min(3, int(canvas.width // em(14)), len(chart.panels) or 1))
    gap = em(1.8)
    width = (canvas.width - gap * (across - 1)) / across
    top = _key(canvas, chart) + em(0.6)
    for start in range(0, len(chart.panels), across):
        places = range(start, min(start + across, len(chart.panels)))
        titles = {place: canvas.wrapped(typeset(chart.panels[place], chart.language), width, 600) for place in places}
        deepest = max(len(lines) for lines in titles.values())
        for order, place in enumerate(places):
            _panel(canvas, chart, place, (order * (width + gap), top, width, titles[place]), deepest)
        top += deepest * canvas.leading + em(1.6 + 1.55 * len(chart.series) + 2.6)
    if chart.axis:
        for line in canvas.wrapped(typeset(chart.axis, chart.language), canvas.width):
            canvas.text(0, top, line, fill=MUTED, size=canvas.theme.small)
            top += canvas.leading
    return top


def _key(canvas: Canvas, chart: PanelsChart) -> float:
    em, x, y = canvas.theme.em, 0.0, canvas.theme.em(1.1)
    for series in chart.series:
        name = typeset(series.name, chart.language)
        wide = em(1) + canvas.wide(name, weight=600)
        if x and x + wide > canvas.width:
            x, y = 0.0, y + em(1.5)
        canvas.mark(series.role, x + canvas.radius, y - em(0.33))
        canvas.text(x + em(1), y, name, fill=LABEL[series.role], weight=600)
        x += wide + em(1.4)
    if any(value is not None for _, value in chart.national):
        words = say("whole_country", chart.language)
        if x and x + em(1) + canvas.wide(words) > canvas.width:
            x, y = 0.0, y + em(1.5)
        canvas.line(x + em(0.3), y - em(0.9), x + em(0.3), y + em(0.2), stroke=MUTED, width=em(0.1))
        canvas.text(x + em(0.9), y, words, fill=MUTED)
    return y + em(0.8)


def _panel(
    canvas: Canvas, chart: PanelsChart, place: int, frame: tuple[float, float, float, tuple[str, ...]], deepest: int
) -> None:
    """Draw one panel: its name, n, one line per side, and the axis."""
    em = canvas.theme.em
    x, y, width, title = frame
    points = [series.points[place] for series in chart.series]
    canvas.lines(x, y + em(0.9), title, weight=600)
    y += deepest * canvas.leading
    canvas.text(x, y + em(0.9), _counts(points, chart.language), fill=MUTED, size=canvas.theme.small)
    y += em(1.5)
    bottom = y + em(1.55 * len(points)) + em(0.1)
    ticks = _ticks(chart)
    # The label of the first tick stays inside the drawing.
    start = max(em(0.5), canvas.wide(ticks[0][1], small=True) / 2)
    scale = Scale(chart.low, chart.high, x + start, x + width - em(3.1))
    _axis(canvas, scale, ticks, y, bottom)
    for role, value in chart.national:
        if value is not None:
            canvas.line(scale.at(value), y, scale.at(value), bottom, stroke=MARK[role], width=em(0.1))
    for order, (series, point) in enumerate(zip(chart.series, points, strict=True)):
        _mark(canvas, chart, scale, (y + em(0.75 + 1.55 * order), x + width), (series.role, point))


def _axis(canvas: Canvas, scale: Scale, ticks: list[tuple[float, str]], top: float, bottom: float) -> None:
    em = canvas.theme.em
    for value, label in ticks:
        x = scale.at(value)
        canvas.line(x, top, x, bottom, stroke=HAIR)
        canvas.text(x, bottom + em(1.1), label, fill=MUTED, anchor="middle", size=canvas.theme.small)
    canvas.line(scale.left, bottom, scale.right, bottom, stroke=LINE, width=em(0.06))


def _ticks(chart: PanelsChart) -> list[tuple[float, str]]:
    ends = score_ticks(chart.low, chart.high, chart.language)
    middle = (chart.low + chart.high) / 2
    word = (
        percent(middle, chart.language)
        if chart.high <= 1
        else number(middle, chart.language, 0 if middle == int(middle) else 1)
    )
    return [ends[0], (middle, word), ends[-1]]


def _counts(points: list[Point], language: str) -> str:
    """Word the n of a panel, sides in the order of the key."""
    known = [
        "c" if point.status == "protected" else number(point.n, language) if point.n is not None else ""
        for point in points
    ]
    if set(known) == {"c"}:
        known = ["c"]
    return f"n\u00a0{' · '.join(text for text in known if text)}" if any(known) else ""


def _mark(
    canvas: Canvas, chart: PanelsChart, scale: Scale, place: tuple[float, float], drawn: tuple[str, Point]
) -> None:
    (y, end), (role, point) = place, drawn
    baseline = y + canvas.theme.em(0.33)
    if point.status in MARKED and point.value is not None:
        draw_point(canvas, scale, y, role, point)
        value = percent(point.value, chart.language) if chart.high <= 1 else number(point.value, chart.language, 1)
        canvas.text(end, baseline, value, fill=LABEL[role], anchor="end")
        return
    words = reason_words(point, chart.language)
    if canvas.wide(words) > scale.right - scale.left:
        words = say("not_comparable", chart.language)
    canvas.text((scale.left + scale.right) / 2, baseline, words, fill=MUTED, anchor="middle", halo=True)
    if point.status == "protected":
        canvas.text(end, baseline, "c", fill=MUTED, anchor="end")
