"""Two at the same moment: claims, answers, outcomes, dates, a PIN tried by many. On PostgreSQL, and on SQLite in a file as an installation has it."""

import pytest

from danaya.apps.commitments.actions.progress import (
    answer_claim,
    answer_move,
    answer_outcome,
    ask_move,
    close_escalation,
    escalate,
    post_update,
    record_outcome,
    replace_pin,
)
from danaya.apps.commitments.models import Answer, Claim, Confirmation, Pin
from danaya.apps.commitments.progress.pins import MOST_ERRORS, check_pin
from tests.apps.commitments.factories import AT
from tests.apps.commitments.progress.people import draw, later, make_desk, wrong
from tests.at_once import at_once, tell_in_a_file


def claim_pressed_twice_is_one_claim():
    desk = make_desk()
    said = at_once(3, lambda _number: desk.claim())
    assert said.count("commitments-claim-waiting") == 2, said
    assert Claim.objects.filter(milestone=desk.step()).count() == 1


def one_confirms_while_the_same_post_contests():
    desk = make_desk()
    made = desk.claim()
    answers = [Answer.FULL, Answer.CONTESTED]
    said = at_once(2, lambda n: answer_claim(made, answers[n], reason="Non.", actor=desk.counterpart, at=AT))
    assert said.count("commitments-claim-answered") == 1, said
    assert made.confirmations.count() == 1


def both_sides_record_an_outcome_and_one_waits_for_the_other():
    desk = make_desk()
    made = desk.claim()
    answer_claim(made, Answer.CONTESTED, reason="Non.", actor=desk.counterpart, at=AT)
    sides = [desk.owner, desk.counterpart]
    said = at_once(2, lambda n: record_outcome(made, Answer.FULL, words="Vu.", met_on=AT.date(), actor=sides[n], at=AT))
    assert said.count("commitments-outcome-open") == 1, said
    (outcome,) = made.outcomes.all()
    other = next(side for side in sides if side.post_id != outcome.by_id)
    said = at_once(2, lambda n: answer_outcome(outcome, agreed=bool(n), objection="Non.", actor=other, at=AT))
    assert said.count("commitments-outcome-answered") == 1, said
    assert Confirmation.objects.filter(claim=made, settles=True).count() <= 1


def date_is_asked_and_answered_once():
    desk = make_desk()
    days = [later(200).date(), later(300).date()]
    said = at_once(2, lambda n: ask_move(desk.step(3), due=days[n], reason="Crue.", actor=desk.owner, at=AT))
    assert said.count("commitments-move-open") == 1, said
    change = desk.step(3).changes.get()
    said = at_once(2, lambda n: answer_move(change, agreed=bool(n), objection="Non.", actor=desk.counterpart, at=AT))
    assert said.count("commitments-move-answered") == 1, said
    change.refresh_from_db()
    assert desk.step(3).due == (change.due if change.agreed else change.before)


def update_sent_twice_is_one():
    desk = make_desk()
    at_once(4, lambda _n: post_update(desk.commitment, done="Deux postes.", actor=desk.owner, at=AT))
    assert desk.commitment.updates.count() == 1


def two_workers_escalate_and_two_secretaries_close_once():
    desk = make_desk()
    at_once(2, lambda _n: escalate(desk.commitment, ["no-event"], at=AT))
    made = desk.commitment.escalations.get()
    both = [desk.secretary_customs, desk.secretary_private]
    said = at_once(2, lambda n: close_escalation(made, outcome=str(n), actor=both[n], at=AT))
    assert said.count("commitments-escalation-closed") == 1, said


def a_hundred_tries_at_once_are_not_one():
    desk = make_desk()
    pin = desk.pin(desk.owner.post)
    said = at_once(40, lambda _number: check_pin(desk.owner.post, wrong(pin), at=AT))
    held = Pin.objects.get(post=desk.owner.post)
    assert held.errors == MOST_ERRORS
    assert said.count("commitments-pin-locked") >= 35, said
    assert at_once(1, lambda _number: check_pin(desk.owner.post, pin, at=AT)) == ["commitments-pin-locked"]


def two_coordinators_replace_a_pin_and_one_is_left():
    desk = make_desk()
    desk.pin(desk.owner.post)
    at_once(2, lambda _n: replace_pin(desk.owner.post, actor=desk.parties.coordinator, at=AT, random=draw))
    assert Pin.objects.filter(post=desk.owner.post, ended_on=None).count() == 1


STORIES = (
    claim_pressed_twice_is_one_claim,
    one_confirms_while_the_same_post_contests,
    both_sides_record_an_outcome_and_one_waits_for_the_other,
    date_is_asked_and_answered_once,
    update_sent_twice_is_one,
    two_workers_escalate_and_two_secretaries_close_once,
    a_hundred_tries_at_once_are_not_one,
    two_coordinators_replace_a_pin_and_one_is_left,
)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("story", STORIES)
def test_on_postgres(story):
    story()


def test_on_sqlite_in_a_file(new_database, tmp_path):
    tell_in_a_file(__name__, new_database, tmp_path)
