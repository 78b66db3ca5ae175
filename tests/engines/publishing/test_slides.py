"""Slides: sentence titles, native charts with the figures of the document, one line of source, notes."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from python_calamine import CalamineWorkbook

from danaya.engines.publishing import to_pptx
from danaya.engines.publishing.slide_plans import plan_chart
from danaya.engines.publishing.slides import fit_plan, slide_parts
from tests.engines.publishing import samples


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_pptx(samples.deck("fr"), timestamp=samples.WHEN)


@pytest.fixture(scope="module")
def file(content: bytes) -> Any:
    return pptx.Presentation(BytesIO(content))


def charts_of(file: Any) -> list[Any]:
    return [shape for slide in file.slides for shape in slide.shapes if shape.has_chart]


def test_titles_are_the_sentences_in_their_placeholders(file: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    assert titles[0] == "Restitution"
    assert titles[1] == "La douane se voit plus haut que le secteur privé sur neuf facteurs"
    assert [title for title in titles if title.startswith("Une majorité")] == [
        "Une majorité est favorable (1/2)",
        "Une majorité est favorable (2/2)",
    ]
    assert (file.slide_width, file.slide_height) == (12192000, 6858000)


def test_charts_are_native_described_and_hold_the_values(file: Any) -> None:
    frames = charts_of(file)
    assert len(frames) == 7
    assert all(frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)
    customs = next(series for series in frames[0].chart.plots[0].series if series.name == "Douane")
    assert list(customs.values) == pytest.approx([-place + 0.16 for place in range(10)])
    shown = [point.value for point in samples.profile("fr").series[0].points]
    xs = [float(value.text) for value in customs._element.findall("{*}xVal//{*}v")]
    assert xs == shown


def test_intervals_are_lines_from_low_to_high_with_gaps(file: Any) -> None:
    interval = next(series for series in charts_of(file)[0].chart.plots[0].series if series.name == "Douane [ ]")
    points = {int(pt.get("idx")): float(pt.find("{*}v").text) for pt in interval._element.findall("{*}xVal//{*}pt")}
    first = samples.profile("fr").series[0].points
    for place, point in enumerate(first):
        assert points[3 * place] == pytest.approx(point.low)
        assert points[3 * place + 1] == pytest.approx(point.high)
        assert 3 * place + 2 not in points


def test_workbook_behind_a_chart_holds_its_points(file: Any) -> None:
    chart = charts_of(file)[0].chart
    sheet = CalamineWorkbook.from_filelike(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    start = next(place for place, row in enumerate(rows) if row[1] == "Douane") + 1
    assert [row[0] for row in rows[start : start + 10]] == [
        point.value for point in samples.profile("fr").series[0].points
    ]


def test_likert_bars_are_percentages_from_one_zero(file: Any) -> None:
    frame = next(frame for frame in charts_of(file) if frame.chart.plots[0].series[0].name == "Plutôt pas d'accord")
    series = {one.name: list(one.values) for one in frame.chart.plots[0].series}
    assert series["Plutôt pas d'accord"][0] == pytest.approx(-20)
    assert series["Plutôt d'accord"][0] == pytest.approx(30)
    assert series["Plutôt d'accord"][2] is None  # protected


def test_names_values_and_words_stand_beside_the_plot(file: Any) -> None:
    slide = file.slides[2]
    cells = {cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells}
    assert set(samples.FACTORS["fr"]) <= {cell.replace("\u00a0", " ") for cell in cells}
    assert "−2,8\u00a0[−3,3\u202f;\u00a0−2,3]" in cells
    assert "c" in cells
    texts = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    assert {"c", "non posé", "non comparable"} <= texts


def test_reason_and_notes_are_kept(file: Any) -> None:
    assert file.slides[1].notes_slide.notes_text_frame.text == "Notes\u00a0: d'abord."
    assert "Un item a été reformulé" in file.slides[2].notes_slide.notes_text_frame.text


def test_language_and_stamp_are_on_every_slide(content: bytes, file: Any) -> None:
    for slide in file.slides:
        assert any("données inventées" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    part = ZipFile(BytesIO(content)).read("ppt/slides/slide2.xml").decode()
    assert part.count("<a:r>") == part.count('lang="fr-FR"')


def test_same_bytes_each_time(content: bytes) -> None:
    assert to_pptx(samples.deck("fr"), timestamp=samples.WHEN) == content


def test_no_number_is_a_word(content: bytes) -> None:
    archive = ZipFile(BytesIO(content))
    for name in archive.namelist():
        if name.startswith("ppt/charts/chart"):
            assert b"<c:v>None</c:v>" not in archive.read(name)


def test_long_charts_run_on_and_stay_legible() -> None:
    parts = slide_parts(samples.likert("fr", 60))
    assert sum(len(plan_chart(part).rows) for part in parts) == 60
    assert all(fit_plan(plan_chart(part)).size >= 14 for part in parts)
    assert fit_plan(plan_chart(samples.profile("fr"))).size >= 18


def test_protected_values_never_reach_the_file() -> None:
    plan = plan_chart(samples.all_protected("fr"))
    assert plan.marks == ()
    assert [text for _, _, text in plan.words] == ["c"] * 6


def test_names_and_axis_stand_on_lines_of_their_own(file: Any) -> None:
    """What the axis measures never wraps behind the names of the sides."""
    frames = [shape.text_frame for slide in file.slides for shape in slide.shapes if shape.has_text_frame]
    keys = [[paragraph.text for paragraph in frame.paragraphs] for frame in frames if "◆" in frame.text]
    assert keys
    assert all("◆" in first and "Score" not in first for first, *_ in keys)
    assert [rest for _, *rest in keys if rest] == [
        ["Score moyen, 0 = pire réponse, 10 = meilleure"],
        ["Score moyen de 0 à 10"],
    ]
