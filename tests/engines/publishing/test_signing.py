"""Plans signed by hand: which text it is stands on every page, room for a real stamp, nothing split, in every form."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pikepdf
import pypdfium2
import pytest

from danaya.engines.publishing import to_docx, to_html, to_pdf
from danaya.engines.publishing.document import DecisionBlock, Document, Signatory, SignatureSheet
from danaya.engines.publishing.qr import qr_png, qr_svg
from tests.engines.publishing import sample_signing as signing
from tests.engines.publishing import samples
from tests.engines.publishing.samples import WHEN
from tests.engines.publishing.test_agreement import plain
from tests.engines.publishing.test_pdf import pages, tags
from tests.engines.publishing.test_word import W

STANCES = {
    "fr": ("adopte", "adopte avec réserves", "s'abstient"),
    "en": ("adopts", "adopts with reservations", "abstains"),
}


def words_on(page: str) -> str:
    """Return the words of a page; a hyphen at which a reader may break is a hyphen."""
    return re.sub(r"\s+", " ", plain(page).replace("\ufffe", "-").replace("\x02", "-"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_says_which_text_it_is(language: str) -> None:
    content = to_pdf(signing.plan(language), timestamp=WHEN)
    read = [words_on(page) for page in pages(content)]
    assert len(read) == 3
    head = {"fr": "Empreinte du texte : ", "en": "Digest of the text: "}[language]
    assert all(f"{head}{signing.DIGEST}" in page for page in read)
    assert not any("9f86d081" in page for page in read)  # two digests on one page would be one too many
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        headings = [kind for kind, _ in tags(pdf) if kind == "/H3"]
    assert len(headings) == len(signing.SIGNATORIES)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_signatory_has_a_box_of_its_own(language: str) -> None:
    read = [words_on(page) for page in pages(to_pdf(signing.plan(language), timestamp=WHEN))]
    whole = " ".join(read)
    for one in signing.SIGNATORIES:
        who = f"{one.organisation} {one.post}"
        # Who signs and what is signed stand on one page.
        (page,) = [page for page in read if who in page]
        after = page[page.index(who) :]
        assert after.index(STANCES[language][2]) < after.index(signing.DIGEST)
    count = len(signing.SIGNATORIES)
    assert whole.count(STANCES[language][1]) == whole.count(STANCES[language][2]) == count
    assert "Mme Awa Diarra" in whole
    stamp = {"fr": "Signature et cachet", "en": "Signature and stamp"}[language]
    assert whole.count(stamp) == count


def test_frame_takes_a_real_stamp() -> None:
    """A round stamp is some 40 mm wide."""
    page = pypdfium2.PdfDocument(to_pdf(signing.plan(), timestamp=WHEN))[1]
    bounds = [part.get_bounds() for part in page.get_objects(filter=[2], max_depth=4)]
    sides = [((right - left) * 25.4 / 72, (top - bottom) * 25.4 / 72) for left, bottom, right, top in bounds]
    assert len([1 for wide, high in sides if 75 <= wide <= 78 and 45 <= high <= 48]) == 2


def test_commitment_is_signed_without_stances_of_a_plan() -> None:
    sheet = SignatureSheet(signing.SIGNATORIES[:2], stances=("signe",), reservations=0)
    document = signing.plan("fr", sheet)
    whole = words_on(" ".join(pages(to_pdf(document, timestamp=WHEN))))
    assert "adopte" not in whole
    assert "Réserves" not in whole
    assert "Barrez" not in whole
    assert "Texte signé" not in whole
    file = docx.Document(BytesIO(to_docx(document, timestamp=WHEN)))
    assert "Réserves" not in _text_of(file.tables[0])


def test_how_to_fill_it_in_can_be_said_otherwise() -> None:
    sheet = SignatureSheet(
        signing.SIGNATORIES[:1], stances=("signe E-01",), reservations=0, how="Cochez chaque engagement."
    )
    whole = words_on(" ".join(pages(to_pdf(signing.plan("fr", sheet), timestamp=WHEN))))
    assert "Cochez chaque engagement." in whole
    assert "Cochez une case" not in whole


def _text_of(table: Any) -> str:
    return "\n".join(cell.text for row in table.rows for cell in row.cells)


def test_word_has_boxes_lines_and_the_code_in_its_head() -> None:
    content = to_docx(signing.plan(), timestamp=WHEN)
    archive = ZipFile(BytesIO(content))
    head = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header"))
    assert f"Empreinte du texte\u00a0: {signing.DIGEST}" in head
    assert f'descr="Code QR de l\'empreinte {signing.DIGEST}"' in head
    assert qr_png(signing.QR) in {archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}
    file = docx.Document(BytesIO(content))
    assert len(file.tables) == len(signing.SIGNATORIES)
    for one, table in zip(signing.SIGNATORIES, file.tables, strict=True):
        text = _text_of(table)
        assert all(words in text for words in (one.organisation, one.post, one.name, *STANCES["fr"], signing.DIGEST))
        assert text.count("☐") == 2 * 3  # a merged cell is read once for each column
    root = ElementTree.fromstring(archive.read("word/document.xml"))
    heights = {int(height.get(f"{W}val", "0")) for height in root.iter(f"{W}trHeight")}
    assert min(heights) >= 45 * 1440 / 25.4
    for table in root.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert len(list(table.iter(f"{W}cantSplit"))) == len(rows)
        assert all(list(row.iter(f"{W}keepNext")) for row in rows[:-1])  # a box is never split over pages
        assert len(list(table.iter(f"{W}pBdr"))) >= 4
    assert to_docx(signing.plan(), timestamp=WHEN) == content


def test_page_shows_digest_code_and_boxes() -> None:
    html = to_html(signing.plan())
    assert html.count('<section class="signature">') == len(signing.SIGNATORIES)
    assert f"Empreinte du texte\u00a0: {signing.DIGEST}" in html
    assert html.count("<title>Code QR de l&#x27;empreinte") == 1
    assert html.count("s&#x27;abstient") == len(signing.SIGNATORIES)


def test_names_written_by_people_are_text_in_every_form() -> None:
    odd = SignatureSheet((Signatory('<b>"A" & B</b>', "مالي #x $y$", "\x00Z"),), "<i>")
    document = signing.plan("fr", odd)
    assert "&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;" in to_html(document)
    assert '<b>"A" & B</b>' in words_on(" ".join(pages(to_pdf(document, timestamp=WHEN))))
    file = docx.Document(BytesIO(to_docx(document, timestamp=WHEN)))
    assert '<b>"A" & B</b>' in _text_of(file.tables[0])


def test_code_as_picture_is_the_same_code_as_drawn() -> None:
    from PIL import Image

    picture = Image.open(BytesIO(qr_png(signing.QR))).convert("L")
    side = int(re.search(r'viewBox="0 0 (\d+) ', qr_svg(signing.QR)).group(1))  # type: ignore[union-attr]
    assert picture.size == (10 * side, 10 * side)
    dark = sum(picture.getpixel((10 * x + 5, 10 * y + 5)) == 0 for x in range(side) for y in range(side))
    drawn = sum(int(run) for run in re.findall(r"M\d+ \d+h(\d+)v1", qr_svg(signing.QR)))
    assert dark == drawn


# Decisions taken

ANSWERS = (
    ("Option retenue", "A"),
    ("Date", "3 mars 2027"),
    ("Note de service", "n° 0042/DGD"),
    ("Suivi", "9 juin 2027"),
)


def decided() -> Document:
    page = samples.director("fr", 1)
    blocks = [replace(one, answers=ANSWERS) if isinstance(one, DecisionBlock) else one for one in page.blocks]
    return replace(page, blocks=tuple(blocks))


def test_decision_taken_shows_its_answers_instead_of_lines_to_fill_in() -> None:
    (read,) = pages(to_pdf(decided(), timestamp=WHEN))
    html = to_html(decided())
    file = docx.Document(BytesIO(to_docx(decided(), timestamp=WHEN)))
    word = "\n".join([*(one.text for one in file.paragraphs), *map(_text_of, file.tables)])
    for text in (words_on(read), plain(html), plain(word)):
        assert all(words in text for _, words in ANSWERS)
        assert "Visa" not in text
