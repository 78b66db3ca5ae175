from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.disclosure import is_group_disclosure, show_distribution, show_share
from danaya.engines.language import Problem


def test_share_with_enough_people_on_both_sides_is_shown():
    shown = show_share(12, 40, 0.31)
    assert (shown.low, shown.high, shown.exact, shown.group_disclosure) == (0.31, 0.31, True, False)


@pytest.mark.parametrize(
    ("numerator", "n", "low", "high"),
    [(1, 40, 0, 0.1), (2, 40, 0, 0.1), (39, 40, 0.9, 1), (2, 400, 0, 0.01), (1, 14, 0, 0.25), (2, 11, 0, 0.5)],
)
def test_one_or_two_people_on_a_side_make_a_range_from_nobody(numerator, n, low, high):
    shown = show_share(numerator, n)
    assert not shown.exact
    assert not shown.group_disclosure
    assert (shown.low, shown.high) == pytest.approx((low, high))
    assert "3" in shown.reason["fr"]


def test_one_two_and_nobody_look_alike():
    assert {(s.low, s.high) for s in (show_share(k, 40) for k in (0, 1, 2))} == {(0.0, 0.1)}


@pytest.mark.parametrize("numerator", [0, 26])
def test_nobody_and_everybody_are_group_disclosure(numerator):
    shown = show_share(numerator, 26)
    assert shown.group_disclosure
    assert not shown.exact
    assert is_group_disclosure(numerator, 26)
    assert not is_group_disclosure(25, 26)


def test_range_holds_a_weighted_estimate_too():
    shown = show_share(2, 40, 0.17)
    assert shown.low <= 0.17 <= shown.high


@pytest.mark.parametrize(("numerator", "n"), [(5, 4), (-1, 4), (0, 0)])
def test_impossible_share_is_refused(numerator, n):
    with pytest.raises(Problem) as caught:
        show_share(numerator, n)
    assert caught.value.code == "share-impossible"


def test_distribution_without_small_answers_is_shown():
    assert all(share.exact for share in show_distribution([10, 20, 30]))


def test_second_answer_becomes_a_range_so_that_the_first_is_not_the_rest():
    shown = show_distribution([1, 14, 20, 6])
    assert [share.exact for share in shown] == [False, True, True, False]


@given(st.lists(st.integers(0, 14), min_size=2, max_size=5).filter(lambda counts: sum(counts) >= 10))
def test_attacker_cannot_tell_whether_one_two_or_nobody_gave_an_answer(counts):
    """The attacker knows n, each exact count, each range, and that all sum to n; he tries every combination."""
    n = sum(counts)
    shown = show_distribution(counts)
    ranged = [place for place, share in enumerate(shown) if not share.exact]
    rest = sum(counts[place] for place in ranged)
    allowed = [
        [k for k in range(rest + 1) if shown[place].low - 1e-9 <= k / n <= shown[place].high + 1e-9] for place in ranged
    ]
    possible = [world for world in product(*allowed) if sum(world) == rest]
    assert tuple(counts[place] for place in ranged) in possible or not ranged
    for column, place in enumerate(ranged):
        if counts[place] < 3:
            assert {0, 1, 2, 3} <= {world[column] for world in possible}
