"""Causes, options, ratings unseen until both sides have rated, the option chosen."""

import pytest

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.models import Cause, Option, Rating
from danaya.apps.dialogue.queries import options_ready, rated_by_both
from danaya.engines.language import Problem
from tests.apps.dialogue.factories import AT, make_room

pytestmark = pytest.mark.django_db


def refused(code: str):
    return pytest.raises(Problem, check=lambda problem: problem.code == f"dialogue-{code}")


def test_option_rated_by_both_sides_is_chosen_and_ready():
    room = make_room()
    made = room.shown()
    add_contribution(Cause, made, {"fr": "Les affiches datent."}, actor=room.private, at=AT)
    option = add_contribution(Option, made, {"fr": "Une affiche par trimestre."}, actor=room.customs, at=AT)
    rate_option(option, effect=4, feasibility=5, actor=room.private, at=AT)
    assert not rated_by_both([option])[option.pk]
    with refused("option-unrated"):
        choose_option(option, actor=room.facilitator, at=AT)
    rate_option(option, effect=2, feasibility=5, actor=room.private, at=AT)
    assert Rating.objects.get(post=room.private.post).effect == 2
    rate_option(option, effect=5, feasibility=3, actor=room.customs, at=AT)
    with refused("rating-seen"):
        rate_option(option, effect=1, feasibility=1, actor=room.private, at=AT)
    choose_option(option, actor=room.facilitator, at=AT)
    assert list(options_ready()) == [option]


def test_one_option_is_chosen_and_nothing_is_added_after():
    room = make_room()
    made = room.shown()
    one, two = (add_contribution(Option, made, {"fr": text}, actor=room.customs, at=AT) for text in ("Un", "Deux"))
    for option in (one, two):
        for rater in (room.customs, room.private):
            rate_option(option, effect=3, feasibility=3, actor=rater, at=AT)
    choose_option(one, actor=room.facilitator, at=AT)
    with refused("option-chosen"):
        choose_option(two, actor=room.facilitator, at=AT)
    with refused("solution-closed"):
        add_contribution(Cause, made, {"fr": "Trop tard"}, actor=room.customs, at=AT)
    with refused("solution-closed"):
        rate_option(one, effect=1, feasibility=1, actor=room.other, at=AT)
    assert one.ratings.count() == 2, "what was chosen stays rated as both sides saw it"


def test_a_side_that_joins_after_both_have_rated_still_rates():
    room = make_room()
    option = add_contribution(Option, room.shown(), {"fr": "Un"}, actor=room.customs, at=AT)
    for rater in (room.customs, room.private, room.other):
        rate_option(option, effect=3, feasibility=3, actor=rater, at=AT)
    assert option.ratings.count() == 3


def test_nothing_is_solved_of_what_is_not_shown():
    room = make_room()
    with refused("solution-closed"):
        add_contribution(Option, room.expectation(), {"fr": "Un"}, actor=room.customs, at=AT)


def test_nothing_is_chosen_for_what_another_speaks_for():
    room = make_room()
    made = room.shown()
    option = add_contribution(Option, made, {"fr": "Un"}, actor=room.customs, at=AT)
    for rater in (room.customs, room.private):
        rate_option(option, effect=3, feasibility=3, actor=rater, at=AT)
    merge_expectations(made, room.shown("Autre"), actor=room.facilitator, at=AT)
    with refused("solution-closed"):
        choose_option(option, actor=room.facilitator, at=AT)
