import datetime
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from danaya.engines.language import Problem
from danaya.engines.tables import Limits, Unreadable, inspect, read

DATA = Path(__file__).parents[2] / "data" / "tables"


def workbook(folder, fill, name="answers.xlsx"):
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def rows(*lines, sheet="Feuille1"):
    def fill(book):
        page = book.add_worksheet(sheet)
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell is not None:
                    page.write(number, column, cell)

    return fill


def cells(table, name):
    return list(table.column(name).values)


def test_cells_are_read_with_their_types_and_addresses(tmp_path):
    def fill(book):
        page = book.add_worksheet("Feuille1")
        page.write_row(0, 0, ["id", "région", "jour", "vrai"])
        page.write_row(1, 0, [1, "Ségou  "])
        page.write_datetime(1, 2, datetime.date(2025, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write(1, 3, True)
        page.write_row(2, 0, [2, None, None, 1])

    table = read(workbook(tmp_path, fill))
    assert [column.values[0] for column in table.columns] == [1, "Ségou", datetime.date(2025, 3, 1), True]
    assert cells(table, "vrai") == [True, 1]
    assert [type(cell) for cell in cells(table, "vrai")] == [bool, float]
    assert str(table.address(1, "région")) == table.address(1, "région").in_language("fr") == "Feuille1!B3"
    assert str(table.address(1)) == "Feuille1!3"


def test_formula_is_never_evaluated(tmp_path):
    def fill(book):
        page = book.add_worksheet("F")
        page.write_row(0, 0, ["id", "a", "b", "c", "d"])
        page.write(1, 0, 1)
        page.write_formula(1, 1, "=1+1", None, 7)
        page.write_formula(1, 2, "=1+1", None, "")
        page.write_formula(1, 3, "=NA()", None, "#N/A")
        page.write_string(1, 4, "=HYPERLINK(1)")

    table = read(workbook(tmp_path, fill))
    assert [column.values[0] for column in table.columns] == [
        1,
        7,
        Unreadable("=1+1", "formula"),
        Unreadable("#N/A", "error"),
        "=HYPERLINK(1)",
    ]
    said = {remark.code: remark.in_language("fr") for remark in table.remarks}
    assert said["formula-empty"].startswith("F!C2: Cette cellule contient une formule sans résultat")
    assert said["cell-error"].startswith("F!D2: Cette cellule contient l’erreur #N/A")


def test_merged_cells_are_copied_down(tmp_path):
    def fill(book):
        page = book.add_worksheet("F")
        page.write_row(0, 0, ["région", "q"])
        page.merge_range("A2:A4", "Kayes")
        page.write_column(1, 1, [1, 2, 3])

    table = read(workbook(tmp_path, fill))
    assert cells(table, "région") == ["Kayes"] * 3
    assert [remark.values["area"] for remark in table.remarks] == ["A2:A4"]


def test_title_and_logo_rows_are_passed_over(tmp_path):
    table = read(workbook(tmp_path, rows(["Résultats de l’enquête"], [], ["id", "q1", "q2"], [1, 2, 3])))
    assert (table.header_row, table.names, table.row_numbers) == (3, ("id", "q1", "q2"), range(4, 5))


def test_first_filled_sheet_is_read_unless_another_is_named(tmp_path):
    def fill(book):
        book.add_worksheet("vide")
        rows(["id", "q"], [1, 2], sheet="réponses")(book)
        rows(["id", "q"], [5, 6], sheet="autres")(book)

    path = workbook(tmp_path, fill)
    assert inspect(path).sheets == ("vide", "réponses", "autres")
    assert read(path).sheet == "réponses"
    assert cells(read(path, sheet="autres"), "q") == [6]
    for sheet, code in (("absente", "sheet-missing"), ("vide", "sheet-empty")):
        with pytest.raises(Problem) as caught:
            read(path, sheet=sheet)
        assert caught.value.code == code
        assert "réponses" in caught.value.in_language("fr")


def test_wrong_ending_does_not_matter(tmp_path):
    path = tmp_path / "answers.csv"
    workbook(tmp_path, rows(["id", "q"], [1, 2])).rename(path)
    assert inspect(path).kind == "xlsx"
    assert cells(read(path), "q") == [2]


@pytest.mark.parametrize("name", ["answers.ods", "answers.xls"])
def test_other_spreadsheets_are_read(name):
    table = read(DATA / name)
    assert (table.sheet, table.names) == ("Réponses", ("id", "région", "q1"))
    assert (cells(table, "région"), cells(table, "q1")) == (["Ségou", "Kayes"], [4, 5])


def refused(path, **options):
    with pytest.raises(Problem) as caught:
        read(path, **options)
    return caught.value.code


def test_protected_workbook_is_refused():
    assert refused(DATA / "protected.xlsx") == "password-protected"


def test_truncated_workbook_is_refused(tmp_path):
    path = workbook(tmp_path, rows(["id", "q"], [1, 2]))
    path.write_bytes(path.read_bytes()[:-400])
    assert refused(path) == "truncated-file"


def test_text_called_xlsx_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "answers.xlsx"
    path.write_text("id,q\n1,2\n")
    assert read(path).kind == "csv"
    path.write_bytes(b"\x00\x01garbage" * 30)
    assert refused(path) == "damaged-file"


@pytest.mark.parametrize(("part", "code"), [("word/document.xml", "wrong-kind"), ("notes.txt", "wrong-kind")])
def test_other_zips_are_named(tmp_path, part, code):
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert refused(path) == code


def with_part(source, target, part, content):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    source = workbook(tmp_path, rows(["id", "q"], [1, 2]))
    bomb = with_part(source, tmp_path / "bomb.xlsx", "xl/worksheets/sheet1.xml", b" " * (64 * 2**20))
    assert refused(bomb, limits=Limits(unpacked_bytes=2**20)) == "unpacked-too-big"
    assert refused(bomb, limits=Limits(ratio=100)) == "suspicious-compression"


def test_sheet_that_stretches_to_the_last_cell_is_refused(tmp_path):
    def fill(book):
        page = book.add_worksheet("F")
        page.write(0, 0, "id")
        page.write(1048575, 16383, 1)

    assert refused(workbook(tmp_path, fill)) == "too-many-cells"


def test_entities_are_refused(tmp_path):
    source = workbook(tmp_path, rows(["id", "q"], [1, 2]))
    content = (
        zipfile.ZipFile(source)
        .read("xl/worksheets/sheet1.xml")
        .replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)
    )
    assert refused(with_part(source, tmp_path / "entity.xlsx", "xl/worksheets/sheet1.xml", content)) == "damaged-file"


def test_repeated_cells_of_opendocument_are_bounded(tmp_path):
    content = zipfile.ZipFile(DATA / "answers.ods").read("content.xml")
    grown = content.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">', 1)
    grown = grown.replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16000" ')
    assert refused(with_part(DATA / "answers.ods", tmp_path / "grown.ods", "content.xml", grown)) == "too-many-cells"


def test_sheet_without_headings_is_refused(tmp_path):
    assert refused(workbook(tmp_path, rows([1, 2], [3, 4]))) == "no-header"


def test_file_is_not_changed_by_reading(tmp_path):
    path = tmp_path / "answers.xls"
    shutil.copy(DATA / "answers.xls", path)
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.xls"]


def test_results_of_formulas_are_not_taken_in_silence(tmp_path):
    def fill(book):
        page = book.add_worksheet("F")
        page.write_row(0, 0, ["id", "a"])
        page.write_row(1, 0, [1, 2])
        page.write(2, 0, 2)
        page.write_formula(2, 1, "=A3+1", None, 3)
        page.write(3, 0, 3)
        page.write_formula(3, 1, "=A4+1", None, 4)

    table = read(workbook(tmp_path, fill))
    said = {remark.code: remark.in_language("fr") for remark in table.remarks}
    assert cells(table, "a") == [2, 3, 4]
    assert said["formula-results"].startswith("F!B3: Cellules calculées par une formule\u00a0: 2.")
    assert "formulas-unseen" in {remark.code for remark in read(DATA / "answers.xls").remarks}
    assert "formula-results" not in {remark.code for remark in read(DATA / "answers.ods").remarks}


def test_headings_on_two_rows_are_joined_where_one_would_stand_twice(tmp_path):
    def fill(book):
        page = book.add_worksheet("Notes")
        page.write(0, 0, "Tableau 4")
        page.merge_range("B3:C3", "Agents")
        page.merge_range("D3:E3", "Privé")
        page.write_row(3, 0, ["Facteur", "Note", "n", "Note", "n"])
        page.write_row(4, 0, ["Transparence", 7.5, 316, 4.2, 75])

    table = read(workbook(tmp_path, fill))
    assert table.names == ("Facteur", "Agents · Note", "Agents · n", "Privé · Note", "Privé · n")
    assert "header-joined" in {remark.code for remark in table.remarks}
    assert str(table.address(0, "Privé · Note")) == "Notes!D5"


def test_headings_merged_over_two_rows_name_each_column_by_its_group(tmp_path):
    def fill(book):
        page = book.add_worksheet("Plan")
        page.merge_range("A1:E1", "Plan d'action")
        page.merge_range("A3:A4", "Actions")
        page.merge_range("B3:C3", "Période")
        page.write_row("B4", ["Début", "Fin"])
        page.merge_range("D3:D4", "État")
        page.write_row("A5", ["Afficher les frais", "janvier", "juin", "fait"])
        page.write_row("A6", ["Former 50 agents", "mars", "mai"])

    table = read(workbook(tmp_path, fill))
    assert table.names[:4] == ("Actions", "Période · Début", "Période · Fin", "État")
    assert cells(table, "Période · Fin") == ["juin", "mai"]
    assert "header-joined" in {remark.code for remark in table.remarks}


def test_row_of_data_under_a_heading_without_a_name_stays_data(tmp_path):
    def fill(book):
        page = book.add_worksheet("Plan")
        page.write_row("A1", ["Actions", "Responsable", None, "État"])
        page.write_row("A2", ["Afficher les frais", "DGD", "Chambre", "fait"])
        page.write_row("A3", [None, "DGD", "Chambre", "en cours"])

    table = read(workbook(tmp_path, fill))
    assert (table.height, cells(table, "Responsable")) == (2, ["DGD", "DGD"])


def test_workbook_without_a_cell_names_no_other_sheet(tmp_path):
    path = workbook(tmp_path, lambda book: book.add_worksheet("Feuille1"))
    assert refused(path) == refused(path, sheet="Feuille1") == "workbook-empty"
