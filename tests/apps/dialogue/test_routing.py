"""Counts by which expectations are chosen: by group, kept for some seconds, watched for weights that stopped varying."""

import logging

import pytest

from danaya.apps.dialogue.actions.cast_vote import cast_vote
from danaya.apps.dialogue.by_card.participants import find_voter
from danaya.apps.dialogue.models import Grouping, Opinion, Phase, Voter
from danaya.apps.dialogue.votes.routing import FRESH, SeenCounts, count_seen, next_for, statements_for, veiled
from danaya.apps.people.models import Side
from tests.apps.dialogue.factories import make_room

pytestmark = pytest.mark.django_db


def test_agreement_and_seen_are_counted_by_group():
    room = make_room(Phase.OPEN)
    one, two = room.shown("Un"), room.shown("Deux")
    for opinion in (Opinion.AGREE, Opinion.AGREE, Opinion.PASS):
        cast_vote(room.voter(Side.PRIVATE), one, opinion)
    cast_vote(room.voter(Side.CUSTOMS), two, Opinion.DISAGREE)
    assert count_seen(room.consultation) == {"private": {str(one.pk): (2, 3)}, "customs": {str(two.pk): (0, 1)}}


def test_bodies_are_groups_where_votes_are_counted_for_them():
    room = make_room(Phase.OPEN, grouping=Grouping.BODIES)
    body, voter = room.private.post.organisation, room.voter()
    Voter.objects.filter(pk=voter.pk).update(organisation=body)
    made = room.shown()
    cast_vote(voter, made, Opinion.AGREE)
    assert count_seen(room.consultation) == {str(body.pk): {str(made.pk): (1, 1)}}


def test_counts_are_kept_for_some_seconds_and_no_longer():
    room = make_room(Phase.OPEN)
    made, hour = room.shown(), [100.0]
    seen = SeenCounts(clock=lambda: hour[0])
    assert seen.of(room.consultation) == {}
    cast_vote(room.voter(), made, Opinion.AGREE)
    assert seen.of(room.consultation) == {}
    hour[0] += FRESH
    assert seen.of(room.consultation) == {"private": {str(made.pk): (0, 1)}}


def test_opinions_of_fewer_than_five_do_not_steer():
    """The attack: two know each other's votes, and read the third one's from which question comes next."""
    counted = {"private": {"a": (3, 3), "b": (2, 3), "c": (0, 3), "d": (5, 5), "e": (3, 5)}}
    of_group = veiled(counted)["private"]
    assert {of_group[one] for one in "abc"} == {(1, 3)}
    assert (of_group["d"], of_group["e"]) == ((5, 5), (3, 5)), "from five on the most uncertain comes first"


def test_weights_that_no_longer_vary_are_told(caplog):
    room = make_room(Phase.OPEN)
    for text in ("Un", "Deux"):
        made = room.shown(text)
        for _ in range(2):
            cast_vote(room.voter(), made, Opinion.AGREE)
    with caplog.at_level(logging.WARNING):
        count_seen(room.consultation)
    assert "routing is idle for private" in caplog.text


def test_put_off_ones_are_drawn_only_when_asked_for():
    room = make_room(Phase.OPEN)
    who, made = room.participant(), room.shown()
    assert next_for(who, statements_for(who)).number == made.number
    cast_vote(find_voter(who), made, Opinion.PASS)
    statements = statements_for(who)
    assert next_for(who, statements) is None
    assert next_for(who, statements, passed=True).pk == made.pk
