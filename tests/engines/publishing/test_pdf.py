"""Reports as PDF: tagged, both standards, same bytes, one page where one is promised."""

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest

from danaya.engines.language import Problem
from danaya.engines.publishing import page_count, to_pdf
from danaya.engines.publishing.document import Document, Figure, Paragraph, Table
from tests.engines.publishing import samples


def tags(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def walk(element: Any) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if "/S" in element:
            found.append((str(element.S), element))
        below = element.get("/K")
        for child in below if isinstance(below, pikepdf.Array) else [below]:
            walk(child)

    walk(pdf.Root.StructTreeRoot)
    return found


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [document[place].get_textpage().get_text_range() for place in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_report_is_tagged_and_declares_both_standards(language: str) -> None:
    with pikepdf.open(BytesIO(to_pdf(samples.document(language), timestamp=samples.WHEN))) as pdf:
        metadata = pdf.open_metadata()
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == language
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == samples.document(language).title
        found = tags(pdf)
    kinds = Counter(kind for kind, _ in found)
    headings = [int(kind[2:]) for kind, _ in found if kind[:2] == "/H" and kind[2:].isdigit()]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert kinds["/Table"] == 3  # the table, and two tables of charts that stand nowhere else
    assert kinds["/TH"] == 5 + 2 + 2
    assert kinds["/L"] >= 2
    assert kinds["/P"] > 10
    alts = [str(element["/Alt"]) for kind, element in found if kind == "/Figure"]
    assert len(alts) == 4
    assert all(alts)


def test_report_can_be_read_as_text() -> None:
    read = "\n".join(pages(to_pdf(samples.document("fr"), timestamp=samples.WHEN)))
    for words in (
        "10 Relations avec le secteur privé",
        "−2,8 [−3,3\u202f; −2,3]",
        "A <b> & \"c\" 'd'",
        "C-07",
        "Peut-on s'y fier",
    ):
        assert words.replace("\u202f", " ") in read.replace("\u202f", " ").replace("\u00a0", " "), words


def test_every_page_carries_the_stamp() -> None:
    read = pages(to_pdf(samples.document("fr"), timestamp=samples.WHEN))
    for place, text in enumerate(read, start=1):
        plain = text.replace("\u00a0", " ")
        assert "Démonstration : données inventées" in plain
        assert "version 2.1 · empreinte 9f86d081 · visibilité forum page" in plain
        assert f"page {place} / {len(read)}" in plain


def test_same_document_and_timestamp_give_the_same_bytes() -> None:
    once, again = (to_pdf(samples.document("en"), timestamp=samples.WHEN) for _ in range(2))
    assert once == again
    assert once != to_pdf(samples.document("en"), timestamp=samples.WHEN.replace(day=24))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("decisions", [0, 1, 3])
def test_directors_page_is_one_page(language: str, decisions: int) -> None:
    read = pages(to_pdf(samples.director(language, decisions), timestamp=samples.WHEN))
    assert len(read) == 1
    assert read[0].count("Visa") == decisions
    assert "République de Tamarie" in read[0]


def crowded(lines: int) -> Document:
    """Return the director's page with as many paragraphs more."""
    page = samples.director("fr", 3)
    more = tuple(Paragraph(f"Ligne {place}. L'esprit de corps recule parmi les agents.") for place in range(lines))
    return replace(page, blocks=(*page.blocks, *more))


def test_directors_page_is_set_tighter_before_it_is_refused() -> None:
    """More than the air of the page can take still stands on one sheet, at 9 points or more, nothing left out."""
    plenty = None
    for lines in range(4, 60, 4):
        try:
            content = to_pdf(crowded(lines), timestamp=samples.WHEN)
        except Problem:
            break
        assert page_count(content) == 1
        plenty = lines, content
    assert plenty is not None
    lines, content = plenty
    assert lines >= 16
    (read,) = pages(content)
    assert all(f"Ligne {place}." in read for place in range(lines))
    page = pypdfium2.PdfDocument(content)[0]
    text = page.get_textpage()
    left, bottom, _, top = text.get_charbox(text.get_text_range().index("Ligne 0."))
    assert top - bottom >= 9 * 0.72  # a capital of Inter at 9 points
    assert left >= 15 * 72 / 25.4
    assert bottom > 14 * 72 / 25.4


def test_directors_page_that_overflows_is_refused_and_says_by_how_much() -> None:
    for lines, least in ((60, 10), (90, 40)):
        with pytest.raises(Problem) as caught:
            to_pdf(crowded(lines), timestamp=samples.WHEN)
        assert caught.value.code == "page-overflow"
        found = re.search(r"lignes en trop : (\d+)\)", caught.value.in_language("fr"))
        assert found
        assert least <= int(found.group(1)) <= lines


@pytest.mark.parametrize("blocks", [1, 40])
def test_pages_are_counted(blocks: int) -> None:
    text = Paragraph("Un paragraphe de plusieurs lignes qui prend de la place. " * 12)
    content = to_pdf(replace(samples.document("fr"), blocks=(text,) * blocks), timestamp=samples.WHEN)
    assert page_count(content) == len(pages(content))


def test_sixty_rows_run_over_pages_without_loss() -> None:
    tall = Figure(samples.likert("fr", 60), "Soixante items", "Parts", "Barres.", samples.small_table("fr"), "1")
    document = replace(samples.document("fr"), blocks=(tall,))
    read = "\n".join(pages(to_pdf(document, timestamp=samples.WHEN)))
    assert all(f"({place})" in read for place in (1, 30, 60))


def test_characters_the_font_lacks_don_t_stop_the_report() -> None:
    document = replace(samples.document("fr"), blocks=(Paragraph("مالي \x00 😀 ﬁn"),))
    assert "fin" in "\n".join(pages(to_pdf(document, timestamp=samples.WHEN)))


def test_names_of_a_table_of_seven_columns_keep_their_room() -> None:
    """Long heads of columns of figures must not squeeze the first column until each word takes a line."""
    heads = (
        "Sujet",
        *(f"{who}, {what}" for who in ("Agents des douanes", "Secteur privé") for what in ("note", "favorables", "n")),
    )
    row = (
        "Quand quelqu'un fait part d'un manquement, la douane y donne suite.",
        *("7,1\u00a0[7,0\u00a0; 7,2]", "67\u00a0%", "402") * 2,
    )
    table = Table("Tous les chiffres", heads, (row,) * 12, frozenset(range(1, 7)))
    document = replace(samples.document("fr"), blocks=(table,))
    assert len(pages(to_pdf(document, timestamp=samples.WHEN))) == 1


def test_table_of_many_groups_runs_over_pages_and_breaks_no_interval() -> None:
    """Votes of sixteen groups stand in one cell: a few such rows are higher than a page."""
    votes = " ; ".join(f"Organisation {place} : 62\u00a0% [48 ; 75], n 40" for place in range(16))
    rows = tuple((f"Attente numéro {place}.", votes, "51 points [30 ; 66]") for place in range(12))
    table = Table("Accord par groupe", ("Attente", "Accord par groupe", "Différence"), rows, frozenset({2}))
    document = replace(samples.document("fr"), blocks=(table,))
    read = pages(to_pdf(document, timestamp=samples.WHEN))
    assert len(read) > 1
    found = [line for page in read for line in page.splitlines()]
    assert all(any(f"Attente numéro {place}." in line for line in found) for place in range(12))
    assert not any(line.count("[") != line.count("]") for line in found)
