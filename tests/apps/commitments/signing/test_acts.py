"""Each act of signing, and each refusal."""

import pytest

from danaya.apps.commitments.actions.signing.adopt_plan import close_signing
from danaya.apps.commitments.actions.signing.arrange_signing import add_body, arrange_signing, remove_body
from danaya.apps.commitments.actions.signing.take_back_text import take_back_text
from danaya.apps.commitments.models import (
    CommitmentState,
    ExpectationBasis,
    Opening,
    PlanState,
    RegisterEntry,
    Signature,
    Stance,
    Version,
    Visa,
)
from danaya.apps.commitments.models.plans import FixedError
from danaya.apps.commitments.signing.register import said_by
from danaya.apps.commitments.signing.standing import articles_of
from danaya.apps.commitments.signing.tasks import tasks_of
from danaya.apps.dialogue.models import Fate, FateKind
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.journal.entries import history, verify
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.signing.desk import Desk, refused
from tests.apps.dialogue.factories import make_room
from tests.apps.people.factories import make_post, make_tenure

pytestmark = pytest.mark.django_db


def test_a_text_is_put_signed_and_adopted(desk: Desk):
    version = desk.put()
    assert desk.plan.state == PlanState.SIGNING
    assert [name for name, _digest in version.parts] == ["", "E-01", "E-02"]
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    assert desk.plan.state == PlanState.SIGNING, "a body has still to decide"
    desk.adopt(desk.president, Stance.RESERVED, "Sous réserve du budget 2027.")
    desk.first.refresh_from_db()
    assert (desk.plan.state, desk.plan.adopted_on) == (PlanState.ADOPTED, TODAY)
    assert (desk.first.state, desk.first.adopted_on) == (CommitmentState.ADOPTED, TODAY)
    assert [said_by(entry)["act"] for entry in desk.plan.register.all()] == ["put-to-signature", *["signature"] * 6]
    assert verify() is None
    assert {"commitments.put_to_signature", "commitments.sign", "commitments.adopt_plan"} <= set(
        history(desk.plan).values_list("verb", flat=True)
    )


def test_who_has_to_do_what_in_order(desk: Desk):
    assert tasks_of(desk.chief.post, desk.plan) == []
    desk.put()
    assert [one.kind for one in tasks_of(desk.parties.customs.post, desk.plan)] == ["sign", "sign"]
    assert [one.kind for one in tasks_of(desk.chief.post, desk.plan)] == ["initial"]
    assert tasks_of(desk.director.post, desk.plan) == [], "visas come first"
    desk.initial()
    assert [one.kind for one in tasks_of(desk.director.post, desk.plan)] == ["decide"]
    told = set(Notice.objects.filter(kind="commitments.to_sign").values_list("post", flat=True))
    posts = (desk.parties.customs, desk.parties.private, desk.chief, desk.director, desk.president)
    assert told == {one.post_id for one in posts}


def test_what_is_not_ready_is_named_and_left_out_only_when_told(desk: Desk, checks_pass: set[str]):
    checks_pass.add("E-02")
    with pytest.raises(Problem, match="E-02"):
        desk.put()
    assert not Version.objects.exists()
    assert [name for name, _digest in desk.put(leave_out=True).parts] == ["", "E-01"]
    assert refused(desk.sign, desk.second, desk.parties.customs, "0" * 64) == "not-in-text"


def test_a_text_is_not_put_twice_nor_without_bodies_nor_empty(desk: Desk, checks_pass: set[str]):
    checks_pass.update({"E-01", "E-02"})
    assert refused(desk.put, leave_out=True) == "nothing-to-sign"
    checks_pass.clear()
    desk.put()
    assert refused(desk.put) == "already-at-signature"
    assert refused(remove_body, desk.private, actor=desk.parties.coordinator, at=AT) == "body-in-text"
    take_back_text(desk.plan, {"fr": "Un mot manque."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    remove_body(desk.private, actor=desk.parties.coordinator, at=AT)
    assert refused(desk.put) == "bodies-missing"


def test_words_that_nobody_sees_are_not_put_to_signature(desk: Desk):
    desk.first.result = {"fr": "Les frais sont\u202e affichés."}
    desk.first.save()
    assert refused(desk.put) == "text-not-visible"
    assert desk.plan.state == PlanState.DRAFTING


# Signing a commitment


def test_somebody_elses_post_cannot_sign(desk: Desk):
    desk.put()
    for actor in (desk.parties.coordinator, desk.director, desk.parties.other):
        assert refused(desk.sign, desk.first, actor) == "not-yours"
    assert not Signature.objects.exists()


def test_a_post_signs_once(desk: Desk):
    desk.put()
    desk.sign(desk.first, desk.parties.customs)
    assert refused(desk.sign, desk.first, desk.parties.customs) == "signed-already"
    assert desk.plan.register.count() == 2


def test_a_stale_text_is_not_signed(desk: Desk):
    read = desk.put()
    part = desk.part(desk.first)
    take_back_text(desk.plan, {"fr": "Une date change."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    assert refused(desk.sign, desk.first, desk.parties.customs, part) == "not-being-signed"
    desk.first.result = {"fr": "Les frais sont affichés dans 11 postes."}
    desk.first.save()
    desk.put()
    assert refused(desk.sign, desk.first, desk.parties.customs, part) == "text-changed"
    desk.initial()
    assert refused(desk.adopt, desk.director, digest=read.digest) == "text-changed"
    assert refused(desk.initial, digest=read.digest) == "text-changed"
    assert not Signature.objects.exists()


def test_signatures_count_as_long_as_the_words_are_the_same(desk: Desk):
    desk.put()
    desk.sign_all()
    take_back_text(desk.plan, {"fr": "Une date change."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    desk.first.result = {"fr": "Les frais sont affichés dans 11 postes."}
    desk.first.save()
    version = desk.put()
    first, second = articles_of(version)
    assert (first.is_signed, second.is_signed) == (False, True)
    assert second.by_owner.version.number == 1
    assert refused(desk.sign, desk.second, desk.parties.private) == "signed-already"


# Visas


def test_visas_come_in_order_and_from_the_circuit_only(desk: Desk):
    deputy = make_tenure(Role.ANALYST, desk.customs.organisation)
    circuit = [desk.chief.post, deputy.post]
    arrange_signing(desk.customs, desk.director.post, circuit, actor=desk.parties.coordinator, at=AT)
    desk.put()
    assert refused(desk.initial, deputy) == "visa-out-of-turn"
    assert refused(desk.initial, desk.parties.private) == "visa-not-yours"
    assert refused(desk.adopt, desk.director) == "visas-missing"
    desk.initial()
    assert refused(desk.adopt, desk.director) == "visas-missing"
    desk.initial(deputy)
    desk.adopt(desk.director)
    assert refused(desk.initial, deputy) == "visa-too-late"


def test_a_text_sent_back_waits_until_the_visa_is_given_anew(desk: Desk):
    desk.put()
    assert refused(desk.initial, granted=False, remark="  ") == "visa-remark-missing"
    desk.initial(granted=False, remark="Le budget n'est pas fixé.")
    assert refused(desk.adopt, desk.director) == "visa-sent-back"
    desk.initial()
    assert Visa.objects.get().granted
    desk.adopt(desk.director)


# Stances


def test_a_body_decides_once_through_its_signatory(desk: Desk):
    desk.put()
    desk.initial()
    assert refused(desk.adopt, desk.parties.private) == "not-yours"
    assert refused(desk.adopt, desk.president, Stance.RESERVED, " \n ") == "reservations-missing"
    assert refused(desk.adopt, desk.president, Stance.ADOPTED, "Mais…") == "reservations-unwanted"
    desk.adopt(desk.president, Stance.ABSTAINED)
    assert refused(desk.adopt, desk.president) == "signed-already"


def test_an_arrangement_holds_together(desk: Desk):
    arrange = {"actor": desk.parties.coordinator, "at": AT}
    elsewhere = make_post(Role.MEMBER)
    assert refused(arrange_signing, desk.customs, elsewhere, [], **arrange) == "post-of-other"
    assert (
        refused(arrange_signing, desk.customs, desk.chief.post, [desk.chief.post], **arrange) == "signatory-in-circuit"
    )
    twice = [desk.chief.post, desk.chief.post]
    assert refused(arrange_signing, desk.customs, desk.director.post, twice, **arrange) == "post-twice"
    assert refused(add_body, desk.plan, desk.customs.organisation, desk.chief.post, **arrange) == "body-twice"
    observer = make_post(Role.OBSERVER)
    assert refused(add_body, desk.plan, observer.organisation, observer, **arrange) == "post-of-other"
    desk.put()
    assert refused(add_body, desk.plan, elsewhere.organisation, elsewhere, **arrange) == "body-in-text"
    desk.adopt(desk.president)
    assert refused(arrange_signing, desk.private, desk.parties.private.post, [], **arrange) == "body-decided"


# Adoption


def test_the_coordinator_closes_signing_and_what_is_unsigned_stays_proposed(desk: Desk):
    desk.put()
    desk.sign(desk.first, desk.parties.customs)
    desk.sign(desk.first, desk.parties.private)
    desk.sign(desk.second, desk.parties.private)
    desk.initial()
    desk.adopt(desk.director)
    closing = {"actor": desk.parties.coordinator, "at": AT}
    assert refused(close_signing, desk.plan, **closing) == "not-enough-adopted"
    desk.adopt(desk.president)
    assert desk.plan.state == PlanState.SIGNING, "a commitment lacks a signature: nobody is left out by surprise"
    assert [one.reference for one in close_signing(desk.plan, **closing)] == ["E-02"]
    states = list(desk.plan.commitments.order_by("number").values_list("state", flat=True))
    assert states == [CommitmentState.ADOPTED, CommitmentState.PROPOSED]
    assert refused(close_signing, desk.plan, **closing) == "not-being-signed"


def test_bodies_that_abstain_do_not_carry_a_plan(desk: Desk):
    desk.put()
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president, Stance.ABSTAINED)
    assert desk.plan.state == PlanState.SIGNING
    assert refused(close_signing, desk.plan, actor=desk.parties.coordinator, at=AT) == "not-enough-adopted"


def test_expectations_are_answered_once_by_the_owners_body(desk: Desk):
    room = make_room()
    expectation = room.shown("Affichez les frais.")
    for one in (desk.first, desk.second):
        ExpectationBasis.objects.create(commitment=one, expectation=expectation)
    desk.put()
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)
    fate = Fate.objects.get()
    assert (fate.kind, fate.signed_by) == (FateKind.PLANNED, desk.director.post)
    assert "E-01, E-02" in fate.reason["fr"]
    assert Notice.objects.filter(kind="commitments.signed").exists()


def test_an_amendment_taken_back_leaves_the_plan_adopted(desk: Desk):
    desk.put()
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)
    desk.put(why={"fr": "Une date."})
    assert (
        refused(take_back_text, desk.plan, {"fr": " "}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
        == "why-missing"
    )
    take_back_text(desk.plan, {"fr": "Rien ne change."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    assert desk.plan.state == PlanState.ADOPTED
    assert desk.plan.commitments.filter(state=CommitmentState.ADOPTED).count() == 2


# What was signed stays


def test_nothing_that_was_signed_can_be_changed_or_deleted(desk: Desk):
    desk.put()
    desk.sign(desk.first, desk.parties.customs)
    for model in (Version, Signature, RegisterEntry):
        row = model.objects.first()
        for act in (row.save, row.delete, model.objects.all().delete, lambda m=model: m.objects.update(plan=None)):
            with pytest.raises(FixedError):
                act()
        with pytest.raises(FixedError):
            model.objects.bulk_update([row], ["id"])
    for held in (desk.plan.versions, desk.plan.register, desk.version.signatures):
        with pytest.raises(FixedError):
            held.all().delete()


def test_the_chain_names_nobody(desk: Desk):
    desk.put()
    desk.sign_all()
    desk.adopt(desk.president, Stance.RESERVED, "Réserve sur le budget.")
    whole = " ".join(RegisterEntry.objects.values_list("payload", flat=True))
    for tenure in (desk.parties.customs, desk.parties.private, desk.president):
        assert tenure.account.display_name not in whole
    assert "budget" not in whole
    assert Opening.objects.filter(field="person").count() == 5
