import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.perception import nonresponse_bounds, nonresponse_shift


@given(answered=st.lists(st.floats(0, 10), min_size=1, max_size=8), silent=st.lists(st.floats(0, 10), max_size=8))
def test_bounds_hold_whatever_the_others_think(answered, silent):
    everybody = [*answered, *silent]
    found = nonresponse_bounds(sum(answered) / len(answered), len(answered) / len(everybody))
    assert found.low - 1e-9 <= sum(everybody) / len(everybody) <= found.high + 1e-9


def test_bounds_are_reached_at_the_ends_of_the_scale():
    found = nonresponse_bounds(0.8, 0.75, 0, 1)
    assert (found.low, found.high) == pytest.approx((0.6, 0.85))


def test_turning_point_brings_the_value_to_the_middle():
    found = nonresponse_bounds(6.0, 0.8)
    assert nonresponse_shift(6.0, 0.8, found.turning_point) == pytest.approx(5.0)


def test_everybody_answered_nothing_can_change():
    found = nonresponse_bounds(6.0, 1.0)
    assert (found.low, found.high) == (6.0, 6.0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((6, 0.0), "response-rate-out-of-range"),
        ((6, 60), "response-rate-out-of-range"),
        ((11, 0.5), "estimate-off-scale"),
    ],
)
def test_figures_that_cannot_be_are_refused(arguments, code):
    with pytest.raises(Problem) as refused:
        nonresponse_bounds(*arguments)
    assert refused.value.code == code
