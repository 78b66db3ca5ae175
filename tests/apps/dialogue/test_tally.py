"""What may be shown of votes, and what whoever watches count after count learns."""

import itertools
import random

import pytest

from danaya.apps.dialogue.votes.tally import FEWEST, CastVote, Count, GivenStar, Tally, count_votes

GROUPS = ("customs", "private")


def votes(group: str, *opinions: int, poll: int = 1, on: str = "a") -> list[CastVote]:
    return [CastVote(group, on, opinion, poll) for opinion in opinions]


def count(cast, *, stars=(), voters=None, poll=1, before=None) -> Tally:
    return count_votes(cast, stars, voters or {}, GROUPS, poll=poll, before=before or Tally())


def test_four_voters_are_hidden_and_five_are_counted():
    tally = count([*votes("customs", 1, 1, 1, -1), *votes("private", 1, 1, 0, -1, -1)])
    assert tally.counts == {"a": {"private": Count(2, 2, 1, 1)}}


def test_voters_of_a_group_under_five_are_hidden():
    assert count([], voters={"customs": 4, "private": 5}).voters == {"private": 5}


@pytest.mark.parametrize("changed", range(1, FEWEST))
def test_figure_stands_while_fewer_than_five_votes_are_new(changed):
    before = count(votes("private", 1, 1, 1, 1, 1, -1))
    later = [*votes("private", *[1] * (6 - changed)), *votes("private", *[-1] * changed, poll=2)]
    assert count(later, poll=2, before=before).counts == before.counts


def test_new_votes_add_up_over_several_counts():
    first = count(votes("private", 1, 1, 1, 1, 1))
    second_votes = [*votes("private", 1, 1, 1, 1, 1), *votes("private", -1, -1, poll=2)]
    second = count(second_votes, poll=2, before=first)
    assert second.counts == first.counts
    third = count([*second_votes, *votes("private", -1, -1, -1, poll=3)], poll=3, before=second)
    assert third.counts == {"a": {"private": Count(5, 5, 0, 3)}}


def test_whoever_counts_after_every_single_vote_sees_no_vote_alone():
    """The attack: end and open the vote after each voter. No step between two different figures is under five votes."""
    chance = random.Random(7)
    cast: dict[int, CastVote] = {}
    tally, shown = Tally(), []
    for poll in range(1, 200):
        voter = chance.randrange(30)
        cast[voter] = CastVote("private", "a", chance.choice((1, 0, -1)), poll)
        tally = count(cast.values(), poll=poll, before=tally)
        if "a" in tally.counts:
            shown.append((poll, tally.counts["a"]["private"]))
    steps = [(poll, later) for (_, earlier), (poll, later) in itertools.pairwise(shown) if later != earlier]
    assert len(steps) > 10
    last = shown[0][1].as_of
    for poll, figure in steps:
        behind = [vote for vote in cast.values() if last < vote.poll <= poll]
        assert figure.as_of == poll
        assert poll - last >= FEWEST
        assert len(behind) <= figure.seen
        last = poll


def stars(group: str, moves: dict[str, tuple[str, bool, int]]) -> list[GivenStar]:
    return [GivenStar(group, voter, on, given, poll) for voter, (on, given, poll) in moves.items()]


def test_stars_of_a_group_change_together_once_five_voters_moved_one():
    given = stars("private", {f"v{number}": ("a", True, 1) for number in range(6)})
    first = count([], stars=given, voters={"private": 6})
    assert first.stars == {"private": {"a": 6}}
    moved = [*given[1:], GivenStar("private", "v0", "a", False, 2), GivenStar("private", "v0", "b", True, 2)]
    assert count([], stars=moved, voters={"private": 6}, poll=2, before=first).stars == first.stars
    all_moved = [GivenStar("private", f"v{number}", "b", True, 2) for number in range(5)] + given[5:]
    assert count([], stars=all_moved, voters={"private": 6}, poll=2, before=first).stars == {
        "private": {"a": 1, "b": 5}
    }


def test_stars_of_a_small_group_are_hidden():
    given = stars("customs", {f"v{number}": ("a", True, 1) for number in range(4)})
    assert count([], stars=given, voters={"customs": 9}).stars == {}
    assert count([], stars=[*given, GivenStar("customs", "v9", "a", True, 1)], voters={"customs": 4}).stars == {}


def test_tally_is_kept_as_plain_values():
    tally = count(
        votes("private", 1, 1, 1, 1, 1),
        stars=stars("private", {f"v{number}": ("a", True, 1) for number in range(5)}),
        voters={"private": 5},
    )
    assert Tally.from_plain(tally.plain()) == tally
    assert Tally.from_plain(None) == Tally()
