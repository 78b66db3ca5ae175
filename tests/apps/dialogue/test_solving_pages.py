"""Causes, options and ratings on their pages: who sees a rating, and when; choosing binds."""

import pytest

from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.models import Cause, Option, Rating
from danaya.apps.dialogue.ratings import rated_options
from danaya.apps.people.models import Role
from tests.apps.dialogue.desks import page_of, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


def make_option(room, text="Une quittance unique."):
    made = room.shown()
    return made, add_contribution(Option, made, {"fr": text}, actor=room.customs, at=AT)


def rate(tenure, expectation, option, **changes):
    given = {"option": str(option.pk), "effect": "4", "feasibility": "2", **changes}
    return sign_in(tenure).post(page_of(expectation, "rate"), given)


def seen(room, tenure, option, *, rates=True):
    (rated,) = rated_options([option], tenure.post, rates=rates)
    return rated.seen


def test_both_sides_add_causes_and_options():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.private)
    desk.post(page_of(made, "solve"), {"adds": "cause", "cause-text_fr": "Les affiches datent."})
    desk.post(page_of(made, "solve"), {"adds": "option", "option-text_en": "A poster each quarter."})
    empty = desk.post(page_of(made, "solve"), {"adds": "option", "option-text_fr": ""})
    assert empty.status_code == 422
    assert (Cause.objects.get().by, Option.objects.get().text) == (
        room.private.post,
        {"en": "A poster each quarter."},
    )
    text = words(sign_in(make_tenure(Role.OBSERVER)).get(page_of(made)))
    assert "Les affiches datent." in text
    assert "Personne ne l'a encore notée." in text


def test_rating_is_seen_by_nobody_before_both_sides_have_rated():
    room = make_room()
    made, option = make_option(room)
    rate(room.private, made, option)
    for tenure in (room.private, room.customs, room.facilitator, make_tenure(Role.OBSERVER)):
        assert seen(room, tenure, option) == ()
        assert seen(room, tenure, option, rates=False) == ()
    text = words(sign_in(room.customs).get(page_of(made, "solve")))
    assert "Le secteur privé l'a notée ; la douane pas encore." in text
    assert "changerait beaucoup" not in text


def test_who_rates_last_is_told_that_ratings_are_shown():
    room = make_room()
    made, option = make_option(room)
    given = {"option": str(option.pk), "effect": "4", "feasibility": "2"}
    said = [
        words(sign_in(tenure).post(page_of(made, "rate"), given, follow=True))
        for tenure in (room.private, room.customs)
    ]
    assert "Les notes sont montrées quand les deux côtés ont noté." in said[0]
    assert "Les deux côtés ont noté : leurs notes sont montrées." in said[1]
    assert "changerait beaucoup" in said[1]


def test_who_rates_sees_nothing_before_their_own_rating():
    room = make_room()
    made, option = make_option(room)
    rate(room.private, made, option)
    rate(room.customs, made, option, effect="5", feasibility="3")
    text = words(sign_in(room.other).get(page_of(made, "solve")))
    assert "Vous verrez leurs notes une fois la vôtre donnée." in text
    assert "changerait tout" not in text
    assert seen(room, room.other, option) == ()
    rate(room.other, made, option, effect="2", feasibility="2")
    customs, private = seen(room, room.other, option)
    assert (customs.count, customs.effect.mean, customs.effect.words) == (1, 5, "changerait tout")
    assert (private.count, private.effect.mean, private.feasibility.mean) == (2, 3, 2)
    assert private.effect.dots == [True, True, True, False, False]


def test_who_only_reads_sees_what_both_sides_think():
    room = make_room()
    made, option = make_option(room)
    for tenure in (room.private, room.customs):
        rate(tenure, made, option)
    text = words(sign_in(make_tenure(Role.OBSERVER)).get(page_of(made)))
    assert text.count("changerait beaucoup (4,0 / 5)") == 2


def test_rating_can_be_changed_until_it_is_seen():
    room = make_room()
    made, option = make_option(room)
    rate(room.private, made, option)
    rate(room.private, made, option, effect="1")
    assert Rating.objects.get().effect == 1
    rate(room.customs, made, option)
    late = rate(room.private, made, option, effect="5")
    assert late.status_code == 422
    assert "elles ne changent plus" in words(late)
    assert Rating.objects.get(post=room.private.post).effect == 1


@pytest.mark.parametrize("changes", [{"effect": "6"}, {"effect": ""}, {"feasibility": "0"}, {"feasibility": "x"}])
def test_rating_outside_its_steps_is_refused(changes):
    room = make_room()
    made, option = make_option(room)
    assert rate(room.private, made, option, **changes).status_code == 422
    assert not Rating.objects.exists()


def test_option_of_another_expectation_is_not_rated_here():
    room = make_room()
    made, option = make_option(room)
    other = room.shown("Deux")
    assert rate(room.private, other, option)["Location"] == page_of(other, "solve")
    nothing = sign_in(room.private).post(
        page_of(made, "rate"), {"option": "nothing", "effect": "4", "feasibility": "2"}
    )
    assert nothing["Location"] == page_of(made, "solve")
    assert not Rating.objects.exists()


def test_choosing_is_looked_at_then_binds():
    room = make_room()
    made, option = make_option(room)
    desk = sign_in(room.facilitator)
    given = {"option": str(option.pk)}
    early = desk.post(page_of(made, "choose"), given)
    assert early.status_code == 422
    assert "Les deux côtés notent cette option avant qu'elle soit retenue." in words(early)
    for tenure in (room.private, room.customs):
        rate_option(option, effect=4, feasibility=4, actor=tenure, at=AT)
    assert "Retenir cette option ?" in words(desk.get(page_of(made, "choose"), given))
    option.refresh_from_db()
    assert not option.is_chosen
    assert desk.post(page_of(made, "choose"), given)["Location"] == page_of(made, "solve")
    option.refresh_from_db()
    assert (option.is_chosen, option.chosen_by) == (True, room.facilitator.post)
    text = words(desk.get(page_of(made, "solve")))
    assert "on n'ajoute plus rien" in text
    assert "Revenir à l'attente" in text
    added = desk.post(page_of(made, "solve"), {"adds": "cause", "cause-text_fr": "Trop tard"})
    assert added.status_code == 422


def test_chosen_option_shows_its_ratings_to_everybody():
    room = make_room()
    made, option = make_option(room)
    for tenure in (room.private, room.customs):
        rate_option(option, effect=4, feasibility=4, actor=tenure, at=AT)
    choose_option(option, actor=room.facilitator, at=AT)
    option.refresh_from_db()
    assert len(seen(room, room.other, option)) == 2
    assert made.options.get() == option
