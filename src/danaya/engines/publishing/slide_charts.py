"""Native charts on slides: XY marks with their intervals, stacked bars for opinions; both stay editable."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from danaya.engines.publishing.colours import HAIR, INK, LINE, MARK, MUTED, ON_TONE, SHAPE, TONE, lighter
from danaya.engines.publishing.slide_plans import Bars, Marks, Plan

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MARKER = {
    "circle": "CIRCLE",
    "diamond": "DIAMOND",
    "triangle": "TRIANGLE",
    "square": "SQUARE",
    "cross": "X",
    "plus": "PLUS",
    "star": "STAR",
    "ring": "CIRCLE",
}
_STROKED = frozenset({"cross", "plus", "star"})
"""Shapes that office programs draw with a pen, without a filling."""
_INK_ON = {TONE[tone]: ink for tone, ink in ON_TONE.items()}
_FROM_FIVE = '[>=4.5]0;[<=-4.5]0;""'


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    x: float
    y: float
    width: float
    height: float


def rgb(colour: str) -> Any:
    """Return ``#RRGGBB`` as python-pptx wants it."""
    from pptx.dml.color import RGBColor  # noqa: PLC0415  # slow import

    kind: Any = RGBColor
    return kind.from_string(colour[1:])


def add_native_chart(slide: Any, plan: Plan, plot: Box, below: float, size: float) -> Any:
    """Put the chart of ``plan`` on a slide so that its plot fills ``plot``; ``below`` points are left for labels.

    Returns the graphic frame.
    """
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    room = 0.0 if plan.bars else below
    side = 0.0 if plan.bars else 24.0
    place = (Pt(plot.x - side), Pt(plot.y), Pt(plot.width + 2 * side), Pt(plot.height + room))
    frame = _bars(slide, plan, place, size) if plan.bars else _scatter(slide, plan, place, size)
    frame.chart.has_legend = frame.chart.has_title = False
    whole = plot.width + 2 * side
    _fix_plot(frame.chart, side / whole, plot.width / whole, plot.height / (plot.height + room))
    return frame


def _scatter(slide: Any, plan: Plan, place: tuple[Any, ...], size: float) -> Any:
    """Draw lines, then intervals, then marks.

    Intervals are lines with gaps between them and not error bars: LibreOffice drops error bars of unequal length. It also drops a
    line of fewer points than its neighbours have, so every line is given as many.
    """
    from pptx.chart import data as chart_data  # noqa: PLC0415  # slow import
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415  # slow import

    kinds: Any = chart_data
    data = kinds.XyChartData()
    parts = [*_lines(plan), *_intervals(plan), *_ticks(plan), *_marks(plan)] or [_Part("", ((plan.low, 0.0),))]
    for part in parts:
        series = data.add_series(part.name)
        for x, y in part.points:
            series.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, data)
    for part, series in zip(parts, frame.chart.plots[0].series, strict=True):
        _draw_line(series, part) if part.marks is None else _draw_marks(series, part.marks, size)
    _drop_blanks(frame.chart)
    _write_workbook(frame.chart, parts)
    _set_axes(frame.chart, plan, size)
    return frame


Point = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class _Part:
    """One series of an XY chart; a point of ``None`` is a gap in its line."""

    name: str
    points: tuple[Point, ...]
    colour: str = LINE
    pen: float = 1.5
    marks: Marks | None = None


def _intervals(plan: Plan) -> list[_Part]:
    """Return for each set of marks its intervals as one line with gaps."""
    most = _most(plan)
    parts = []
    for marks in plan.marks:
        ends = [((x - minus, y), (x + plus, y), (None, None)) for x, y, minus, plus in marks.places if minus or plus]
        if ends:
            parts.append(_Part(f"{marks.name} [ ]", _as_long(ends, most), marks.light, 3))
    return parts


def _most(plan: Plan) -> int:
    """Return how many pieces the longest line has."""
    return max((len(marks.places) for marks in plan.marks), default=0)


def _as_long(pieces: Sequence[tuple[Point, Point, Point]], most: int) -> tuple[Point, ...]:
    """Return a line of pieces, each with its gap; the last is drawn again, over itself, until there are ``most``."""
    repeated = [*pieces, *[pieces[-1]] * (most - len(pieces))]
    return tuple(point for piece in repeated for point in piece)


def _lines(plan: Plan) -> list[_Part]:
    wanted = [(role, value, MARK.get(role, LINE)) for role, value in plan.lines] + (
        [("0", 0.0, LINE)] if plan.low < 0 else []
    )
    count = max([3 * len(marks.places) for marks in plan.marks] + [2])
    steps = [0.5 - len(plan.rows) * step / (count - 1) for step in range(count)]
    return [_Part(role, tuple((value, y) for y in steps), colour) for role, value, colour in wanted]


def _ticks(plan: Plan) -> list[_Part]:
    """Return all ticks as one line with gaps."""
    pieces = [((x, low), (x, high), (None, None)) for x, low, high in plan.ticks]
    return [_Part("|", _as_long(pieces, _most(plan)), INK, 2)] if pieces else []


def _marks(plan: Plan) -> list[_Part]:
    return [_Part(marks.name, tuple((x, y) for x, y, _, _ in marks.places), marks=marks) for marks in plan.marks]


def _drop_blanks(chart: Any) -> None:
    """Take the gaps out of the cached values: a point that is not there is a gap, a text where a number should be is an error."""
    for point in list(chart._chartSpace.iter(f"{{{_C}}}pt")):  # noqa: SLF001
        if point.find(f"{{{_C}}}v").text in {None, "", "None"}:
            point.getparent().remove(point)


def _draw_line(series: Any, part: _Part) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415  # slow import
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = rgb(part.colour), Pt(part.pen)
    series.smooth = False


def _draw_marks(series: Any, marks: Marks, size: float) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415  # slow import
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    colour = rgb(marks.colour)
    series.format.line.fill.background()
    series.smooth = False
    marker, shape = series.marker, SHAPE[marks.role]
    hollow = marks.hollow or shape == "ring"
    marker.style, marker.size = getattr(XL_MARKER_STYLE, _MARKER[shape]), 13 if size >= 16 else 9
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(lighter(marks.colour, 0.85)) if marks.hollow else colour
    marker.format.line.color.rgb, marker.format.line.width = (
        colour,
        Pt(2 if hollow or shape in _STROKED else 0.75),
    )


def _write_workbook(chart: Any, parts: Sequence[_Part]) -> None:
    """Write the workbook behind an XY chart anew, with blank cells for gaps."""
    import xlsxwriter  # noqa: PLC0415  # slow import

    out = BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = file.add_worksheet("Sheet1")
    for part, series in zip(parts, chart.plots[0].series, strict=True):
        start = int(series._element.find(f".//{{{_C}}}xVal//{{{_C}}}f").text.split("$")[2].rstrip(":")) - 1  # noqa: SLF001
        page.write_row(start - 1, 0, ["x", part.name])
        for order, point in enumerate(part.points):
            page.write_row(start + order, 0, [value for value in point if value is not None])
    file.close()
    chart.part.chart_workbook.update_from_xlsx_blob(out.getvalue())


def _set_axes(chart: Any, plan: Plan, size: float) -> None:
    from pptx.enum.chart import XL_AXIS_CROSSES, XL_TICK_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415  # slow import
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    across, down = chart.category_axis, chart.value_axis
    down.minimum_scale, down.maximum_scale = 0.5 - max(len(plan.rows), 1), 0.5
    down.visible = down.has_major_gridlines = False
    down.crosses = XL_AXIS_CROSSES.MINIMUM
    across.minimum_scale, across.maximum_scale, across.major_unit = plan.low, plan.high, plan.unit
    across.tick_label_position, across.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = plan.form, False
    across.tick_labels.font.size, across.tick_labels.font.color.rgb = Pt(size), rgb(MUTED)
    across.has_major_gridlines = True
    across.major_gridlines.format.line.color.rgb = rgb(HAIR)
    across.format.line.color.rgb = rgb(LINE)


def _bars(slide: Any, plan: Plan, place: tuple[Any, ...], size: float) -> Any:
    from pptx.chart import data as chart_data  # noqa: PLC0415  # slow import
    from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415  # slow import

    kinds: Any = chart_data
    data = kinds.CategoryChartData(number_format="0")
    data.categories = list(plan.rows)
    for bars in plan.bars:
        data.add_series(bars.name, bars.shares)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data)
    chart = frame.chart
    chart.category_axis.reverse_order = True
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(LINE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = plan.low, plan.high
    chart.value_axis.visible = False
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    for bars, series in zip(plan.bars, chart.plots[0].series, strict=True):
        _draw_bars(series, bars, min(size, 16))
    return frame


def _draw_bars(series: Any, bars: Bars, size: float) -> None:
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(bars.colour)
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _FROM_FIVE, False
    labels.font.size = Pt(size)
    labels.font.color.rgb = rgb(_INK_ON[bars.colour])


def _fix_plot(chart: Any, x: float, width: float, height: float) -> None:
    """Fix the inner plot area, so that rows stand beside their names."""
    from pptx.oxml import parse_xml  # noqa: PLC0415  # slow import

    area = chart._chartSpace.find(f".//{{{_C}}}plotArea")  # noqa: SLF001
    for old in area.findall(f"{{{_C}}}layout"):
        area.remove(old)
    values = "".join(
        f'<c:{name} val="{value:.6g}"/>' for name, value in (("x", x), ("y", 0.0), ("w", width), ("h", height))
    )
    layout = parse_xml(
        f'<c:layout xmlns:c="{_C}"><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
    )
    area.insert(0, layout)
