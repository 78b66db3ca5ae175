"""Which statement is shown next, and whether routing still routes."""

import random

from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.consensus import Next, next_statement, routing_check

NAMES = [f"s{number}" for number in range(6)]
VOTES = st.dictionaries(
    st.sampled_from(NAMES), st.integers(0, 20).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
)


@given(
    st.sets(st.sampled_from(NAMES)),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from([-1, 0, 1])),
    VOTES,
    st.integers(),
)
def test_the_fewest_seen_come_first_then_the_most_uncertain(statements, mine, votes, seed: int) -> None:
    found = next_statement(statements, mine, votes, random.Random(seed))
    unseen = statements - mine.keys()
    open_to_me = unseen or {each for each in statements if mine.get(each) == 0}
    if not open_to_me:
        assert found is None
        return
    assert found is not None
    assert found.statement in open_to_me
    assert found.again is not bool(unseen)

    def need(name: str) -> tuple[int, float]:
        agree, seen = votes.get(name, (0, 0))
        return seen, abs(agree / seen - 0.5) if seen else 0.0

    assert need(found.statement) == min(map(need, open_to_me))
    assert found.alike == sum(need(each) == need(found.statement) for each in open_to_me)


def test_a_pass_means_ask_me_later() -> None:
    chance = random.Random(1)
    assert next_statement(["a", "b"], {"a": 0}, {}, chance) == Next("b", again=False, alike=1)
    assert next_statement(["a", "b"], {"a": 0, "b": 1}, {}, chance) == Next("a", again=True, alike=1)
    assert next_statement(["a", "b"], {"a": -1, "b": 1}, {}, chance) is None
    assert next_statement([], {}, {}, chance) is None


def test_equals_are_drawn_by_chance_whatever_their_order() -> None:
    drawn = {next_statement("abc", {}, {}, random.Random(seed)).statement for seed in range(40)}
    assert drawn == set("abc")
    for seed in range(10):
        assert next_statement("abc", {}, {}, random.Random(seed)) == next_statement("cab", {}, {}, random.Random(seed))


def vote_on(names: list[str], chance: random.Random, *, routed: bool) -> dict[str, tuple[int, int]]:
    """Votes of 200 people who each leave after six statements."""
    votes: dict[str, tuple[int, int]] = {}
    for _ in range(200):
        mine: dict[str, int] = {}
        for _ in range(6):
            found = next_statement(names, mine, votes if routed else {}, chance)
            vote = chance.choice([-1, 0, 1])
            mine[found.statement] = vote
            agree, seen = votes.get(found.statement, (0, 0))
            votes[found.statement] = (agree + (vote == 1), seen + 1)
    return votes


def test_routing_spreads_votes_evenly_where_chance_does_not() -> None:
    names = [f"s{number}" for number in range(40)]
    routed = vote_on(names, random.Random(3), routed=True)
    drawn = vote_on(names, random.Random(3), routed=False)
    assert routing_check(names, routed).widest <= 1
    assert routing_check(names, drawn).widest > 8


def test_a_late_statement_catches_up() -> None:
    votes = {f"s{number}": (10, 20) for number in range(10)}
    assert next_statement([*votes, "late"], {}, votes, random.Random(0)).statement == "late"


def test_the_check_tells_when_all_weigh_the_same_although_people_vote() -> None:
    assert routing_check("abc", {"a": (1, 3), "b": (2, 3), "c": (1, 3)}).is_idle
    assert not routing_check("abc", {}).is_idle
    assert not routing_check("abc", {"a": (3, 3), "b": (2, 3), "c": (1, 3)}).is_idle
    assert not routing_check("a", {"a": (3, 9)}).is_idle
    check = routing_check("abc", {"a": (3, 3)})
    assert (check.statements, check.votes, check.needs, check.widest) == (3, 3, 2, 3)
