"""Who may do what in the dialogue: each rule with who is let in and who is not."""

import pytest

from danaya.apps.dialogue.actions.submit_expectation import Author
from danaya.apps.dialogue.models import Phase, Voice
from danaya.apps.people.models import Role, Side
from danaya.apps.people.rights import allowed
from tests.apps.dialogue.factories import make_room
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


def may(tenure, permission, obj=None):
    tenure.account.acting = tenure
    return allowed(tenure.account, f"dialogue.{permission}", obj)


def of_customs(room, text="Que les déclarations soient exactes."):
    customs = room.customs.post.organisation
    return room.shown(text, author=Author(Voice.ORGANISATION, Side.CUSTOMS, customs))


def test_text_before_it_is_shown_is_seen_by_readers_and_by_its_own_body_only():
    room = make_room()
    author = Author(Voice.ORGANISATION, Side.PRIVATE, room.other.post.organisation)
    made, colleague = room.expectation(author=author), make_tenure(Role.MEMBER, room.other.post.organisation)
    for tenure in (room.customs, room.private, room.other, colleague):
        assert may(tenure, "see_expectation", made)
    others = (room.facilitator, *(make_tenure(role) for role in (Role.COORDINATOR, Role.DIRECTOR, Role.MEMBER)))
    for tenure in (*others, make_tenure(Role.OBSERVER), make_tenure(Role.TECHNICIAN)):
        assert not may(tenure, "see_expectation", made)


def test_text_without_a_name_is_seen_before_it_is_shown_by_readers_alone():
    room = make_room()
    made = room.expectation(author=room.nobody())
    assert may(room.customs, "see_expectation", made)
    assert may(room.private, "see_expectation", made)
    assert not may(room.other, "see_expectation", made)
    assert not may(room.facilitator, "see_expectation", made)


def test_who_keeps_the_machine_or_visits_does_not_read_for_a_body():
    room = make_room()
    customs = room.customs.post.organisation
    made = room.expectation(author=Author(Voice.ORGANISATION, Side.CUSTOMS, customs))
    for role in (Role.TECHNICIAN, Role.VISITING_EXPERT):
        inside = make_tenure(role, customs)
        room.consultation.readers.add(inside.post)
        assert not may(inside, "see_expectation", made)
        assert not may(inside, "read_first", made)
        assert not may(inside, "answer_for_author", made)


def test_nobody_answers_for_their_own_side():
    room = make_room()
    ours, theirs = room.shown(), of_customs(room)
    director = make_tenure(Role.DIRECTOR)
    for tenure in (room.facilitator, director):
        assert may(tenure, "record_fate", ours)
        assert not may(tenure, "record_fate", theirs)
    assert may(room.other, "record_fate", theirs)
    assert not may(room.other, "record_fate", ours)
    assert not may(make_tenure(Role.ANALYST), "record_fate", ours), "an analyst decides nothing"
    assert not may(make_tenure(Role.OBSERVER), "record_fate", ours)


def test_other_side_restates_and_own_side_does_not():
    room = make_room()
    assert may(room.customs, "restate", room.shown())
    assert not may(room.other, "restate", room.shown("Deux"))
    assert may(room.other, "restate", of_customs(room))
    assert not may(room.customs, "restate", room.expectation("Trois"))


def test_facilitators_and_those_who_answer_choose():
    room = make_room()
    ours, theirs = room.shown(), of_customs(room)
    assert may(room.facilitator, "choose", ours)
    assert may(room.facilitator, "choose", theirs)
    assert may(make_tenure(Role.DIRECTOR), "choose", ours)
    assert not may(make_tenure(Role.DIRECTOR), "choose", theirs)
    assert may(room.other, "choose", theirs)
    assert not may(room.other, "choose", ours)


def test_team_translates_what_is_shown_and_readers_also_what_waits():
    room = make_room()
    shown, waiting = room.shown(), room.expectation("Deux")
    assert may(room.facilitator, "translate", shown)
    assert not may(room.facilitator, "translate", waiting)
    assert may(room.private, "translate", waiting)
    assert not may(room.other, "translate", shown)
    assert may(room.private, "tag", shown)
    assert not may(room.private, "tag", waiting)


def test_members_make_cards_and_customs_members_do_not():
    room = make_room()
    for tenure in (room.facilitator, make_tenure(Role.COORDINATOR), room.other):
        assert may(tenure, "issue_cards", room.consultation)
    others = (make_tenure(Role.ANALYST), make_tenure(Role.DIRECTOR), make_tenure(Role.OBSERVER))
    for tenure in (*others, make_tenure(Role.MEMBER, room.customs.post.organisation)):
        assert not may(tenure, "issue_cards", room.consultation)


def test_consultation_in_preparation_is_seen_by_who_prepares_it():
    room = make_room(Phase.PREPARING)
    assert may(room.facilitator, "see", room.consultation)
    assert not may(room.other, "see", room.consultation)
    room.to(Phase.GATHERING)
    assert may(room.other, "see", room.consultation)
    assert not may(make_tenure(Role.TECHNICIAN), "see", room.consultation)
