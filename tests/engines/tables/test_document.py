"""Tables of Word documents: read only where the caller allows documents."""

import zipfile

import pytest

from danaya.engines.language import Problem
from danaya.engines.tables import Limits, inspect, propose_results, read, read_results

ALLOWED = Limits(documents=True)
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
AUDIENCES = {"customs": {"fr": "Agents des douanes"}, "private": {"fr": "Secteur privé"}}
FACTORS = {"transparency": {"fr": "Transparence"}, "automation": {"fr": "Automatisation"}}


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else paragraph(content)}</w:tc>"


def word_table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def document(folder, body, declaration=""):
    path = folder / "rapport.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'{declaration}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
        )
    return path


NOTES = word_table(
    [cell("Facteur"), cell("Douane (n = 316)"), cell("Secteur privé")],
    [cell("Transparence"), cell("7,0"), cell(paragraph("4,") + paragraph("x"))],
    [cell("Automatisation"), cell("7,7"), cell("6,8")],
)


def test_tables_are_found_under_the_words_above_them(tmp_path):
    path = document(
        tmp_path, paragraph("Sommaire") + word_table([cell("seul")]) + paragraph("Tableau 4. Notes") + NOTES
    )
    assert inspect(path, limits=ALLOWED).sheets == ("1. Sommaire", "2. Tableau 4. Notes")
    table = read(path, limits=ALLOWED)
    assert (table.sheet, table.names) == ("2. Tableau 4. Notes", ("Facteur", "Douane (n = 316)", "Secteur privé"))
    assert table.column("Secteur privé").values == ["4, x", "6,8"]
    place = table.address(1, "Secteur privé").in_language("fr")
    assert place == "2. Tableau 4. Notes, ligne 3, colonne «\u202fSecteur privé\u202f»"


def test_cells_merged_across_and_down_keep_their_place(tmp_path):
    body = word_table(
        [cell("Région"), cell("Facteur"), cell("Note", '<w:gridSpan w:val="2"/>'), cell("n")],
        [cell("Kayes", '<w:vMerge w:val="restart"/>'), cell("Transparence"), cell("5"), cell(""), cell("20")],
        [cell("", "<w:vMerge/>"), cell("Automatisation"), cell("6"), cell(""), cell("21")],
    )
    table = read(document(tmp_path, body), limits=ALLOWED)
    assert table.column("Région").values == ["Kayes", "Kayes"]
    assert table.column("n").values == ["20", "21"]


def test_figures_of_a_report_are_read_from_its_document(tmp_path):
    body = NOTES.replace("4,", "4,2").replace(paragraph("x"), "")
    table = read(document(tmp_path, body), limits=ALLOWED)
    account = read_results(table, propose_results(table, AUDIENCES, FACTORS))
    assert [(one.audience, one.factor, one.estimate, one.n) for one in account.result()] == [
        ("customs", "transparency", 7.0, 316),
        ("private", "transparency", 4.2, None),
        ("customs", "automation", 7.7, 316),
        ("private", "automation", 6.8, None),
    ]


@pytest.mark.parametrize(
    ("body", "declaration", "limits", "code"),
    [
        (NOTES, "", Limits(), "wrong-kind"),
        (paragraph("Rien"), "", ALLOWED, "no-table"),
        (word_table([cell("Facteur"), cell("Note")]), "", ALLOWED, "no-rows"),
        (word_table([cell("")]), "", ALLOWED, "no-rows"),
        (NOTES, '<!DOCTYPE x [<!ENTITY a "b">]>', ALLOWED, "damaged-file"),
        ("<w:tbl>", "", ALLOWED, "damaged-file"),
    ],
)
def test_document_that_gives_no_table_is_refused(tmp_path, body, declaration, limits, code):
    with pytest.raises(Problem) as caught:
        read(document(tmp_path, body, declaration), limits=limits)
    assert caught.value.code == code
    assert caught.value.in_language("fr") != caught.value.in_language("en")


def test_document_of_an_old_format_is_refused_with_the_way_out(tmp_path):
    path = tmp_path / "suivi.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Book Title WordDocument\0".encode("utf-16-le"))
    for limits, code in ((ALLOWED, "old-document"), (Limits(), "wrong-kind")):
        with pytest.raises(Problem) as caught:
            read(path, limits=limits)
        assert caught.value.code == code
