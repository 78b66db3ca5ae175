import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.disclosure import MISSING, Cell, Rule, Status, key, protect, protect_all, tabulate
from danaya.engines.language import Problem
from tests.engines.disclosure.made import at, one_way, two_way


def region(level):
    return key(region=level)


def hidden_levels(protection):
    return {dict(place).get("region", "total") for place in protection.hidden}


def test_large_cells_are_published():
    protection = protect(one_way(60, region={"a": 40, "b": 20}))
    assert protection.hidden == frozenset()
    assert protection.shows(())
    assert protection.status(region("a")) is Status.PUBLISHED


def test_small_cell_takes_the_smallest_other_with_it():
    protection = protect(one_way(120, region={"a": 70, "b": 30, "c": 12, "d": 8}))
    assert protection.status(region("d")) is Status.TOO_FEW
    assert protection.status(region("c")) is Status.COMPLEMENTARY
    assert hidden_levels(protection) == {"c", "d"}
    assert protection.intervals[region("d")].width == 20
    assert "10" in protection.reason(region("d"))["en"]


def test_two_small_cells_that_make_ten_protect_each_other():
    protection = protect(one_way(80, region={"a": 70, "b": 6, "c": 4}))
    assert hidden_levels(protection) == {"b", "c"}


def test_two_small_cells_that_make_fewer_need_a_third():
    protection = protect(one_way(80, region={"a": 60, "b": 13, "c": 4, "d": 3}))
    assert hidden_levels(protection) == {"b", "c", "d"}


def test_sensitive_item_needs_twenty_and_hides_a_group_of_twenty():
    levels = {"a": 60, "b": 25, "c": 12, "d": 3}
    assert hidden_levels(protect(one_way(100, region=levels))) == {"c", "d"}
    assert hidden_levels(protect(one_way(100, region=levels, sensitive=True))) == {"b", "c", "d"}


def test_too_few_sampling_units_hide_a_cell_however_many_answered():
    cells = [Cell((), 200, 30), Cell(region("a"), 100, 20), Cell(region("b"), 60, 2), Cell(region("c"), 40, 8)]
    protection = protect(tabulate("t", cells))
    assert protection.status(region("b")) is Status.TOO_FEW_CLUSTERS
    assert protection.status(region("c")) is Status.COMPLEMENTARY


def test_rows_that_are_their_own_sampling_units_count_as_such():
    rule = Rule(minimum=2, sensitive_minimum=2, minimum_psus=5)
    assert protect(tabulate("t", [Cell((), 4)]), rule).status(()) is Status.TOO_FEW_CLUSTERS


def test_empty_cell_is_neither_shown_nor_hidden():
    protection = protect(one_way(60, region={"a": 60, "b": 0}))
    assert protection.status(region("b")) is Status.EMPTY
    assert not protection.shows(region("b"))
    assert region("b") not in protection.hidden
    assert not protection.shows(region("nowhere"))


def test_few_people_without_a_region_hide_one():
    protection = protect(one_way(100, region={"a": 60, "b": 37}))
    assert protection.status(region(MISSING)) is Status.TOO_FEW
    assert protection.status(region("b")) is Status.COMPLEMENTARY


def test_ten_people_without_a_region_hide_nothing():
    protection = protect(one_way(100, region={"a": 60, "b": 30}))
    assert protection.status(region(MISSING)) is Status.NOT_OFFERED
    assert protection.shows(region("b"))


def test_total_below_the_minimum_hides_its_breakdown():
    protection = protect(one_way(9, region={"a": 5, "b": 4}))
    assert protection.hidden == {(), region("a"), region("b")}


def test_withheld_cell_is_protected_like_a_small_one():
    protection = protect(one_way(100, region={"a": 60, "b": 25, "c": 15}), secret=[region("a")])
    assert protection.status(region("a")) is Status.WITHHELD
    assert protection.status(region("c")) is Status.COMPLEMENTARY


def test_secret_among_released_cells_is_reported_as_exposed():
    cells = [Cell((), 60, keep=True), Cell(region("a"), 52, keep=True), Cell(region("b"), 8)]
    protection = protect(tabulate("t", cells))
    assert protection.exposed == {region("b")}
    assert protection.intervals[region("b")].width == 0


ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=2, max_size=4)
)


@given(ROWS, st.booleans())
@settings(max_examples=40)
def test_no_attacker_interval_is_below_the_rule_and_protection_is_stable(rows, sensitive):
    table = two_way(rows, sensitive=sensitive)
    protection = protect(table)
    minimum = Rule().minimum_for(sensitive=sensitive)
    assert protection.exposed == frozenset()
    assert {cell.key for cell in table.cells if 0 < cell.n < minimum} <= protection.secret <= protection.hidden
    assert all(protection.intervals[place].width >= minimum for place in protection.secret)
    again = protect(table, secret=protection.secret, hidden=protection.hidden)
    assert again.hidden == protection.hidden


@given(ROWS, st.data())
@settings(max_examples=25)
def test_hiding_more_never_brings_a_hidden_cell_back(rows, data):
    table = two_way(rows)
    places = [cell.key for cell in table.cells if cell.n]
    if not places:
        return
    more = data.draw(st.sets(st.sampled_from(places), max_size=4))
    protection = protect(table, hidden=more)
    assert more <= protection.hidden
    assert protect(table).secret <= protection.secret
    assert protection.exposed == frozenset()


def pack():
    """Six items of one audience whose counts differ a little, and the factor made of four of them."""
    items = [
        one_way(
            150 - lost, f"q{i}", people="customs", region={"a": 90, "b": 30 - lost, "c": 22, "d": 8}, sensitive=i == 5
        )
        for i, lost in enumerate((0, 7, 9, 10, 0, 3))
    ]
    factor = one_way(
        150, "factor", people="customs", made_of=("q0", "q1", "q2", "q3"), region={"a": 90, "b": 30, "c": 22, "d": 8}
    )
    return [*items, factor]


def test_items_of_one_audience_hide_the_same_cells_though_alone_they_would_not():
    tables = pack()
    assert {frozenset(hidden_levels(protect(table))) for table in tables} == {frozenset("cd"), frozenset("bd")}
    assert {frozenset(hidden_levels(p)) for name, p in protect_all(tables).items()} == {frozenset("cd")}


def test_audiences_are_protected_apart():
    tables = [
        one_way(90, "customs", people="customs", region={"a": 50, "b": 30, "c": 10}),
        one_way(75, "private", people="private", region={"a": 50, "b": 19, "c": 6}),
    ]
    found = protect_all(tables)
    assert hidden_levels(found["customs"]) == set()
    assert hidden_levels(found["private"]) == {"b", "c"}


def test_factor_hides_what_one_of_its_items_hides():
    tables = pack()
    tables[1] = one_way(125, "q1", people="customs", region={"a": 90, "b": 5, "c": 22, "d": 8})
    found = protect_all(tables)
    assert found["q1"].status(region("b")) is Status.TOO_FEW
    assert found["factor"].status(region("b")) is Status.WITHHELD
    assert found["q0"].shows(region("b"))
    assert all(protection.exposed == frozenset() for protection in found.values())


def test_item_is_hidden_where_all_items_would_give_the_factor_away():
    items = [one_way(80, name, people="p", region={"a": 50, "b": 30}) for name in ("x", "y")]
    factor = one_way(84, "f", people="p", made_of=("x", "y"), region={"a": 50, "b": 30})
    found = protect_all([*items, factor])
    hidden = found["f"].hidden - {region(MISSING)}
    assert hidden == {region("b")}
    assert any(region("b") in found[name].hidden for name in ("x", "y"))


def test_two_tables_of_one_name_are_refused():
    with pytest.raises(Problem) as caught:
        protect_all([one_way(10, "q1"), one_way(20, "q1")])
    assert caught.value.code == "table-twice"


def test_two_way_table_hides_the_square_with_the_fewest_answers():
    # squares through (0, 0): with (1, 1) 25+30+28 = 83, with (1, 2) 40+30+31, (2, 1) 25+22+45 = 92, (2, 2) 40+22+19 = 81
    protection = protect(two_way([[3, 25, 40], [30, 28, 31], [22, 45, 19]]))
    assert protection.secret == {at(0, 0)}
    assert protection.hidden == {at(0, 0), at(0, 2), at(2, 0), at(2, 2)}
