"""Before the signature: the next step of the coordinator, what keeps a text from signature, long texts, words that stand still."""

import pytest
from django.urls import reverse

from danaya.apps.commitments.actions.rate_commitment import Judgement, rate_commitment
from danaya.apps.commitments.actions.signing import adopt_plan
from danaya.apps.commitments.actions.signing.arrange_signing import remove_body
from danaya.apps.commitments.models import (
    ExpectationBasis,
    PlanState,
)
from danaya.apps.commitments.views.signing import putting
from danaya.apps.dialogue.models import Fate
from danaya.base.jobs.models import Job
from danaya.base.jobs.worker import run_worker
from tests.apps.commitments.factories import AT
from tests.apps.commitments.signing.desk import Desk, page
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.dialogue.factories import make_room

pytestmark = pytest.mark.django_db


def test_the_coordinator_of_a_plan_in_preparation_is_led_on_step_by_step(desk: Desk):
    def led(actor=None) -> str:
        return sign_in(actor or desk.parties.coordinator).get(page("plan", desk)).content.decode()

    assert "Faire noter les propositions" in led()
    assert "Faire noter les propositions" not in led(desk.parties.customs), "others do not manage the plan"
    for one in (desk.first, desk.second):
        for actor in (desk.parties.customs, desk.parties.private):
            rate_commitment(one, Judgement(2, 2), revision=one.revision, actor=actor, at=AT)
    assert page("put_to_signature", desk) in led()
    remove_body(desk.private, actor=desk.parties.coordinator, at=AT)
    assert "Nommer les organismes" in led()


def test_what_keeps_a_text_from_signature_is_said_before_the_button(desk: Desk, checks_pass: set[str]):
    client = sign_in(desk.parties.coordinator)
    checks_pass.add("E-02")
    seen = client.get(page("put_to_signature", desk))
    assert "Ambitieux et réaliste" in words(seen), "the gate that is still open"
    second = reverse("commitments:commitment", args=[desk.plan.pk, desk.second.pk])
    assert f'"{second}#gates"' in seen.content.decode(), "each leads to where it is passed"
    remove_body(desk.private, actor=desk.parties.coordinator, at=AT)
    forbidden = client.get(page("put_to_signature", desk)).content.decode()
    assert page("add_body", desk) in forbidden
    assert 'name="why_fr"' not in forbidden, "what cannot be done now is not offered"


def test_a_long_text_is_put_and_followed_up_by_jobs(desk: Desk, checks_pass: set[str], clock, monkeypatch):
    monkeypatch.setattr(putting, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(adopt_plan, "MOST_AT_ONCE", 1)
    expectation = make_room().shown("Affichez les frais.")
    ExpectationBasis.objects.create(commitment=desk.first, expectation=expectation)
    client = sign_in(desk.parties.coordinator)
    checks_pass.add("E-02")
    refused = client.post(page("put_to_signature", desk), {"why_fr": "Première version."})
    assert (refused.status_code, Job.objects.count()) == (422, 0), "nobody waits for a job to hear that"
    assert "Première version." in refused.content.decode()
    checks_pass.clear()
    asked = client.post(page("put_to_signature", desk), {"why_fr": "Première version."})
    assert desk.plan.state == PlanState.DRAFTING
    run_worker(clock, once=True)
    assert client.get(asked.url).url == page("signing", desk)
    assert (desk.plan.state, desk.version.why) == (PlanState.SIGNING, {"fr": "Première version."})
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)
    assert (desk.plan.state, Fate.objects.count()) == (PlanState.ADOPTED, 0)
    run_worker(clock, once=True)
    assert Fate.objects.get().signed_by == desk.director.post


def test_words_at_signature_are_not_offered_to_be_changed(desk: Desk):
    address = reverse("commitments:commitment", args=[desk.plan.pk, desk.first.pk])
    edit = reverse("commitments:edit", args=[desk.plan.pk, desk.first.pk, "promise"])
    client = sign_in(desk.parties.customs)
    assert edit in client.get(address).content.decode()
    desk.put()
    assert edit not in client.get(address).content.decode()
    assert "ses mots ne changent que s'il est repris" in words(client.get(address))
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)
    adopted = client.get(address)
    assert edit in adopted.content.decode()
    assert "Modifier :" in words(adopted).replace("\xa0", " ")
