"""What divides: difference, Newcombe's interval, score test, false discoveries."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from danaya.engines.consensus import Counts, divides
from danaya.engines.consensus.dividing import false_discovery, newcombe_interval, score_test, wilson_interval

CELLS = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("wxyz")),
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 10)),
)


def found_in(cells, groups="ABC", statements="wxyz"):
    return divides(Counts.of(cells, groups, statements))


@pytest.mark.parametrize(
    ("a", "n", "b", "m", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_interval_is_that_of_newcombe_s_table(a: int, n: int, b: int, m: int, low: float, high: float) -> None:
    """Newcombe (1998), table II, method 10."""
    _, found_low, found_high = newcombe_interval(a, n, b, m)
    assert (round(found_low, 4), round(found_high, 4)) == (low, high)


def test_wilson_interval_is_that_of_newcombe_s_first_paper() -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3: 81/263, 15/148, 0/20, 1/29."""
    for a, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert tuple(round(bound, 4) for bound in wilson_interval(a, n)) == (low, high)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_p_is_that_of_the_uncorrected_chi_square_test(n: int, m: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    if a + b in (0, n + m):
        assert score_test(a, n, b, m) == 1.0
        return
    expected = chi2_contingency([[a, n - a], [b, m - b]], correction=False).pvalue
    assert score_test(a, n, b, m) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_is_benjamini_and_hochberg_s(p: list[float]) -> None:
    found = false_discovery(p)
    assert found == pytest.approx(list(false_discovery_control(p)), abs=1e-15)
    assert all(q >= each for q, each in zip(found, p, strict=True))
    order = sorted(range(len(p)), key=lambda number: p[number])
    assert [found[number] for number in order] == sorted(found)
    assert false_discovery([]) == []


@given(CELLS)
def test_widest_pair_stands_with_the_more_agreeing_group_first(cells) -> None:
    for statement, found in zip("wxyz", found_in(cells), strict=True):
        shares = {
            group: cells[group, statement][0] / sum(cells[group, statement])
            for group in "ABC"
            if sum(cells.get((group, statement), (0, 0, 0)))
        }
        if len(shares) < 2:
            assert found is None
            continue
        assert found is not None
        high, low = found.groups
        assert high != low
        assert found.difference == shares[high] - shares[low] == max(shares.values()) - min(shares.values())
        assert found.low <= found.difference <= found.high
        assert found.q >= found.p
        assert found.seen == tuple(sum(cells[group, statement]) for group in found.groups)


@given(CELLS, st.integers(1, 5))
def test_statements_seen_by_one_group_only_are_no_part_of_the_family(cells, more: int) -> None:
    assume(any(each is not None for each in found_in(cells)))
    alone = {("A", f"alone{number}"): (9, 1, 0) for number in range(more)}
    names = ["w", "x", "y", "z", *(name for _, name in alone)]
    found = {each.statement: each.q for each in found_in(cells | alone, statements=names) if each is not None}
    assert found == {each.statement: each.q for each in found_in(cells) if each is not None}


def test_equals_are_told_in_the_order_of_names() -> None:
    found = found_in({(group, "w"): (5, 5, 0) for group in "ABC"})[0]
    assert found is not None
    assert (found.groups, found.difference, found.p, found.q) == (("A", "B"), 0.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "clear"),
    [
        ((70, 30), (50, 50), True),
        ((69, 31), (50, 50), False),
        ((7, 3), (5, 5), False),
        ((90, 10), (20, 80), True),
        ((8, 0), (0, 8), True),
        ((7, 0), (0, 20), False),
    ],
)
def test_clear_needs_twenty_points_a_small_q_and_eight_voters_on_each_side(first, second, clear: bool) -> None:
    found = found_in({("A", "w"): (*first, 0), ("B", "w"): (*second, 0)})[0]
    assert found is not None
    assert found.is_clear is clear


def test_chance_alone_is_rarely_called_a_divide() -> None:
    """200 consultations of 20 statements on which both groups think alike: at most 5 % tell any divide, give or take chance."""
    import random

    chance, told = random.Random(7), 0
    for _ in range(200):
        cells = {}
        for number in range(20):
            share = chance.uniform(0.2, 0.8)
            for group in "AB":
                agree = sum(chance.random() < share for _ in range(30))
                cells[group, str(number)] = (agree, 30 - agree, 0)
        found = found_in(cells, "AB", [str(number) for number in range(20)])
        told += any(each is not None and each.is_clear for each in found)
    assert told <= 200 * 0.05 + 3 * math.sqrt(200 * 0.05 * 0.95)
