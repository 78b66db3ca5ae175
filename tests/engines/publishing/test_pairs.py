"""Texts in two languages: each marked with its own, side by side where there is room, in HTML, PDF and Word."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pikepdf
import pytest

from danaya.engines.publishing import block_css, to_docx, to_html_fragment, to_pdf
from danaya.engines.publishing.document import TextIn, TextPair
from tests.engines.publishing import sample_consultation as consultation
from tests.engines.publishing.samples import WHEN
from tests.engines.publishing.test_markup import read
from tests.engines.publishing.test_pdf import pages, tags

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_text_is_marked_with_its_language_and_direction(language: str) -> None:
    html = to_html_fragment(consultation.pairs(language), language)
    marked = [attributes for tag, attributes in read(html).tags if tag == "p" and "lang" in attributes]
    assert [(one["lang"], one["dir"]) for one in marked] == [("fr", "auto"), ("en", "auto")] * 2 + [("en", "auto")]
    named = [attributes["lang"] for tag, attributes in read(html).tags if tag == "span" and "lang" in attributes]
    assert named == ["fr", "en"] * 3
    assert {"fr": "traduction à relire", "en": "translation to review"}[language] in html


def test_each_text_is_set_as_its_own_language_asks() -> None:
    pair = TextPair("", (TextIn("fr", "Qui paie ?"), TextIn("en", "Who pays?"), TextIn("ar", "من يدفع؟")))
    html = to_html_fragment((pair,), "en")
    assert "Qui paie\u202f?" in html
    assert "Who pays?" in html
    assert '<p lang="ar" dir="auto">من يدفع؟</p>' in html


def test_missing_translation_is_said_and_text_is_escaped() -> None:
    html = to_html_fragment(consultation.pairs("fr"), "fr")
    assert '<span lang="fr">Français</span> · pas encore traduit</p></div>' in html
    assert "A &lt;b&gt;&quot;receipt&quot;&lt;/b&gt; &amp; a name; is it due?" in html
    assert 'id="e-12"' in html
    assert 'class="number">E-12</span> Secteur privé' in html


def test_pair_without_number_and_note_has_no_empty_line() -> None:
    html = to_html_fragment((TextPair("", (TextIn("fr", "Un"),)),), "fr")
    assert "pair-head" not in html
    assert "<p></p>" not in html


def test_screen_stacks_below_sixty_rem_and_print_does_not() -> None:
    css = block_css()
    assert re.search(r"@media \(min-width: 60rem\) \{ \.pair-texts \{ grid-template-columns", css)
    assert ".pair-texts { grid-template-columns" in css[css.index("@media print") :]


def test_pdf_has_both_texts_and_marks_the_other_language() -> None:
    content = to_pdf(consultation.document("fr"), timestamp=WHEN)
    text = " ".join(pages(content)).replace("\r\n", " ")
    for words in ("traduction à relire", "Fees and times of each procedure", "pas encore traduit", "E-12"):
        assert words in text
    with pikepdf.open(BytesIO(content)) as pdf:
        languages = [str(element["/Lang"]) for _, element in tags(pdf) if "/Lang" in element]
        attributes = str(pdf.Root.Lang)
    assert attributes == "fr"
    assert languages.count("en") >= 3


def test_word_has_a_table_whose_cells_are_marked() -> None:
    archive = ZipFile(BytesIO(to_docx(consultation.document("fr"), timestamp=WHEN)))
    root = ElementTree.fromstring(archive.read("word/document.xml"))
    tables = [table for table in root.iter(f"{W}tbl") if (next(table.iter(f"{W}t")).text or "").startswith("Français")]
    assert len(tables) == 3
    heads, words = tables[0].findall(f"{W}tr")
    assert ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in heads.iter(f"{W}tc")] == [
        "Français",
        "English · traduction à relire",
    ]
    marked = [lang.get(f"{W}val") for lang in words.iter(f"{W}lang")]
    assert marked == ["fr-FR", "en-GB"]
    assert heads.find(f"{W}trPr/{W}tblHeader") is not None
    widths = {column.get(f"{W}w") for column in tables[0].iter(f"{W}gridCol")}
    assert len(widths) == 1
