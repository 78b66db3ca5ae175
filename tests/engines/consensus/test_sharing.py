"""What all groups share: the lowest group's lower bound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from danaya.engines.consensus import Counts, agreement, ranked, shared
from danaya.engines.language import Problem

CELL = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
CELLS = st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("wxyz")), CELL, min_size=1)


def counted(cells, groups="ABC", statements="wxyz") -> Counts:
    return Counts.of(cells, groups, statements)


@given(CELLS)
def test_shared_is_the_lowest_group_s_five_per_cent_quantile(cells) -> None:
    for each in shared(agreement(counted(cells))):
        groups = [cells.get((group, each.statement), (0, 0, 0)) for group in "ABC"]
        if not all(sum(cell) for cell in groups):
            assert each.lower is None
            assert each.group is None
            continue
        bounds = [betaincinv(a + 0.5, d + p + 0.5, 0.05) for a, d, p in groups]
        assert each.lower == pytest.approx(min(bounds), rel=1e-12)
        held_down = cells[each.group, each.statement]
        assert each.seen == sum(held_down)
        assert each.share == held_down[0] / sum(held_down)


@given(CELLS)
def test_interval_holds_the_share_unless_it_is_0_or_1(cells) -> None:
    found = agreement(counted(cells))
    seen = found.seen > 0
    inside = seen & (found.agree > 0) & (found.agree < found.seen)
    assert (found.low[inside] < found.share[inside]).all()
    assert (found.share[inside] < found.high[inside]).all()
    assert (found.low[seen] < found.high[seen]).all()
    assert np.isnan(found.low[~seen]).all()
    assert np.isnan(found.share[~seen]).all()
    assert ((found.low <= found.share) | (found.agree == 0))[seen].all()


@given(CELLS, st.permutations("ABC"))
def test_names_of_groups_do_not_matter(cells, names) -> None:
    renamed = {(names["ABC".index(group)], statement): cell for (group, statement), cell in cells.items()}
    assert [each.lower for each in shared(agreement(counted(cells)))] == [
        each.lower for each in shared(agreement(counted(renamed)))
    ]


@given(CELLS, st.permutations("wxyz"))
def test_statements_permuted_permute_the_result(cells, names) -> None:
    renamed = {(group, names["wxyz".index(statement)]): cell for (group, statement), cell in cells.items()}
    before = {each.statement: each.lower for each in shared(agreement(counted(cells)))}
    after = {each.statement: each.lower for each in shared(agreement(counted(renamed)))}
    assert after == {names["wxyz".index(statement)]: lower for statement, lower in before.items()}


@given(CELLS)
def test_a_statement_nobody_saw_changes_nothing_else(cells) -> None:
    with_one_more = shared(agreement(counted(cells, statements="wxyz!")))
    assert [each for each in with_one_more if each.statement != "!"] == list(shared(agreement(counted(cells))))
    assert next(each for each in with_one_more if each.statement == "!").lower is None


def test_passing_is_not_agreeing() -> None:
    few, many = (shared(agreement(counted({("A", "x"): (20, 0, passed)}, "A", "x")))[0] for passed in (0, 20))
    assert (many.lower or 0) < (few.lower or 0)


def test_a_declared_group_that_never_voted_leaves_everything_unknown() -> None:
    found = shared(agreement(counted({("A", "x"): (30, 0, 0)}, "AB", "x")))
    assert found[0].lower is None
    assert ranked(found) == ()


def test_a_liked_statement_ranks_above_a_disliked_one_and_unknown_ones_are_left_out() -> None:
    cells = {
        ("A", "x"): (18, 2, 0),
        ("B", "x"): (12, 8, 0),
        ("A", "y"): (20, 0, 0),
        ("B", "y"): (3, 17, 0),
        ("A", "z"): (20, 0, 0),
    }
    found = ranked(shared(agreement(counted(cells, "AB", "xyz"))))
    assert [(each.statement, each.group) for each in found] == [("x", "B"), ("y", "B")]


@pytest.mark.parametrize("level", [0, 1, -0.5, 90])
def test_level_outside_0_1_is_refused(level: float) -> None:
    with pytest.raises(Problem) as raised:
        agreement(counted({("A", "x"): (1, 1, 0)}), level)
    assert raised.value.code == "level-out-of-range"
