"""Polis's measures against what Polis's formulas give on real conversations, to the nine digits written down."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from danaya.engines.consensus import (
    Counts,
    Stance,
    count,
    group_informed_consensus,
    majority,
    representative,
)
from danaya.engines.language import Problem
from tests.engines.consensus.conversations import (
    NAMES,
    SHIPPED,
    Conversation,
    nine_digits,
    read_conversation,
    read_golden,
)

BEYOND = os.environ.get("DANAYA_POLIS", "")
LARGE = ("bg2050-volunteers", "american-assembly.bowling-green")
not_shipped = pytest.mark.skipif(
    not BEYOND, reason="larger conversations are not shipped; set DANAYA_POLIS to the folder that holds them"
)
FOLDERS = [SHIPPED / name for name in NAMES] + [pytest.param(Path(BEYOND) / name, marks=not_shipped) for name in LARGE]
FIELDS = {
    "n-success": "successes",
    "n-trials": "seen",
    "p-success": "share",
    "p-test": "z",
    "repness": "ratio",
    "repness-test": "ratio_z",
}


@pytest.fixture(scope="module", params=FOLDERS, ids=[*NAMES, *LARGE])
def conversation(request: pytest.FixtureRequest) -> Conversation:
    return read_conversation(request.param)


def same(found: Any, golden: Mapping[str, Any]) -> bool:
    figures = [(getattr(found, FIELDS[key]), value) for key, value in golden.items() if key in FIELDS]
    return found.statement == str(golden["tid"]) and all(
        nine_digits(mine, theirs) if isinstance(theirs, float) else mine == theirs for mine, theirs in figures
    )


def test_counts_of_each_group_are_those_of_polis(conversation: Conversation) -> None:
    counts = count(conversation.votes, conversation.groups)
    for row, group in enumerate(counts.groups):
        golden = conversation.golden["group_stats"][group]
        assert len(golden) == len(counts.statements)
        for column, statement in enumerate(counts.statements):
            found = [counts.agree[row, column], counts.disagree[row, column], counts.seen[row, column]]
            assert found == golden[statement][:3]


def test_group_informed_consensus_is_that_of_polis(conversation: Conversation) -> None:
    found = group_informed_consensus(count(conversation.votes, conversation.groups))
    golden = conversation.golden["group_informed_consensus"]
    assert set(found.statements) == set(golden)
    for number, statement in enumerate(found.statements):
        assert nine_digits(float(found.agree[number]), golden[statement]["agree"])
        assert nine_digits(float(found.disagree[number]), golden[statement]["disagree"])


def test_majority_lists_are_those_of_polis(conversation: Conversation) -> None:
    found = majority(count(conversation.votes), conversation.out)
    for stance in Stance:
        listed = sorted((each for each in found if each.stance is stance and each.rank), key=lambda each: each.rank)
        golden = conversation.golden["consensus"][stance.value]
        assert len(listed) == len(golden) > 0
        assert all(same(mine, theirs) for mine, theirs in zip(listed, golden, strict=True))


def test_representative_statements_are_those_of_polis(conversation: Conversation) -> None:
    found = representative(count(conversation.votes, conversation.groups), conversation.out)
    assert set(found) == set(conversation.golden["representative"])
    for group, golden in conversation.golden["representative"].items():
        assert len(found[group]) == len(golden) > 0
        for mine, theirs in zip(found[group], golden, strict=True):
            assert mine.stance.value == theirs["repful-for"]
            assert same(mine, theirs)


@pytest.mark.parametrize("name", ["scoop-hivemind.taxes", "vtaiwan.uberx"])
def test_counts_by_declared_label_are_exact(name: str) -> None:
    votes = read_conversation(SHIPPED / name).votes
    for label in read_golden(SHIPPED / name, "declared-labels"):
        groups = {str(voter): answer for answer, voters in label["members"].items() for voter in voters}
        counts = count(votes, groups)
        assert counts.groups == ("no", "yes")
        for number, statement in enumerate(counts.statements):
            found = [int(each[row, number]) for row in (1, 0) for each in (counts.agree, counts.disagree, counts.seen)]
            assert found == label["counts"][statement]


def made(**cells: tuple[int, int, int]) -> Counts:
    return Counts.of({tuple(key.split("_")): cell for key, cell in cells.items()}, "AB", "xyz")


def test_a_group_without_any_candidate_shows_the_statement_it_agrees_on_best() -> None:
    found = representative(made(A_x=(6, 1, 0), B_x=(6, 1, 0), A_y=(2, 4, 0), B_y=(2, 4, 0)))
    assert [each.statement for each in found["A"]] == ["x"]


def test_a_group_that_agrees_on_nothing_shows_where_it_is_furthest_apart() -> None:
    found = representative(made(A_x=(0, 3, 3), B_x=(3, 0, 0), A_y=(0, 1, 3), B_y=(0, 1, 3)))
    assert [(each.statement, each.stance) for each in found["A"]] == [("x", Stance.DISAGREE)]


def test_a_group_that_never_voted_represents_nothing() -> None:
    assert representative(made(A_x=(5, 0, 0)))["B"] == ()


def test_moderated_out_statements_are_listed_nowhere_and_keep_their_shares() -> None:
    counts = made(A_x=(30, 0, 0), B_x=(0, 30, 0), A_y=(20, 1, 0), B_y=(1, 20, 0))
    assert "x" in {each.statement for each in representative(counts)["A"]}
    assert "x" not in {each.statement for each in representative(counts, {"x"})["A"]}
    everybody = made(A_x=(30, 0, 0), A_y=(20, 1, 0)).together()
    kept, gone = majority(everybody)[0], majority(everybody, {"x"})[0]
    assert (kept.rank, gone.rank) == (1, None)
    assert kept.share == gone.share


def test_majority_wants_the_count_of_everybody() -> None:
    with pytest.raises(Problem) as raised:
        majority(made(A_x=(1, 0, 0)))
    assert raised.value.code == "one-group-wanted"
