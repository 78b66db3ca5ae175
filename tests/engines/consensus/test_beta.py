"""The inverse incomplete beta function against SciPy, which the engine itself never loads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc, betaincinv

from danaya.engines.consensus.beta import inverse_regularised_beta, regularised_beta
from danaya.engines.language import Problem

SHAPES = np.array([0.5, 1, 1.5, 2, 2.5, 3.7, 7.5, 10, 20.5, 33.3, 100.5, 512, 1234.5, 9999.5, 123456.5, 1e6])
TAILS = np.array([0.001, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.999])


EXACT = [
    (0.5, 0.5, 0.001, 2.46739907091694408e-6),
    (0.5, 1e6, 0.975, 2.51194056671517625e-6),
    (2.0, 1e6, 0.75, 2.69262955744026893e-6),
    (2.0, 1e6, 0.95, 4.7438508943647963e-6),
    (2.0, 1e6, 0.975, 5.57162508355989651e-6),
    (3.5, 17.5, 0.05, 0.0562480542904188033),
    (10.0, 1e6, 0.75, 0.0000119137214406090051),
    (10.0, 1e6, 0.9, 0.0000142058254619243067),
    (10.0, 1e6, 0.95, 0.0000157050224239609836),
    (10.0, 1e6, 0.999, 0.0000226570146775937803),
    (250.5, 40.5, 0.05, 0.82614681681593421),
]
"""a, b, p and the quantile, computed with 40 digits (mpmath), where SciPy 1.17 is right and where it is off by up to 1e-11."""


def test_quantiles_are_those_of_scipy_to_1e_12() -> None:
    a, b, p = (each.ravel() for each in np.meshgrid(SHAPES, SHAPES, TAILS, indexing="ij"))
    apart = np.abs(inverse_regularised_beta(a, b, p) / betaincinv(a, b, p) - 1) > 1e-12
    exact = {(a, b, p) for a, b, p, _ in EXACT}
    assert {(x, y, z) for x, y, z in zip(a[apart], b[apart], p[apart], strict=True)} <= exact


def test_quantiles_are_exact_where_scipy_is_off() -> None:
    a, b, p, exact = np.array(EXACT).T
    assert np.abs(inverse_regularised_beta(a, b, p) / exact - 1).max() < 4e-15


def test_distribution_function_is_that_of_scipy() -> None:
    a, b, x = (each.ravel() for each in np.meshgrid(SHAPES[:10], SHAPES[:10], np.linspace(0, 1, 41), indexing="ij"))
    assert np.abs(regularised_beta(a, b, x) - betainc(a, b, x)).max() < 1e-13


@given(
    st.floats(0.5, 1e6),
    st.floats(0.5, 1e6),
    st.lists(st.floats(0.001, 0.999), min_size=2, max_size=8, unique=True),
)
def test_quantiles_give_back_their_tail_and_rise_with_it(a: float, b: float, tails: list[float]) -> None:
    p = np.array(sorted(tails))
    x = inverse_regularised_beta(a, b, p)
    # Where the function is steep, the two numbers beside x enclose p more widely than any tolerance.
    beside = [regularised_beta(a, b, np.clip(np.nextafter(x, way), 0, 1)) for way in (0, 1)]
    assert (beside[0] - 1e-9 < p).all()
    assert (p < beside[1] + 1e-9).all()
    assert (np.diff(x)[np.diff(p) > 1e-9] > 0).all()


@given(st.integers(0, 400), st.integers(1, 400))
def test_bound_rises_with_each_success_and_falls_with_each_failure(successes: int, failures: int) -> None:
    bound, better, worse = inverse_regularised_beta(
        np.array([successes, successes + 1, successes]) + 0.5, np.array([failures, failures, failures + 1]) + 0.5, 0.05
    )
    assert worse < bound < better


def test_shapes_are_broadcast_and_known_values_come_out() -> None:
    assert inverse_regularised_beta([[1.0], [2.0]], [1.0, 3.0, 4.0], 0.3).shape == (2, 3)
    assert inverse_regularised_beta(1.0, 1.0, 0.3) == pytest.approx(0.3, rel=1e-14)
    assert inverse_regularised_beta(0.5, 0.5, 0.05) == pytest.approx(np.sin(np.pi * 0.05 / 2) ** 2, rel=1e-13)
    assert inverse_regularised_beta(np.zeros(0), 1.0, 0.5).shape == (0,)


@pytest.mark.parametrize(
    "wrong", [(0.0, 1.0, 0.5), (1.0, -1.0, 0.5), (1.0, 1.0, 0.0), (1.0, 1.0, 1.0), (np.nan, 1, 0.5)]
)
def test_what_has_no_quantile_is_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(Problem) as raised:
        inverse_regularised_beta(*wrong)
    assert raised.value.code == "beta-out-of-range"
