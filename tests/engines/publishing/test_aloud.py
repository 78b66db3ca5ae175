"""Numbers, dates and signs as words, for those who listen."""

import pytest

from danaya.engines.publishing.aloud import spoken
from danaya.engines.publishing.spelling import spell, spell_figures, spell_ordinal, spell_year

FRENCH = {
    0: "zéro", 1: "un", 16: "seize", 17: "dix-sept", 21: "vingt et un", 22: "vingt-deux", 61: "soixante et un", 70: "soixante-dix",
    71: "soixante et onze", 77: "soixante-dix-sept", 80: "quatre-vingts", 81: "quatre-vingt-un", 91: "quatre-vingt-onze",
    99: "quatre-vingt-dix-neuf", 100: "cent", 101: "cent un", 200: "deux cents", 201: "deux cent un", 280: "deux cent quatre-vingts",
    1000: "mille", 1001: "mille un", 2026: "deux mille vingt-six", 80_000: "quatre-vingt mille", 200_000: "deux cent mille",
    1_000_000: "un million", 2_200_000: "deux millions deux cent mille", 3_000_000_000: "trois milliards", -4: "moins quatre",
}  # fmt: skip
ENGLISH = {
    0: "zero", 12: "twelve", 21: "twenty-one", 100: "one hundred", 101: "one hundred and one", 342: "three hundred and forty-two",
    1000: "one thousand", 1005: "one thousand and five", 1200: "one thousand two hundred", 80_000: "eighty thousand",
    2_000_042: "two million and forty-two", 2_200_000: "two million two hundred thousand", -4: "minus four",
}  # fmt: skip


@pytest.mark.parametrize(("number", "words"), FRENCH.items())
def test_french_numbers(number: int, words: str) -> None:
    assert spell(number, "fr") == words


@pytest.mark.parametrize(("number", "words"), ENGLISH.items())
def test_english_numbers(number: int, words: str) -> None:
    assert spell(number, "en") == words


def test_numbers_are_all_different() -> None:
    for language in ("fr", "en"):
        assert len({spell(number, language) for number in range(3000)}) == 3000


def test_very_long_numbers_are_said_by_figures() -> None:
    assert spell(10**12, "fr").startswith("un zéro zéro")
    assert spell_figures("007", "en") == "zero zero seven"


def test_feminine_only_where_un_is_counted() -> None:
    assert [spell(number, "fr", feminine=True) for number in (1, 21, 81, 11, 71)] == [
        "une",
        "vingt et une",
        "quatre-vingt-une",
        "onze",
        "soixante et onze",
    ]


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "fr", "premier"),
        (2, "fr", "deuxième"),
        (4, "fr", "quatrième"),
        (5, "fr", "cinquième"),
        (9, "fr", "neuvième"),
        (21, "fr", "vingt et unième"),
        (80, "fr", "quatre-vingtième"),
        (200, "fr", "deux centième"),
        (1, "en", "first"),
        (12, "en", "twelfth"),
        (20, "en", "twentieth"),
        (23, "en", "twenty-third"),
        (100, "en", "one hundredth"),
    ],
)
def test_ranks(number: int, language: str, words: str) -> None:
    assert spell_ordinal(number, language) == words


def test_years_in_english_are_said_by_halves() -> None:
    assert [spell_year(year, "en") for year in (1960, 1900, 1905, 2000, 2005, 2026)] == [
        "nineteen sixty",
        "nineteen hundred",
        "nineteen oh five",
        "two thousand",
        "two thousand and five",
        "twenty twenty-six",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 postes sur 12", "Douze postes sur douze"),
        ("1 plainte, 21\u00a0réponses", "Une plainte, vingt et une réponses"),
        ("1\u202f200 entreprises", "Mille deux cents entreprises"),
        ("62\u00a0% [48\u202f; 75]", "Soixante-deux pour cent de quarante-huit à soixante-quinze"),
        ("+1,1 point, −0,05", "Plus un virgule un point, moins zéro virgule zéro cinq"),
        ("le 1er mars 2027", "Le premier mars deux mille vingt-sept"),
        ("le 31/12/2026", "Le trente et un décembre deux mille vingt-six"),
        ("à 14 h 30, puis 1 h", "À quatorze heures trente, puis une heure"),
        ("2e tour, 1re fois", "Deuxième tour, première fois"),
        ("C-01, T3, version 2.1", "C-01, T3, version deux point un"),
        ("appelez le 20 22 57 74", "Appelez le vingt vingt-deux cinquante-sept soixante-quatorze"),
        ("n° 12 ; voir plus tard", "Numéro douze. Voir plus tard"),
        ("« Affichez (tous) »", "Affichez, tous"),
        ("31/31/2026", "31/31/2026"),
        ("Plan 2024-2026", "Plan de deux mille vingt-quatre à deux mille vingt-six"),
        ("De 2019–2021", "De deux mille dix-neuf à deux mille vingt et un"),
    ],
)
def test_french_texts(text: str, words: str) -> None:
    assert spoken(text, "fr") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,200 firms in 2026", "One thousand two hundred firms in twenty twenty-six"),
        ("62% [48, 75]", "Sixty-two per cent from forty-eight to seventy-five"),
        ("−0.6 on 31 March 2027", "Minus zero point six on the thirty-first of March twenty twenty-seven"),
        ("version 1.2.3, 2nd round", "Version one point two point three, second round"),
        ("Plan 2024-2026", "Plan from twenty twenty-four to twenty twenty-six"),
        ("from 2024–2026, C-2024-2026", "From twenty twenty-four to twenty twenty-six, C-2024-2026"),
    ],
)
def test_english_texts(text: str, words: str) -> None:
    assert spoken(text, "en") == words
