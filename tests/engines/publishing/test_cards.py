"""Printed cards: eight to a sheet, one letter to a page, tagged, the same bytes, never cut off."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from danaya.engines.language import Problem
from danaya.engines.publishing import to_cards
from danaya.engines.publishing.cards import CardSheet, PrintedCard
from tests.engines.publishing.samples import WHEN
from tests.engines.publishing.test_pdf import tags

CODES = tuple(
    f"ABCD-EFGH-JKMN-{letters}" for letters in ("PQRS", "TVWX", "YZ23", "4567", "89AB", "CDEF", "GHJK", "MNPQ", "RSTV")
)
LINES = {
    "fr": (
        "Donnez vos attentes, puis votez : deux minutes suffisent.",
        "Personne ne peut savoir qui a utilisé cette carte.",
    ),
    "en": ("Give your expectations, then vote: two minutes are enough.", "Nobody can know who used this card."),
}
TITLE = {"fr": "Ce que chacun attend de l'intégrité", "en": "What everyone expects of integrity"}


def sheet(language: str = "fr", count: int = 9, layout: str = "sheet", pin: str = "", **changes: object) -> CardSheet:
    cards = tuple(
        PrintedCard("Secteur privé", code, f"http://192.168.8.2:8080/avis/{code}", pin, "Awa Diarra", "31 mars 2027")
        for code in CODES[:count]
    )
    made = CardSheet(TITLE[language], LINES[language], "192.168.8.2:8080/avis", language, cards, "Douanes", layout)
    return replace(made, **changes)  # type: ignore[arg-type]


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [
            document[place].get_textpage().get_text_range().replace("\u00a0", " ") for place in range(len(document))
        ]
    finally:
        document.close()


def codes_on(page: str) -> list[str]:
    plain = page.replace(" ", "").replace("\ufffe", "-").replace("\x02", "-")
    return [code for code in CODES if code in plain]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("layout", ["sheet", "letter", "poster"])
def test_cards_are_tagged_and_described(language: str, layout: str) -> None:
    with pikepdf.open(BytesIO(to_cards(sheet(language, 3, layout, "0417"), timestamp=WHEN))) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(pdf.Root.Lang) == language
        assert metadata["dc:title"] == TITLE[language]
        found = tags(pdf)
    headings = [kind for kind, _ in found if kind in {"/H1", "/H2"}]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 3
    alts = [str(element["/Alt"]) for kind, element in found if kind == "/Figure"]
    assert len(alts) == 3
    assert all("192.168.8.2:8080/avis" in alt for alt in alts)


def test_eight_cards_stand_on_a_sheet_and_the_ninth_on_the_next() -> None:
    read = pages(to_cards(sheet(), timestamp=WHEN))
    assert [codes_on(page) for page in read] == [list(CODES[:8]), list(CODES[8:])]
    assert "9 cartes · feuille 1 sur 2" in read[0]
    assert read[0].count(TITLE["fr"].split()[0]) == 8
    assert read[0].count("Valable jusqu'au 31 mars 2027") == 8
    assert "Code secret" not in read[0]


def test_a_code_of_wide_letters_stays_on_one_line() -> None:
    wide = ("WWWW-MMMM-WWWW-MMMM", "YYAW-MKP7-3W4X-WYGM", "D2BF-MCWW-65HD-M7WG")
    cards = tuple(PrintedCard("Secteur privé", code, f"http://192.168.8.2/{code}", "0417") for code in wide)
    for layout in ("sheet", "letter"):
        read = " ".join(pages(to_cards(sheet(layout=layout, cards=cards), timestamp=WHEN)))
        lines = [line.replace(" ", "") for line in read.splitlines()]
        assert [code for code in wide if code not in lines] == []


def test_one_card_is_a_sheet_of_its_own() -> None:
    (read,) = pages(to_cards(sheet(count=1), timestamp=WHEN))
    assert "1 carte" in read
    assert "feuille" not in read


def test_pin_stands_under_the_fold_of_each_card() -> None:
    (read,) = pages(to_cards(sheet(count=8, pin="0417"), timestamp=WHEN))
    assert read.count("0417") == read.count("Pliez ici") == 8
    page = pypdfium2.PdfDocument(to_cards(sheet(count=1, pin="0417"), timestamp=WHEN))[0]
    text = page.get_textpage()
    place = text.get_text_range().index("0417")
    bottom = text.get_charbox(place)[1]
    assert all(text.get_charbox(other)[3] > bottom for other in range(text.count_chars()) if text.get_charbox(other)[3])


def test_letter_is_a_page_to_the_one_it_is_for() -> None:
    read = pages(to_cards(sheet(count=2, layout="letter", pin="0417"), timestamp=WHEN))
    assert [codes_on(page) for page in read] == [[CODES[0]], [CODES[1]]]
    for page in read:
        for words in ("Douanes", "Awa Diarra", "Secteur privé", "Comment faire", "au bas de cette page", "0417"):
            assert words in page, words
    (without,) = pages(to_cards(sheet(count=1, layout="letter"), timestamp=WHEN))
    assert "au bas de cette page" not in without
    assert "Pliez ici" not in without


def test_poster_is_one_page_for_many_and_names_nobody() -> None:
    longest = "Qu'attendez-vous de l'autre côté ? " * 8
    (read,) = pages(to_cards(sheet(count=1, layout="poster", title=longest), timestamp=WHEN))
    for words in ("Douanes", "Secteur privé", "192.168.8.2:8080/avis", "Visez le code QR", "31 mars 2027"):
        assert words in read, words
    assert codes_on(read) == [CODES[0]]
    assert "Awa" not in read
    with pytest.raises(Problem) as caught:
        to_cards(sheet(count=1, layout="poster", title=longest * 6), timestamp=WHEN)
    assert caught.value.code == "page-overflow"


def test_long_words_take_a_smaller_size_then_are_refused() -> None:
    longer = "Consultation sur l'intégrité : attentes de la douane et du secteur privé"
    lines = (
        "Ce que vous écrivez est lu par un lecteur de chaque partie avant d'être montré à tous les autres. " * 1,
        LINES["fr"][1],
    )
    assert codes_on(pages(to_cards(sheet(title=longer, lines=lines, pin="0417"), timestamp=WHEN))[0])
    with pytest.raises(Problem) as caught:
        to_cards(sheet(lines=(lines[0] * 6, lines[1])), timestamp=WHEN)
    assert caught.value.code == "page-overflow"
    assert "raccourcissez le titre" in caught.value.in_language("fr")


def test_same_cards_and_day_give_the_same_bytes() -> None:
    once, again = (to_cards(sheet(), timestamp=WHEN) for _ in range(2))
    assert once == again
    assert once != to_cards(sheet(), timestamp=WHEN.replace(day=24))


def test_characters_the_font_lacks_and_long_names_don_t_stop_the_sheet() -> None:
    odd = replace(sheet().cards[0], group="مالي 😀 " + "Fédération " * 6)
    assert codes_on(pages(to_cards(sheet(cards=(odd,)), timestamp=WHEN))[0]) == [CODES[0]]


def test_secrets_do_not_show_in_print() -> None:
    shown = repr(sheet(pin="0417"))
    assert "0417" not in shown
    assert CODES[0] not in shown
