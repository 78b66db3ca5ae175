import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.seals import canonical

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé€", max_size=3), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        # RFC 8785, appendix B
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (-5e-324, "-5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (295147905179352830000.0, "295147905179352830000"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (1e23, "1e+23"),
        (1.0000000000000001e23, "1.0000000000000001e+23"),
        (999999999999999700000.0, "999999999999999700000"),
        (1e21, "1e+21"),
        (9.999999999999997e-7, "9.999999999999997e-7"),
        (0.000001, "0.000001"),
        (333333333.3333332, "333333333.3333332"),
        (-0.0000033333333333333333, "-0.0000033333333333333333"),
        (1424953923781206.2, "1424953923781206.2"),
        (1.0, "1"),
        (4.5, "4.5"),
        (0.1, "0.1"),
        (120.0, "120"),
    ],
)
def test_number_is_written_as_ecmascript_does(number, written):
    assert canonical(number) == written.encode()


def test_example_of_the_standard():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(value) == expected.encode()


def test_keys_are_sorted_by_utf16_units():
    # U+1F600 begins with the unit D83D and so comes before U+FF21, though its code point is larger
    assert canonical({"\uff21": 1, "\U0001f600": 2, "a": 3}) == '{"a":3,"\U0001f600":2,"\uff21":1}'.encode()


def test_composed_and_decomposed_text_seal_alike():
    assert canonical({"cle\u0301": "e\u0301"}) == canonical({"cl\u00e9": "\u00e9"})


def test_tuple_seals_like_a_list():
    assert canonical((1, (2,))) == canonical([1, [2]])


@given(VALUES)
def test_order_of_keys_does_not_matter_and_json_reads_it(value):
    def turned(part):
        if isinstance(part, dict):
            return {key: turned(part[key]) for key in reversed(part)}
        return [turned(item) for item in part] if isinstance(part, list) else part

    written = canonical(value)
    assert canonical(turned(value)) == written
    assert canonical(json.loads(written, parse_int=float)) == written


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (math.nan, "number-not-sealable"),
        (math.inf, "number-not-sealable"),
        (2**53 + 1, "number-not-sealable"),
        ({1: 2}, "not-sealable"),
        ({1, 2}, "not-sealable"),
        (b"a", "not-sealable"),
        ("\ud83d", "text-not-sealable"),
        ({"\u00e9": 1, "e\u0301": 2}, "key-twice"),
    ],
)
def test_value_without_one_form_is_refused(value, code):
    with pytest.raises(Problem) as caught:
        canonical({"inner": [value]})
    assert caught.value.code == code
    assert caught.value.where.startswith("$.inner[0]")
    assert caught.value.in_language("fr") != caught.value.in_language("en")
