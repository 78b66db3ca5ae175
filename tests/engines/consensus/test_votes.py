"""Votes collected from rows, and counted by group."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.consensus import Counts, collect, count, natural
from danaya.engines.language import Problem

ROWS = st.lists(
    st.tuples(
        st.sampled_from([f"v{number}" for number in range(9)]),
        st.sampled_from([str(number) for number in range(6)]),
        st.sampled_from([-1, 0, 1]),
    ),
    max_size=60,
)
GROUPS = st.dictionaries(st.sampled_from([f"v{number}" for number in range(9)]), st.sampled_from("AB"))


def collected(rows: list[tuple[str, str, int]], also: tuple[str, ...] = ()):
    return collect([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], also)


def by_hand(rows: list[tuple[str, str, int]], groups: dict[str, str]) -> dict[tuple[str, str, int], int]:
    last = {(voter, statement): vote for voter, statement, vote in rows}
    found: dict[tuple[str, str, int], int] = {}
    for (voter, statement), vote in last.items():
        if voter in groups:
            key = (groups[voter], statement, vote)
            found[key] = found.get(key, 0) + 1
    return found


@given(ROWS, GROUPS)
def test_counts_are_those_of_counting_by_hand(rows, groups) -> None:
    counts, expected = count(collected(rows), groups), by_hand(rows, groups)
    for g, group in enumerate(counts.groups):
        for s, statement in enumerate(counts.statements):
            for vote, array in ((1, counts.agree), (-1, counts.disagree), (0, counts.passed)):
                assert array[g, s] == expected.get((group, statement, vote), 0)
    assert (counts.seen == counts.agree + counts.disagree + counts.passed).all()
    assert counts.seen.sum() == sum(expected.values())


@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing_but_which_is_last(rows, chance: random.Random) -> None:
    final = [(*pair, vote) for pair, vote in {(row[0], row[1]): row[2] for row in rows}.items()]
    shuffled = chance.sample(final, len(final))
    one, other = collected(rows), collected(shuffled)
    assert one.voters == other.voters
    assert one.statements == other.statements
    for name in ("voter", "statement", "value"):
        assert (getattr(one, name) == getattr(other, name)).all()


def test_last_row_of_a_pair_counts() -> None:
    votes = collected([("a", "1", 1), ("a", "2", 1), ("a", "1", -1), ("a", "1", 0)])
    assert count(votes).passed.tolist() == [[1, 0]]
    assert len(votes) == 2


def test_statements_without_a_vote_are_there_and_names_sort_as_people_number() -> None:
    votes = collected([("v10", "s10", 1), ("v2", "s9", 0)], ("s100", "s1"))
    assert votes.voters == ("v2", "v10")
    assert votes.statements == ("s1", "s9", "s10", "s100")
    assert natural(["10", "2", "b", "01", "1"]) == ("01", "1", "2", "10", "b")


def test_declared_groups_whose_members_never_voted_are_counted_as_empty() -> None:
    counts = count(collected([("a", "1", 1)]), {"a": "customs", "b": "brokers"})
    assert counts.groups == ("brokers", "customs")
    assert counts.seen.tolist() == [[0], [1]]


def test_voters_without_a_group_count_among_everybody_only() -> None:
    votes = collected([("a", "1", 1), ("b", "1", 1)])
    assert count(votes, {"a": "A"}).agree.tolist() == [[1]]
    assert count(votes).agree.tolist() == [[2]]


def test_counts_made_by_a_database_are_the_same_as_counted_votes() -> None:
    rows = [("a", "1", 1), ("b", "1", -1), ("c", "2", 0), ("d", "2", 1)]
    counted = count(collected(rows), {"a": "A", "b": "A", "c": "B", "d": "B"})
    given_ = Counts.of({("A", "1"): (1, 1, 0), ("B", "2"): (1, 0, 1)}, ["B", "A"], ["2", "1"])
    for name in ("agree", "disagree", "passed", "seen"):
        assert (getattr(counted, name) == getattr(given_, name)).all()
    assert given_.together().agree.tolist() == [[1, 1]]


def test_votes_without_some_statements_keep_the_voters() -> None:
    votes = collected([("a", "1", 1), ("b", "2", -1), ("b", "3", 1)]).without({"2"})
    assert votes.voters == ("a", "b")
    assert votes.statements == ("1", "3")
    assert count(votes).agree.tolist() == [[1, 1]]
    assert len(collected([]).without({"1"})) == 0


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        ("columns-uneven", (["a"], ["1", "2"], [1])),
        ("vote-unknown", (["a", "b"], ["1", "1"], [1, 2])),
        ("vote-unknown", (["a"], ["1"], [0.5])),
    ],
)
def test_what_is_no_vote_is_refused(code: str, columns) -> None:
    with pytest.raises(Problem) as raised:
        collect(*columns)
    assert raised.value.code == code
    assert raised.value.in_language("fr") != raised.value.in_language("en")


def test_negative_counts_are_refused() -> None:
    with pytest.raises(Problem) as raised:
        Counts.of({("A", "1"): (-1, 0, 0)}, ["A"], ["1"])
    assert raised.value.code == "count-negative"


def test_a_vote_takes_nine_bytes() -> None:
    rng = np.random.default_rng(1)
    voters = [f"v{number}" for number in range(2_000)]
    chosen = rng.integers(0, 2_000, 200_000), rng.integers(0, 500, 200_000)
    votes = collect(
        [voters[number] for number in chosen[0]], [str(number) for number in chosen[1]], rng.integers(-1, 2, 200_000)
    )
    assert len(votes) == len(set(zip(*chosen, strict=True)))
    assert votes.voter.nbytes + votes.statement.nbytes + votes.value.nbytes == 9 * len(votes)


def test_names_of_any_number_of_digits_sort_as_numbers_do() -> None:
    long = "9" * 5000
    assert natural([long, "10", "007", "9", "7", "s10", "s9"]) == ("007", "7", "9", "10", long, "s9", "s10")
