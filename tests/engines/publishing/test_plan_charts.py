"""Charts of a plan: what is promised, claimed and confirmed is told apart without colour, moved dates stay, nothing is lost."""

import re
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pptx
import pytest
from PIL import Image

from danaya.engines.language import Problem
from danaya.engines.publishing import chart_png, chart_svg, to_docx, to_html, to_pdf, to_pptx
from danaya.engines.publishing.canvas import SCREEN, Canvas
from danaya.engines.publishing.charts import Chart
from danaya.engines.publishing.colours import HAIR, INK, LINE, MUTED, STATE
from danaya.engines.publishing.document import Deck, Figure, Slide
from danaya.engines.publishing.drawings.calendar import month_ticks
from danaya.engines.publishing.drawings.patterns import draw_state
from danaya.engines.publishing.parts import chart_parts, svg_height, take_rows
from danaya.engines.publishing.plan_charts import (
    STATES,
    MatrixChart,
    MatrixColumn,
    ProgressChart,
    TimelineChart,
    TimelineRow,
    state_on,
)
from danaya.engines.publishing.plan_tables import (
    matrix_alt,
    matrix_table,
    progress_alt,
    progress_table,
    timeline_alt,
    timeline_table,
)
from tests.engines.publishing import sample_plan as plan
from tests.engines.publishing import samples
from tests.engines.publishing.test_agreement import plain
from tests.engines.publishing.test_drawing import SVG, drawn, texts
from tests.engines.publishing.test_pdf import pages


def boxes(root: ElementTree.Element, fill: str) -> list[ElementTree.Element]:
    return [e for e in root.iter(f"{SVG}rect") if e.get("fill") == fill]


def uprights(root: ElementTree.Element, colour: str) -> list[float]:
    lines = [e for e in root.iter(f"{SVG}line") if e.get("stroke") == colour and e.get("x1") == e.get("x2")]
    return [float(e.get("x1", "")) for e in lines]


# Timeline


def test_bar_runs_from_start_to_due_and_is_confirmed_in_its_first_part() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    half = TimelineRow("a", "A", first, last, 0.5, 0.25)
    root = drawn(TimelineChart((half,), date(2030, 1, 1), "fr"))
    (confirmed,) = boxes(root, STATE["confirmed"])[1:]  # the key's is the first
    outline = max(root.iter(f"{SVG}rect"), key=lambda e: float(e.get("width", "0")))
    whole, left = float(outline.get("width", "")), float(outline.get("x", ""))
    assert float(confirmed.get("x", "")) == left
    assert float(confirmed.get("width", "")) == pytest.approx(whole / 4, abs=0.02)
    hatched = [e for e in root.iter(f"{SVG}path") if e.get("stroke") == MUTED and e.get("fill") == "none"]
    strokes = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", hatched[-1].get("d", ""))]
    assert left + whole / 4 - 0.02 <= min(strokes)
    assert max(strokes) <= left + whole / 2 + 0.02
    ticks = uprights(root, HAIR)
    assert left == pytest.approx(ticks[0], abs=0.02)


def test_states_have_eight_shapes_and_words() -> None:
    shapes = set()
    for state in STATES:
        canvas = Canvas(100, SCREEN)
        draw_state(canvas, state, 50, 50)
        shapes.add(re.sub("#[0-9A-F]{6}", "", "".join(canvas.parts)))
    assert len(shapes) == len(STATES)
    shown = texts(drawn(plan.timeline()))
    for words in (
        "confirmé",
        "confirmé en partie",
        "déclaré",
        "déclaré, sans réponse",
        "contesté",
        "en retard",
        "à faire",
    ):
        assert words in shown


def test_timeline_reads_in_grey() -> None:
    """Parts of a bar and marks differ by pattern and outline: no two states share their grey and their shape."""
    picture = Image.open(BytesIO(chart_png(plan.timeline(), width=459))).convert("L")
    assert picture.width == 1224
    root = drawn(plan.timeline())
    looks = {(e.get("fill"), e.get("stroke"), e.get("stroke-dasharray")) for e in root.iter(f"{SVG}circle")}
    assert {(STATE["confirmed"], None, None), ("#FFFFFF", MUTED, None), ("#FFFFFF", MUTED, "3.92")} <= looks


def test_open_milestone_past_its_day_is_late_whatever_the_caller_says() -> None:
    today = plan.TODAY
    assert state_on("open", date(2026, 11, 22), today) == "late"
    assert state_on("open", today, today) == "open"
    assert state_on("claimed", date(2020, 1, 1), today) == "claimed"
    row = TimelineRow("a", "A", date(2026, 1, 1), date(2026, 6, 30), state="open")
    assert "en retard" in texts(drawn(TimelineChart((row,), today, "fr")))


def test_moved_date_keeps_the_first_one_in_every_medium() -> None:
    chart = plan.timeline()
    assert "date d'origine" in texts(drawn(chart))
    uprights_of_first = [e for e in drawn(chart).iter(f"{SVG}rect") if e.get("stroke") == INK]
    assert len(uprights_of_first) == 3 + 1  # two rows, a milestone, the key
    dashed = [e for e in drawn(chart).iter(f"{SVG}path") if e.get("stroke-dasharray")]
    assert len(dashed) == 3 + 1
    said = " ".join(cell for row in timeline_table(chart, "Plan").rows for cell in row)
    assert "31 décembre 2026 (à l'origine 30 juin 2026)" in said
    assert "C-02.2 : déclaré, 30 septembre 2026 (à l'origine 31 mars 2026)" in plain(said)


def test_today_is_a_line_with_its_day_and_only_where_it_is_near() -> None:
    root = drawn(plan.timeline("en"))
    assert "today, 23 November 2026" in texts(root)
    (place,) = set(uprights(root, INK))
    first, last = plan.timeline().bounds()
    ticks = uprights(root, HAIR)
    assert ticks[0] < place < max(ticks)
    assert first <= plan.TODAY <= last
    far = drawn(plan.one_milestone())
    assert uprights(far, INK) == []
    assert not [text for text in texts(far) if "aujourd'hui" in text]


def test_near_dependencies_are_arrows_and_far_ones_words() -> None:
    chart = plan.timeline()
    assert " ".join(texts(drawn(chart))).count("après") == 1
    assert "après C-20" in texts(drawn(chart))
    arrows = [e for e in drawn(chart).iter(f"{SVG}path") if e.get("stroke") == MUTED and not _slanted(e)]
    assert len(arrows) >= 5
    narrow = " ".join(texts(drawn(chart, 288)))
    for words in ("après C-01.1, C-02.2", "après C-01", "après C-05, C-03.2"):
        assert words in narrow
    alone = take_rows(chart, 5, 6)
    assert "après C-05, C-03.2" in texts(drawn(alone))


def _slanted(element: ElementTree.Element) -> bool:
    """Tell hatching from arrows, which go along and down only."""
    places = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", element.get("d", ""))]
    return any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(places))


def test_groups_are_headed_once_and_again_on_the_next_part() -> None:
    chart = plan.timeline()
    shown = texts(drawn(chart))
    assert shown.count(plan.CUSTOMS["fr"]) == shown.count(plan.BROKERS["fr"]) == 1
    assert f"{plan.CUSTOMS['fr']} (suite)" in texts(drawn(take_rows(chart, 2, 4)))
    assert plan.BROKERS["fr"] in texts(drawn(take_rows(chart, 4, 6)))


def test_two_hundred_rows_take_parts_of_one_calendar_and_lose_none() -> None:
    chart = plan.long_timeline()
    parts = chart_parts(chart, width=459, limit=560)
    assert [row for part in parts if isinstance(part, TimelineChart) for row in part.rows] == list(chart.rows)
    assert {part.bounds() for part in parts if isinstance(part, TimelineChart)} == {chart.bounds()}
    heights = [svg_height(chart_svg(part, width=459, theme="print")) for part in parts]
    assert max(heights) <= 560
    assert min(heights[:-1]) > 420  # each but the last is filled


def test_two_hundred_rows_are_drawn_in_a_third_of_a_second() -> None:
    chart = plan.long_timeline("en")
    chart_svg(chart, width=600)  # fonts and month names are read once a process
    spent = []
    for width in (640, 639, 638):
        start = time.perf_counter()
        chart_svg(chart, width=width)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.3


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 1, 1), date(2026, 4, 30), ["janv. 2026", "févr.", "mars", "avr."]),
        (date(2025, 1, 1), date(2027, 6, 30), ["janv. 2025", "juil.", "janv. 2026", "juil.", "janv. 2027"]),
        (date(2025, 11, 1), date(2026, 4, 30), ["nov. 2025", "déc.", "janv. 2026", "févr.", "mars", "avr."]),
        (date(2020, 3, 1), date(2031, 12, 31), ["2022", "2024", "2026", "2028", "2030"]),
    ],
)
def test_calendar_names_at_most_six_months(first: date, last: date, names: list[str]) -> None:
    assert [name for _, name in month_ticks(first, last, "fr")] == names


def test_description_and_table_count_what_is_drawn() -> None:
    alt = plain(timeline_alt(plan.timeline(), "Deux engagements sur six sont tenus."))
    assert alt.startswith(
        "Frise de 6 lignes, du 1er janvier 2025 au 30 juin 2027. Au 23 novembre 2026 : 4 confirmé, 1 "
    )
    assert "1 en retard" in alt
    assert alt.endswith("Deux engagements sur six sont tenus. Tableau ci-dessous.")
    table = timeline_table(plan.timeline("en"), "The plan")
    assert table.heads == ("Commitment", "Milestones", "Term and progress")
    moved = "from 1 July 2025 to 31 December 2026 (originally 30 June 2026), claimed 80%, confirmed 40%"
    assert table.rows[1][2] == moved
    assert table.rows[3][1] == "after C-20"
    assert table.rows[3][2].endswith("claimed 0%, confirmed 0%, abandoned")
    assert table.rows[4][0] == f"C-05 Members' code of conduct ({plan.BROKERS['en']})"


# Progress


def test_each_row_has_two_bars_and_two_words() -> None:
    root = drawn(plan.progress())
    shown = [text.replace("\u00a0", " ") for text in texts(root)]
    for words in ("déclaré 100 %", "confirmé 100 %", "déclaré 4 sur 5", "confirmé 2 sur 5", "déclaré 0 %"):
        assert words in shown
    outlines = [e for e in boxes(root, "#FFFFFF") if e.get("stroke") == LINE]
    assert len(outlines) == 2 * 6
    (whole,) = {float(e.get("width", "")) for e in outlines}
    solid = [float(e.get("width", "")) / whole for e in boxes(root, STATE["confirmed"])[1:]]
    assert solid == pytest.approx([1.0, 0.4, 0.25], abs=1e-3)
    crossed = [
        float(e.get("width", "")) / whole for e in boxes(root, "#FFFFFF") if e.get("stroke") == STATE["contested"]
    ]
    assert crossed[1:] == pytest.approx([0.25, 0.3], abs=1e-3)
    left = float(outlines[0].get("x", ""))
    starts = [
        (float(e.get("x", "")) - left) / whole for e in boxes(root, "#FFFFFF") if e.get("stroke") == STATE["contested"]
    ]
    assert starts[1:] == pytest.approx([0.25, 0.0], abs=1e-3)  # what is contested is the end of what is claimed


def test_table_of_progress_never_merges_both() -> None:
    table = progress_table(plan.progress("en"), "Progress")
    assert table.heads == ("Commitment", "Owner", "Claimed", "Confirmed", "Contested")
    assert table.rows[1][2:] == ("claimed 4 of 5", "confirmed 2 of 5", "0%")
    assert table.rows[2][2:] == ("50%", "25%", "25%")
    alt = progress_alt(plan.progress("en"))
    assert "Most confirmed: C-01 Fees and times posted in the twelve offices, claimed 100%, confirmed 100%." in alt
    assert "Least confirmed: C-04" in alt


# Matrix


def test_matrix_marks_what_stands_alone_on_both_sides() -> None:
    chart = plan.matrix()
    shown = texts(drawn(chart, 459, "print"))
    bare = sum(not row.columns for row in chart.rows)
    assert shown.count("objectif sans engagement") == bare + 1
    alone = [column.reference for column in chart.alone_columns()]
    served = {reference for row in chart.rows for reference in row.columns}
    assert set(alone) == {column.reference for column in chart.columns} - served
    assert "C-05" in alone
    for reference in alone:
        assert any(text.startswith(f"{reference} ") for text in shown)
    dots = [e for e in drawn(chart, 459, "print").iter(f"{SVG}circle") if e.get("fill") == INK]
    assert len(dots) == sum(len(row.columns) for row in chart.rows) + 1


def test_matrix_dots_stand_under_their_references() -> None:
    root = drawn(plan.matrix(), 459, "print")
    heads = {e.text: float(e.get("x", "")) for e in root.iter(f"{SVG}text") if e.get("text-anchor") == "middle"}
    dots = {float(e.get("cx", "")) for e in root.iter(f"{SVG}circle") if e.get("fill") == INK}
    assert {heads["C-01"], heads["C-06"], heads["C-11"]} <= dots
    assert heads["C-05"] not in dots


def test_matrix_without_room_for_columns_names_them_in_words() -> None:
    for chart, width, theme in ((plan.matrix(), 288, "screen"), (plan.matrix("fr", 60), 459, "print")):
        shown = " ".join(texts(drawn(chart, width, theme)))
        assert "C-04, C-09, C-14" in shown


def test_part_of_a_matrix_knows_what_stands_alone_in_the_whole() -> None:
    chart = plan.matrix()
    first, second = take_rows(chart, 0, 1), take_rows(chart, 1, 10)
    assert isinstance(first, MatrixChart)
    assert isinstance(second, MatrixChart)
    assert first.alone_columns() == second.alone_columns() == chart.alone_columns()
    words = "Engagements sans objectif"
    assert words not in texts(drawn(first))
    assert words in texts(drawn(second))


def test_table_of_a_matrix_says_both_kinds_of_gaps() -> None:
    table = matrix_table(plan.matrix("en"), "Alignment")
    assert table.rows[3] == ("4 Rotation plan for exposed posts", "objective without commitment")
    assert table.rows[-1][0] == "Commitments without objective"
    assert "C-05 Members' code of conduct" in table.rows[-1][1]
    bare = sum(not row.columns for row in plan.matrix().rows)
    assert f"10 objectives, 14 commitments. {bare} without commitment" in matrix_alt(plan.matrix("en"))


# Refusals


def test_charts_that_contradict_themselves_are_refused() -> None:
    row = plan.timeline().rows[0]
    step = row.marks[0]
    progress = plan.progress()
    odd: list[tuple[Chart, str]] = [
        (replace(plan.timeline(), rows=(replace(row, due=date(2020, 1, 1)),)), "odd-term"),
        (replace(plan.timeline(), rows=(replace(row, claimed=0.2, confirmed=0.4),)), "odd-progress"),
        (replace(plan.timeline(), rows=(replace(row, claimed=1.2),)), "odd-progress"),
        (replace(plan.timeline(), rows=(row, row)), "odd-reference"),
        (replace(plan.timeline(), rows=(replace(row, marks=(step, step)),)), "odd-reference"),
        (replace(progress, rows=(replace(progress.rows[0], contested=0.1),)), "odd-progress"),
        (replace(plan.matrix(), columns=plan.matrix().columns[:3]), "odd-column"),
        (replace(plan.matrix(), columns=(*plan.matrix().columns, MatrixColumn("C-01", ""))), "odd-reference"),
    ]
    for chart, code in odd:
        with pytest.raises(Problem) as caught:
            chart_svg(chart)
        assert caught.value.code == code
        for language in ("fr", "en"):
            assert "{" not in caught.value.in_language(language)


def test_charts_of_no_rows_are_drawn() -> None:
    for chart in (
        TimelineChart((), plan.TODAY, "fr"),
        ProgressChart((), "", "fr"),
        MatrixChart((), (), "fr"),
    ):
        assert svg_height(chart_svg(chart)) > 0


# Documents


def figures(language: str) -> tuple[Figure, ...]:
    timeline, progress, matrix = plan.timeline(language), plan.progress(language), plan.matrix(language)
    return (
        Figure(timeline, "Calendrier", "Plan", timeline_alt(timeline), timeline_table(timeline, "Plan"), "1"),
        Figure(progress, "Avancement", "Plan", progress_alt(progress), progress_table(progress, "Avancement"), "2"),
        Figure(matrix, "Alignement", "Plan", matrix_alt(matrix), matrix_table(matrix, "Alignement"), "3"),
    )


def test_plan_is_made_in_every_form() -> None:
    document = replace(samples.document("fr"), blocks=figures("fr"))
    assert to_html(document).count("<svg") == 2 * 3
    content = to_pdf(document, timestamp=samples.WHEN)
    read = " ".join(pages(content)).replace("\u00a0", " ")
    assert "aujourd'hui, 23 novembre 2026" in read
    assert "confirmé 2 sur 5" in read
    assert to_docx(document, timestamp=samples.WHEN) == to_docx(document, timestamp=samples.WHEN)


def test_slides_show_a_plan_as_described_pictures() -> None:
    slides = tuple(Slide(one.sentence, one.chart, alt=one.alt) for one in figures("en"))
    deck = Deck("Plan", "", "en", slides, samples.stamp("en"))
    file = pptx.Presentation(BytesIO(to_pptx(deck, timestamp=samples.WHEN)))
    pictures = [shape for slide in file.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) >= 3
    alts = {picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures}
    assert alts == {one.alt for one in figures("en")}
    for picture in pictures:
        assert picture.left + picture.width <= file.slide_width
        assert picture.top + picture.height <= 470 * 12700
