"""Codes as they are made and as people type them."""

from collections import Counter

import pytest

from danaya.base.cards.codes import ALPHABET, make_code, make_pin, plain_code, plain_pin
from tests.base.cards.chances import chance


def test_code_is_typed_as_people_type():
    random = chance()
    code = make_code(random)
    assert len(code) == 19
    assert set(code) <= {*ALPHABET, "-"}
    assert plain_code(f" {code.lower().replace('-', ' – ')} ") == code
    assert plain_code(code.replace("-", "")) == code
    assert make_code(random) != code


def test_alphabet_has_no_twins():
    assert len(set(ALPHABET)) == len(ALPHABET) == 30
    assert not set("ILOU01") & set(ALPHABET)


def test_same_chance_gives_the_same_code():
    assert make_code(chance(3)) == make_code(chance(3)) != make_code(chance(4))


def test_every_sign_is_as_likely_as_any_other():
    random = chance()
    counts = Counter("".join(make_code(random).replace("-", "") for _ in range(3000)))
    expected = 3000 * 16 / len(ALPHABET)
    assert set(counts) == set(ALPHABET)
    # χ² with 29 degrees of freedom: beyond 58 once in a thousand.
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 58


def test_bytes_that_would_favour_a_sign_are_drawn_again():
    drawn = iter([bytes((240, 255, 0)), b"\x1d\x1e"])
    asked = []

    def random(count):
        asked.append(count)
        return next(drawn, bytes(count))

    # 240 and 255 fall away, 0 is A, 29 the last sign, 30 is A again.
    assert make_code(random).startswith(f"A{ALPHABET[29]}A")
    assert asked[:2] == [16, 15]


@pytest.mark.parametrize(("typed", "pin"), [("0417", "0417"), (" 04 17 ", "0417"), ("04-17", "0417"), ("abc", "")])
def test_pin_is_typed_as_people_type(typed, pin):
    assert plain_pin(typed) == pin


def test_pin_has_four_figures():
    pins = {make_pin(chance(seed)) for seed in range(200)}
    assert all(len(pin) == 4 and pin.isdecimal() for pin in pins)
    assert len(pins) > 150
