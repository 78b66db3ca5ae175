"""Native charts on slides: XY marks with intervals as error bars, stacked bars for opinions; both stay editable."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from danaya.engines.publishing.colours import HAIR, LINE, MARK, MUTED, ON_TONE, TONE, WHITE
from danaya.engines.publishing.slide_plans import Bars, Marks, Plan

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MARKER = {"customs": "CIRCLE", "private": "DIAMOND", "women": "TRIANGLE", "men": "SQUARE"}
_BELOW = frozenset({"errBars", "xVal", "yVal", "smooth"})
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
    from pptx.chart import data as chart_data  # noqa: PLC0415  # slow import
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415  # slow import

    kinds: Any = chart_data
    data, count = kinds.XyChartData(), len(plan.rows)
    lines = [*plan.lines, *([("zero", 0.0)] if plan.low < 0 else [])]
    for role, value in lines:
        series = data.add_series(role)
        series.add_data_point(value, 0.5)
        series.add_data_point(value, 0.5 - count)
    for marks in plan.marks:
        series = data.add_series(marks.name)
        for x, y, _, _ in marks.places:
            series.add_data_point(x, y)
    if plan.words:
        series = data.add_series("c")
        for x, y, _ in plan.words:
            series.add_data_point(x, y)
    if not (lines or plan.marks or plan.words):
        data.add_series("").add_data_point(plan.low, 0)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, data)
    made = list(frame.chart.plots[0].series)
    for (role, _), series in zip(lines, made, strict=False):
        _draw_line(series, MARK.get(role, LINE))
    for marks, series in zip(plan.marks, made[len(lines) :], strict=False):
        _draw_marks(series, marks, size)
    if plan.words:
        _write_words(made[-1], plan.words, size)
    _write_workbook(frame.chart, {len(lines) + order: marks for order, marks in enumerate(plan.marks)})
    _set_axes(frame.chart, plan, size)
    return frame


def _draw_line(series: Any, colour: str) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415  # slow import
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = rgb(colour), Pt(1.5)
    series.smooth = False


def _draw_marks(series: Any, marks: Marks, size: float) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415  # slow import
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    colour = rgb(marks.colour)
    series.format.line.fill.background()
    series.smooth = False
    marker = series.marker
    marker.style, marker.size = getattr(XL_MARKER_STYLE, _MARKER.get(marks.role, "CIRCLE")), 13 if size >= 16 else 9
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(WHITE) if marks.hollow else colour
    marker.format.line.color.rgb, marker.format.line.width = colour, Pt(2 if marks.hollow else 0.75)
    _add_intervals(series, marks)


def _add_intervals(series: Any, marks: Marks) -> None:
    """Add the intervals as error bars along x, without caps, each arm read from the workbook beside its mark."""
    from pptx.oxml import parse_xml  # noqa: PLC0415  # slow import

    element = series._element  # noqa: SLF001
    rows = element.find(f".//{{{_C}}}xVal//{{{_C}}}f").text

    def numbers(name: str, place: int, column: str) -> str:
        points = "".join(
            f'<c:pt idx="{order}"><c:v>{values[place]:.10g}</c:v></c:pt>' for order, values in enumerate(marks.places)
        )
        cache = f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(marks.places)}"/>{points}</c:numCache>'
        return f"<c:{name}><c:numRef><c:f>{rows.replace('$A$', f'${column}$')}</c:f>{cache}</c:numRef></c:{name}>"

    xml = (
        f'<c:errBars xmlns:c="{_C}" xmlns:a="{_A}"><c:errDir val="x"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f'{numbers("plus", 3, "C")}{numbers("minus", 2, "D")}<c:spPr><a:ln w="38100" cap="flat"><a:solidFill><a:srgbClr val="{marks.light[1:]}"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    following = next(child for child in element if child.tag.rpartition("}")[2] in _BELOW)
    following.addprevious(parse_xml(xml))


def _write_workbook(chart: Any, arms: dict[int, Marks]) -> None:
    """Write the workbook behind an XY chart anew: x, y and both arms of each interval, so that all can be edited."""
    import xlsxwriter  # noqa: PLC0415  # slow import

    out = BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = file.add_worksheet("Sheet1")
    for place, series in enumerate(chart.plots[0].series):
        start = int(series._element.find(f".//{{{_C}}}xVal//{{{_C}}}f").text.split("$")[2].rstrip(":")) - 1  # noqa: SLF001
        page.write_row(start - 1, 0, ["x", series.name, "+", "\u2212"])
        for order, (x, y) in enumerate(zip(_numbers(series, "xVal"), _numbers(series, "yVal"), strict=True)):
            page.write_row(start + order, 0, [x, y])
            if place in arms:
                page.write_row(start + order, 2, list(arms[place].places[order][:1:-1]))
    file.close()
    chart.part.chart_workbook.update_from_xlsx_blob(out.getvalue())


def _numbers(series: Any, name: str) -> list[float]:
    return [float(value.text) for value in series._element.findall(f"{{{_C}}}{name}//{{{_C}}}v")]  # noqa: SLF001


def _write_words(series: Any, words: tuple[tuple[float, float, str], ...], size: float) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE  # noqa: PLC0415  # slow import
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.fill.background()
    for place, (_, _, text) in enumerate(words):
        label = series.points[place].data_label
        label.position = XL_LABEL_POSITION.CENTER
        run = label.text_frame.paragraphs[0].add_run()
        run.text, run.font.size = text.replace(" ", "\u00a0"), Pt(size)
        run.font.color.rgb = rgb(MUTED)


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
    middle = next((series for bars, series in zip(plan.bars, chart.plots[0].series, strict=True) if bars.middle), None)
    if middle is not None:
        _write_protected(middle, plan, size)
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


def _write_protected(series: Any, plan: Plan, size: float) -> None:
    """Write a grey ``c`` where the bars of a protected row would be."""
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    for _, y, text in plan.words:
        run = series.points[round(-y)].data_label.text_frame.paragraphs[0].add_run()
        run.text, run.font.size, run.font.color.rgb = text, Pt(size), rgb(MUTED)


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
