"""Secrets in words: from a list in which none can be taken for another, each word equally likely, typed as people type."""

import itertools
import math
import random
import re
from collections import Counter

import pytest

from danaya.engines.seals.phrases import BITS_OF_A_WORD, WORDS, make_phrase, plain_phrase, word_list


def test_list_is_a_power_of_two_of_plain_words_in_the_order_of_the_alphabet():
    words = word_list()
    assert len(words) == 2**BITS_OF_A_WORD
    assert list(words) == sorted(set(words))
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in words)


def test_no_word_begins_another():
    """Neighbours in the alphabet are enough to look at."""
    assert [pair for pair in itertools.pairwise(word_list()) if pair[1].startswith(pair[0])] == []


def test_no_two_words_differ_by_a_doubled_letter_only():
    single = Counter(re.sub(r"(.)\1", r"\1", word) for word in word_list())
    assert [word for word, count in single.items() if count > 1] == []


def test_a_secret_has_at_least_64_bits():
    assert WORDS * math.log2(len(word_list())) >= 64


def test_words_come_from_chance_alone_and_from_the_whole_list():
    assert make_phrase(bytes, 3) == " ".join([word_list()[0]] * 3)
    assert make_phrase(lambda count: b"\xff" * count, 2) == " ".join([word_list()[-1]] * 2)
    assert make_phrase(lambda count: bytes(range(count)), 2) == f"{word_list()[1]} {word_list()[0x0203]}"
    drawn = Counter(make_phrase(random.Random(7).randbytes, 200_000).split())
    assert len(drawn) == len(word_list())
    expected = 200_000 / len(word_list())
    chi_square = sum((count - expected) ** 2 / expected for count in drawn.values())
    # Mean 2,047 and standard deviation 64 where all are equally likely.
    assert chi_square < 2047 + 5 * 64


@pytest.mark.parametrize(
    "typed",
    ["Baobab lanterne  OCTAVE", " baobab, lanterne, octave ", "baobab-lanterne-octave", "baobáb lanterne octave\n"],
)
def test_words_are_the_same_however_they_were_typed(typed):
    assert plain_phrase(typed) == "baobab lanterne octave"
