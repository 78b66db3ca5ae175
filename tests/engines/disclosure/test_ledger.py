import json

import numpy as np
import pytest

from danaya.engines.disclosure import (
    Ledger,
    Release,
    Released,
    Status,
    check,
    key,
    propose,
    protect,
    released_cells,
    where,
)
from danaya.engines.disclosure.spans import small_groups
from danaya.engines.language import Problem
from tests.engines.disclosure.made import one_way


def cell(n, about="q1", **levels):
    return Released(about, where(**levels), n)


def release(name, *cells, dataset="d1", supersedes=""):
    return Release(name, dataset, cells, supersedes)


def ledger(*releases):
    book = Ledger()
    for each in releases:
        book = book.add(each)
    return book


def refused(book, new, **how):
    return {refusal.cell for refusal in check(book, new, **how)}


def test_ledger_survives_json():
    book = ledger(
        release("r1", cell(60), cell(20, region={"a", "b"})), release("r2", cell(58), dataset="d2", supersedes="d1")
    )
    assert Ledger.from_plain(json.loads(json.dumps(book.plain()))) == book


def test_two_releases_of_one_name_are_refused():
    with pytest.raises(Problem) as caught:
        ledger(release("r1"), release("r1"))
    assert caught.value.code == "release-twice"


def test_cells_of_a_protected_table_go_into_the_ledger_without_the_hidden():
    table = one_way(120, region={"a": 70, "b": 30, "c": 12, "d": 8})
    cells = released_cells(protect(table), "q1", audience="customs")
    assert cells == (
        cell(120, audience="customs"),
        cell(70, audience="customs", region="a"),
        cell(30, audience="customs", region="b"),
    )
    assert cells[1].key("audience") == key(region="a")


@pytest.mark.parametrize(
    ("n", "is_refused"), [(50, True), (59, True), (51, True), (60, False), (45, False), (50 - 10, False)]
)
def test_population_inside_an_earlier_one_must_leave_nobody_or_ten(n, is_refused):
    book = ledger(release("r1", cell(60, audience="customs")))
    found = refused(book, release("r2", cell(n, audience="customs", post={"land", "port"})))
    assert bool(found) is (60 - n in range(1, 10))
    assert is_refused is (n in (51, 59)) or n == 50


def test_population_around_an_earlier_one_is_refused_with_its_reason():
    book = ledger(release("r1", cell(40, region="a")))
    (refusal,) = check(book, release("r2", cell(44, region={"a", "b"})))
    assert (refusal.people, refusal.against, refusal.in_earlier_dataset) == (4, (cell(40, region="a"),), False)
    assert "4" in refusal.reason["fr"]
    assert "4" in refusal.reason["en"]


def test_other_questions_are_no_difference():
    book = ledger(release("r1", cell(60)))
    assert not refused(book, release("r2", cell(57, "q2", region="a")))


def test_other_rounds_are_no_difference():
    book = ledger(release("r1", cell(60)))
    assert not refused(book, release("r2", cell(57), dataset="another round"))


def test_same_cell_again_is_accepted():
    book = ledger(release("r1", cell(60), cell(22, region="a")))
    assert not refused(book, release("r2", cell(60), cell(22, region="a")))


def test_level_hidden_in_one_release_must_not_follow_from_the_next():
    # r1 hid c (as complement) and d (8 people); r2 hides b and d
    book = ledger(release("r1", cell(60), cell(22, region="a"), cell(18, region="b")))
    assert refused(book, release("r2", cell(60), cell(22, region="a"), cell(12, region="c"))) == {cell(12, region="c")}


def test_union_of_levels_against_the_total_within_one_release():
    new = release("r1", cell(60), cell(40, region={"a", "b"}), cell(15, region={"c"}))
    assert refused(Ledger(), new) == {cell(15, region={"c"})}


def test_levels_that_overlap_are_tried_in_families():
    new = release("r1", cell(60), cell(30, region={"a", "b"}), cell(35, region={"b", "c"}), cell(25, region={"c", "d"}))
    assert refused(Ledger(), new) == {cell(25, region={"c", "d"})}  # a b + c d leave 5


def test_new_total_over_released_levels_is_refused():
    book = ledger(release("r1", cell(22, region="a"), cell(18, region="b")))
    assert refused(book, release("r2", cell(43))) == {cell(43)}


ROWS = {
    "region": np.array(["a"] * 30 + ["b"] * 20 + ["c"] * 14),
    "gender": np.array((["f", "m"] * 15) + (["f"] * 9 + ["m"] * 11) + (["f"] * 2 + ["m"] * 12)),
    "trade": np.array((["x"] * 26 + ["y"] * 4) + (["x"] * 18 + ["y"] * 2) + ["x"] * 14),
}


def members(about, conditions):
    assert about
    picked = np.ones(64, dtype=bool)
    for column, levels in conditions:
        picked &= np.isin(ROWS[column], list(levels))
    return picked


def counted(about, conditions):
    return int(members(about, conditions).sum())


def real(**levels):
    return cell(counted("q1", where(**levels)), **levels)


def test_nearly_equal_populations_that_overlap_are_seen_by_counting():
    far = ledger(release("r1", real(region={"a", "b"})))
    assert not refused(far, release("r2", real(trade="x", gender="m")), count=counted)
    near = ledger(release("r1", real(region="a")))
    other = Released("q1", where(trade="x", region={"a", "nowhere"}), 26)
    assert not refused(near, release("r2", other))  # conditions alone: neither is inside the other
    assert refused(near, release("r2", other), count=counted) == {other}


def test_ordinary_breakdowns_by_region_and_gender_are_accepted_though_they_overlap_little():
    new = release("r1", real(), *(real(region=r) for r in "abc"), *(real(gender=g) for g in "fm"))
    assert not refused(Ledger(), new, count=counted, members=members)


def test_sums_over_several_tables_are_seen_with_the_rows_at_hand():
    # men of a and men of b, and all men: the men of c follow (12, harmless); all of c too (14): so the women of c (2) come out
    cells = [real(), real(gender="m"), real(region={"a", "b"}), real(gender="m", region={"a", "b"})]
    new = release("r1", *cells)
    assert refused(Ledger(), new, members=members)
    assert not refused(Ledger(), release("r1", *cells[:3]), members=members)


def test_what_was_already_out_is_not_held_against_a_harmless_cell():
    book = ledger(release("r1", real(), real(trade="x")))  # an old mistake: the six in trade y
    assert not refused(book, release("r2", real(), real(region="a")), members=members)
    book = book.add(release("r2", real(region="a")))
    assert refused(book, release("r3", real(trade="x", region="a")), members=members) == {real(trade="x", region="a")}


def test_groups_that_follow_from_sums_are_found_and_only_those():
    everybody = np.ones(30, dtype=bool)
    first = np.arange(30) < 16
    second = (np.arange(30) >= 16) & (np.arange(30) < 27)
    assert set(small_groups([everybody, first, second], 10).values()) == {3}
    assert small_groups([everybody, first], 10) == {}
    assert small_groups([first, second], 10) == {}
    assert small_groups([], 10) == {}


def test_corrected_dataset_must_not_show_who_was_corrected():
    book = ledger(release("r1", cell(60), cell(22, region="a")))
    new = release("r2", cell(57), cell(22, region="a"), dataset="d2", supersedes="d1")
    (refusal,) = check(book, new)
    assert (refusal.cell, refusal.people, refusal.in_earlier_dataset) == (cell(57), 3, True)
    assert refusal.reason["fr"].startswith("Entre ces données")


def test_correction_of_ten_or_of_nobody_is_accepted():
    book = ledger(release("r1", cell(60)))
    assert not refused(book, release("r2", cell(50), dataset="d2", supersedes="d1"))
    assert not refused(book, release("r2", cell(60), dataset="d2", supersedes="d1"))


def test_corrections_are_followed_through_several_datasets():
    book = ledger(release("r1", cell(60)), release("r2", cell(60, "q9"), dataset="d2", supersedes="d1"))
    assert refused(book, release("r3", cell(58), dataset="d3", supersedes="d2"))


def test_levels_of_a_corrected_dataset_against_the_earlier_total():
    book = ledger(release("r1", cell(60)))
    new = release("r2", cell(30, region="a"), cell(25, region="b"), dataset="d2", supersedes="d1")
    assert refused(book, new) == {cell(25, region="b")}


def test_proposal_hides_until_the_ledger_accepts():
    customs = where(audience="customs")
    table = one_way(143, "q1", people="customs", region={"a": 70, "b": 30, "c": 16, "d": 20, "e": 7})
    protections, new, met = propose(Ledger(), release("r2"), [(table, "q1", customs)])
    assert (met, protections["q1"].hidden) == ((), {key(region="c"), key(region="e")})
    assert len(new.cells) == 4
    book = ledger(release("r1", cell(37, audience="customs", region={"b", "e"})))
    protections, new, met = propose(book, release("r2"), [(table, "q1", customs)])
    assert [(refusal.cell.n, refusal.people) for refusal in met] == [(30, 7)]
    assert protections["q1"].status(key(region="b")) is Status.WITHHELD
    assert protections["q1"].hidden == {key(region="b"), key(region="e")}
    assert not check(book, new)
