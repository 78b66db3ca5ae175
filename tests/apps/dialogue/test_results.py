"""What a vote that has ended shows: ranked, compared, starred; nothing of a hidden group, counts alone under eight."""

import pytest

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.models import Grouping, Phase
from danaya.apps.dialogue.votes.results import results_of
from danaya.apps.people.models import Side
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.voted import make_ballots
from tests.apps.people.factories import make_organisation

pytestmark = pytest.mark.django_db
CUSTOMS, PRIVATE = Side.CUSTOMS, Side.PRIVATE


def numbers(rows):
    return [row.expectation.number for row in rows]


def cell(row, side):
    return next(cell for cell in row.cells if cell.group.key == side)


def test_nothing_before_the_first_count():
    room = make_room(Phase.OPEN)
    assert results_of(room.consultation) is None
    assert results_of(room.consultation, 1) is None


def test_shared_is_ranked_by_the_lowest_lower_bound():
    ballots = make_ballots()
    loved, mixed, hated = (ballots.room.shown(f"Attente {place}.") for place in range(3))
    ballots.vote(mixed, {CUSTOMS: (20, 0, 0), PRIVATE: (12, 8, 0)})
    ballots.vote(loved, {CUSTOMS: (19, 1, 0), PRIVATE: (18, 1, 1)})
    ballots.vote(hated, {CUSTOMS: (2, 18, 0), PRIVATE: (3, 17, 0)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    assert numbers(results.shared) == [loved.number, mixed.number, hated.number]
    first = results.shared[0]
    assert first.at_least == pytest.approx(0.74977, abs=1e-5)  # Beta(18.5, 2.5), 5 % quantile
    assert first.at_least == cell(first, PRIVATE).low
    assert cell(first, PRIVATE).share == 0.9
    assert results.unknown == ()


@pytest.mark.parametrize(
    ("votes", "divided"),
    [
        ((4, 3, 2), True),
        ((3, 3, 3), True),
        ((3, 4, 3), False),
        ((5, 3, 2), False),
        ((8, 1, 0), False),
        ((4, 3, 0), False),
    ],
)
def test_a_group_is_divided_in_itself_from_a_third_on_either_hand_and_eight_voters(votes, divided):
    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: votes, PRIVATE: (20, 0, 0)})
    ballots.end()
    (row,) = results_of(ballots.room.consultation).rows
    assert [cell.group.key for cell in row.split] == ([CUSTOMS] if divided else [])


def test_what_a_group_has_not_seen_is_not_known_yet():
    ballots = make_ballots()
    seen, unseen = ballots.room.shown("Vue."), ballots.room.shown("Pas vue.")
    ballots.vote(seen, {CUSTOMS: (9, 0, 0), PRIVATE: (9, 0, 0)})
    ballots.vote(unseen, {CUSTOMS: (9, 0, 0), PRIVATE: (4, 0, 0)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    assert numbers(results.shared) == [seen.number]
    (row,) = results.unknown
    assert [group.key for group in row.unknown] == [PRIVATE]
    assert not row.unknown[0].is_hidden
    assert cell(row, PRIVATE).status == "hidden"
    assert (cell(row, PRIVATE).agree, cell(row, PRIVATE).seen, cell(row, PRIVATE).low) == (0, 0, None)
    assert row.at_least is None
    assert row.divide is None


def test_group_under_five_voters_is_hidden_everywhere():
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (30, 0, 0), PRIVATE: (4, 0, 0)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    customs, private = results.groups
    assert (customs.voters, private.voters) == (30, None)
    assert results.shared == ()
    assert [group.is_hidden for group in results.unknown[0].unknown] == [True]


@pytest.mark.parametrize("size", [5, 6, 7])
def test_group_under_eight_ranks_and_has_counts_alone(size):
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (30, 0, 0), PRIVATE: (0, size, 0)})
    ballots.end()
    (row,) = results_of(ballots.room.consultation).shared
    few = cell(row, PRIVATE)
    assert (few.status, few.agree, few.seen) == ("counted", 0, size)
    assert (few.low, few.high, few.share, row.at_least, row.divide) == (None, None, None, None, None)
    assert cell(row, CUSTOMS).low is not None


def test_divides_needs_twenty_points_and_more_than_chance():
    ballots = make_ballots()
    wide, narrow, chance = (ballots.room.shown(f"Attente {place}.") for place in range(3))
    ballots.vote(wide, {CUSTOMS: (5, 35, 0), PRIVATE: (36, 4, 0)})
    ballots.vote(narrow, {CUSTOMS: (38, 2, 0), PRIVATE: (32, 8, 0)})
    ballots.vote(chance, {CUSTOMS: (6, 2, 0), PRIVATE: (4, 4, 0)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    assert numbers(results.dividing) == [wide.number]
    assert numbers(results.not_dividing) == [chance.number, narrow.number]
    gap = results.dividing[0].divide
    assert (gap.more.group.key, gap.less.group.key) == (PRIVATE, CUSTOMS)
    assert gap.difference == pytest.approx(0.775)
    assert gap.low < 0.775 < gap.high


def test_small_group_does_not_take_the_place_of_one_that_can_be_compared():
    """The widest gap would be with a group of six, of which no difference may be told: the others are compared."""
    bodies = [make_organisation(PRIVATE) for _ in range(2)]
    customs = make_organisation(CUSTOMS)
    ballots = make_ballots(grouping=Grouping.BODIES)
    one = ballots.room.shown()
    ballots.vote(one, {customs: (30, 0, 0), bodies[0]: (10, 20, 0), bodies[1]: (0, 6, 0)})
    ballots.end()
    (row,) = results_of(ballots.room.consultation).dividing
    assert {row.divide.more.group.key, row.divide.less.group.key} == {str(customs.pk), str(bodies[0].pk)}
    assert row.at_least is None


def test_stars_are_shares_of_those_who_gave_any():
    ballots = make_ballots()
    first, second = ballots.room.shown("Première."), ballots.room.shown("Deuxième.")
    ballots.vote(first, {CUSTOMS: (20, 0, 0), PRIVATE: (20, 0, 0)})
    ballots.star(first, {CUSTOMS: range(9), PRIVATE: range(10)})
    ballots.star(second, {CUSTOMS: range(10), PRIVATE: range(3)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    assert numbers(results.mattering) == [first.number, second.number]
    stars = {cell.group.key: cell for cell in results.mattering[0].stars}
    assert (stars[CUSTOMS].agree, stars[CUSTOMS].seen, stars[CUSTOMS].share) == (9, 10, 0.9)
    assert results.mattering[0].stars_at_least == stars[CUSTOMS].low
    assert results.hides_stars == ()


def test_stars_of_fewer_than_five_hide_the_ranking():
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (20, 0, 0), PRIVATE: (20, 0, 0)})
    ballots.star(one, {CUSTOMS: range(9), PRIVATE: range(4)})
    ballots.end()
    results = results_of(ballots.room.consultation)
    assert results.mattering == ()
    assert [group.key for group in results.hides_stars] == [PRIVATE]
    assert results.rows[0].stars[1].count is None


def test_earlier_votes_stay_readable_as_they_were():
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (10, 0, 0), PRIVATE: (10, 0, 0)})
    ballots.end()
    ballots.again()
    ballots.vote(one, {CUSTOMS: (0, 10, 0)})
    ballots.end()
    consultation = ballots.room.consultation
    assert cell(results_of(consultation, 1).rows[0], CUSTOMS).agree == 10
    assert cell(results_of(consultation).rows[0], CUSTOMS).agree == 0
    assert results_of(consultation, 3) is None


def test_what_came_after_a_vote_is_in_the_latest_only_and_what_was_merged_keeps_its_figures():
    ballots = make_ballots()
    one, other = ballots.room.shown("Une."), ballots.room.shown("Autre.")
    ballots.vote(one, {CUSTOMS: (10, 0, 0), PRIVATE: (10, 0, 0)})
    ballots.end()
    merge_expectations(one, other, actor=ballots.room.facilitator, at=AT)
    results = results_of(ballots.room.consultation)
    assert numbers(results.shared) == [one.number]
    assert results.shared[0].expectation.merged_into == other
    assert numbers(results.unknown) == [other.number]


def test_only_the_tally_is_read():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ballots = make_ballots()
    ballots.vote(ballots.room.shown(), {CUSTOMS: (10, 0, 0), PRIVATE: (10, 0, 0)})
    ballots.end()
    with CaptureQueriesContext(connection) as asked:
        results_of(ballots.room.consultation)
    said = " ".join(query["sql"] for query in asked.captured_queries)
    assert "dialogue_poll" in said
    assert not any(table in said for table in ("dialogue_vote", "dialogue_star"))
