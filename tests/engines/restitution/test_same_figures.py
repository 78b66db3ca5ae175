"""The same figures in every file of a pack: read back out of each, as a reader or a program reads it, and held against the workbook."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from danaya.engines.language import interval, number
from danaya.engines.restitution import analyse, write_pack
from tests.engines.restitution.rounds import EARLIER, STUDY, make_answers

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FACTORS = {"transparency": "3. Transparence", "human_resources": "8. Gestion des ressources humaines"}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same") / "pack"
    analysis = analyse(make_answers(2), STUDY, make_answers(1, shift={"open_fees": -0.9}), EARLIER)
    write_pack(analysis, folder, "fr", timestamp=NOW)
    return folder


@pytest.fixture(scope="module")
def told(pack: Path) -> dict[tuple[str, str], tuple[float, float, float, int]]:
    """Factor and audience → score, bounds and n, as the workbook has them."""
    sheet = CalamineWorkbook.from_path(pack / "report.xlsx").get_sheet_by_name("score").to_python()
    found = {
        (FACTORS[key], audience): (value, low, high, int(n))
        for key, _, audience, level, value, low, high, n, _ in sheet[1:]
        if key in FACTORS and level == "ensemble"
    }
    assert len(found) == 4
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def row_of(factor: str, told: dict[tuple[str, str], tuple[float, float, float, int]]) -> list[list[str]]:
    """Return for each audience what a table of the annex holds: figure with interval, and n."""
    cells = []
    for audience in ("Agents des douanes", "Secteur privé"):
        value, low, high, n = told[factor, audience]
        cells.append([f"{number(value, 'fr', 1)} {interval(low, high, 'fr', 1)}", number(n, "fr")])
    return cells


@pytest.mark.parametrize("factor", FACTORS.values())
def test_word_and_page_and_pdf_hold_the_workbook_s_figures(pack: Path, told: object, factor: str) -> None:
    wanted = row_of(factor, told)  # type: ignore[arg-type]
    annex = [
        [plain(cell.text) for cell in row.cells]
        for table in docx.Document(str(pack / "report.docx")).tables
        for row in table.rows
        if len(row.cells) == 7 and plain(row.cells[0].text) == factor
    ]
    assert annex
    assert any([[row[1], row[3]], [row[4], row[6]]] == [[plain(a), b] for a, b in wanted] for row in annex)
    pdf = pypdfium2.PdfDocument((pack / "report.pdf").read_bytes())
    texts = {"pdf": plain(" ".join(page.get_textpage().get_text_range() for page in pdf))}
    texts["html"] = plain(re.sub(r"<[^>]+>", " ", (pack / "report.html").read_text(encoding="utf-8")))
    for name, text in texts.items():
        for figure, _ in wanted:
            assert plain(figure) in text, name


def test_slides_hold_the_workbook_s_figures_in_native_charts(
    pack: Path, told: dict[tuple[str, str], tuple[float, float, float, int]]
) -> None:
    values = set()
    for slide in Presentation(str(pack / "report.pptx")).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                book = CalamineWorkbook.from_filelike(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                for sheet in book.sheet_names:
                    for row in book.get_sheet_by_name(sheet).to_python():
                        values |= {round(cell, 6) for cell in row if isinstance(cell, float)}
    for value, low, high, _ in told.values():
        assert {value, low, high} <= values


def test_findings_as_data_hold_the_workbook_s_figures(pack: Path) -> None:
    """Every figure of ``findings.json`` stands, rounded alike, in the workbook's sheet of its measure."""
    book = CalamineWorkbook.from_path(pack / "report.xlsx")
    names = {audience.key: audience.name["fr"] for audience in STUDY.audiences}
    compared = 0
    for finding in json.loads((pack / "findings.json").read_text(encoding="utf-8"))["findings"]:
        for place, figure in enumerate(finding["figures"]):
            earlier = figure["measure"] != finding["measure"] and finding["measure"].endswith("_change") and place == 1
            if figure["domain"] or figure["estimate"] is None or earlier:
                continue
            key, who = figure["item"] or figure["factor"], names.get(figure["audience"], "")
            rows = [
                row
                for row in book.get_sheet_by_name(figure["measure"]).to_python()[1:]
                if (row[0], row[2], row[3]) == (key, who, "ensemble")
            ]
            assert [tuple(row[4:7]) for row in rows] == [(figure["estimate"], figure["ci_low"], figure["ci_high"])]
            compared += 1
    assert compared > 20


def test_tessa_is_a_c_in_every_table(pack: Path) -> None:
    rows = [
        row
        for sheet in ("score", "share")
        for row in CalamineWorkbook.from_path(pack / "report.xlsx").get_sheet_by_name(sheet).to_python()
        if "Tessa" in str(row[3])
    ]
    assert rows
    assert {(row[4], row[5], row[6], row[7]) for row in rows} == {("c", "", "", "")}
    tables = docx.Document(str(pack / "report.docx")).tables
    cells = [
        [cell.text for cell in row.cells] for table in tables for row in table.rows if row.cells[0].text == "Tessa"
    ]
    assert cells
    assert all(set(row[1:]) <= {"c", ""} for row in cells)
