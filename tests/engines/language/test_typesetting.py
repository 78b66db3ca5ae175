"""French spaces: what stays together on a line."""

from decimal import Decimal

import pytest

from danaya.engines.language import decimals_of, typeset

NARROW, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Attention : lisez", f"Attention{NO_BREAK}: lisez"),
        ("« Les frais… » : en hausse", f"«{NARROW}Les frais…{NARROW}»{NO_BREAK}: en hausse"),
        ("Ronde 2 (année 2) : 31 constats", f"Ronde 2 (année 2){NO_BREAK}: 31 constats"),
        ("12 % : peu", f"12{NO_BREAK}%{NO_BREAK}: peu"),
        ("Pourquoi ? Parce que ; voilà !", f"Pourquoi{NARROW}? Parce que{NARROW}; voilà{NARROW}!"),
        ("à 12:30, http://exemple", "à 12:30, http://exemple"),
    ],
)
def test_french_spaces_keep_marks_with_their_word(typed, printed):
    assert typeset(typed, "fr") == printed
    assert typeset(printed, "fr") == printed


def test_english_is_left_as_it_is():
    assert typeset("What next?  “x” : y", "en") == "What next?  “x” : y"


def test_decimals_are_those_that_were_written() -> None:
    assert [decimals_of([one]) for one in (3.0, 0.25, 0.125, Decimal("1.500"), 1e25, 1e-7)] == [0, 2, 3, 1, 0, 7]
    assert (decimals_of([Decimal("2.5"), Decimal("1.25")]), decimals_of([])) == (2, 0)
