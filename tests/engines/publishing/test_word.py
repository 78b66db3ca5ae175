"""Word files: real styles, tables beside pictures, editable, same bytes."""

from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from PIL import Image

from danaya.engines.publishing import to_docx
from danaya.engines.publishing.document import Table
from tests.engines.publishing import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_docx(samples.document("fr"), timestamp=samples.WHEN)


@pytest.fixture(scope="module")
def file(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def test_headings_are_styles(file: Any) -> None:
    styles = [(p.style.name, p.text) for p in file.paragraphs]
    assert styles[0] == ("Title", samples.document("fr").title)
    assert ("Heading 1", "Le profil") in styles
    assert any(style == "Heading 2" and text.startswith("C-07") for style, text in styles)


def test_tables_have_the_figures_of_the_document(file: Any) -> None:
    first = file.tables[0]
    wanted = samples.table("fr")
    assert [[cell.text for cell in row.cells] for row in first.rows] == [list(wanted.heads), *map(list, wanted.rows)]
    figures = [block for block in samples.document("fr").blocks if isinstance(block, Table)]
    assert len(file.tables) == 4 + len(figures) + 1  # four figures, the table, the options of the decision


def test_head_rows_repeat_and_rows_don_t_split(content: bytes) -> None:
    root = ElementTree.fromstring(ZipFile(BytesIO(content)).read("word/document.xml"))
    tables = list(root.iter(f"{W}tbl"))
    assert len(list(root.iter(f"{W}tblHeader"))) == len(tables)
    assert len(list(root.iter(f"{W}cantSplit"))) == len(list(root.iter(f"{W}tr")))
    assert not list(root.iter(f"{W}txbxContent"))
    kept = [len(list(table.iter(f"{W}keepNext"))) for table in tables]
    assert kept[0] == 10 * 5  # a small table is not split: all rows but the last hold to the next


def test_pictures_say_what_they_show(content: bytes) -> None:
    archive = ZipFile(BytesIO(content))
    root = ElementTree.fromstring(archive.read("word/document.xml"))
    alts = [element.get("descr") for element in root.iter(f"{WP}docPr")]
    assert len(alts) == 4
    assert {inline.get("distL") for inline in root.iter(f"{WP}inline")} == {"0"}
    assert all(alts)
    pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert len(pictures) == 4
    for name in pictures:
        assert len(Image.open(BytesIO(archive.read(name))).getcolors() or []) <= 32


def test_language_header_and_footer_are_marked(content: bytes) -> None:
    archive = ZipFile(BytesIO(content))
    assert b'w:val="fr-FR"' in archive.read("word/styles.xml")
    everything = b"".join(
        archive.read(name) for name in archive.namelist() if name.startswith(("word/header", "word/footer"))
    ).decode()
    for words in (
        "Direction générale des douanes de Tamarie",
        "données inventées",
        "empreinte 9f86d081",
        'instr="PAGE"',
        'instr="NUMPAGES"',
    ):
        assert words in everything


def test_same_bytes_each_time(content: bytes) -> None:
    assert to_docx(samples.document("fr"), timestamp=samples.WHEN) == content


def test_properties_carry_the_stamp(file: Any) -> None:
    properties = file.core_properties
    assert properties.title == samples.document("fr").title
    assert properties.created == samples.WHEN.replace(tzinfo=None) or properties.created == samples.WHEN
    assert "9f86d081" in properties.keywords


def test_director_page_has_timbre_and_lines_to_sign() -> None:
    file = docx.Document(BytesIO(to_docx(samples.director("en"), timestamp=samples.WHEN)))
    text = "\n".join(p.text for p in file.paragraphs)
    assert "République de Tamarie" in text
    assert text.count("Visa:") == 3


def test_a_finding_stays_on_one_page_with_its_drawing(file: Any) -> None:
    """From its heading to its drawing every paragraph holds to the next, by itself or by its style."""
    paragraphs = file.paragraphs
    start = next(place for place, one in enumerate(paragraphs) if one.text.startswith("C-07"))
    end = next(place for place in range(start, len(paragraphs)) if paragraphs[place].style.name == "Danaya Picture")
    between = paragraphs[start:end]
    assert len(between) > 4
    for one in between:
        assert one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next, one.text
