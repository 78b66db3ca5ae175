"""The smallest change a round can tell from chance: by hand, by SciPy's normal law, and by drawing rounds."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import optimize, stats

from danaya.engines.followup import (
    MeanMeasured,
    ShareMeasured,
    answers_needed,
    detectable_mean,
    detectable_share,
)
from danaya.engines.language import LANGUAGES, Problem

SIZES = st.integers(10, 5000)
LEVELS = st.sampled_from([0.01, 0.05, 0.10])
POWERS = st.sampled_from([0.5, 0.8, 0.9])


def power_of(one: float, other: float, n: float, later: float, effect: float, alpha: float) -> float:
    """Chance that the two shares differ by more than chance, in the direction of the change."""
    se = math.sqrt(effect * (one * (1 - one) / n + other * (1 - other) / later))
    return float(stats.norm.sf(stats.norm.isf(alpha / 2) - abs(other - one) / se))


def test_a_share_by_hand() -> None:
    # 40 % of 400 and 400: k = (1.95996 + 0.84162)² = 7.8489. d² (1 + k/400) − k·0.2/400 d (upwards) − k·0.24·2/400 = 0:
    # 1.019622 d² − 0.0039244 d − 0.0094187 = 0 → d = 0.098056 above and −0.094207 below.
    below, above = detectable_share(0.4, ShareMeasured(400))
    assert above == pytest.approx(0.4 + 0.098056, abs=2e-5)
    assert below == pytest.approx(0.4 - 0.094207, abs=2e-5)


def test_a_mean_by_hand() -> None:
    # √(0.3² + 0.4²) = 0.5; 1.95996 + 0.84162 = 2.80159.
    assert detectable_mean(MeanMeasured(0.3, 0.4)) == pytest.approx(1.400793, abs=1e-5)
    assert detectable_mean(MeanMeasured(0.3)) == pytest.approx(2.801585 * 0.3 * math.sqrt(2), abs=1e-6)


@given(st.floats(0.02, 0.98), SIZES, SIZES, st.floats(0.5, 4), LEVELS, POWERS)
def test_at_the_edge_the_power_is_the_one_asked_for(
    share: float, n: int, later: int, effect: float, alpha: float, power: float
) -> None:
    for edge in detectable_share(share, ShareMeasured(n, later, effect), alpha, power):
        if edge is not None:
            assert power_of(share, edge, n, later, effect, alpha) == pytest.approx(power, abs=1e-9)


@given(st.floats(0.1, 0.9), SIZES, SIZES, st.floats(0.5, 2))
def test_the_edge_above_is_the_root_that_scipy_finds(share: float, n: int, later: int, effect: float) -> None:
    _, above = detectable_share(share, ShareMeasured(n, later, effect))

    def lacking(other: float) -> float:
        return power_of(share, other, n, later, effect, 0.05) - 0.80

    if above is None:
        assert lacking(1) < 1e-9
    else:
        assert above == pytest.approx(optimize.brentq(lacking, share + 1e-9, 1, xtol=1e-13), abs=1e-9)


def test_it_is_the_textbook_sample_size_where_both_rounds_are_alike() -> None:
    # Two proportions 0.5 and 0.6, 5 % two-sided, 80 %: 385 each without pooling (Fleiss: 387 with).
    assert answers_needed(0.5, 0.6, ShareMeasured(385)) == 385


@given(st.floats(0, 1), SIZES, st.floats(0.5, 4))
def test_both_directions_are_alike(share: float, n: int, effect: float) -> None:
    below, above = detectable_share(share, ShareMeasured(n, None, effect))
    mirrored_below, mirrored_above = detectable_share(1 - share, ShareMeasured(n, None, effect))
    for one, other in ((below, mirrored_above), (above, mirrored_below)):
        if one is not None and other is not None:
            assert one == pytest.approx(1 - other, abs=1e-9)


@given(st.floats(0, 1), SIZES, st.integers(1, 1000), st.floats(0.5, 4))
@example(0.9999999999999999, 10, 1, 1.0)
@example(1e-300, 10, 1, 1.0)
def test_more_answers_see_smaller_changes(share: float, n: int, more: int, effect: float) -> None:
    few, many = (detectable_share(share, ShareMeasured(each, None, effect)) for each in (n, n + more))
    assert (few[0] if few[0] is not None else -1) <= (many[0] if many[0] is not None else -1) + 1e-12
    assert (few[1] if few[1] is not None else 2) >= (many[1] if many[1] is not None else 2) - 1e-12


def test_nothing_can_be_seen_of_a_few_answers() -> None:
    # 90 % of 20 and 20: 1.392444 d² + 0.313955 d − 0.070640 = 0 → d = −0.36461 or 0.13914, and 1.039 is no share.
    assert detectable_share(0.9, ShareMeasured(20)) == (pytest.approx(0.53539, abs=1e-5), None)
    assert detectable_share(0.0, ShareMeasured(50))[0] is None
    assert detectable_share(1.0, ShareMeasured(50))[1] is None


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), SIZES, st.floats(0.5, 4))
def test_answers_needed_are_just_enough(share: float, target: float, n: int, effect: float) -> None:
    needed = answers_needed(share, target, ShareMeasured(n, None, effect))
    if needed is None:
        # Even with everybody's answer next time, this round's own noise hides the change.
        assert power_of(share, target, n, 1e15, effect, 0.05) <= 0.8 + 1e-9
    elif needed < 10**9:
        assert power_of(share, target, n, needed, effect, 0.05) >= 0.8 - 1e-9
        assert needed == 1 or power_of(share, target, n, needed - 1, effect, 0.05) < 0.8


def test_drawn_rounds_see_the_edge_eight_times_in_ten() -> None:
    draw, n = np.random.default_rng(5), 400
    _, above = detectable_share(0.4, ShareMeasured(n))
    assert above is not None
    one, other = draw.binomial(n, 0.4, 20_000) / n, draw.binomial(n, above, 20_000) / n
    se = np.sqrt(one * (1 - one) / n + other * (1 - other) / n)
    assert np.mean((other - one) / se > stats.norm.isf(0.025)) == pytest.approx(0.8, abs=0.015)


@pytest.mark.parametrize(
    ("code", "share", "measured", "alpha", "power"),
    [
        ("share-out-of-range", 40, ShareMeasured(10), 0.05, 0.8),
        ("share-out-of-range", -0.1, ShareMeasured(10), 0.05, 0.8),
        ("precision-not-positive", 0.4, ShareMeasured(0), 0.05, 0.8),
        ("precision-not-positive", 0.4, ShareMeasured(10, -1), 0.05, 0.8),
        ("precision-not-positive", 0.4, ShareMeasured(10, 10, math.nan), 0.05, 0.8),
        ("level-out-of-range", 0.4, ShareMeasured(10), 5, 0.8),
        ("level-out-of-range", 0.4, ShareMeasured(10), 0.05, 80),
    ],
)
def test_what_makes_no_sense_is_refused(
    code: str, share: float, measured: ShareMeasured, alpha: float, power: float
) -> None:
    with pytest.raises(Problem) as refused:
        detectable_share(share, measured, alpha, power)
    assert refused.value.code == code
    assert all("{" not in refused.value.in_language(language) for language in LANGUAGES)


@pytest.mark.parametrize("measured", [MeanMeasured(0), MeanMeasured(1, -1), MeanMeasured(math.inf)])
def test_a_mean_without_precision_is_refused(measured: MeanMeasured) -> None:
    with pytest.raises(Problem) as refused:
        detectable_mean(measured)
    assert refused.value.code == "precision-not-positive"
