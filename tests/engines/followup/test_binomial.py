"""Beta and beta-binomial quantiles against SciPy, which the engine itself never loads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from danaya.engines.followup.binomial import beta_binomial_interval, beta_distribution, beta_interval
from danaya.engines.language import Problem

WHOLE = st.integers(1, 400)


@given(WHOLE, WHOLE, st.floats(0, 1))
def test_distribution_function_is_that_of_scipy(a: int, b: int, x: float) -> None:
    assert beta_distribution(a, b, x) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-11)


@given(WHOLE, WHOLE, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_interval_is_that_of_scipy(a: int, b: int, level: float) -> None:
    assert beta_interval(a, b, level) == pytest.approx(stats.beta.interval(level, a, b), abs=1e-9)


def test_by_hand() -> None:
    # The distribution function of Beta(2, 1) is x²; of Beta(1, 1), x.
    assert beta_interval(2, 1, 0.9) == pytest.approx((0.05**0.5, 0.95**0.5), abs=1e-12)
    assert beta_interval(1, 1, 0.5) == pytest.approx((0.25, 0.75), abs=1e-12)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.sampled_from([0.5, 0.9]))
def test_number_of_further_successes_is_that_of_scipy(a: int, b: int, trials: int, level: float) -> None:
    low, high = beta_binomial_interval(a, b, trials, level)
    chance = stats.betabinom(trials, a, b).cdf(np.arange(-1, trials + 1))
    for found, tail in ((low, (1 - level) / 2), (high, (1 + level) / 2)):
        assert chance[found + 1] >= tail - 1e-9
        assert chance[found] <= tail + 1e-9


def test_nothing_open_nothing_expected() -> None:
    assert beta_binomial_interval(3, 2, 0) == (0, 0)
    # Beta(1, 1): each number from 0 to 9 with a chance of 1/10.
    assert beta_binomial_interval(1, 1, 9, 0.7) == (1, 8)


@pytest.mark.parametrize("level", [0, 1, -0.5, 90])
def test_a_level_outside_is_refused(level: float) -> None:
    for interval in (lambda: beta_interval(1, 1, level), lambda: beta_binomial_interval(1, 1, 1, level)):
        with pytest.raises(Problem) as refused:
            interval()
        assert refused.value.code == "level-out-of-range"
