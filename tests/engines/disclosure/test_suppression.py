import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.disclosure import Cell, key, tabulate
from danaya.engines.disclosure import suppression as room
from danaya.engines.disclosure.suppression import Task, complement
from tests.engines.disclosure.made import at, brute_optimum, one_way, two_way


def task_of(rows, secrets, width):
    places = frozenset(at(*place) for place in secrets)
    return Task(two_way(rows), dict.fromkeys(places, width), places)


def measure(task, chosen):
    return len(chosen), sum(task.table.by_key[place].n for place in chosen)


@pytest.mark.parametrize(
    ("rows", "secrets"),
    [
        ([[2, 9, 7], [8, 6, 9], [9, 5, 8]], [(0, 0)]),
        ([[1, 2, 4, 5], [5, 4, 6, 3]], [(0, 0), (0, 1)]),
        ([[3, 9], [8, 2], [9, 9]], [(0, 0), (1, 1)]),
        ([[5, 6, 1], [6, 6, 7], [1, 7, 5]], [(0, 2), (2, 0)]),
    ],
)
def test_complement_is_the_optimum_found_by_trying_everything(rows, secrets):
    task = task_of(rows, secrets, 4)
    assert measure(task, complement(task)) == brute_optimum(rows, secrets, 4)


@given(st.data())
@settings(max_examples=25)
def test_complement_of_random_tables_is_the_optimum(data):
    height, width = 3, data.draw(st.integers(2, 3))
    rows = data.draw(
        st.lists(st.lists(st.integers(1, 6), min_size=width, max_size=width), min_size=height, max_size=height)
    )
    secrets = [(i, j) for i in range(height) for j in range(width) if rows[i][j] < 3]
    best = brute_optimum(rows, secrets, 3) if secrets else (0, 0)
    task = task_of(rows, secrets, 3)
    chosen = complement(task)
    assert not task.unprotected(chosen) or best is None
    if best is not None:
        assert measure(task, chosen) == best


def test_cell_kept_is_not_hidden_even_when_it_is_cheapest():
    cells = [Cell((), 60), Cell(key(r="a"), 4), Cell(key(r="b"), 11, keep=True), Cell(key(r="c"), 45)]
    task = Task(tabulate("t", cells), {key(r="a"): 10}, frozenset([key(r="a")]))
    assert complement(task) == {key(r="c")}


def test_empty_cell_is_no_complement():
    table = one_way(30, region={"a": 4, "b": 0, "c": 26})
    assert complement(Task(table, {key(region="a"): 10}, frozenset([key(region="a")]))) == {key(region="c")}


def test_total_is_hidden_only_when_nothing_else_protects():
    # the 40 people come from two posts only, and no other level holds anybody
    table = one_way(40, region={"a": 40, "b": 0})
    assert complement(Task(table, {key(region="a"): 10}, frozenset([key(region="a")]))) == {()}


def test_large_table_is_protected_step_by_step_and_nothing_is_hidden_in_vain(monkeypatch):
    rows = [[(7 * i + 11 * j) % 23 + 10 for j in range(12)] for i in range(12)]
    secrets = [(1, 2), (5, 5), (9, 0), (11, 7)]
    for i, j in secrets:
        rows[i][j] = 3
    task = task_of(rows, secrets, 10)
    optimum = complement(task)
    monkeypatch.setattr(room, "_EXACT_UP_TO", 0)
    chosen = complement(task)
    assert not task.unprotected(chosen)
    assert len(optimum) <= len(chosen) <= 2 * len(optimum)
    assert all(task.unprotected(chosen - {place}) for place in chosen)
