import pytest

from danaya.engines.disclosure import MISSING, Cell, Sum, key, tabulate
from danaya.engines.language import Problem
from tests.engines.disclosure.made import one_way, two_way


def test_levels_of_each_column_sum_to_the_total():
    table = one_way(60, region={"a": 40, "b": 20}, gender={"f": 25, "m": 35})
    assert set(table.sums) == {
        Sum((), (key(gender="f"), key(gender="m"))),
        Sum((), (key(region="a"), key(region="b"))),
    }


def test_two_way_table_has_a_sum_for_each_row_column_and_both_margins():
    table = two_way([[1, 2, 3], [4, 5, 6]])
    assert len(table.sums) == 2 + 3 + 2
    assert table.by_key[()].n == 21


def test_people_without_a_level_become_a_cell_nobody_offered():
    table = one_way(60, region={"a": 40, "b": 17})
    rest = table.by_key[key(region=MISSING)]
    assert (rest.n, rest.offered) == (3, False)
    assert table.sums == (Sum((), (key(region="a"), key(region="b"), key(region=MISSING))),)


def test_people_without_levels_are_followed_into_both_margins():
    cells = [Cell((), 50), Cell(key(r="a"), 45), Cell(key(g="f"), 20), Cell(key(g="m"), 28)]
    cells += [Cell(key(r="a", g="f"), 18), Cell(key(r="a", g="m"), 26)]
    table = tabulate("t", cells)
    n = {place: cell.n for place, cell in table.by_key.items() if not cell.offered}
    assert n == {
        key(r=MISSING): 5,
        key(g=MISSING): 2,
        key(r="a", g=MISSING): 1,
        key(r=MISSING, g="f"): 2,
        key(r=MISSING, g="m"): 2,
        key(r=MISSING, g=MISSING): 1,
    }
    for equation in table.sums:
        assert table.by_key[equation.total].n == sum(table.by_key[part].n for part in equation.parts)


def test_levels_that_overlap_make_no_sum():
    cells = [Cell((), 30), Cell(key(trade="import"), 25), Cell(key(trade="export"), 20)]
    assert tabulate("t", cells, overlapping=["trade"]).sums == ()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([Cell((), 10), Cell((), 10)], "cell-twice"),
        ([Cell((), -1)], "cell-negative"),
        ([Cell((), 10), Cell(key(r="a"), 6), Cell(key(r="b"), 5)], "parts-exceed-total"),
    ],
)
def test_impossible_table_is_refused_with_its_place(cells, code):
    with pytest.raises(Problem) as caught:
        tabulate("customs/q01", cells)
    assert caught.value.code == code
    assert "customs/q01: total" in caught.value.in_language("fr")
