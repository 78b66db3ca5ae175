import pytest

from danaya.engines.language import Problem
from danaya.engines.tables import Limits, inspect, read


def write(folder, text, encoding="utf-8", name="answers.csv"):
    path = folder / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def cells(table, name):
    return list(table.column(name).values)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path, mark):
    table = read(write(tmp_path, f"id{mark}q1\n1{mark}4\n2{mark}5\n"))
    assert (table.names, cells(table, "q1")) == (("id", "q1"), ["4", "5"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "cp850"])
def test_accents_survive_every_encoding(tmp_path, encoding):
    table = read(write(tmp_path, "id;région\n1;Ségou\n2;Kéniéba\n", encoding))
    assert cells(table, "région") == ["Ségou", "Kéniéba"]


def test_guessed_encoding_is_said(tmp_path):
    table = read(write(tmp_path, "id;région\n1;Ségou\n", "cp1252"))
    assert [remark.code for remark in table.remarks] == ["encoding-guessed"]
    assert read(write(tmp_path, "id;région\n1;Ségou\n")).remarks == ()


def test_stated_encoding_that_does_not_fit_is_refused(tmp_path):
    path = write(tmp_path, "id;région\n1;Ségou\n", "cp1252")
    with pytest.raises(Problem) as caught:
        read(path, encoding="utf-8")
    assert caught.value.code == "encoding-unreadable"
    with pytest.raises(Problem) as caught:
        read(path, encoding="klingon")
    assert caught.value.code == "encoding-unknown"


@pytest.mark.parametrize("spelt", ["S\\xe9gou", "SÃ©gou", "S<e9>gou", "Ségou"])
def test_broken_accents_are_mended(tmp_path, spelt):
    assert cells(read(write(tmp_path, f"id,region\n1,{spelt}\n")), "region") == ["Ségou"]


def test_quoted_newline_keeps_addresses_right(tmp_path):
    table = read(write(tmp_path, 'id,remark,q\n1,"two\nlines",4\n2,one,oops\n'))
    assert cells(table, "remark") == ["two\nlines", "one"]
    assert table.address(1, "q").in_language("fr") == "ligne 4, colonne «\u202fq\u202f»"
    assert table.address(1, "q").in_language("en") == "row 4, column “q”"


def test_blanks_are_trimmed_and_empty_cells_are_none(tmp_path):
    table = read(write(tmp_path, "RESPNO,q\nMLI0001   ,  \n  MLI0002,3\n"))
    assert (cells(table, "RESPNO"), cells(table, "q")) == (["MLI0001", "MLI0002"], [None, "3"])


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a;b\n1;45,9\n", ","),
        ("a,b\n1,45.9\n", "."),
        ('a,b\n1,"45,9"\n', ","),
        ('a,b\n1,"1,234"\n', "."),
        ("a;b\n1;1 234,50\n", ","),
    ],
)
def test_decimal_mark_is_found(tmp_path, text, mark):
    assert read(write(tmp_path, text)).decimal == mark


def test_title_above_the_headings_is_passed_over(tmp_path):
    table = read(write(tmp_path, "Enquête 2025;;\n;;\nid;q1;q2\n1;4;5\n"))
    assert (table.header_row, table.names, table.height) == (3, ("id", "q1", "q2"), 1)
    assert [remark.code for remark in table.remarks] == ["header-found"]


def test_stated_heading_row_is_believed(tmp_path):
    path = write(tmp_path, "id;q1\nno;answer\n1;4\n")
    assert read(path, header_row=2).names == ("no", "answer")
    with pytest.raises(Problem) as caught:
        read(path, header_row=9)
    assert caught.value.code == "header-row-missing"


def test_headings_are_made_unique_and_named(tmp_path):
    table = read(write(tmp_path, "id,q,q,,\n1,2,3,4,\n"))
    assert table.names == ("id", "q", "q (2)", "column (4)")
    assert {remark.code for remark in table.remarks} == {"header-duplicate", "header-unnamed", "columns-empty"}


def test_row_with_too_many_cells_is_pointed_at(tmp_path):
    table = read(write(tmp_path, "id,q\n1,2\n2,3,4\n3\n"))
    assert (table.ragged, cells(table, "q")) == ((1,), ["2", "3", None])


def test_total_rows_are_noticed(tmp_path):
    table = read(write(tmp_path, "region,n\nKayes,4\nTotal général,4\n"))
    assert table.totals == (1,)


def test_kinds_of_columns(tmp_path):
    table = read(write(tmp_path, "a,b,c,d,e\n1,007,x,,1\n2,008,y,,z\n"))
    assert [column.kind for column in table.columns] == ["number", "text", "text", "empty", "mixed"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\n\n", "file-empty"),
        (b"1,2\n3,4\n", "no-header"),
        (b"id,q\n", "no-rows"),
        (b'id,q\n1,"never closed\n' + b"2,3\n" * 500, "quote-not-closed"),
        (bytes(range(256)) * 20, "not-text"),
        (b"\x01\x02\x03\x04" * 300, "not-text"),
        (b"%PDF-1.7\n", "wrong-kind"),
        (b"<html><table></table></html>", "wrong-kind"),
        (b'{"a": 1}', "wrong-kind"),
        (b"\x1f\x8b\x08\x00", "wrong-kind"),
    ],
)
def test_text_that_is_no_table_is_refused(tmp_path, content, code):
    with pytest.raises(Problem) as caught:
        read(write(tmp_path, content))
    assert caught.value.code == code
    assert caught.value.in_language("fr") != caught.value.in_language("en")


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(Problem) as caught:
        inspect(tmp_path / "nothing.csv")
    assert caught.value.code == "file-missing"


def test_size_is_checked_before_reading(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 2**30)  # sparse: takes no room
    with pytest.raises(Problem) as caught:
        read(path, limits=Limits(bytes=200 * 2**20))
    assert caught.value.in_language("fr").startswith("huge.csv: Le fichier pèse 2\u202f048 Mo")


def test_limits_on_extent(tmp_path):
    path = write(tmp_path, "a,b,c\n" + "1,2,3\n" * 50)
    for limits, code in (
        (Limits(rows=20), "too-many-rows"),
        (Limits(columns=2), "too-many-columns"),
        (Limits(cells=100), "too-many-cells"),
    ):
        with pytest.raises(Problem) as caught:
            read(path, limits=limits)
        assert caught.value.code == code


def test_inspection_tells_before_reading(tmp_path):
    seen = inspect(write(tmp_path, "id;q\n1;2\n", "cp1252"))
    assert (seen.kind, seen.encoding, seen.delimiter, seen.size) == ("csv", "utf-8", ";", 9)


def test_separator_line_of_excel_is_believed(tmp_path):
    table = read(write(tmp_path, "sep=;\nid;q;r\n1;2,5;3\n"))
    assert (table.names, cells(table, "q")) == (("id", "q", "r"), ["2,5"])


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path):
    """A single row too long must not let a comma, which every row holds once, win."""
    rows = [f"{number};1,5;x" for number in range(30)]
    rows[4] += ";;;9"
    table = read(write(tmp_path, "\n".join(["id;poids;q", *rows])))
    assert (table.names, table.ragged) == (("id", "poids", "q"), (4,))


def test_text_from_a_macintosh_keeps_its_accents(tmp_path):
    table = read(write(tmp_path, "id;région\n1;Ségou\n2;Gao où ça\n3;île forêt\n", "mac_roman"))
    assert (table.encoding, cells(table, "région")) == ("mac_roman", ["Ségou", "Gao où ça", "île forêt"])


def test_row_that_explains_the_columns_is_no_answer(tmp_path):
    text = "id,q1,q2\nNuméro,Les règles sont claires,On m'écoute\n" + "1,2,3\n2,4,1\n3,4,1\n4,1,2\n"
    table = read(write(tmp_path, text))
    assert (table.height, table.column("q1").label) == (4, "Les règles sont claires")
    assert cells(table, "q1") == ["2", "4", "4", "1"]
    assert str(table.address(0, "q1")) == "3:q1"
    assert "header-labels" in {remark.code for remark in table.remarks}


def test_first_answer_in_words_stays_an_answer(tmp_path):
    table = read(write(tmp_path, "id,q1,q2,q3\n1,autre,3,2\n2,4,1,1\n3,4,1,1\n4,1,2,1\n"))
    assert table.height == 4


def test_counts_in_messages_are_written_as_the_language_writes_them(tmp_path):
    with pytest.raises(Problem) as caught:
        read(write(tmp_path, ",".join(f"c{number}" for number in range(5054)) + "\n"), limits=Limits(columns=5000))
    assert "5\u202f054 colonnes" in caught.value.in_language("fr")
    assert "5,054 columns" in caught.value.in_language("en")


def test_sheet_name_with_braces_is_shown_as_it_is(tmp_path):
    from danaya.engines.tables.wording import problem

    shown = problem("sheet-missing", "x", sheet="{a}", sheets="{b}").in_language("en")
    assert shown == "x: The workbook has no sheet “{a}”. Sheets it has: {b}."
