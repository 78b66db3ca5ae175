"""Tables of kept files: the sheet that fits, problems under the name that people know."""

import datetime
import io

import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from danaya.base.files.storing import DOCUMENTS, TABLES, store
from danaya.base.files.tables import fittest, read_table, sheets_of
from danaya.engines.language import Problem

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)


def kept(name, content):
    return store(ContentFile(content, name), at=AT, allowed=TABLES | DOCUMENTS)


def workbook(**sheets):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return stream.getvalue()


def codes(table):
    return 1.0 if "Code" in table.names else 0.0


def test_sheet_that_fits_is_found_behind_one_that_explains():
    book = kept("plan.xlsx", workbook(Notice=[["Lire", "d'abord"], ["a", "b"]], Plan=[["Code", "Texte"], ["1", "Un"]]))
    assert sheets_of(book) == ["Notice", "Plan"]
    assert fittest(book, sheets_of(book), codes).sheet == "Plan"
    assert read_table(book).sheet == "Notice"


def test_first_table_is_read_where_none_fits():
    book = kept("plan.xlsx", workbook(A=[["x", "y"], ["a", "b"]], B=[["u", "v"], ["a", "b"]]))
    assert fittest(book, sheets_of(book), codes).sheet == "A"


def test_text_has_no_sheets():
    assert sheets_of(kept("plan.csv", b"Code;Texte\n1;Un\n")) == []


def test_problem_names_the_file_as_its_person_does():
    stored = kept("vide.csv", b"\n\n")
    with pytest.raises(Problem) as refused:
        read_table(stored)
    assert refused.value.where.startswith("vide.csv")
    assert stored.sha256 not in refused.value.in_language("fr")
