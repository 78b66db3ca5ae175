"""Personal links and the PIN of a post: what the link alone does, what needs the PIN, what ends both, what guessing tells."""

import hashlib
import hmac
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.progress import answer_claim as answer_by_post
from danaya.apps.commitments.actions.progress import ask_move, issue_links, record_outcome, replace_pin, revoke_link
from danaya.apps.commitments.models import Answer, Claim, Commitment, CommitmentState, Confirmation, Pin, Update
from danaya.apps.commitments.progress.pieces import seal_of
from danaya.apps.notices.models import Notice
from danaya.apps.people.actions.hand_over_post import hand_over_post
from danaya.base.cards.keys import own_key
from danaya.base.cards.models import Card
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.progress.people import draw, later, make_desk, photo, signed_in, wrong
from tests.apps.commitments.progress.phones import Phone, text_of
from tests.apps.people.factories import make_account, make_administration
from tests.attacks.voices import tables

pytestmark = pytest.mark.django_db

LIGHT = 15 * 1024


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.TODAY = TODAY
    cache.clear()


@pytest.fixture
def desk():
    make_administration()
    return make_desk()


def test_pin_is_stretched_by_scrypt_under_a_key_of_the_installation(desk, real_cost):
    pin = desk.pin(desk.owner.post)
    salt, kept = Pin.objects.get().hash.split("$")
    slow = hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), n=16384, r=8, p=1, dklen=32)
    assert kept == hmac.digest(own_key("commitments pin"), slow, "sha256").hex()


# The three questions


def test_link_alone_answers_the_three_questions_on_one_light_page(desk):
    phone = Phone(desk.link(desk.owner.post))
    page = phone.home()
    words = text_of(page)
    for field in ("done", "obstacle", "help", "next_step", "next_on"):
        assert f'name="{field}"' in words
    assert "<script" not in words
    sheet = re.search(r'href="(/static/[^"]+)"', words)[1]
    weight = len(page.content) + len(b"".join(phone.client.get(sheet).streaming_content))
    assert weight < LIGHT, weight
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "Merci" in text_of(phone.update(done="Deux postes affichés.", next_on="1/12/2026"))
    made = Update.objects.get()
    assert (made.by, made.by_link, made.done) == (desk.owner.post, True, "Deux postes affichés.")
    text_of(phone.update(done="Deux postes affichés.", next_on="1/12/2026"))
    assert Update.objects.count() == 1


def test_what_is_refused_keeps_all_that_was_typed(desk):
    phone = Phone(desk.link(desk.owner.post))
    page = text_of(phone.update(obstacle="Pas d'imprimante", next_on="hier"), 422)
    assert "Pas d&#x27;imprimante" in page
    assert 'value="hier"' in page
    assert "<title>Err" in page
    assert "au moins des trois questions" in text_of(phone.update(done=" "), 422)
    assert "at least one of the three questions" in text_of(Phone(phone.code, "en").update(), 422)


def test_another_language_keeps_what_was_typed_and_does_nothing(desk):
    phone = Phone(desk.link(desk.owner.post))
    before = tables()
    page = text_of(phone.update(done="Deux <b>postes</b>.", next_on="hier", help="money", language="en"))
    assert '<html lang="en"' in page
    assert "Deux &lt;b&gt;postes&lt;/b&gt;." in page
    assert 'value="hier"' in page
    assert re.search(r'value="money"[^>]* (selected|checked)', page)
    assert 'role="alert"' not in page
    assert "Three questions" in text_of(phone.home()), "the language stays"
    sent = {"text": "Signée.", "pin": "123456", "file": photo(), "language": "fr"}
    page = text_of(phone.do("claim", desk.step(2), **sent))
    assert "Signée." in page
    assert "123456" not in page
    assert "Choisissez de nouveau votre fichier" in page.replace("\xa0", " ")
    typed = phone.client.post(reverse("commitments:link_enter"), {"code": phone.code, "language": "en"})
    assert phone.code.replace("-", "") in text_of(typed).replace("-", "")
    assert tables() == before
    assert "Deux" in text_of(phone.update(done="Deux postes.", next_on="hier", language="xx"), 422), "no language"


def test_opening_pages_changes_nothing_not_even_for_a_preview_robot(desk):
    claim = desk.claim()
    change = ask_move(desk.step(3), due=later(200).date(), reason="Crue", actor=desk.owner, at=AT)
    owner, other = Phone(desk.link(desk.owner.post)), Phone(desk.link(desk.counterpart.post))
    before = tables()
    for agent in ("WhatsApp/2.23", "facebookexternalhit/1.1"):
        for phone, act, of in (
            (owner, "claim", desk.step(2)),
            (other, "answer", claim),
            (other, "date", change),
            (owner, "evidence", claim),
        ):
            phone.client.defaults["HTTP_USER_AGENT"] = agent
            text_of(phone.home())
            text_of(phone.open(act, of))
    assert tables() == before


# Links that open nothing


def pages_of(desk):
    """Every way a link can be no good → what it shows."""
    good = desk.link(desk.owner.post)
    forged = good[:-1] + ("A" if good[-1] != "A" else "B")
    yield "forged", forged
    yield "short", "ABCD"
    old = desk.link(desk.counterpart.post, at=later(-31))
    yield "expired", old
    yield "replaced", good if desk.link(desk.owner.post) else ""
    revoked = desk.link(desk.owner.post)
    revoke_link(desk.commitment, desk.owner.post, actor=desk.parties.coordinator, at=AT)
    yield "revoked", revoked
    handed = desk.link(desk.counterpart.post)
    hand_over_post(desk.counterpart.post, make_account(), since=TODAY, actor=desk.parties.coordinator, at=AT)
    yield "handed over", handed
    ended = desk.link(desk.owner.post)
    Commitment.objects.filter(pk=desk.commitment.pk).update(state=CommitmentState.ABANDONED)
    yield "commitment ended", ended


def test_links_that_open_nothing_are_told_alike_and_tell_nothing(desk):
    shown = {}
    for why, code in pages_of(desk):
        page = text_of(Phone(code).home(), 404)
        assert desk.commitment.reference not in page
        shown[why] = re.sub(r'value="[^"]+"', "", page)
        typed = text_of(Phone(code).update(done="Ce que j'ai écrit."), 404)
        assert "Ce que j&#x27;ai écrit." in typed
    assert len(set(shown.values())) == 1, shown.keys()
    assert len(shown) == 7
    assert not Update.objects.exists()


def test_guessing_is_limited_and_good_links_never_are(desk, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "card": "8/m/ip"}
    good = Phone(desk.link(desk.owner.post))
    for _each in range(10):
        assert good.home().status_code == 200
    answers = [Phone("ABCD").home().status_code for _each in range(9)]
    assert answers == [404] * 8 + [429]


def test_link_is_of_one_post_and_one_commitment(desk):
    other = desk.parties.commitment()
    phone = Phone(desk.link(desk.owner.post))
    assert phone.open("claim", other.milestones.first()).status_code == 404
    claim = desk.claim()
    assert phone.open("answer", claim).status_code == 404, "the owner does not answer its own claim"
    assert Phone(desk.link(desk.counterpart.post)).open("claim", desk.step(2)).status_code == 404
    for act in ("offer", "decided", "update", "nothing"):
        assert phone.open(act, claim).status_code == 404
    with pytest.raises(Problem):
        issue_links([(other, desk.parties.other.post)], actor=desk.parties.coordinator, at=AT, random=draw)


def test_code_of_a_card_for_something_else_opens_nothing(desk):
    from danaya.base.cards.issuing import issue

    made = issue("dialogue.voice", desk.commitment.pk, str(desk.owner.post_id), 1, on=TODAY, random=draw)[0]
    assert Phone(made.code).home().status_code == 404


def test_code_on_paper_is_typed(desk):
    code = desk.link(desk.owner.post)
    found = Client().post(reverse("commitments:link_enter"), {"code": code.lower().replace("-", " ")})
    assert found["Location"] == reverse("commitments:link", args=[code])
    assert "Recopiez" in text_of(Client().post(reverse("commitments:link_enter"), {"code": " "}))


# The PIN


def test_claim_by_link_asks_for_the_pin_and_keeps_the_photo_while_it_is_wrong(desk):
    pin = desk.pin(desk.owner.post)
    phone = Phone(desk.link(desk.owner.post))
    step = desk.step(1)
    assert 'name="pin"' in text_of(phone.open("claim", step))
    sent = {"text": "La liste est signée.", "visibility": "forum", "pin": wrong(pin)}
    page = text_of(phone.do("claim", step, **sent, photo=photo()), 422)
    assert "Essais qui restent" in page
    assert "La liste est signée." in page
    assert wrong(pin) not in page
    assert not Claim.objects.exists()
    kept = re.search(r'name="kept_photo" value="([^"]+)"', page)[1]
    text_of(phone.do("claim", step, **{**sent, "pin": f"{pin[:3]} {pin[3:]}"}, kept_photo=kept))
    made = Claim.objects.get()
    assert (made.by, made.evidence.get().file.name) == (desk.owner.post, "affiche.png")
    assert Pin.objects.get().errors == 0


def test_no_act_that_binds_is_done_with_the_link_alone(desk):
    desk.pin(desk.owner.post)
    desk.pin(desk.counterpart.post)
    owner, other = Phone(desk.link(desk.owner.post)), Phone(desk.link(desk.counterpart.post))
    sent = {"text": "Fait.", "visibility": "forum", "link": "https://douanes.example/frais", "other_kind": "x"}
    text_of(owner.do("claim", desk.step(1), **sent), 422)
    change = ask_move(desk.step(3), due=later(200).date(), reason="Crue", actor=desk.owner, at=AT)
    text_of(other.do("date", change, agreed="yes"), 422)
    claim = desk.claim()
    for pin in ("", "000", "abcdef"):
        text_of(other.do("answer", claim, answer="full", seen=seal_of(claim), pin=pin), 422)
    change.refresh_from_db()
    assert (Claim.objects.count(), Confirmation.objects.count(), change.agreed) == (1, 0, None)
    assert list(Pin.objects.values_list("errors", flat=True)) == [0, 0], "no PIN was given: none was wrong"


def test_five_errors_lock_the_pin_and_the_coordinator_replaces_it(desk):
    pin = desk.pin(desk.counterpart.post)
    claim = desk.claim()
    phone = Phone(desk.link(desk.counterpart.post))
    sent = {"answer": "full", "seen": seal_of(claim)}
    pages = [text_of(phone.do("answer", claim, **sent, pin=wrong(pin)), 422) for _each in range(5)]
    assert ["restent" in page for page in pages] == [True] * 4 + [False]
    assert "bloqué après cinq erreurs" in pages[-1]
    assert "bloqué" in text_of(phone.do("answer", claim, **sent, pin=pin), 422)
    new = replace_pin(desk.counterpart.post, actor=desk.parties.coordinator, at=AT, random=draw)
    assert "pas celui" in text_of(phone.do("answer", claim, **sent, pin=pin), 422), "the old one opens nothing"
    text_of(phone.do("answer", claim, **sent, pin=new))
    assert Confirmation.objects.get().by == desk.counterpart.post


def test_a_locked_pin_takes_no_file_in(desk):
    from danaya.base.files.models import StoredFile

    desk.pin(desk.owner.post)
    phone = Phone(desk.link(desk.owner.post))
    Pin.objects.update(errors=5)
    for pin in ("123456", "12", ""):
        text_of(phone.do("claim", desk.step(1), text="x", visibility="forum", pin=pin, photo=photo()), 422)
    assert not StoredFile.objects.exists()


def test_handing_the_post_over_ends_pin_and_links(desk):
    pin = desk.pin(desk.counterpart.post)
    code = desk.link(desk.counterpart.post)
    assert Phone(code).home().status_code == 200
    hand_over_post(desk.counterpart.post, make_account(), since=TODAY, actor=desk.parties.coordinator, at=AT)
    assert Phone(code).home().status_code == 404
    claim = desk.claim()
    fresh = Phone(desk.link(desk.counterpart.post))
    page = text_of(fresh.do("answer", claim, answer="full", seen=seal_of(claim), pin=pin), 422)
    assert "pas de code secret" in page
    assert Pin.objects.get().ended_on == TODAY


def test_handing_over_later_ends_them_on_that_day(desk, settings):
    pin = desk.pin(desk.counterpart.post)
    code = desk.link(desk.counterpart.post)
    day = later(5).date()
    hand_over_post(desk.counterpart.post, make_account(), since=day, actor=desk.parties.coordinator, at=AT)
    claim = desk.claim()
    assert Phone(code).home().status_code == 200
    settings.TODAY = day
    assert Phone(code).home().status_code == 404
    fresh = Phone(desk.link(desk.counterpart.post, at=later(5)))
    assert "pas de code secret" in text_of(fresh.do("answer", claim, answer="full", seen=seal_of(claim), pin=pin), 422)


def test_neither_code_nor_pin_is_stored(desk):
    pin, code = desk.pin(desk.owner.post), desk.link(desk.owner.post)
    everything = str(tables())
    assert code not in everything
    assert not re.search(rf"(?<![0-9a-f]){pin}(?![0-9a-f])", everything)
    assert Card.objects.get().expires_on == later(30).date()


# Acts with link and PIN


def test_counterpart_contests_and_both_settle_it_by_telephone(desk):
    pin_owner, pin_other = desk.pin(desk.owner.post), desk.pin(desk.counterpart.post)
    owner, other = Phone(desk.link(desk.owner.post)), Phone(desk.link(desk.counterpart.post))
    claim = desk.claim()
    seen = seal_of(claim)
    page = text_of(other.do("answer", claim, answer="contested", seen=seen, pin=pin_other), 422)
    assert "Écrivez pourquoi" in page
    text_of(other.do("answer", claim, answer="contested", reason="7 sur 12.", seen=seen, pin=pin_other))
    for phone in (owner, other):
        assert phone.address("outcome", claim) in phone.home().content.decode(), "either side may record it"
    said = {"answer": "full", "words": "Vu ensemble.", "met_on": "23/11/2026"}
    text_of(owner.do("outcome", claim, **said, pin=pin_owner))
    assert other.address("outcome", claim) not in other.home().content.decode()
    outcome = claim.outcomes.get()
    assert owner.home().content.decode().count("agree/") == 0, "nobody agrees to their own words"
    text_of(owner.do("agree", outcome, agreed="yes", pin=pin_owner), 422)
    text_of(other.do("agree", outcome, agreed="yes", pin=pin_other))
    assert Confirmation.objects.filter(settles=True, answer=Answer.FULL).exists()


def test_a_post_hears_of_its_pin_and_of_what_bound_it_and_both_sides_see_that_it_was_by_link(desk):
    """Whoever hands PINs out could act for the other side: it must be seen."""
    claim = desk.claim()
    pin = desk.pin(desk.counterpart.post)
    told = Notice.objects.filter(kind="commitments.by_link", post=desk.counterpart.post)
    assert [one.urgency for one in told] == ["security"]
    page = reverse("commitments:commitment", args=[desk.parties.plan.pk, desk.commitment.pk])
    assert "par un lien personnel" not in text_of(signed_in(desk.owner).get(page))
    phone = Phone(desk.link(desk.counterpart.post))
    text_of(phone.do("answer", claim, answer="full", seen=seal_of(claim), pin=pin))
    assert told.all().count() == 2
    assert not Notice.objects.filter(kind="commitments.by_link").exclude(post=desk.counterpart.post).exists()
    assert text_of(signed_in(desk.owner).get(page)).count("par un lien personnel") == 1, "the answer, not the claim"


def test_evidence_changed_since_the_page_was_opened_is_read_again_first(desk):
    pin = desk.pin(desk.counterpart.post)
    claim = desk.claim()
    phone = Phone(desk.link(desk.counterpart.post))
    page = text_of(phone.do("answer", claim, answer="part", reason="Mes mots.", seen="0" * 16, pin=pin), 422)
    assert "La preuve a changé" in page
    assert "Mes mots." in page
    new = re.search(r'name="seen" value="([^"]+)"', page)[1]
    text_of(phone.do("answer", claim, answer="part", reason="Mes mots.", seen=new, pin=pin))


def test_holder_opens_the_evidence_of_this_commitment_alone(desk):
    from tests.apps.commitments.progress.test_evidence import with_photo

    claim = with_photo(desk)
    phone = Phone(desk.link(desk.counterpart.post))
    shown = text_of(phone.open("answer", claim))
    address = re.search(r'href="(/e/[^"]+/open/)"', shown)[1]
    got = phone.client.get(address)
    assert (got.status_code, got["Content-Disposition"]) == (200, 'attachment; filename="affiche.png"')
    other = Phone(
        issue_links(
            [(desk.parties.commitment(), desk.counterpart.post)], actor=desk.parties.coordinator, at=AT, random=draw
        )[0].issued.code
    )
    assert other.client.get(address.replace(phone.code, other.code)).status_code == 404


def test_stale_page_gives_the_text_back(desk):
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("commitments:link", args=[desk.link(desk.owner.post)]), {"done": "Mon texte."})
    assert "Mon texte." in text_of(page, 403)


def test_answer_recorded_by_a_post_meanwhile_is_told(desk):
    pin = desk.pin(desk.counterpart.post)
    claim = desk.claim()
    phone = Phone(desk.link(desk.counterpart.post))
    answer_by_post(claim, Answer.PART, reason="La moitié.", actor=desk.counterpart, at=AT)
    page = text_of(phone.do("answer", claim, answer="full", seen=seal_of(claim), pin=pin), 422)
    assert "a déjà reçu une réponse" in page
    record_outcome(claim, Answer.FULL, words="Vu.", met_on=TODAY, actor=desk.counterpart, at=AT)
    assert "agree/" in text_of(Phone(desk.link(desk.owner.post)).home())
