import re

import pytest

from danaya.engines.language import typeset
from danaya.engines.tables import defused, defused_row
from danaya.engines.tables.spelling import as_number, fold, formula_like, raw_key, repaired
from danaya.engines.tables.table import column_letters
from danaya.engines.tables.wording import FILE_PROBLEMS, FINDINGS, REMARKS


@pytest.mark.parametrize("texts", [FILE_PROBLEMS, FINDINGS, REMARKS])
def test_every_sentence_is_in_both_languages_with_the_same_places(texts):
    for text in texts.values():
        places = {
            language: {name.removesuffix("_fr").removesuffix("_en") for name in re.findall(r"{(\w+)}", text[language])}
            for language in ("fr", "en")
        }
        assert places["fr"] == places["en"]
        assert text["fr"] == typeset(text["fr"], "fr")


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("45,9 %", ",", 45.9),
        ("45.9%", ".", 45.9),
        ("1\u202f234,5", ",", 1234.5),
        ("1 234", ".", 1234.0),
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("\u22123", ".", -3.0),
        ("1e3", ".", 1000.0),
        (",5", ",", 0.5),
        ("45,9", ".", None),
        ("1,23,4", ".", None),
        ("12 3", ".", None),
        ("nan", ".", None),
        ("inf", ".", None),
        ("1e999", ".", None),
        ("٣", ".", None),
        ("", ".", None),
        ("-", ".", None),
        ("3 ans", ".", None),
        ("E-01", ".", None),
    ],
)
def test_numbers_as_countries_write_them(text, decimal, expected):
    assert as_number(text, decimal) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  Ségou-Ville ", "segou ville"), ("CŒUR d’île", "coeur d ile"), ("Q53C.", "q53c"), ("…", "")],
)
def test_folding_forgets_accents_case_and_punctuation(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["Ségou", "Â Paris", "a < b > c", "50 <60>", "Ã tilde"])
def test_sound_text_is_left_alone(text):
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("cell", "key"), [(9.0, "9"), (9, "9"), (4.5, "4.5"), (None, ""), (True, "TRUE"), ("x", "x"), (1e300, "1e+300")]
)
def test_raw_key(cell, key):
    assert raw_key(cell) == key


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("=A1", True),
        ("+A1", True),
        ("-x", True),
        ("@SUM", True),
        ("-1", False),
        ("+2,5", False),
        ("-", False),
        ("a=b", False),
    ],
)
def test_text_like_a_formula(text, formula):
    assert formula_like(text) == formula


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-cmd", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_dangerous_text_is_defused(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Ségou", "-1", "+2.5", "-0,5", "", 3, -1.5, None, "a=b"])
def test_harmless_values_pass(value):
    assert defused(value) == value


def test_row_is_defused_cell_by_cell():
    assert defused_row(["=1", -1, "x"]) == ["'=1", -1, "x"]


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_column_letters(position, letters):
    assert column_letters(position) == letters
