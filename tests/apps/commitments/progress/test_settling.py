"""Outcomes of meetings and changes of dates: valid only once both sides agreed."""

import random
from datetime import date
from uuid import UUID

import pytest

from danaya.apps.commitments.actions.progress import (
    answer_claim,
    answer_move,
    answer_outcome,
    ask_move,
    record_outcome,
)
from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import Answer, Commitment, DateChange, Followed, Outcome
from danaya.apps.commitments.progress.contested import claimed_again, points_of
from danaya.apps.commitments.progress.standing import DISPUTED, OWED, owed_among
from danaya.engines import followup
from tests.apps.commitments.factories import AT, TODAY, answered, claimed
from tests.apps.commitments.progress.people import later, make_desk
from tests.apps.commitments.progress.test_claiming import refused, standing, told

pytestmark = pytest.mark.django_db


def contested(desk):
    made = desk.claim()
    answer_claim(made, Answer.CONTESTED, reason="7 postes sur 12.", actor=desk.counterpart, at=AT)
    return made


def recorded(desk, claim, by=None, answer=Answer.FULL, at=AT):
    words = "Vu ensemble : c'est fait."
    return record_outcome(claim, answer, words=words, met_on=at.date(), actor=by or desk.owner, at=at)


def test_contested_claim_is_settled_only_by_both_sides():
    desk = make_desk()
    made = contested(desk)
    outcome = recorded(desk, made)
    assert standing(desk) == (20, 0), "what one side records counts for nothing"
    refused("outcome-own", answer_outcome, outcome, agreed=True, actor=desk.owner, at=AT)
    refused("not-yours", answer_outcome, outcome, agreed=True, actor=desk.parties.coordinator, at=AT)
    assert standing(desk) == (20, 0)
    settled = answer_outcome(outcome, agreed=True, actor=desk.counterpart, at=later(1))
    assert (settled.settles, settled.by, settled.agreed_by) == (True, desk.owner.post, desk.counterpart.post)
    assert standing(desk) == (20, 20)
    assert points_of(desk.parties.plan) == []


def test_outcome_that_the_other_side_does_not_accept_changes_nothing_and_another_may_be_recorded():
    desk = make_desk()
    made = contested(desk)
    outcome = recorded(desk, made, by=desk.counterpart, answer=Answer.PART)
    refused("outcome-open", recorded, desk, made)
    refused("objection-missing", answer_outcome, outcome, agreed=False, actor=desk.owner, at=AT)
    assert answer_outcome(outcome, agreed=False, objection="Non, 12.", actor=desk.owner, at=AT) is None
    refused("outcome-answered", answer_outcome, outcome, agreed=True, actor=desk.owner, at=AT)
    assert made.confirmations.count() == 1
    assert recorded(desk, made).pk != outcome.pk
    assert (desk.counterpart.post_id, "E-01 : le résultat de la réunion n'est pas accepté") in told("answered")


def test_outcome_needs_a_dispute_words_and_a_day_that_can_be():
    desk = make_desk()
    first = desk.claim()
    refused("outcome-undisputed", recorded, desk, first)
    answer_claim(first, Answer.PART, reason="La moitié.", actor=desk.counterpart, at=AT)
    given = {"words": "Vu.", "met_on": TODAY, "actor": desk.owner, "at": AT}
    refused("outcome-empty", record_outcome, first, Answer.FULL, **{**given, "words": " "})
    refused("outcome-day", record_outcome, first, Answer.FULL, **{**given, "met_on": later(1).date()})
    refused("outcome-day", record_outcome, first, Answer.FULL, **{**given, "met_on": later(-1).date()})
    desk.claim(at=later(1))
    refused("outcome-undisputed", recorded, desk, first, at=later(1))
    assert not Outcome.objects.exists()


def test_points_show_both_texts_of_what_is_disputed():
    desk = make_desk()
    made = contested(desk)
    (point,) = points_of(desk.parties.plan)
    assert (point.claim, point.answer.reason, point.outcome) == (made, "7 postes sur 12.", None)
    assert [one.statement for one in point.evidence] == ["Je soussigné certifie la signature."]


def test_claiming_anew_takes_what_is_contested_off_no_meeting():
    desk = make_desk()
    made = contested(desk)
    again = desk.claim(text="Les mêmes mots.")
    kept = Followed.objects.get(commitment=desk.commitment)
    assert (kept.contested, kept.waiting_since) == (True, again.on), "it says both"
    (point,) = claimed_again(desk.parties.plan)
    assert (point.claim, point.answer.claim, point.answer.reason) == (again, made, "7 postes sur 12.")
    answer_claim(again, Answer.CONTESTED, reason="Toujours 7.", actor=desk.counterpart, at=later(2))
    assert claimed_again(desk.parties.plan) == []
    assert [one.claim for one in points_of(desk.parties.plan)] == [again]
    third = desk.claim(text="Les 12 postes.", at=later(3))
    assert [one.answer.reason for one in claimed_again(desk.parties.plan)] == ["Toujours 7."]
    answer_claim(third, Answer.FULL, actor=desk.counterpart, at=later(4))
    assert (claimed_again(desk.parties.plan), points_of(desk.parties.plan)) == ([], [])
    assert not Followed.objects.get(commitment=desk.commitment).contested


def move(desk, due=date(2027, 3, 1), actor=None, at=AT, reason="Crue du fleuve."):
    return ask_move(desk.step(3), due=due, reason=reason, actor=actor or desk.owner, at=at)


def test_date_moves_once_the_counterpart_agrees_and_the_first_one_stays():
    desk = make_desk()
    change = move(desk)
    assert desk.step(3).due == date(2026, 12, 15)
    refused("not-yours", answer_move, change, agreed=True, actor=desk.owner, at=AT)
    answer_move(change, agreed=True, actor=desk.counterpart, at=later(1))
    step = desk.step(3)
    assert (step.due, step.first_due) == (date(2027, 3, 1), date(2026, 12, 15))
    assert Followed.objects.get(commitment=desk.commitment).due == date(2027, 3, 1)
    refused("move-answered", answer_move, change, agreed=False, objection="x", actor=desk.counterpart, at=later(1))


def test_date_that_is_not_agreed_stays_and_says_why():
    desk = make_desk()
    change = move(desk)
    refused("move-open", move, desk)
    refused("objection-missing", answer_move, change, agreed=False, actor=desk.counterpart, at=AT)
    answer_move(change, agreed=False, objection="Le poste est prêt.", actor=desk.counterpart, at=AT)
    assert desk.step(3).due == date(2026, 12, 15)
    assert told("answered") == {(desk.owner.post_id, "E-01 : la nouvelle date n'est pas acceptée")}
    assert move(desk).number == 2


def test_date_needs_a_reason_a_day_to_come_and_a_milestone_that_is_owed():
    desk = make_desk()
    refused("move-reason", move, desk, reason=" ")
    refused("move-same", move, desk, due=date(2026, 12, 15))
    refused("move-past", move, desk, due=date(2026, 11, 1))
    refused("not-yours", move, desk, actor=desk.counterpart)
    desk.claim(3)
    refused("move-claimed", move, desk)
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("seed", range(6))
def test_lists_see_what_is_owed_and_disputed_as_the_engine_does(seed):
    drawn, desk = random.Random(seed), make_desk()
    for _each in range(8):
        commitment = desk.parties.commitment()
        for step in commitment.milestones.all():
            for number in range(drawn.randrange(3)):
                claim = claimed(step, later(-60 + 10 * number).date())
                for _answer in range(drawn.randrange(3)):
                    answered(claim, drawn.choice(list(Answer)), days=drawn.randrange(1, 6))
    rows = list(Commitment.objects.select_related("owner__organisation"))
    states = {
        UUID(key): state
        for fact in facts_of(rows, TODAY).values()
        for key, state in followup.progress_of(fact, TODAY).states.items()
    }
    assert owed_among(row.pk for row in rows) == {key: state for key, state in states.items() if state in OWED}
    shown = {point.claim.milestone_id: point.state for point in points_of(desk.parties.plan)}
    assert shown.items() <= states.items()
    unclosed = {key for key, state in states.items() if state in DISPUTED}
    assert set(shown) == unclosed
