"""Cards on paper: what ``issue`` returned, in the words of the app."""

from datetime import date

import pypdfium2
import pytest

from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from danaya.base.cards.sheets import card_letters, card_poster, card_sheet, link_of
from tests.base.cards.chances import chance

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
WORDS = {
    "title": "Ce que chacun attend",
    "lines": ("Donnez vos attentes.", "Personne ne sait qui a cette carte."),
    "address": "http://192.168.8.2/avis/",
    "language": "fr",
    "on": DAY,
}


def cards(**changes):
    given = {"kind": Kind.CARD, "on": DAY, "expires_on": date(2027, 3, 1), "random": chance(), **changes}
    return issue("dialogue.consultation", "7", "customs", 3, **given)


def text(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(document[place].get_textpage().get_text_range() for place in range(len(document)))
    finally:
        document.close()


def plain(words):
    return words.replace(" ", "").replace("\ufffe", "-").replace("\x02", "-")


def test_sheet_has_every_code_in_the_words_of_the_app():
    issued = cards(pin=True)
    read = text(card_sheet(issued, groups={"customs": "Douane"}, **WORDS))
    for one in issued:
        assert one.code in plain(read)
        assert one.pin in read
    assert "Douane" in read
    assert "customs" not in read
    assert "1er mars 2027" in read


def test_same_cards_give_the_same_bytes():
    issued = cards()
    assert card_sheet(issued, **WORDS) == card_sheet(issued, **WORDS)
    assert card_sheet(issued, link="https://exemple.tm/{}".format, **WORDS) != card_sheet(issued, **WORDS)


def test_letter_goes_to_the_one_its_label_names():
    issued = cards(label="Madame la Présidente", kind=Kind.LINK)
    read = text(card_letters(issued, body="Direction générale des douanes", **WORDS))
    assert read.count("Madame la Présidente") == 3
    assert "Direction générale des douanes" in read
    sheet = text(card_sheet(issued, **WORDS))
    assert "Madame" not in sheet  # the name of a holder is no matter for cards


def test_poster_shows_one_code_to_many():
    (one, *_others) = cards(kind=Kind.LINK, label="Guichet de Balanko")
    read = text(card_poster(one, body="Direction générale des douanes", groups={"customs": "Douane"}, **WORDS))
    assert one.code in plain(read)
    assert "Douane" in read
    assert "Guichet" not in read  # what the issuer notes is for the issuer's list


def test_address_of_a_code():
    assert (
        link_of("http://192.168.8.2/avis/", "ABCD")
        == link_of("http://192.168.8.2/avis", "ABCD")
        == "http://192.168.8.2/avis/ABCD"
    )
