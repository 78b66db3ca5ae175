"""Pages of progress for posts: who may do what (403), what is refused keeps what was typed, one's own items alone, links and PIN shown once."""

import re

import pytest
from django.urls import reverse

from danaya.apps.commitments.actions.progress import answer_claim, answer_outcome, ask_move, offer_help, record_outcome
from danaya.apps.commitments.models import Answer, Claim, Confirmation, HelpOffer, Pin, Update
from danaya.apps.commitments.progress.pieces import seal_of
from danaya.apps.people.models import Role
from danaya.base.cards.models import Card
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.progress.people import later, make_desk, signed_in
from tests.apps.commitments.progress.phones import text_of
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def desk():
    make_administration()
    return make_desk()


def address(desk, name, *of):
    return reverse(f"commitments:{name}", args=[desk.parties.plan.pk, desk.commitment.pk, *(one.pk for one in of)])


def status(tenure, url):
    return signed_in(tenure).get(url).status_code


def test_each_act_has_one_post_and_all_others_are_refused(desk):
    claim = desk.claim()
    change = ask_move(desk.step(3), due=later(200).date(), reason="Crue", actor=desk.owner, at=AT)
    offer = offer_help(desk.commitment, actor=desk.secretary_customs, at=AT)
    acts = {
        address(desk, "update"): desk.owner,
        address(desk, "claim", desk.step(2)): desk.owner,
        address(desk, "evidence", claim): desk.owner,
        address(desk, "move", desk.step(2)): desk.owner,
        address(desk, "answer_help", offer): desk.owner,
        address(desk, "answer", claim): desk.counterpart,
        address(desk, "date", change): desk.counterpart,
    }
    everybody = (
        desk.owner,
        desk.counterpart,
        desk.parties.coordinator,
        desk.parties.director,
        desk.parties.other,
        desk.secretary_private,
    )
    for url, whose in acts.items():
        assert {tenure: status(tenure, url) for tenure in everybody} == {
            tenure: 200 if tenure == whose else 403 for tenure in everybody
        }, url


def test_subject_of_another_commitment_does_not_exist(desk):
    other = desk.parties.commitment()
    assert status(desk.owner, address(desk, "claim", other.milestones.first())) == 404


def test_claim_page_names_what_was_agreed_and_keeps_all_when_refused(desk):
    client = signed_in(desk.owner)
    url = address(desk, "claim", desk.step())
    assert "Preuve convenue d" in text_of(client.get(url))
    sent = {"text": "C'est signé.", "visibility": "forum", "statement": "Je certifie."}
    page = text_of(client.post(url, sent), 422)
    for words in ("C&#x27;est signé.", "Je certifie.", "pourquoi vous en donnez une autre"):
        assert words in page
    assert client.post(url, {**sent, "other_kind": "Pas d'appareil."}).status_code == 302
    assert "déjà déclaré" in text_of(client.post(url, {**sent, "other_kind": "x"}), 422)
    assert Claim.objects.count() == 1


def test_answer_page_asks_why_and_tells_who_answered_meanwhile(desk):
    claim = desk.claim()
    client = signed_in(desk.counterpart)
    url = address(desk, "answer", claim)
    page = text_of(client.get(url))
    assert "La liste est signée." in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert seen == seal_of(claim)
    assert "Écrivez pourquoi" in text_of(client.post(url, {"answer": "contested", "seen": seen}), 422)
    assert not Confirmation.objects.exists()
    assert client.post(url, {"answer": "full", "seen": seen}).status_code == 302
    assert "a déjà reçu une réponse" in text_of(client.post(url, {"answer": "full", "seen": seen}), 422)


def test_three_questions_and_help_by_posts(desk):
    assert signed_in(desk.owner).post(address(desk, "update"), {"done": "Deux postes."}).status_code == 302
    assert not Update.objects.get().by_link
    client = signed_in(desk.parties.coordinator)
    assert client.post(address(desk, "offer_help"), {"words": "Une signature ?"}).status_code == 302
    url = address(desk, "answer_help", HelpOffer.objects.get())
    assert signed_in(desk.owner).post(url, {"wanted": "authority"}).status_code == 302
    colleague = make_tenure(Role.ANALYST, organisation=desk.owner.post.organisation)
    assert status(colleague, address(desk, "offer_help")) == 403, "the owner's own organisation"
    assert status(desk.parties.other, address(desk, "offer_help")) == 200, "another body"


def test_commitment_page_shows_both_bars_dates_answers_and_what_the_viewer_may_do(desk):
    claim = desk.claim()
    answer_claim(claim, Answer.CONTESTED, reason="7 postes sur 12.", actor=desk.counterpart, at=AT)
    ask_move(desk.step(3), due=later(200).date(), reason="Crue du fleuve", actor=desk.owner, at=AT)
    url = reverse("commitments:commitment", args=[desk.parties.plan.pk, desk.commitment.pk])
    page = text_of(signed_in(desk.owner).get(url))
    for words in ("7 postes sur 12.", "Crue du fleuve", "contesté", claim.evidence.get().digest[:8]):
        assert words in page
    assert address(desk, "claim", desk.step(2)) in page
    other = text_of(signed_in(desk.counterpart).get(url))
    assert address(desk, "claim", desk.step(2)) not in other
    assert address(desk, "outcome", claim) in other
    assert address(desk, "claim", desk.step(2)) not in text_of(signed_in(desk.parties.coordinator).get(url))


def test_no_red_mark_before_help_stood_offered_for_a_fortnight(desk, settings):
    url = reverse("commitments:commitment", args=[desk.parties.plan.pk, desk.commitment.pk])
    page = text_of(signed_in(desk.owner).get(url))
    assert "Aucune nouvelle depuis" in page
    assert "stall-red" not in page
    offer_help(desk.commitment, actor=desk.secretary_customs, at=AT)
    settings.TODAY = later(13).date()
    assert "stall-red" not in text_of(signed_in(desk.owner).get(url))
    settings.TODAY = later(14).date()
    assert "stall-red" in text_of(signed_in(desk.owner).get(url))


def test_my_items_are_mine_over_all_plans_and_nobody_elses(desk):
    claim = desk.claim()
    other = make_desk()
    theirs = other.claim()
    mine = text_of(signed_in(desk.counterpart).get(reverse("commitments:mine")))
    assert address(desk, "answer", claim) in mine
    assert str(theirs.pk) not in mine
    owner = text_of(signed_in(desk.owner).get(reverse("commitments:mine")))
    assert address(desk, "claim", desk.step(2)) in owner
    assert address(desk, "answer", claim) not in owner
    assert "Rien ne vous attend" in text_of(signed_in(desk.parties.director).get(reverse("commitments:mine")))


def test_my_items_count_what_my_own_body_was_asked_for_and_answered(desk, settings):
    claim = desk.claim()
    answer_claim(claim, Answer.PART, reason="7 sur 12.", actor=desk.counterpart, at=AT)
    desk.claim(2), desk.claim(3, at=later(20)), make_desk().claim()
    settings.TODAY = later(21).date()
    colleague = make_tenure(Role.MEMBER, organisation=desk.counterpart.post.organisation)
    for reader in (desk.counterpart, colleague):
        page = text_of(signed_in(reader).get(reverse("commitments:mine"))).replace("\xa0", " ")
        assert "1 réponse donnée sur 3. 1 attend depuis 21 jours ou plus." in page
    assert "Confirmations demandées" not in text_of(signed_in(desk.owner).get(reverse("commitments:mine")))


def test_a_plans_page_counts_what_waits_in_this_plan_alone(desk):
    make_desk()
    elsewhere = make_desk().parties.plan
    elsewhere.commitments.update(owner=desk.counterpart.post, counterpart=desk.owner.post)
    desk.claim()
    client = signed_in(desk.counterpart)
    plans = (desk.parties.plan, elsewhere)
    pages = [text_of(client.get(reverse("commitments:plan", args=[plan.pk]))).replace("\xa0", " ") for plan in plans]
    assert "1 point de ce plan vous attend." in pages[0]
    assert "2 points de ce plan vous attendent." in pages[1]


def test_meeting_page_shows_both_texts_side_by_side(desk):
    claim = desk.claim()
    answer_claim(claim, Answer.PART, reason="7 postes sur 12.", actor=desk.counterpart, at=AT)
    url = reverse("commitments:meeting", args=[desk.parties.plan.pk])
    page = text_of(signed_in(desk.secretary_private).get(url))
    assert page.index("La liste est signée.") < page.index("7 postes sur 12.")
    assert address(desk, "outcome", claim) not in page
    assert address(desk, "outcome", claim) in text_of(signed_in(desk.counterpart).get(url))
    said = {"words": "Sept postes, vus ensemble.", "met_on": TODAY}
    outcome = record_outcome(claim, Answer.PART, **said, actor=desk.owner, at=AT)
    answer_outcome(outcome, agreed=True, actor=desk.counterpart, at=AT)
    page = text_of(signed_in(desk.secretary_private).get(url)).replace("&#x27;", "'").replace("’", "'")
    assert "Ce qu'une réunion a réglé" in page
    assert "La contrepartie dit" not in page, "what both agreed to is not put into one's mouth"
    desk.claim(text="Encore la liste.")
    page = text_of(signed_in(desk.secretary_private).get(url))
    assert page.index("Sept postes, vus ensemble.") < page.index("Encore la liste."), "a new claim hides no contest"
    assert "Rien n" not in page


# Links and PIN


def test_links_are_made_for_those_ticked_and_shown_once(desk):
    client = signed_in(desk.parties.coordinator)
    url = reverse("commitments:links", args=[desk.parties.plan.pk])
    text_of(client.get(url))
    assert "Cochez de 1 à 50" in text_of(client.post(url, {}), 422).replace("\u202f", " ").replace("\xa0", " ")
    foreign = f"{desk.commitment.pk}:{desk.parties.other.post_id}"
    text_of(client.post(url, {"link": [foreign]}), 422)
    ticked = [f"{desk.commitment.pk}:{post}" for post in (desk.owner.post_id, desk.counterpart.post_id)]
    answer = client.post(url, {"link": ticked})
    page = text_of(answer)
    codes = set(re.findall(r"/e/([A-Z0-9-]{19})", page))
    assert len(codes) == 2
    assert "whatsapp://send" in page
    assert "<svg" in page
    assert answer["Cache-Control"] == "no-store"
    again = text_of(client.get(url))
    assert not any(code in again for code in codes)
    assert Card.objects.count() == 2
    for other in (desk.owner, desk.parties.director, desk.secretary_private):
        assert status(other, url) == 403


def test_pin_letter_is_shown_once_and_only_by_a_button(desk):
    client = signed_in(desk.parties.coordinator)
    url = reverse("commitments:pin", args=[desk.parties.plan.pk])
    text_of(client.get(url, {"post": desk.owner.post_id}))
    assert not Pin.objects.exists()
    answer = client.post(url, {"post": desk.owner.post_id})
    pin = re.search(r"<code>(\d{3} \d{3})</code>", text_of(answer))[1]
    assert answer["Cache-Control"] == "no-store"
    assert Pin.objects.get().post == desk.owner.post
    assert pin not in text_of(client.get(url, {"post": desk.owner.post_id}))
    client.post(url, {"post": desk.owner.post_id})
    assert Pin.objects.filter(ended_on=None).count() == 1
    assert client.post(url, {"post": desk.parties.director.post_id}).status_code == 302, "no party of this plan"
    assert status(desk.owner, url) == 403


def test_links_of_a_post_are_ended(desk):
    desk.link(desk.owner.post)
    url = reverse("commitments:end_links", args=[desk.parties.plan.pk])
    client = signed_in(desk.parties.coordinator)
    text_of(client.get(url, {"post": desk.owner.post_id}))
    assert Card.objects.filter(revoked_on=None).exists()
    client.post(url, {"post": desk.owner.post_id})
    assert not Card.objects.filter(revoked_on=None).exists()
