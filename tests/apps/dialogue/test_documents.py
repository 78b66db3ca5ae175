"""Report and workbook of a consultation: the same figures in page, PDF, Word and Excel, and what each page says of itself."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from python_calamine import CalamineWorkbook

from danaya.apps.dialogue.documents.making import KINDS
from danaya.apps.dialogue.documents.proceedings import gather
from danaya.apps.dialogue.documents.report import compose
from danaya.apps.dialogue.models import Phase
from danaya.apps.people.models import Account, Role
from danaya.engines.language import interval, number, percent
from danaya.engines.publishing.document import TextPair
from tests.apps.dialogue.factories import make_room
from tests.apps.dialogue.told import TEXTS, Told
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db
ON, AT = date(2026, 12, 30), datetime(2026, 12, 30, tzinfo=UTC)
WORDS = {"fr": ("Douane", "Secteur privé", "d'accord"), "en": ("Customs", "Private sector", "agree")}
FIGURE = r"(?:\d+ ?% \[[^\]]+\]|\d+ (?:sur|of) \d+|moins de 5 votants|fewer than 5 voters)"


@pytest.fixture
def told() -> Told:
    make_administration()
    return Told()


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def made(told: Told, kind: str, language: str) -> bytes:
    return KINDS[kind].make(gather(told.room.consultation, ON), language, AT)


def of_workbook(told: Told, language: str) -> dict[str, list[str]]:
    """Number → for each group its votes as pages word them, and n, read out of the workbook's numbers."""
    name = {"fr": "Votes", "en": "Votes"}[language]
    sheet = CalamineWorkbook.from_filelike(BytesIO(made(told, "workbook", language))).get_sheet_by_name(name)
    found: dict[str, list[str]] = {}
    for reference, _text, _group, agree, _no, _later, seen, share, low, high, *_ in sheet.to_python()[1:]:
        found.setdefault(reference, [])
        if agree == "c":
            found[reference] += [{"fr": "moins de 5 votants", "en": "fewer than 5 voters"}[language], "c"]
        elif share == "c":
            found[reference] += [f"{int(agree)} {'sur' if language == 'fr' else 'of'} {int(seen)}", str(int(seen))]
        else:
            between = interval(100 * low, 100 * high, language, 0)
            found[reference] += [plain(f"{percent(share, language)} {between}"), number(seen, language)]
    return found


def of_word(told: Told, language: str) -> dict[str, list[str]]:
    found = {}
    for table in docx.Document(BytesIO(made(told, "document", language))).tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if len(heads) == 6 and heads[-1] in {"Au moins", "At least"} and not found:
            found = {row.cells[0].text[:4]: [plain(cell.text) for cell in row.cells[1:]] for row in table.rows[1:]}
    return found


def of_pdf(told: Told, language: str) -> dict[str, list[str]]:
    """The first table of the annex, as its text comes out."""
    pdf = pypdfium2.PdfDocument(made(told, "report", language))
    text = plain(" ".join(page.get_textpage().get_text_range() for page in pdf))
    annex = text.rpartition({"fr": "Tableau 1.", "en": "Table 1."}[language])[2]
    annex = annex.partition({"fr": "Tableau 2.", "en": "Table 2."}[language])[0]
    found = {}
    for row in re.split(r"(?=A-\d\d )", annex)[1:]:
        figures = re.findall(rf"({FIGURE}) (\d+|c)", row)
        last = re.findall(r"\d+ ?%|comptes seuls|counts only", row)[-1]
        found[row[:4]] = [part for figure in figures for part in figure] + [last]
    return found


def of_page(told: Told, language: str) -> dict[str, list[str]]:
    client = Client()
    client.force_login(make_tenure(Role.MEMBER).account)
    client.cookies["django_language"] = language
    page = client.get(reverse("dialogue:results_list", args=[told.room.consultation.pk, "shared"])).content.decode()
    found = {}
    for row in re.findall(r'<tr role="row">(.*?)</tr>', page, re.DOTALL)[1:]:
        cells = [plain(strip_tags(cell)).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        found[cells[0][:4]] = cells[1:]
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_same_figures_in_page_pdf_word_and_workbook(told, language):
    workbook = of_workbook(told, language)
    assert len(workbook) == len(TEXTS)
    page, word, pdf = of_page(told, language), of_word(told, language), of_pdf(told, language)
    # What is not known to all is in no ranking; everything else is in all.
    ranked = set(workbook) - {"A-08"}
    assert ranked == set(page) == set(word) == set(pdf)
    for reference in ranked:
        assert page[reference][:4] == workbook[reference], reference
        assert word[reference] == page[reference], reference
        assert pdf[reference] == page[reference], reference


@pytest.mark.parametrize("language", ["fr", "en"])
def test_bounds_and_differences_are_the_same_in_workbook_and_page(told, language):
    book = CalamineWorkbook.from_filelike(BytesIO(made(told, "workbook", language)))
    shared = book.get_sheet_by_index(3).to_python()[1:]
    page = of_page(told, language)
    bounds = {reference: bound for _rank, reference, _text, bound, _why in shared if reference in page}
    told_as = {"c": {"fr": "comptes seuls", "en": "counts only"}[language]}
    for reference, bound in bounds.items():
        assert page[reference][-1] == plain(told_as.get(bound) or percent(bound, language))
    divides = book.get_sheet_by_index(4).to_python()[1:]
    word = plain(" ".join(p.text for p in docx.Document(BytesIO(made(told, "document", language))).paragraphs))
    text, difference = divides[0][1], divides[0][6]
    assert text.rstrip(".") in word
    assert round(difference, 4) == round(35 / 40 - 10 / 45, 4)


def test_hidden_groups_are_a_c_in_the_workbook_and_words_elsewhere(told):
    sheet = CalamineWorkbook.from_filelike(BytesIO(made(told, "workbook", "fr"))).get_sheet_by_name("Votes").to_python()
    (hidden,) = [row for row in sheet if row[0] == "A-08" and row[2] == "Douane"]
    assert hidden[3:11] == ["c"] * 8
    (few,) = [row for row in sheet if row[0] == "A-07" and row[2] == "Douane"]
    assert few[3:11] == [6, 1, 0, 7, "c", "c", "c", 1]
    assert sheet[0][13] == "Avis partagés"
    assert (hidden[13], few[13]) == ("c", "c")
    divided = [(row[0], row[2]) for row in sheet if row[13] == "oui"]
    assert divided == [("A-06", "Secteur privé")]
    pdf = pypdfium2.PdfDocument(made(told, "report", "fr"))
    text = plain(" ".join(page.get_textpage().get_text_range() for page in pdf))
    assert "Douane : moins de 5 votants sur cette attente" in text
    assert "6 sur 7" in text


def test_summary_is_first_and_every_page_carries_the_stamp(told):
    pdf = pypdfium2.PdfDocument(made(told, "report", "fr"))
    texts = [plain(page.get_textpage().get_text_range()) for page in pdf]
    assert "L'essentiel" in texts[0]
    assert "3 attentes ont presque sûrement la majorité" in texts[0]
    assert "Qui a pris part" not in texts[0].partition("Sommaire")[0]
    digest = gather(told.room.consultation, ON).digest[:8]
    for text in texts:
        assert digest in text
        assert "la douane et les organisations du secteur privé" in text
    assert "30 décembre 2026" in texts[0]


def test_expectations_tell_everything_that_was_said_of_them(told):
    text = plain(" ".join(p.text for p in docx.Document(BytesIO(made(told, "document", "fr"))).paragraphs))
    assert "Reformulation de" in text
    assert "« C'est bien ce que je voulais dire. »" in text
    assert "Option" in text
    assert "Avis partagés dans le groupe même : Secteur privé 53 % d'accord, 33 % pas d'accord, n = 45." in text
    assert (
        "Douane : effet 4,0 sur 5, faisabilité 5,0 sur 5. Secteur privé : effet 5,0 sur 5, faisabilité 3,0 sur 5."
        in text
    )
    assert "Les notes se lisent quand les deux parties ont noté." in text
    assert "effet 2,0" not in text
    assert "Réponse : dans le plan. Signé :" in text
    assert "À vérifier : https://douanes.example/recu" in text
    assert "Réponse : réponse en retard, attendue avant le 23 décembre 2026." in text


def test_merged_originals_stand_with_what_speaks_for_them(told):
    pairs = [block for block in compose(gather(told.room.consultation, ON), "fr").blocks if isinstance(block, TextPair)]
    assert [pair.number for pair in pairs[:2]] == ["A-01", "A-09"]
    assert "fusionnés avec A-01" in pairs[1].note
    assert [part.language for part in pairs[1].texts] == ["fr", "en"]
    assert pairs[1].texts[1].text == ""


def test_share_answered_in_time_is_told_for_both_sides_alike(told):
    text = plain(" ".join(p.text for p in docx.Document(BytesIO(made(told, "document", "fr"))).paragraphs))
    assert re.search(r"Douane : \d sur \d de ses attentes ont reçu une réponse à temps", text)
    assert re.search(r"Secteur privé : \d sur \d de ses attentes ont reçu une réponse à temps", text)


def test_pdf_is_tagged_and_same_facts_have_the_same_digest_in_both_languages(told):
    first, second = gather(told.room.consultation, ON), gather(told.room.consultation, ON)
    assert first.digest == second.digest
    for language in ("fr", "en"):
        with pikepdf.open(BytesIO(made(told, "report", language))) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang) == language
    told.texts[4].text = {"fr": "Autre."}
    told.texts[4].save()
    assert gather(told.room.consultation, ON).digest != first.digest


def test_no_name_of_a_person_in_title_or_metadata(told):
    for account in Account.objects.all():
        account.name = "Awa Traoré"
        account.save()
    with pikepdf.open(BytesIO(made(told, "report", "fr"))) as pdf:
        kept = " ".join(str(value) for value in pdf.docinfo.values())
    properties = docx.Document(BytesIO(made(told, "document", "fr"))).core_properties
    kept += f" {properties.author} {properties.last_modified_by} {properties.title} {properties.comments}"
    assert "Douanes d'essai" in kept
    assert "Awa" not in kept


@pytest.mark.parametrize("kind", KINDS)
def test_files_can_be_made_before_any_vote(kind):
    make_administration()
    room = make_room(Phase.GATHERING)
    room.shown()
    content = KINDS[kind].make(gather(room.consultation, ON), "fr", AT)
    assert content
    if kind == "document":
        text = " ".join(p.text for p in docx.Document(BytesIO(content)).paragraphs)
        assert "Aucun vote n'a encore été compté." in text
