"""A deck as PowerPoint: the title is the sentence, one native chart, one line of source, the rest in the notes; 16:9."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from danaya.engines.language import typeset
from danaya.engines.publishing.archive import fix_archive
from danaya.engines.publishing.charts import Chart
from danaya.engines.publishing.colours import INK, LABEL, MUTED, SHAPE
from danaya.engines.publishing.document import Deck, Slide
from danaya.engines.publishing.drawing import chart_png, chart_svg
from danaya.engines.publishing.lettering import printable, text_width, wrap
from danaya.engines.publishing.parts import chart_parts, row_count, svg_height, take_rows
from danaya.engines.publishing.plan_charts import MatrixChart, ProgressChart, TimelineChart
from danaya.engines.publishing.slide_charts import Box, add_native_chart, rgb
from danaya.engines.publishing.slide_plans import SIGN, Plan, plan_chart
from danaya.engines.publishing.word_styles import REGIONS
from danaya.engines.publishing.words import say

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 44.0
"""Points of a 16:9 slide."""
AVAILABLE = WIDTH - 2 * MARGIN
_TITLE = Box(MARGIN, 20, AVAILABLE, 76)
_HEADS = Box(MARGIN, 98, AVAILABLE, 46)
_PLOT_TOP, _PLOT_HEIGHT, _TICKS = 146.0, 290.0, 34.0
_SOURCE = Box(MARGIN, 470, AVAILABLE, 32)
_STAMP = Box(MARGIN, 508, AVAILABLE, 20)
SIZES = (24, 22, 20, 18, 16, 14)
_SMALLEST = 10
HEAD_SIZE = 12
_HIGHEST_ROW = 96.0
_MOST_ROWS = 10
_NAMES = (0.4, 0.46)
"""Part of the width that names may take; the larger where they would not fit otherwise, and no bars need the room."""
_PICTURED = (TimelineChart, ProgressChart, MatrixChart)
"""Charts that no office program can hold as its own: they stand as pictures."""
_PICTURE, _PICTURE_BOX = 720, Box(MARGIN, 104, AVAILABLE, 356)
"""Width of such a drawing in its own unit, so that its words are 17 points high, and the room it has."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SHAPES = {**{role: SIGN[shape] for role, shape in SHAPE.items()}, "bar": "■", "line": "|", "hollow": "○"}


def to_pptx(deck: Deck, *, timestamp: datetime) -> bytes:
    """Return ``deck`` as PowerPoint: a title slide, then each slide; a chart of many rows runs on over several.

    ``timestamp`` (aware) dates the file; same input gives the same bytes.
    """
    writer = _Writer(deck, timestamp)
    writer.write_title()
    for slide in deck.slides:
        writer.write_slide(slide)
    out = BytesIO()
    writer.file.save(out)
    return fix_archive(out.getvalue(), timestamp)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a plan is laid out: size of text, width of names, widths of columns, height of a row (points)."""

    size: int
    names: float
    columns: tuple[float, ...]
    row: float


@lru_cache(maxsize=256)
def fit_plan(plan: Plan) -> Fit:
    """Return the largest size of text at which names and figures of a plan fit their rows."""
    row = min(_PLOT_HEIGHT / max(len(plan.rows), 1), _HIGHEST_ROW if len(plan.rows) > 1 else 2 * _HIGHEST_ROW)
    fits = [_fit_at(plan, size, row) for size in (*SIZES, 12, _SMALLEST)]
    return next(
        (fit for fit in fits if fit is not None), Fit(_SMALLEST, 0.45 * AVAILABLE, _columns(plan, _SMALLEST), row)
    )


def _fit_at(plan: Plan, size: int, row: float) -> Fit | None:
    columns = _columns(plan, size)
    longest = max((text_width(name, size) for name in plan.rows), default=0) + 12
    for most in _NAMES[: 1 if plan.bars else 2]:
        names = min(longest, most * AVAILABLE)
        deepest = max((len(wrap(name, names - 10, size)) for name in plan.rows), default=1)
        if deepest * size * 1.2 <= row and names + sum(columns) <= 0.72 * AVAILABLE:
            return Fit(size, names, columns, row)
    return None


def _columns(plan: Plan, size: int) -> tuple[float, ...]:
    return tuple(
        max([text_width(text, size) for text in texts] + [_head_width(head)]) + 12 for head, texts in plan.columns
    )


def _head_width(head: str) -> float:
    """Return the least width at which the head of a column stands in three lines."""
    width = max((text_width(word, HEAD_SIZE) for word in head.split()), default=0.0) + 2
    while len(wrap(head, width, HEAD_SIZE)) > 3:
        width += 8
    return width


def slide_parts(chart: Chart) -> tuple[Chart, ...]:
    """Split a chart over slides so that its text keeps 14 points or more: rows in order, as many on each as fit, ten at most."""
    if isinstance(chart, _PICTURED):
        return chart_parts(chart, width=_PICTURE, limit=_PICTURE * _PICTURE_BOX.height / AVAILABLE, theme="screen")
    rows, start = row_count(chart), 0
    parts: list[Chart] = []
    while start < rows:
        stops = range(min(start + _MOST_ROWS, rows), start, -1)
        stop = next((stop for stop in stops if _is_legible(take_rows(chart, start, stop))), start + 1)
        parts.append(take_rows(chart, start, stop))
        start = stop
    return tuple(parts) or (chart,)


def _is_legible(chart: Chart) -> bool:
    plan = plan_chart(chart)
    fit = fit_plan(plan)
    return fit.size >= SIZES[-1] and (not plan.words or _word_size(plan, fit) >= HEAD_SIZE)


def _word_size(plan: Plan, fit: Fit) -> float:
    """Return the size of words over the plot: those of one group never reach the marks of the next."""
    return min(fit.size, 20, 0.95 * plan.pitch * fit.row)


class _Writer:
    """Writes slides one after the other into a new file."""

    def __init__(self, deck: Deck, timestamp: datetime) -> None:
        from pptx import Presentation  # noqa: PLC0415  # slow import
        from pptx.util import Pt  # noqa: PLC0415  # slow import

        self.deck, self.language = deck, deck.language
        self.file: Any = Presentation()
        self.file.slide_width, self.file.slide_height = Pt(WIDTH), Pt(HEIGHT)
        properties, moment = self.file.core_properties, timestamp.astimezone(UTC).replace(tzinfo=None)
        properties.title, properties.subject = self.say(deck.title), self.say(deck.subtitle)
        properties.author = properties.last_modified_by = self.say(deck.stamp.body)
        properties.created = properties.modified = moment
        properties.language, properties.version = deck.language, printable(deck.stamp.version)
        properties.keywords, properties.revision = self.stamp(), 1

    def say(self, text: str) -> str:
        return printable(typeset(text, self.language))

    def stamp(self) -> str:
        stamp = self.deck.stamp
        named = (("version", stamp.version), ("digest", stamp.digest[:8]), ("visibility", stamp.visibility))
        parts = [stamp.body, stamp.notice, *(f"{say(key, self.language)} {value}" for key, value in named if value)]
        return self.say(" · ".join(part for part in parts if part))

    def write_title(self) -> None:
        slide = self._new(self.deck.title, Box(MARGIN, 170, AVAILABLE, 110), 40)
        self._text(slide, Box(MARGIN, 290, AVAILABLE, 40), self.say(self.deck.subtitle), 24, MUTED)
        self._text(slide, Box(MARGIN, 335, AVAILABLE, 40), self.say(self.deck.stamp.date), 24, MUTED)
        self._mark_language(slide)

    def write_slide(self, slide: Slide) -> None:
        parts = slide_parts(slide.chart) if slide.chart else (None,)
        for place, part in enumerate(parts, start=1):
            suffix = f" ({place}/{len(parts)})" if len(parts) > 1 else ""
            self._write_one(slide, part, suffix)

    def _write_one(self, slide: Slide, chart: Chart | None, suffix: str) -> None:
        title = self.say(slide.title + suffix)
        page = self._new(title, _TITLE, 30 if len(wrap(title, AVAILABLE, 30, 600)) <= 2 else 24)
        notes = [slide.notes] if slide.notes else []
        if isinstance(chart, _PICTURED):
            self._write_picture(page, chart, slide)
        elif chart is not None:
            notes.extend(self._write_chart(page, plan_chart(chart), slide))
        if slide.lines:
            self._write_lines(page, slide.lines, beside=chart is not None)
        if slide.source:
            self._text(page, _SOURCE, self.say(slide.source), _size_of_line(slide.source), MUTED)
        if notes:
            page.notes_slide.notes_text_frame.text = self.say("\n".join(notes))
        self._mark_language(page)

    def _new(self, title: str, box: Box, size: float) -> Any:
        slide = self.file.slides.add_slide(self.file.slide_layouts[5])
        _put(slide.shapes.title, box)
        self._fill(slide.shapes.title.text_frame, title, size, INK, bold=True)
        self._text(slide, _STAMP, self.stamp(), 11, MUTED)
        return slide

    def _write_chart(self, page: Any, plan: Plan, slide: Slide) -> tuple[str, ...]:
        fit = fit_plan(plan)
        height = fit.row * max(len(plan.rows), 1)
        left, right = MARGIN + fit.names + 30, WIDTH - MARGIN - sum(fit.columns) - 30
        frame = add_native_chart(page, plan, Box(left, _PLOT_TOP, right - left, height), _TICKS, min(fit.size, 24))
        _describe(frame, self.say(slide.alt or slide.title))
        self._write_words(page, plan, Box(left, _PLOT_TOP, right - left, height), fit)
        self._table(page, Box(MARGIN, _PLOT_TOP, fit.names, height), [("", plan.rows)], (fit.names,), fit, heads=False)
        if plan.columns:
            columns = [(head, texts) for head, texts in plan.columns]
            box = Box(WIDTH - MARGIN - sum(fit.columns), _HEADS.y, sum(fit.columns), height + _PLOT_TOP - _HEADS.y)
            self._table(page, box, columns, fit.columns, fit, heads=True)
        self._write_key(page, plan, Box(left - 24 if plan.bars else left, _HEADS.y, right - left + 24, _HEADS.height))
        return plan.remarks

    def _write_picture(self, page: Any, chart: Chart, slide: Slide) -> None:
        """Put a drawing on a slide, smaller where one of its rows alone is higher than the slide."""
        from pptx.util import Pt  # noqa: PLC0415  # slow import

        high = svg_height(chart_svg(chart, width=_PICTURE, theme="screen"))
        scale = min(AVAILABLE / _PICTURE, _PICTURE_BOX.height / high)
        png = BytesIO(chart_png(chart, width=_PICTURE, theme="screen", scale=2))
        box = _PICTURE_BOX
        picture = page.shapes.add_picture(png, Pt(box.x), Pt(box.y), Pt(_PICTURE * scale), Pt(high * scale))
        picture._element.nvPicPr.cNvPr.set("descr", self.say(slide.alt or slide.title))  # noqa: SLF001

    def _write_words(self, page: Any, plan: Plan, plot: Box, fit: Fit) -> None:
        """Write over the plot why there is no mark: labels of a chart would break inside words."""
        for x, y, text in plan.words:
            size = max(min(_word_size(plan, fit), plot.width / (text_width(text, 1) + 0.5)), _SMALLEST)
            wide = text_width(text, size) + 8
            middle = plot.x + (x - plan.low) / (plan.high - plan.low) * plot.width
            start = min(max(middle - wide / 2, plot.x), plot.x + plot.width - wide)
            self._text(
                page, Box(start, plot.y + (0.5 - y) * fit.row - 0.62 * size, wide, 1.3 * size), text, size, MUTED
            )

    def _write_key(self, page: Any, plan: Plan, box: Box) -> None:
        """Name the sides or opinions over the plot, then what the axis measures."""
        pieces = [
            (f"{_SHAPES.get(shape, '●')} {name}".replace(" ", "\u00a0"), colour) for shape, colour, name in plan.key
        ]
        lines = ["   ".join(piece for piece, _ in pieces), plan.axis]
        if plan.bars:
            box = Box(MARGIN, box.y, WIDTH - 2 * MARGIN - sum(_columns(plan, 14)) - 12, box.height)
        size = next((size for size in (*SIZES, 12) if _key_height(lines, box.width - 8, size) <= box.height), 11)
        shape = self._text(page, box, "", size, MUTED)
        paragraph = shape.text_frame.paragraphs[0]
        for (piece, colour), (role, _, _) in zip(pieces, plan.key, strict=True):
            self._run(
                paragraph,
                piece + "   ",
                size,
                LABEL.get(role, colour if role != "bar" else INK),
                bold=role != "bar",
                first=colour,
            )
        if plan.axis:
            under = shape.text_frame.add_paragraph() if pieces else paragraph
            self._run(under, plan.axis, size, MUTED)

    def _table(
        self,
        page: Any,
        box: Box,
        columns: list[tuple[str, tuple[str, ...]]],
        widths: tuple[float, ...],
        fit: Fit,
        *,
        heads: bool,
    ) -> None:
        from pptx.util import Pt  # noqa: PLC0415  # slow import

        rows = len(columns[0][1]) + heads
        if not rows:
            return
        frame = page.shapes.add_table(rows, len(columns), Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
        table = frame.table
        frame._element.find(".//{*}tableStyleId").text = _NO_STYLE  # noqa: SLF001
        table.first_row, table.horz_banding = heads, False
        for place, width in enumerate(widths):
            table.columns[place].width = Pt(width)
        for place in range(rows):
            table.rows[place].height = Pt(_PLOT_TOP - _HEADS.y if heads and place == 0 else fit.row)
        for column, (head, texts) in enumerate(columns):
            if heads:
                self._cell(table.cell(0, column), head, HEAD_SIZE, MUTED, end=True)
            for place, text in enumerate(texts):
                shown = text.replace(" ", "\u00a0") if heads else text
                self._cell(table.cell(place + heads, column), shown, fit.size, INK if column == 0 else MUTED, end=heads)

    def _cell(self, cell: Any, text: str, size: float, colour: str, *, end: bool) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415  # slow import
        from pptx.util import Pt  # noqa: PLC0415  # slow import

        cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Pt(0), Pt(2), Pt(0), Pt(0)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._fill(cell.text_frame, self.say(text), size, colour)
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if end else PP_ALIGN.LEFT

    def _write_lines(self, page: Any, lines: tuple[str, ...], *, beside: bool) -> None:
        box = Box(MARGIN, 440, AVAILABLE, 60) if beside else Box(MARGIN, 130, AVAILABLE, 320)
        shape = self._text(page, box, "", 24, INK)
        for place, line in enumerate(lines):
            paragraph = shape.text_frame.paragraphs[0] if place == 0 else shape.text_frame.add_paragraph()
            self._run(paragraph, f"•\u2002{self.say(line)}", 28 if len(lines) <= 5 and not beside else 24, INK)
            paragraph.space_after = 152400

    def _text(self, page: Any, box: Box, text: str, size: float, colour: str) -> Any:
        from pptx.util import Pt  # noqa: PLC0415  # slow import

        shape = page.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
        self._fill(shape.text_frame, text, size, colour)
        return shape

    def _fill(self, frame: Any, text: str, size: float, colour: str, *, bold: bool = False) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415  # slow import

        frame.word_wrap = True
        if hasattr(frame, "margin_left"):
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP if not bold else MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        if text:
            self._run(paragraph, text, size, colour, bold=bold)

    def _run(self, paragraph: Any, text: str, size: float, colour: str, *, bold: bool = False, first: str = "") -> None:
        """Add a run; ``first`` is the colour of its first sign where that is a mark."""
        from pptx.util import Pt  # noqa: PLC0415  # slow import

        for part, ink in ((text[:1], first), (text[1:], colour)) if first else ((text, colour),):
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = part, Pt(size), bold
            run.font.color.rgb = rgb(ink)

    def _mark_language(self, page: Any) -> None:
        for properties in _run_properties(page):
            properties.set("lang", REGIONS.get(self.language, self.language))


def _key_height(lines: list[str], width: float, size: float) -> float:
    """Return the height of the key: its names, set bold, then what the axis measures on a line of its own."""
    return sum(len(wrap(line, width, size, 600)) for line in lines if line) * size * 1.2


def _run_properties(page: Any) -> Iterator[Any]:
    from pptx.oxml.ns import qn  # noqa: PLC0415  # slow import

    trees = [page._element]  # noqa: SLF001
    if page.has_notes_slide:
        trees.append(page.notes_slide._element)  # noqa: SLF001
    trees.extend(shape.chart._chartSpace for shape in page.shapes if shape.has_chart)  # noqa: SLF001
    for tree in trees:
        for run in tree.iter(qn("a:r")):
            yield run.get_or_add_rPr()


def _put(shape: Any, box: Box) -> None:
    from pptx.util import Pt  # noqa: PLC0415  # slow import

    shape.left, shape.top, shape.width, shape.height = Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)


def _describe(frame: Any, alt: str) -> None:
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)  # noqa: SLF001


def _size_of_line(text: str) -> int:
    return next((size for size in SIZES if text_width(text, size) <= AVAILABLE), SIZES[-1])
