"""The short form: any one wrong sign and any two swapped signs are found; what is compared is said in words."""

import hashlib
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.seals.printed import ALPHABET, SIGNS, compare, fits, plain, printed

DIGESTS = st.binary(max_size=20).map(lambda seed: hashlib.sha256(seed).hexdigest())
ABC = hashlib.sha256(b"abc").hexdigest()


def code(typed: str) -> str:
    with pytest.raises(Problem) as caught:
        plain(typed)
    assert caught.value.in_language("fr") != caught.value.in_language("en")
    return caught.value.code


def test_form_does_not_change_unseen():
    assert printed("0" * 64) == "22222-22222-22222-22222-22222-22222"
    assert printed("0" * 63 + "1") == "32222-22222-22222-22222-22222-22223"
    assert printed(ABC) == "VDVFZ-4SY8C-L6XV4-JY7RZ-493B3-SGQS9"


def test_alphabet_is_a_prime_number_of_signs_that_nobody_confuses():
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("0O1IU") & set(ALPHABET)
    assert 143.6 < (SIGNS - 1) * math.log2(len(ALPHABET)) < 143.7


def test_any_wrong_sign_is_found():
    """All 30 × 30 of them."""
    signs = printed(ABC).replace("-", "")
    for place in range(SIGNS):
        for other in ALPHABET.replace(signs[place], ""):
            assert code(signs[:place] + other + signs[place + 1 :]) == "typed-wrong"


@given(DIGESTS)
def test_any_two_swapped_signs_are_found(digest):
    signs = printed(digest).replace("-", "")
    for one, other in itertools.combinations(range(SIGNS), 2):
        if signs[one] != signs[other]:
            swapped = list(signs)
            swapped[one], swapped[other] = signs[other], signs[one]
            assert code("".join(swapped)) == "typed-wrong"


@given(DIGESTS)
def test_form_is_read_however_it_was_typed(digest):
    form = printed(digest)
    assert plain(form.lower().replace("-", " – ")) == plain(form.replace("-", "")) == form
    assert plain(f" {digest[:32].upper()} {digest[32:]}\n") == digest
    assert fits(form, digest)
    assert fits(digest, digest)
    assert not fits(form, hashlib.sha256(digest.encode()).hexdigest())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "typed-miscounted"),
        (printed(ABC)[:-1], "typed-miscounted"),
        (printed(ABC) + "2", "typed-miscounted"),
        (ABC[:-1], "typed-miscounted"),
        (ABC[:-1] + "g", "typed-miscounted"),
        (ABC[:8], "typed-miscounted"),
        ("A" * 10**6, "typed-miscounted"),
        ("0" + printed(ABC)[1:], "typed-unknown"),
        ("é" + printed(ABC)[1:], "typed-unknown"),
    ],
)
def test_what_is_no_digest_is_refused_in_words(typed, expected):
    assert code(typed) == expected


def test_unknown_sign_is_named_with_its_group():
    with pytest.raises(Problem) as caught:
        plain(printed(ABC)[:-3] + "O" + printed(ABC)[-2:])
    assert "O" in caught.value.in_language("fr")
    assert "groupe 6" in caught.value.in_language("fr")


@pytest.mark.parametrize("digest", ["", ABC.upper(), ABC[:-1], ABC + "\n", "x" * 64])
def test_what_is_no_digest_is_not_printed(digest):
    with pytest.raises(Problem) as caught:
        printed(digest)
    assert caught.value.code == "digest-malformed"


def test_two_forms_are_compared_in_words():
    form = printed(ABC)
    assert compare(form, form.lower()).same
    assert compare(form, form).words["en"] == "The two digests are identical: it is the same text."
    other = compare(form, printed(hashlib.sha256(b"abd").hexdigest()))
    assert (other.same, other.groups) == (False, (1, 2, 3, 4, 5, 6))
    assert "1, 2, 3, 4, 5 et 6" in other.words["fr"]
    with pytest.raises(Problem):
        compare(form, ABC)


def test_one_differing_group_is_shown_with_both_readings():
    """Two of its signs changed so that the check still fits: first sign (weight 1) up by two, second (weight 2) down by one."""
    signs = printed("0" * 64).replace("-", "")
    twin = ALPHABET[2] + ALPHABET[30] + signs[2:]
    found = compare(signs, twin)
    assert found.groups == (1,)
    assert "groupe 1 (22222 et 4Z222)" in found.words["fr"]
