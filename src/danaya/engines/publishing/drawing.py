"""A chart as SVG at its final size, or as a picture of few colours for Word and messages."""

from collections.abc import Callable
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from danaya.engines.language import Problem, typeset
from danaya.engines.publishing.canvas import PRINT, SCREEN, Canvas, theme_of
from danaya.engines.publishing.charts import (
    AgreementChart,
    Chart,
    DifferenceChart,
    LikertChart,
    PanelsChart,
    ProfileChart,
)
from danaya.engines.publishing.drawings.agreement import draw_agreement
from danaya.engines.publishing.drawings.difference import draw_difference
from danaya.engines.publishing.drawings.likert import draw_likert
from danaya.engines.publishing.drawings.matrix import draw_matrix
from danaya.engines.publishing.drawings.panels import draw_panels
from danaya.engines.publishing.drawings.profile import draw_profile
from danaya.engines.publishing.drawings.progress import draw_progress
from danaya.engines.publishing.drawings.timeline import draw_timeline
from danaya.engines.publishing.lettering import FONTS
from danaya.engines.publishing.plan_charts import MatrixChart, ProgressChart, TimelineChart
from danaya.engines.publishing.plan_checks import CHECKS
from danaya.engines.publishing.words import ODD_CHART

SCREEN_WIDTH = 640
PHONE_WIDTH = 288
TEXT_COLUMN = 317
"""112 mm in points: the text column of a report."""
FULL_WIDTH = 459
"""162 mm in points."""
COLOURS = 32

_DRAW: dict[type, Callable[[Any, Canvas], float]] = {
    ProfileChart: draw_profile,
    LikertChart: draw_likert,
    DifferenceChart: draw_difference,
    PanelsChart: draw_panels,
    AgreementChart: draw_agreement,
    TimelineChart: draw_timeline,
    ProgressChart: draw_progress,
    MatrixChart: draw_matrix,
}


@lru_cache(maxsize=256)
def chart_svg(chart: Chart, *, width: int = SCREEN_WIDTH, title: str = "", alt: str = "", theme: str = "screen") -> str:
    """Draw a chart at its final size.

    Parameters
    ----------
    chart
        What is drawn.
    width
        Width in px for the theme ``screen`` (640, or 288 on a phone), in pt for ``print`` (317 = 112 mm, 459 = 162 mm), of
        the projected image for ``room`` (1,920). Below 30 ems, and in the room, names stand above their marks.
    title, alt
        Name and description for those who listen to the page.
    theme
        ``screen`` or ``print``: sizes of text, at least 8 pt; ``room``: text of 3.3 % of the width (see ``room_parts``).

    Returns
    -------
    str
        One ``<svg role="img">`` without style, script, id or outside reference.

    Raises
    ------
    Problem
        ``odd-chart`` when a series has another number of points than the chart has rows; ``odd-term``, ``odd-progress``,
        ``odd-reference``, ``odd-column`` for a chart of a plan that contradicts itself.
    """
    check(chart)
    canvas = Canvas(width, theme_of(theme, width))
    height = _DRAW[type(chart)](chart, canvas)
    return canvas.svg(round(height + 0.5), typeset(title, chart.language), typeset(alt, chart.language))


def check(chart: Chart) -> None:
    """Refuse a chart whose series don't fit its rows, or whose rows contradict themselves."""
    if type(chart) in CHECKS:
        CHECKS[type(chart)](chart)
    for name, found, expected in _lengths(chart):
        if found != expected:
            raise Problem("odd-chart", ODD_CHART, series=name, found=found, expected=expected)


def _lengths(chart: Chart) -> list[tuple[str, int, int]]:
    if isinstance(chart, LikertChart | TimelineChart | ProgressChart | MatrixChart):
        return []
    if isinstance(chart, DifferenceChart):
        return [(chart.axis, len(chart.points), len(chart.rows))]
    if isinstance(chart, AgreementChart):
        column = [(chart.figures_head, len(chart.figures), len(chart.rows))] if chart.figures else []
        return [(group.name, len(group.votes), len(chart.rows)) for group in chart.groups] + column
    rows = chart.rows if isinstance(chart, ProfileChart) else chart.panels
    return [(series.name, len(series.points), len(rows)) for series in chart.series]


def chart_png(chart: Chart, *, width: int = FULL_WIDTH, theme: str = "print", scale: float = 8 / 3) -> bytes:
    """Draw a chart as PNG of at most 32 colours; ``scale`` 8/3 gives two pixels for each of 96 a inch from points."""
    from PIL import Image  # noqa: PLC0415  # slow import

    drawn = Image.open(BytesIO(_rasterise(chart_svg(chart, width=width, theme=theme), scale))).convert("RGB")
    few = drawn.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", dpi=(72 * scale, 72 * scale))
    return out.getvalue()


def _rasterise(svg: str, scale: float) -> bytes:
    head, rest = svg.split(">", 1)
    on_white = f'{head}><rect width="100%" height="100%" fill="#FFFFFF"/>{rest}'
    picture: bytes = _converter().svg_to_png(on_white.replace(SCREEN.family, PRINT.family), scale=scale)
    return picture


@cache
def _converter() -> Any:
    """Return vl-convert with our font known to it, once a process."""
    import vl_convert  # noqa: PLC0415  # slow import

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
