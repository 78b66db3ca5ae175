from fractions import Fraction
from itertools import product
from statistics import mean, stdev

import pytest

from danaya.engines.disclosure import (
    difference_reveals,
    possible_answers,
    possible_counts,
    se_reveals_n,
    shown_decimals,
    shown_score_decimals,
)


@pytest.mark.parametrize(("n", "decimals"), [(12, 0), (999, 0), (1000, 1), (25_000, 1)])
def test_whole_percentages_under_a_thousand(n, decimals):
    assert shown_decimals(n) == decimals


def test_finer_digits_only_when_asked_and_allowed():
    assert shown_decimals(10_000, finest=2) == 2
    assert shown_decimals(9_999, finest=2) == 1


def test_no_digit_is_finer_than_one_person():
    for n in (1000, 1500, 9999, 10_000, 123_456):
        assert Fraction(100, n) <= Fraction(1, 10 ** shown_decimals(n, finest=3))


def test_score_shows_one_decimal_until_a_thousand():
    assert [shown_score_decimals(n) for n in (12, 999, 1000)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("percent", "digits", "n"), [(38.5, 1, 26), (33, 0, 26), (33, 0, 400), ("12.5", 1, 800), (12.5, 1, 80)]
)
def test_possible_counts_are_those_that_round_to_the_percentage(percent, digits, n):
    half = 0.5 * 10**-digits + 1e-12
    assert possible_counts(percent, digits, n) == tuple(
        k for k in range(n + 1) if abs(100 * k / n - float(percent)) <= half
    )


def test_one_decimal_on_a_small_base_gives_the_count_away_and_whole_numbers_on_a_large_one_do_not():
    assert possible_counts(38.5, 1, 26) == (10,)
    assert possible_counts(33, 0, 400) == (130, 131, 132, 133, 134)


def test_half_may_have_been_rounded_either_way():
    assert possible_counts(12, 0, 80) == (10,) == possible_counts(13, 0, 80)[:1]


def test_standard_error_gives_n_away():
    # p = 0.3: se with n = 30 is sqrt(0.21/29) = 0.08510
    assert se_reveals_n(0.3, 0.0851) == (30,)
    assert se_reveals_n(0.3, 0.085, digits=3) == (30,)
    assert se_reveals_n(0.3, 0.09, digits=2) == tuple(
        n for n in range(2, 200) if 0.085 <= (0.21 / (n - 1)) ** 0.5 <= 0.095
    )
    assert se_reveals_n(0.0, 0.0) == ()


def test_standard_error_rounded_to_nothing_leaves_every_large_n():
    assert se_reveals_n(0.5, 0.0, digits=1, largest=300) == tuple(range(101, 301))


def test_mean_and_deviation_of_a_few_give_their_answers_away():
    assert possible_answers(3, mean([1, 4, 4]), stdev([1, 4, 4]), range(1, 6)) == ((1, 4, 4), (2, 2, 5))
    assert possible_answers(2, 2.5, stdev([1, 4]), range(1, 6)) == ((1, 4),)


def test_possible_answers_are_all_that_agree():
    tried = {
        tuple(sorted(a))
        for a in product(range(1, 6), repeat=4)
        if abs(mean(a) - 3) < 0.05 and abs(stdev(a) - 1.4) < 0.05
    }
    assert set(possible_answers(4, 3.0, 1.4, range(1, 6), tolerance=0.05)) == tried
    assert len(tried) > 1


def test_difference_of_two_means_gives_one_answer_away_within_its_bound():
    answers = [4, 2, 5, 3, 3, 1, 4, 2, 5, 5, 1]
    value, bound = difference_reveals(11, round(mean(answers), 3), 10, round(mean(answers[:-1]), 3), 3)
    assert abs(value - 1) <= bound < 0.5
    assert bound == pytest.approx(21 * 0.0005)
