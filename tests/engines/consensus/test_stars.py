"""What matters most: three stars a voter, by group."""

import numpy as np
import pytest
from scipy.special import betaincinv

from danaya.engines.consensus import ranked, shared, what_matters
from danaya.engines.language import Problem

GROUPS = {"a": "customs", "b": "customs", "c": "customs", "d": "brokers", "e": "brokers"}
STARS = [("a", "1"), ("a", "2"), ("b", "1"), ("d", "1"), ("d", "2"), ("d", "3"), ("e", "2"), ("x", "3")]


def test_stars_are_counted_among_those_of_the_group_who_gave_any() -> None:
    found = what_matters([*STARS, ("a", "1")], GROUPS, "123")
    assert found.groups == ("brokers", "customs")
    assert found.agree.tolist() == [[1, 2, 1], [2, 1, 0]]
    assert found.seen.tolist() == [[2, 2, 2], [2, 2, 2]]
    assert found.share.tolist() == [[0.5, 1.0, 0.5], [1.0, 0.5, 0.0]]
    assert found.low[0, 1] == pytest.approx(betaincinv(2.5, 0.5, 0.05))


def test_what_matters_to_all_is_held_down_by_the_lowest_group() -> None:
    found = ranked(shared(what_matters(STARS, GROUPS, "123")))
    assert [each.statement for each in found] == ["1", "2", "3"]
    assert found[0].lower == found[1].lower > found[2].lower


def test_a_group_without_stars_is_not_yet_known() -> None:
    found = what_matters([("a", "1")], GROUPS, "12")
    assert np.isnan(found.share[0]).all()
    assert all(each.lower is None for each in shared(found))


def test_stars_on_statements_that_are_gone_do_not_count() -> None:
    assert what_matters([("a", "gone"), ("a", "1")], GROUPS, "1").agree.tolist() == [[0], [1]]


def test_a_fourth_star_is_refused() -> None:
    with pytest.raises(Problem) as raised:
        what_matters([("a", str(number)) for number in range(4)], GROUPS, "0123")
    assert raised.value.code == "stars-too-many"
    assert "4" in raised.value.in_language("fr")
