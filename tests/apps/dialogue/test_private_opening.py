"""Opening a private space, entering by the secret, closing, changing the secret, emptying: pages of signed-in posts."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from danaya.apps.dialogue.models import Phase, PrivateSpace, SealedText
from danaya.apps.dialogue.sealed import opened as cookies
from danaya.apps.dialogue.sealed.private import fingerprint, unlock
from danaya.apps.dialogue.views.sealed import opening as private_opening
from danaya.apps.dialogue.views.sealed import secrets as private_secrets
from danaya.apps.dialogue.views.sealed import space as private_space
from danaya.apps.people.models import Role, Side
from danaya.engines.seals.phrases import word_list
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.phones import text_of
from tests.apps.dialogue.private_rooms import MARK, SECRET, Body, Desk
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db

SHOWN = re.compile(r'class="secret"[^>]*>([^<]+)<')
PROPOSAL = re.compile(r'name="proposal" value="([^"]+)"')


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()
    make_administration()


@pytest.fixture
def body() -> Body:
    return Body(make_room())


@pytest.fixture
def desk(body) -> Desk:
    return Desk(body.room.private, body.space)


def at_consultation(desk: Desk, body: Body, name: str, **data: object):
    address = reverse(f"dialogue:private_{name}", args=[body.room.consultation.pk])
    return desk.client.post(address, data) if data else desk.client.get(address)


def propose(desk: Desk, body: Body, kind: str = "words") -> tuple[str, str]:
    """The secret that a page proposes, and what its form carries."""
    address = reverse("dialogue:private_open", args=[body.room.consultation.pk])
    page = text_of(desk.client.get(f"{address}?kind={kind}"))
    return SHOWN.search(page)[1], PROPOSAL.search(page)[1]


@pytest.fixture
def newcomer() -> tuple[Body, Desk]:
    """A body that has no space yet."""
    body = Body(make_room())
    return body, Desk(body.room.private)


# Opening


def test_first_page_says_what_is_protected_and_against_whom_it_is_not(newcomer):
    body, desk = newcomer
    page = text_of(at_consultation(desk, body, "begin"))
    for words in (
        "Les écrans, les exports et les sauvegardes",
        "Les administrateurs de l’application",
        "Qui tient la machine où tourne l’application",
        "aussi sûrs que leur chiffrement, et pas plus",
        "Personne ne peut le retrouver",
    ):
        assert words in page
    assert not PrivateSpace.objects.exists()


def test_secret_of_six_words_is_shown_typed_and_opens(newcomer):
    body, desk = newcomer
    secret, proposal = propose(desk, body)
    assert len(secret.split()) == 6
    assert set(secret.split()) <= set(word_list())
    asked = text_of(at_consultation(desk, body, "open", step="noted", proposal=proposal))
    assert secret not in asked
    assert 'name="space_password"' in asked
    done = at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password=secret.upper())
    space = PrivateSpace.objects.get()
    assert done["Location"] == reverse("dialogue:private_opened", args=[space.pk])
    assert (space.organisation, space.opened_by) == (body.room.private.post.organisation, body.room.private.post)
    assert unlock(space, secret)
    page = text_of(desk.client.get(done["Location"]))
    assert fingerprint(space) in page
    assert secret not in page


def test_secret_typed_wrong_opens_nothing_and_can_be_typed_again(newcomer):
    body, desk = newcomer
    secret, proposal = propose(desk, body)
    page = text_of(
        at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password="autre chose"), 422
    )
    assert "celui-ci est différent" in page
    assert 'value="autre chose"' in page
    assert not PrivateSpace.objects.exists()
    at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password=secret)
    assert PrivateSpace.objects.exists()


def test_code_of_sixteen_signs_may_be_taken_instead(newcomer):
    body, desk = newcomer
    secret, proposal = propose(desk, body, "code")
    assert re.fullmatch(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", secret)
    plain = secret.lower().replace("-", " ")
    at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password=plain)
    assert unlock(PrivateSpace.objects.get(), secret)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Été à Balanko", "il y en a 13 ici"), ("a" * 24, "plus de signes différents"), ("", "Complétez")],
)
def test_own_secret_that_is_easily_guessed_is_refused(newcomer, typed, words):
    body, desk = newcomer
    assert words in text_of(at_consultation(desk, body, "open", step="own", space_password=typed), 422)
    assert not PrivateSpace.objects.exists()


def test_own_secret_opens_once_it_was_typed_twice(newcomer):
    body, desk = newcomer
    secret = "Où va l'Été de Balanko ? 17"
    proposal = PROPOSAL.search(text_of(at_consultation(desk, body, "open", step="own", space_password=secret)))[1]
    at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password=secret)
    assert unlock(PrivateSpace.objects.get(), secret)


def test_proposal_that_is_old_or_not_ours_is_not_taken(newcomer, monkeypatch, clock):
    body, desk = newcomer
    monkeypatch.setattr(private_secrets, "now", clock)
    secret, proposal = propose(desk, body)
    clock.advance(minutes=31)
    for given in (proposal, proposal[:-3] + "AAA", "", "x"):
        page = text_of(at_consultation(desk, body, "open", step="typed", proposal=given, space_password=secret))
        assert "n’est plus valable" in page
        assert SHOWN.search(page)[1] != secret
    assert not PrivateSpace.objects.exists()


def test_body_that_has_its_space_is_led_into_it(body, desk):
    for name in ("begin", "open"):
        assert at_consultation(desk, body, name)["Location"] == desk.address("texts")
    secret, proposal = propose(Desk(body.room.other), body)
    other = Desk(body.room.other)
    at_consultation(other, body, "open", step="typed", proposal=proposal, space_password=secret)
    assert PrivateSpace.objects.count() == 2


def test_customs_has_a_space_of_its_own(body):
    desk = Desk(body.room.customs)
    secret, proposal = propose(desk, body)
    at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password=secret)
    assert PrivateSpace.objects.get().organisation.side == Side.CUSTOMS


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.ANSWERING])
def test_no_space_is_opened_once_nothing_is_gathered(newcomer, phase):
    body, desk = newcomer
    secret, proposal = propose(desk, body)
    body.room.to(phase)
    assert "Aucun espace privé ne peut être ouvert maintenant" in text_of(at_consultation(desk, body, "begin"))
    page = text_of(at_consultation(desk, body, "open", step="typed", proposal=proposal, space_password=secret), 422)
    assert "ne sont plus recueillies" in page
    assert not PrivateSpace.objects.exists()


def test_consultation_in_preparation_does_not_exist_for_a_body(newcomer):
    body = Body(make_room(Phase.PREPARING))
    assert at_consultation(Desk(body.room.private), body, "begin").status_code == 404
    assert Desk(body.room.private, body.space).get("unlock").status_code == 404


# Entering


def test_secret_opens_and_another_does_not(body, desk):
    body.text()
    assert desk.get("texts")["Location"] == desk.address("unlock")
    page = text_of(desk.post("unlock", space_password="corridor baobab"), 422)
    assert "celui-ci n’ouvre pas" in page or "celui-ci n&#x27;ouvre pas" in page
    assert MARK not in page
    assert MARK in text_of(desk.open().get("texts"))


def test_page_of_the_secret_says_who_opened_the_space_and_shows_the_number_of_its_key(body, desk):
    page = text_of(desk.get("unlock"))
    assert str(body.room.private.post) in page
    assert fingerprint(body.space) in page


def test_wrong_secrets_are_limited_for_one_person_and_right_ones_never(body, desk, settings):
    for _ in range(3):
        desk.open()
    answers = [desk.post("unlock", space_password=f"mot {number}").status_code for number in range(21)]
    assert answers == [422] * 20 + [429]
    assert desk.post("unlock", space_password=SECRET).status_code == 429
    colleague = make_tenure(Role.MEMBER, body.room.private.post.organisation)
    assert Desk(colleague, body.space).post("unlock", space_password=SECRET).status_code == 302


def test_key_stays_in_a_cookie_of_the_space_alone(body, desk):
    cookie = desk.open().client.cookies[cookies.cookie_name()]
    assert cookie["path"] == f"/voices/{body.space.pk}/private/"
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Strict", "", "")
    assert desk.address("texts").startswith(cookie["path"])
    for readable in (SECRET, body.private.raw.hex(), str(body.space.pk)):
        assert readable not in cookie.value
    assert dict(desk.client.session).keys() & {"space", "key", "secret"} == set()


def test_space_closes_by_its_button(body, desk):
    body.text()
    desk.open()
    assert desk.post("close")["Location"] == desk.address("unlock")
    assert desk.client.cookies[cookies.cookie_name()].value == ""
    assert desk.get("texts").status_code == 302


def test_space_closes_after_an_hour(body, desk, monkeypatch, clock):
    for module in (private_space, private_opening):
        monkeypatch.setattr(module, "now", clock)
    desk.open()
    clock.advance(minutes=59)
    assert desk.get("texts").status_code == 200
    clock.advance(minutes=1)
    assert desk.get("texts").status_code == 302


def test_key_of_one_visit_opens_for_nobody_else(body, desk):
    kept = desk.open().client.cookies[cookies.cookie_name()].value
    colleague = Desk(make_tenure(Role.MEMBER, body.room.private.post.organisation), body.space)
    again = Desk(body.room.private, body.space)
    for other in (colleague, again):
        other.client.cookies[cookies.cookie_name()] = kept
        assert other.get("texts").status_code == 302


def test_changed_or_foreign_cookie_opens_nothing(body, desk, settings):
    kept = desk.open().client.cookies[cookies.cookie_name()].value
    name = cookies.cookie_name()
    for wrong in (kept[:-2] + "AA", kept[3:], "x", ""):
        desk.client.cookies[name] = wrong
        assert desk.get("texts").status_code == 302
    elsewhere = Body(body.room)
    elsewhere.space = PrivateSpace.objects.create(
        consultation=make_room().consultation,
        organisation=body.room.private.post.organisation,
        public_key=bytes(32),
        wrapped_key=bytes(80),
        opened_by=body.room.private.post,
        opened_on=AT.date(),
    )
    desk.client.cookies[name] = kept
    assert desk.client.get(reverse("dialogue:private_texts", args=[elsewhere.space.pk])).status_code == 302


def test_what_was_typed_while_the_space_closed_is_carried_on(body, desk):
    text = body.text()
    closed = desk.post("rewrite", text.pk, text="Nouveaux mots <b>", language="fr")
    page = text_of(closed)
    assert "Nouveaux mots &lt;b&gt;" in page
    assert "s’était refermé" in page
    again = desk.post(
        "unlock",
        space_password=SECRET,
        then=desk.address("rewrite", text.pk),
        **{"kept-text": "Nouveaux mots <b>", "kept-language": "fr"},
    )
    page = text_of(again)
    assert f'action="{desk.address("rewrite", text.pk)}"' in page
    assert "Nouveaux mots &lt;b&gt;" in page
    assert [one.words.text["fr"] for one in body.texts()] == [MARK]


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example/", "//elsewhere.example", "/voices/", "/\\elsewhere.example"]
)
def test_secret_leads_nowhere_but_into_its_space(body, desk, then):
    assert desk.post("unlock", space_password=SECRET, then=then)["Location"] == desk.address("texts")


# Changing the secret, emptying


def test_changed_secret_opens_and_the_former_does_not(body, desk):
    body.text()
    desk.open()
    page = text_of(desk.get("secret"))
    secret, proposal = SHOWN.search(page)[1], PROPOSAL.search(page)[1]
    done = desk.post("secret", step="typed", proposal=proposal, space_password=secret)
    assert done["Location"] == desk.address("texts")
    assert MARK in text_of(desk.get("texts"))
    desk.post("close")
    assert desk.post("unlock", space_password=SECRET).status_code == 422
    assert MARK in text_of(desk.open(secret).get("texts"))


def test_secret_is_not_changed_by_who_does_not_know_it(body, desk):
    assert desk.get("secret")["Location"] == desk.address("unlock")
    page = text_of(desk.post("secret", step="typed", proposal="x", space_password="y"))
    assert "Tapez le secret des membres" in page
    assert unlock(body.space, SECRET)


def test_lost_secret_empties_and_begins_anew(body, desk):
    body.text()
    page = text_of(desk.get("empty"))
    assert "personne ne peut les rétablir" in page
    assert text_of(desk.post("empty"), 422)
    assert SealedText.objects.exists()
    done = desk.post("empty", sure="on")
    assert done["Location"] == reverse("dialogue:private_begin", args=[body.room.consultation.pk])
    assert not PrivateSpace.objects.exists()
    page = text_of(desk.client.get(done["Location"]))
    assert "L’espace privé est vidé" in page


def test_successor_of_the_post_needs_the_secret(body):
    body.text()
    successor = make_tenure(Role.MEMBER, body.room.private.post.organisation)
    desk = Desk(successor, body.space)
    assert desk.get("texts").status_code == 302
    assert MARK in text_of(desk.open().get("texts"))


# Every page


def test_pages_leave_nothing_behind(body, desk):
    text = body.text()
    desk.open()
    for name, *more in [("texts",), ("text", text.pk), ("write",), ("hand_in", text.pk), ("secret",), ("cards",)]:
        answer = desk.get(name, *more)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "Content-Encoding" not in answer
