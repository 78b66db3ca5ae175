"""« Vous avez dit → nous avons fait »: from one object a poster, pictures for a telephone, a text to read aloud."""

import re
from dataclasses import replace
from io import BytesIO
from unittest.mock import patch

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from danaya.engines.language import LANGUAGES, Problem
from danaya.engines.publishing import to_poster, to_poster_pictures, to_poster_speech
from danaya.engines.publishing.poster import Poster, PosterPair
from danaya.engines.publishing.poster_words import POSTER_WORDS
from danaya.engines.publishing.typesetting import page_count, set_pdf
from tests.engines.publishing import sample_poster as sample
from tests.engines.publishing.samples import WHEN
from tests.engines.publishing.test_agreement import plain
from tests.engines.publishing.test_lettering import FONTS, characters_of_font
from tests.engines.publishing.test_pdf import pages, tags

A3 = (297 * 72 / 25.4, 420 * 72 / 25.4)


def words_on(page: str) -> str:
    return re.sub(r"\s+", " ", plain(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_poster_is_one_tagged_a3_sheet_that_says_everything(language: str) -> None:
    content = to_poster(sample.poster(language), timestamp=WHEN)
    (read,) = pages(content)
    found = words_on(read)
    for pair in sample.PAIRS[language]:
        for text in (pair.said, pair.done, pair.proof, pair.reason):
            assert words_on(text).replace(" ;", ";") in found.replace(" ;", ";"), text
    for text in (sample.TITLE[language], sample.PLACE[language], sample.DATE[language], "https://douanes.example/plan"):
        assert text in found
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert [float(side) for side in pdf.pages[0].MediaBox[2:]] == pytest.approx(A3, abs=0.5)
        kinds = [kind for kind, _ in tags(pdf)]
        alts = [str(element["/Alt"]) for kind, element in tags(pdf) if kind == "/Figure"]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(sample.PAIRS[language])
    assert len(alts) == 1  # shapes are named by the words beside them
    assert "douanes.example/plan" in alts[0]


def test_status_says_the_word_and_never_more_than_is_known() -> None:
    (read,) = pages(to_poster(sample.poster("fr"), timestamp=WHEN))
    assert (read.count("Confirmé"), read.count("En cours"), read.count("Pas maintenant")) == (2, 2, 1)
    done, doing, refused = (read.index(head) for head in ("Nous avons fait", "Nous y travaillons", "Notre réponse"))
    assert [read[done:doing].count("Confirmé"), read[doing:refused].count("En cours")] == [2, 2]
    assert "Pas maintenant" in read[refused:]


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (3, 1), (7, 1), (8, 2), (15, 3)])
def test_seven_pairs_stand_on_a_sheet_and_more_on_several(count: int, sheets: int) -> None:
    read = pages(to_poster(sample.poster("fr", count), timestamp=WHEN))
    assert len(read) == sheets
    assert sum(page.count("«") for page in read) == count
    assert all(sample.TITLE["fr"] in page for page in read)
    assert ("feuille 1 / 3" in words_on(read[0])) is (sheets == 3)


def test_type_is_read_from_three_metres() -> None:
    for count in (1, 7):
        page = pypdfium2.PdfDocument(to_poster(sample.poster("fr", count), timestamp=WHEN))[0]
        text = page.get_textpage()
        start = text.get_text_range().index("Affichez")
        left, bottom, _, top = text.get_charbox(start)  # a capital without accent
        assert left < A3[0] / 2
        assert (top - bottom) * 25.4 / 72 >= 5.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_portrait_small_and_complete(language: str) -> None:
    pictures = to_poster_pictures(sample.poster(language))
    assert 1 <= len(pictures) <= 3
    for picture in pictures:
        image = Image.open(BytesIO(picture))
        assert image.size == (1080, 1350)
        assert len(picture) < 500_000
        edge = image.convert("L").crop((0, 0, 40, 1350))
        assert min(edge.tobytes()) > 200  # nothing is cut off
    assert to_poster_pictures(sample.poster(language)) == pictures


def test_many_pairs_take_many_pictures_and_each_bears_the_title() -> None:
    """A draft says so in its title: a picture that is passed on alone says it too."""
    poster = sample.poster("fr", 7)
    assert len(to_poster_pictures(poster)) >= 3
    place = "danaya.engines.publishing.poster"
    with patch(f"{place}.set_pictures", side_effect=_as_pdf), patch(f"{place}._few_colours", side_effect=bytes):
        read = [page for content in to_poster_pictures(poster) for page in pages(content)]
    assert len(read) >= 3
    assert all(sample.TITLE["fr"] in page for page in read)


def _as_pdf(template: str, data: dict, *, overflow: dict, **_: object) -> list[bytes]:
    return [set_pdf(template, data, timestamp=WHEN, overflow=overflow)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_to_read_aloud_has_no_figure_and_no_sign(language: str) -> None:
    text = to_poster_speech(sample.poster(language))
    assert not re.search(r"[\d%«»“”;()\[\]→{}]", text)
    lines = [line for line in text.splitlines() if line]
    assert all(line.endswith((".", "?", "!")) for line in lines)
    assert all(line[0].isupper() for line in lines)


def test_text_to_read_aloud_says_the_same_as_the_poster() -> None:
    text = plain(to_poster_speech(sample.poster("fr")))
    for words in (
        "Point un sur cinq.",
        "Vous avez dit : Affichez les tarifs et les délais dans chaque bureau.",
        "Nous avons fait : Les tarifs et les délais sont affichés dans douze bureaux sur douze.",
        "C'est fait, et c'est confirmé.",
        "Nous sommes en train de le faire : Le reçu unique est remis dans neuf bureaux sur douze. Les trois autres suivent avant",
        "Soixante-deux pour cent des plaintes",
        "Ce ne sera pas fait maintenant.\nRaison : La loi ne le permet pas encore.",
        "vingt-trois novembre deux mille vingt-six",
    ):
        assert words in text, words
    assert "It is in progress. It is not confirmed yet." in to_poster_speech(sample.poster("en"))
    assert "douanes.example" not in text


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (PosterPair("Dit", "Fait", "", "confirmed"), "poster-unproved"),
        (PosterPair("Dit", "", "", "not_now", " "), "poster-unreasoned"),
        (PosterPair("Dit"), "poster-unreasoned"),
        (PosterPair(" ", "Fait"), "poster-unreasoned"),
        (PosterPair("Dit", "Fait", status="done"), "poster-unreasoned"),
        (PosterPair("Affichez les tarifs. " * 200, "Fait"), "page-overflow"),
    ],
)
def test_pairs_that_cannot_be_shown_are_refused_in_words(pair: PosterPair, code: str) -> None:
    good = sample.PAIRS["fr"][0]
    poster = replace(sample.poster("fr"), pairs=(good, pair))
    for make in (lambda: to_poster(poster, timestamp=WHEN), lambda: to_poster_pictures(poster)):
        with pytest.raises(Problem) as caught:
            make()
        assert caught.value.code == code
        assert "oint 2" in caught.value.in_language("fr")
        assert "oint 2" in caught.value.in_language("en")


def test_poster_without_pairs_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        to_poster_speech(replace(sample.poster("fr"), pairs=()))
    assert caught.value.code == "poster-empty"


def logo(form: str = "PNG", size: tuple[int, int] = (600, 300)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#1F4E79").save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_logo_stands_on_the_poster_named_by_the_body(form: str) -> None:
    content = to_poster(replace(sample.poster("fr"), logo=logo(form)), timestamp=WHEN)
    with pikepdf.open(BytesIO(content)) as pdf:
        alts = {str(element["/Alt"]) for kind, element in tags(pdf) if kind == "/Figure"}
    assert sample.BODY["fr"] in alts


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", logo()[:60], logo(size=(1, 1))[:-30], b"\x00" * 50],
)
def test_file_that_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Problem) as caught:
        to_poster(replace(sample.poster("fr"), logo=content), timestamp=WHEN)
    assert caught.value.code == "poster-logo"


def test_same_poster_gives_the_same_bytes_and_odd_characters_stop_nothing() -> None:
    odd = replace(sample.poster("fr"), title="مالي 😀 Nɛgɛn", address="", body="", subtitle="", source="")
    once, again = (to_poster(odd, timestamp=WHEN) for _ in range(2))
    assert once == again
    assert page_count(once) == 1
    assert isinstance(odd, Poster)


def test_words_of_posters_are_in_the_font_and_in_every_language() -> None:
    known = characters_of_font(FONTS / "Inter-Regular.ttf")
    for words in POSTER_WORDS.values():
        assert set(words) == set(LANGUAGES)
        assert set("".join(words.values())) <= known
