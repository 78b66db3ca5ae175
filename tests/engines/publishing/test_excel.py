"""Workbooks: one table a sheet, text stays text, numbers are numbers, same bytes."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from danaya.engines.publishing import to_xlsx
from danaya.engines.publishing.document import Sheet
from danaya.engines.publishing.excel import sheet_names
from tests.engines.publishing import samples


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_xlsx(samples.workbook("fr"), timestamp=samples.WHEN)


def part(content: bytes, name: str) -> str:
    return ZipFile(BytesIO(content)).read(name).decode()


def test_sheets_hold_the_tables_from_a1(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["À lire", "Écarts  a  b"]
    rows = book.get_sheet_by_index(1).to_python(skip_empty_area=False)
    assert rows[0] == ["Facteur", "Écart", "Bas", "Haut", "n"]
    assert rows[1] == ["3 Transparence", -2.8, -3.3, -2.3, 402]
    assert rows[2] == ['=HYPERLINK("http://x")', "c", "c", "c", "c"]
    assert rows[3] == ["-4 Automatisation", 0.42, "", "", 1231]


def test_nothing_is_a_formula_a_link_or_a_merged_cell(content: bytes) -> None:
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in part(content, name)
        assert "mergeCell" not in part(content, name)
        assert "hyperlink" not in part(content, name)


def test_head_row_is_frozen_and_repeated_in_print(content: bytes) -> None:
    assert 'ySplit="1"' in part(content, "xl/worksheets/sheet2.xml")
    assert "Print_Titles" in part(content, "xl/workbook.xml")


def test_metadata_carries_the_stamp(content: bytes) -> None:
    assert "Direction générale des douanes de Tamarie" in part(content, "docProps/core.xml")
    assert "2026-11-23T09:30:00Z" in part(content, "docProps/core.xml")
    assert "9f86d081" in part(content, "docProps/custom.xml")
    assert "données inventées" in part(content, "xl/worksheets/sheet1.xml")


def test_same_bytes_each_time(content: bytes) -> None:
    assert to_xlsx(samples.workbook("fr"), timestamp=samples.WHEN) == content


def test_sheet_names_are_taken_by_excel() -> None:
    book = samples.workbook("fr")
    sheets = tuple(Sheet(name, ("a",), ()) for name in ("x" * 40, "X" * 40, "a/b?*[c]:", "", "'"))
    names = sheet_names(replace(book, sheets=sheets))
    assert all(0 < len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == 5
    to_xlsx(replace(book, sheets=sheets), timestamp=samples.WHEN)


def test_rows_are_high_enough_for_their_longest_text() -> None:
    """Programs that don't heighten rows by themselves would print lines over one another."""
    sheet = Sheet("Constats", ("N°", "Constat"), (("C-01", "court"), ("C-02", "un mot " * 40)), widths={0: 8, 1: 60})
    book = replace(samples.workbook("fr"), sheets=(sheet,))
    page = part(to_xlsx(book, timestamp=samples.WHEN), "xl/worksheets/sheet1.xml")
    heights = dict(re.findall(r'<row r="(\d+)"[^>]*?ht="([\d.]+)"', page))
    assert "2" not in heights
    assert float(heights["3"]) >= 5 * 15
