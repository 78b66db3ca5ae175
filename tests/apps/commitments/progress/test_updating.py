"""The three questions, help, escalation by the two secretaries."""

from datetime import date

import pytest

from danaya.apps.commitments.actions.progress import (
    answer_help,
    close_escalation,
    escalate,
    offer_help,
    post_update,
)
from danaya.apps.commitments.models import Body, Escalation, Update
from danaya.apps.people.models import Role
from tests.apps.commitments.factories import AT
from tests.apps.commitments.progress.people import later, make_desk
from tests.apps.commitments.progress.test_claiming import refused, told
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


def update(desk, actor=None, at=AT, **said):
    return post_update(desk.commitment, actor=actor or desk.owner, at=at, **said)


def test_one_answer_is_enough_none_is_not():
    desk = make_desk()
    refused("update-empty", update, desk, done=" ", help="money")
    refused("update-past", update, desk, done="x", next_on=date(2026, 11, 1))
    refused("not-yours", update, desk, actor=desk.counterpart, done="x")
    assert update(desk, next_step="Poser l'affiche", next_on=date(2026, 12, 1)).done == ""


def test_same_answers_sent_twice_are_one_update_and_a_day_has_five():
    desk = make_desk()
    assert update(desk, done="Deux postes.").pk == update(desk, done=" Deux postes. ").pk
    for number in range(4):
        update(desk, done=f"Poste {number}")
    refused("update-enough", update, desk, done="Encore")
    assert Update.objects.count() == 5
    update(desk, done="Encore", at=later(1))


def test_help_asked_for_in_an_update_is_told():
    desk = make_desk()
    update(desk, obstacle="Pas de budget", help="money")
    assert {post for post, _subject in told("help")} == {
        desk.secretary_customs.post_id,
        desk.secretary_private.post_id,
        desk.parties.coordinator.post_id,
    }
    assert update(desk, done="x", help="nonsense").help == ""


def test_help_is_offered_once_and_answered_once_by_the_owner():
    desk = make_desk()
    refused("help-own", offer_help, desk.commitment, actor=desk.owner, at=AT)
    colleague = make_tenure(Role.ANALYST, organisation=desk.owner.post.organisation)
    refused("help-own-body", offer_help, desk.commitment, actor=colleague, at=AT)
    offer = offer_help(desk.commitment, words="Une signature ?", actor=desk.secretary_customs, at=AT)
    assert offer_help(desk.commitment, actor=desk.secretary_customs, at=AT).pk == offer.pk
    assert (desk.owner.post_id, "E-01 : une aide vous est proposée") in told("help")
    refused("help-empty", answer_help, offer, wanted="", answer=" ", actor=desk.owner, at=AT)
    refused("not-yours", answer_help, offer, wanted="money", actor=desk.counterpart, at=AT)
    assert answer_help(offer, wanted="authority", actor=desk.owner, at=AT).wanted == "authority"
    refused("help-answered", answer_help, offer, wanted="money", actor=desk.owner, at=AT)


def test_escalation_is_one_and_a_secretary_says_what_was_decided():
    desk = make_desk()
    made = escalate(desk.commitment, ["no-event", "no-event"], at=AT)
    assert (made.reasons, escalate(desk.commitment, ["no-event"], at=AT)) == (["no-event"], None)
    assert {post for post, _subject in told("escalation")} == {
        desk.secretary_customs.post_id,
        desk.secretary_private.post_id,
        desk.owner.post_id,
    }
    for other in (desk.parties.coordinator, desk.owner, desk.parties.director):
        refused("not-secretary", close_escalation, made, outcome="x", actor=other, at=AT)
    refused("escalation-empty", close_escalation, made, outcome=" ", actor=desk.secretary_private, at=AT)
    close_escalation(made, outcome="Le directeur signe lundi.", actor=desk.secretary_private, at=AT)
    refused("escalation-closed", close_escalation, made, outcome="y", actor=desk.secretary_customs, at=AT)
    assert Escalation.objects.get().closed_by == desk.secretary_private.post


def test_without_secretaries_coordinator_and_private_signatories_hear_that_they_are_missing():

    desk = make_desk(secretaries=False)
    post = desk.parties.other.post
    Body.objects.create(plan=desk.parties.plan, organisation=post.organisation, signatory=post)
    escalate(desk.commitment, ["no-event"], at=AT)
    missing = "E-01 n'avance plus, et il manque un secrétaire au plan"
    assert {post for post, subject in told("escalation") if subject == missing} == {
        desk.parties.coordinator.post_id,
        post.pk,
    }
