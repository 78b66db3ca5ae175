from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.disclosure import Cell, Interval, audit, key, tabulate
from danaya.engines.disclosure.attack import recovered
from tests.engines.disclosure.made import at, brute_intervals, one_way, two_way


def found(rows, hidden):
    intervals = audit(two_way(rows), [at(*place) for place in hidden])
    return {place: (intervals[at(*place)].low, intervals[at(*place)].high) for place in hidden}


def test_one_hidden_cell_is_recovered():
    assert found([[12, 30], [7, 11]], [(1, 0)]) == {(1, 0): (7, 7)}


def test_two_in_a_row_are_recovered_through_their_columns():
    assert found([[12, 30, 5], [7, 11, 9]], [(1, 0), (1, 1)]) == {(1, 0): (7, 7), (1, 1): (11, 11)}


def test_square_leaves_what_its_margins_leave():
    rows = [[12, 30, 5], [7, 11, 9], [3, 3, 3]]
    square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert found(rows, square) == brute_intervals(rows, square)
    assert found(rows, square)[1, 0] == (0, 18)


def test_cell_behind_a_hidden_equation_is_recovered_among_many_hidden():
    # rows 0 and 1 together against columns 0 and 1 together leave one cell, though each line holds two hidden ones
    rows = [[4, 6, 9], [5, 3, 8], [7, 9, 2]]
    hidden = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2)]
    assert found(rows, hidden)[1, 2] == (8, 8) == brute_intervals(rows, hidden)[1, 2]
    assert found(rows, hidden) == brute_intervals(rows, hidden)


@given(st.data())
@settings(max_examples=40)
def test_intervals_are_those_of_an_attacker_who_tries_everything(data):
    height, width = data.draw(st.integers(2, 3)), data.draw(st.integers(2, 3))
    rows = data.draw(
        st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=height, max_size=height)
    )
    places = [(i, j) for i in range(height) for j in range(width)]
    hidden = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=6, unique=True))
    assert found(rows, hidden) == brute_intervals(rows, hidden)


def test_hidden_total_has_no_upper_limit_while_a_part_is_hidden():
    table = one_way(60, region={"a": 40, "b": 20})
    both = audit(table, [(), key(region="b")])
    assert both == {(): Interval(40, None), key(region="b"): Interval(0, None)}
    assert audit(table, [()]) == {(): Interval(60, 60)}


def test_cell_in_no_sum_cannot_be_derived():
    assert audit(tabulate("t", [Cell((), 7)]), [()])[()].width == float("inf")


def test_total_hidden_in_one_breakdown_is_recovered_from_the_other():
    table = one_way(60, region={"a": 53, "b": 7}, gender={"f": 25, "m": 35})
    intervals = audit(table, [(), key(region="b")])
    assert intervals[key(region="b")] == Interval(7, 7)
    assert recovered(intervals) == {(), key(region="b")}
