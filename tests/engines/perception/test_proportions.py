import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, t

from danaya.engines.language import Problem
from danaya.engines.perception import Method, proportion_interval, share, share_intervals


def simple_se(p: float, n: int) -> float:
    return math.sqrt(p * (1 - p) / n)


def test_beta_is_clopper_pearson_for_a_simple_random_sample():
    # 8 of 20, variance p(1−p)/n and df = n−1: the effective size is n itself.
    low, high = proportion_interval(0.4, simple_se(0.4, 20), 20, 19, method="beta")
    assert low == pytest.approx(beta.ppf(0.025, 8, 13))
    assert high == pytest.approx(beta.ppf(0.975, 9, 12))


def test_wilson_solves_the_score_equation():
    p, n = 0.1, 50
    for bound in proportion_interval(p, simple_se(p, n), n, n - 1, method="wilson"):
        assert abs(p - bound) / math.sqrt(bound * (1 - bound) / n) == pytest.approx(t.ppf(0.975, n - 1))


def test_likelihood_bounds_reach_the_limit_of_the_deviance():
    p, n, se = 0.3, 40, 0.08
    limit = t.ppf(0.975, 12) ** 2 * n * se**2 / (p * (1 - p))
    for q in proportion_interval(p, se, n, 12, method="likelihood"):
        deviance = 2 * (n - 1) * (p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q)))
        assert deviance == pytest.approx(limit)


def test_scales_are_undone_at_the_bounds():
    p, se, half = 0.2, 0.05, t.ppf(0.95, 9) * 0.05
    low, high = proportion_interval(p, se, 60, 9, 0.90, "logit")
    assert math.log(high / (1 - high)) - math.log(low / (1 - low)) == pytest.approx(2 * half / (p * (1 - p)))
    low, high = proportion_interval(p, se, 60, 9, 0.90, "asin")
    assert math.asin(math.sqrt(high)) - math.asin(math.sqrt(low)) == pytest.approx(half / math.sqrt(p * (1 - p)))
    assert proportion_interval(p, se, 60, 9, 0.90, "mean") == pytest.approx((p - half, p + half))


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("p", [0.0, 1.0, 1e-14])
def test_share_of_nobody_or_all_has_only_the_plain_interval(method, p):
    found = proportion_interval(p, 0.0, 30, 20, method=method)
    assert found == (p, p) if method is Method.MEAN else all(map(math.isnan, found))


@pytest.mark.parametrize("method", list(Method))
def test_no_degrees_of_freedom_no_interval(method):
    assert all(map(math.isnan, proportion_interval(0.4, 0.1, 30, 0, method=method)))
    assert all(map(math.isnan, proportion_interval(1.0, 0.0, 30, 0, method=method)))


@given(p=st.floats(0.02, 0.98), effect=st.floats(0.5, 6), n=st.integers(30, 2000), method=st.sampled_from(list(Method)))
def test_every_interval_holds_the_share_and_widens_with_the_level(p, effect, n, method):
    se = math.sqrt(effect * p * (1 - p) / n)
    low, high = proportion_interval(p, se, n, 25, 0.90, method)
    assert low <= p <= high or method is Method.ASIN
    if method not in (Method.MEAN, Method.ASIN):
        assert low >= 0
        assert high <= 1
    wider = proportion_interval(p, se, n, 25, 0.95, method)
    assert wider[1] - wider[0] > high - low or method is Method.ASIN


def test_share_intervals_take_each_domains_own_n_and_df(sample):
    found = share(sample, "q1", ["region"], favourable=[4, 5])
    low, high = share_intervals(found, 0.95, "beta")
    expected = [proportion_interval(e.estimate, e.se, e.n, e.df, 0.95, "beta") for e in found]
    np.testing.assert_array_equal(np.column_stack([low, high]), expected)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((40.0, 0.1, 30, 9), "share-out-of-range"),
        ((0.4, 0.1, 30, 9, 95), "level-out-of-range"),
        ((0.4, 0.1, 30, 9, 0.95, "wald"), "option-unknown"),
    ],
)
def test_what_cannot_be_an_interval_is_refused(arguments, code):
    with pytest.raises(Problem) as refused:
        proportion_interval(*arguments)
    assert refused.value.code == code
