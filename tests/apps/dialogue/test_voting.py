"""Votes, stars, phases, counting; cards and codes behind them."""

import random

import pytest

from danaya.apps.dialogue.actions.cast_vote import cast_vote, give_stars
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations, undo_merge
from danaya.apps.dialogue.actions.move_phase import move_phase
from danaya.apps.dialogue.by_card.participants import AUTHOR, LINK, VOICE, Group, exchange, find_voter
from danaya.apps.dialogue.models import Ballot, Grouping, Opinion, Phase, Poll, Star, Vote, Voter
from danaya.apps.dialogue.votes.counting import declared_groups, shown_before
from danaya.apps.dialogue.votes.tally import Count, Tally
from danaya.apps.people.models import Side
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Card, Kind
from danaya.engines.language import Problem
from tests.apps.dialogue.factories import AT, make_consultation, make_room
from tests.apps.dialogue.voted import make_ballots
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


def refused(code: str):
    return pytest.raises(Problem, check=lambda problem: problem.code == f"dialogue-{code}")


def test_second_vote_takes_the_place_of_the_first():
    room = make_room(Phase.OPEN)
    made, voter = room.shown(), room.voter()
    cast_vote(voter, made, Opinion.AGREE)
    cast_vote(voter, made, Opinion.DISAGREE)
    assert Vote.objects.get().opinion == Opinion.DISAGREE


def test_nothing_is_voted_on_unless_it_is_shown_and_voting_is_open():
    room = make_room(Phase.OPEN)
    voter, waiting, made = room.voter(), room.expectation(), room.shown()
    with refused("not-votable"):
        cast_vote(voter, waiting, Opinion.AGREE)
    room.to(Phase.ANSWERING)
    with refused("not-voting"):
        cast_vote(voter, made, Opinion.AGREE)
    assert not Vote.objects.exists()


def test_three_stars_at_most_and_one_taken_back_stays_known():
    room = make_room(Phase.OPEN)
    voter, made = room.voter(), [room.shown(f"Texte {number}") for number in range(4)]
    with refused("stars"):
        give_stars(voter, made)
    give_stars(voter, made[:3])
    give_stars(voter, made[1:])
    assert {star.expectation for star in voter.stars.filter(given=True)} == set(made[1:])
    assert voter.stars.count() == 4
    give_stars(voter, made[:1])
    assert voter.stars.get(given=True).expectation == made[0]


def test_results_are_counted_when_voting_ends_and_not_before():
    room = make_room(Phase.OPEN)
    made = room.shown()
    for _ in range(6):
        cast_vote(room.voter(Side.PRIVATE), made, Opinion.AGREE)
    for _ in range(4):
        cast_vote(room.voter(Side.CUSTOMS), made, Opinion.DISAGREE)
    assert not shown_before(room.consultation).counts
    room.to(Phase.VOTING)
    assert not shown_before(room.consultation).counts, "the vote goes on"
    room.to(Phase.ANSWERING)
    tally = shown_before(room.consultation)
    assert tally.counts == {str(made.pk): {"private": Count(6, 0, 0, 1)}}
    assert tally.voters == {"private": 6}


def test_each_time_of_voting_is_numbered_and_counted():
    room = make_room(Phase.OPEN)
    room.to(Phase.ANSWERING)
    room.to(Phase.VOTING)
    assert [poll.number for poll in room.consultation.polls.all()] == [1, 2]
    assert Poll.objects.get(closed_on=None).number == 2


def test_phase_does_not_leap_and_needs_readers_of_both_sides():
    room = make_room(Phase.GATHERING)
    with refused("phase"):
        room.to(Phase.CLOSED)
    alone = make_consultation()
    alone.readers.set([room.customs.post])
    with refused("readers-missing"):
        move_phase(alone, Phase.GATHERING, actor=room.facilitator, at=AT)


def test_votes_are_counted_by_organisation_where_that_was_declared():
    room = make_room(Phase.OPEN, grouping=Grouping.BODIES)
    made, body = room.shown(), room.private.post.organisation
    for _ in range(5):
        voter = room.voter()
        Voter.objects.filter(pk=voter.pk).update(organisation=body)
        cast_vote(voter, made, Opinion.AGREE)
    assert declared_groups(room.consultation) == [str(body.pk)]
    room.to(Phase.ANSWERING)
    assert shown_before(room.consultation).counts[str(made.pk)] == {str(body.pk): Count(5, 0, 0, 1)}


def test_merging_for_the_time_of_a_vote_does_not_show_the_vote_that_came_after():
    """The attack: merge what was counted, end a vote, take it apart, let one person vote, end another."""
    ballots = make_ballots()
    room = ballots.room
    one, other = room.shown("Une."), room.shown("Autre.")
    ballots.vote(one, {Side.PRIVATE: (6, 0, 0)})
    ballots.vote(other, {Side.PRIVATE: (6, 0, 0)})
    ballots.star(one, {Side.PRIVATE: range(6)})
    ballots.end()
    first = shown_before(room.consultation)
    merge = merge_expectations(one, other, actor=room.facilitator, at=AT)
    ballots.again()
    ballots.end()
    assert Tally.from_plain(Poll.objects.get(number=2).tally).counts.keys() == {str(other.pk)}
    undo_merge(merge, actor=room.facilitator, at=AT)
    ballots.again()
    Vote.objects.filter(voter=ballots.people[Side.PRIVATE][0], expectation=one).update(opinion=-1, poll=3)
    Star.objects.filter(voter=ballots.people[Side.PRIVATE][0]).update(given=False, poll=3)
    ballots.end()
    third = Tally.from_plain(Poll.objects.get(number=3).tally)
    assert third.counts == first.counts
    assert (third.stars, third.star_givers) == (first.stars, first.star_givers)


# Cards and codes


def test_card_votes_once_whatever_it_is_opened_with():
    room = make_room(Phase.OPEN)
    who = room.participant()
    assert find_voter(who) == find_voter(who)
    assert Voter.objects.count() == 1


def test_keys_of_author_and_voter_lead_neither_to_the_card_nor_to_each_other():
    room = make_room(Phase.OPEN)
    who = room.participant()
    keys = {who.card.digest, who.mark(random.randbytes), who.voter_key}
    assert len(keys) == 3
    assert all(len(key) == 64 for key in keys)


def test_each_text_of_a_card_bears_a_mark_of_its_own_that_only_the_card_knows():
    room = make_room(Phase.OPEN)
    who, other = room.participant(), room.participant()
    marks = [who.mark(random.randbytes) for _ in range(3)]
    assert len({mark[:16] for mark in marks} | {mark[16:] for mark in marks}) == 6
    assert all(who.wrote(mark) for mark in marks)
    assert not any(other.wrote(mark) for mark in marks)
    assert not who.wrote("")
    assert not who.wrote("k" * 64)


def test_only_a_voting_card_votes():
    room = make_room(Phase.OPEN)
    assert room.participant(purpose=VOICE).may_vote
    assert not room.participant(purpose=AUTHOR).may_vote


def test_account_is_given_one_code_and_the_row_does_not_say_which():
    room = make_room(Phase.OPEN)
    account = room.private.account
    group = Group.of(room.private.post.organisation)
    exchange(room.consultation, group, account=account, on=AT.date(), random=random.randbytes)
    with refused("ballot-given"):
        exchange(room.consultation, group, account=account, on=AT.date(), random=random.randbytes)
    assert Card.objects.count() == 1
    assert {field.name for field in Ballot._meta.fields} == {"id", "consultation", "account", "link"}


def test_personal_link_is_exchanged_once():
    room = make_room(Phase.OPEN)
    link = issue(LINK, room.consultation.pk, "private", 1, kind=Kind.LINK, on=AT.date())[0].card
    given = exchange(room.consultation, Group(Side.PRIVATE), link=link, on=AT.date(), random=random.randbytes)
    assert given.card.purpose == VOICE
    with refused("ballot-given"):
        exchange(room.consultation, Group(Side.PRIVATE), link=link, on=AT.date(), random=random.randbytes)


def test_group_of_a_card_reads_back():
    body = make_tenure("member").post.organisation
    assert Group.read(Group.of(body).plain) == Group(Side.PRIVATE, body.pk)
    assert Group.read("customs") == Group(Side.CUSTOMS)


# What stands in the tables


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (Voter, {"id", "consultation", "key", "side", "organisation"}),
        (Vote, {"id", "voter", "expectation", "opinion", "poll"}),
    ],
)
def test_tables_of_votes_have_no_column_that_could_tell_who_or_when(model, columns):
    assert {field.name for field in model._meta.fields} == columns
