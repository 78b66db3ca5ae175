"""Pages of a private space in Chromium: at 320 and 1280 px, in both languages, by keyboard, without script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from danaya.apps.dialogue.models import Expectation, Opinion, PrivateSpace, SealedText, SealedVote
from danaya.apps.dialogue.sealed import opened as cookies
from danaya.apps.dialogue.sealed.private import open_texts, unlock
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.private_rooms import SECRET, Body, Desk
from tests.apps.people.factories import make_administration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = ("Réorganisation du dédouanement anticipé : " * 12)[:399].strip()
ARABIC = "نشر الرسوم والآجال في كل مركز."


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()


@pytest.fixture
def body(live_server) -> Body:
    make_administration()
    return Body(make_room())


@pytest.fixture
def filled(body) -> Body:
    """Texts in three languages, long ones, with and without counted votes; cards."""
    texts = [body.text("Publier les frais.", factor="transparency", matters=("payments", "transit")), body.text(LONG)]
    body.text("Un seul reçu pour chaque paiement.")
    body.votes(texts[0], Opinion.AGREE, "abcdefg")
    body.votes(texts[1], Opinion.DISAGREE, "abcde")
    body.counted()
    body.cards(3)
    return body


def pages_of(body: Body) -> Iterator[str]:
    """Addresses of every page of an open space that is looked at."""
    text = body.texts()[0].key
    for name in ("texts", "opened", "write", "written", "secret", "empty", "cards"):
        yield reverse(f"dialogue:private_{name}", args=[body.space.pk])
    for name in ("text", "rewrite", "take_out", "hand_in"):
        yield reverse(f"dialogue:private_{name}", args=[body.space.pk, text])
    yield reverse("dialogue:private_secret", args=[body.space.pk]) + "?kind=own"


def unlock_at(page: Any, body: Body) -> None:
    page.goto(reverse("dialogue:private_unlock", args=[body.space.pk]))
    page.locator("[name=space_password]").fill(SECRET)
    page.get_by_role("button", name="Open" if page.locator("html").get_attribute("lang") == "en" else "Ouvrir").click()


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 1280)])
def test_every_page_is_accessible(new_page, assert_accessible, filled, language, width):
    page = new_page(language=language, width=width, client=Desk(filled.room.private).client)
    consultation = filled.room.consultation.pk
    other = new_page(language=language, width=width, client=Desk(filled.room.other).client)
    for name in ("begin", "open"):
        other.goto(reverse(f"dialogue:private_{name}", args=[consultation]))
        assert_accessible(other)
    page.goto(reverse("dialogue:private_unlock", args=[filled.space.pk]))
    assert_accessible(page)
    page.locator("[name=space_password]").fill("faux")
    page.locator("main button.primary").click()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert_accessible(page)
    unlock_at(page, filled)
    for address in pages_of(filled):
        assert page.goto(address).status == 200, address
        assert_accessible(page)
    for name, field in (("write", "text"), ("cards", "count"), ("empty", "sure")):
        page.goto(reverse(f"dialogue:private_{name}", args=[filled.space.pk]))
        page.locator("main button.primary, main button.warning").last.click()
        assert page.title().startswith("Err")
        assert_accessible(page)
        page.locator(".error-summary a").first.click()
        assert page.evaluate("document.activeElement.name") == field


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 1280)])
def test_every_page_by_card_is_accessible(new_page, assert_accessible, filled, language, width):
    (card,) = filled.cards(1)
    page = new_page(language=language, width=width)
    page.goto(reverse("dialogue:private_card", args=[card.code]))
    assert_accessible(page)
    page.locator("main button").click()
    assert_accessible(page)
    page.locator("#space_password").fill("faux")
    page.locator("main button").click()
    assert_accessible(page)
    page.locator("#space_password").fill(SECRET)
    page.locator("main button").click()
    assert_accessible(page)
    to = f"/p/{filled.space.pk}/"
    for address in (to, f"{to}write/", f"{to}written/", f"{to}texts/{filled.texts()[0].key}/", f"{to}leave/"):
        assert page.goto(address).status == 200, address
        assert_accessible(page)
    page.goto(f"{to}write/")
    page.locator("main button").click()
    assert page.title().startswith("Err")
    assert_accessible(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_body_consults_its_members_and_hands_in(new_page, body, script):
    """The whole way in French, without script too: open, print cards, write and vote by card, count, settle, hand in."""
    desk = new_page(width=320, script=script, client=Desk(body.room.private).client)
    desk.goto(reverse("dialogue:private_begin", args=[body.room.consultation.pk]))
    desk.get_by_role("link", name="Choisir le secret").click()
    secret = desk.locator(".secret").inner_text()
    desk.get_by_role("button", name="Je l’ai noté").click()
    assert secret not in desk.content()
    desk.locator("[name=space_password]").fill(secret)
    desk.get_by_role("button", name="Ouvrir l’espace privé").click()
    body.space = PrivateSpace.objects.get()
    desk.get_by_role("link", name="Entrer dans l’espace").click()
    desk.get_by_role("link", name="Écrire un texte").click()
    desk.locator("[name=text]").fill("Publier les frais à chaque poste.")
    desk.get_by_role("button", name="Déposer le texte").click()
    vote_by_card(new_page, body, secret, script=script)
    texts = open_texts(body.space, unlock(body.space, secret))
    assert {text.words.text["fr"] for text in texts} == {"Publier les frais à chaque poste.", "Un seul reçu."}
    desk.get_by_role("link", name="Voir tous les textes").click()
    desk.get_by_role("link", name="Publier les frais").click()
    desk.get_by_role("link", name="Préparer la remise").click()
    desk.locator("[name=other]").fill("Post the fees at each office.")
    desk.get_by_role("button", name="Vérifier").click()
    desk.get_by_role("button", name="Remettre au nom de").click()
    assert "Votre attente est remise" in desk.locator("h1").inner_text()
    made = Expectation.objects.get()
    assert made.text == {"fr": "Publier les frais à chaque poste.", "en": "Post the fees at each office."}
    assert SealedText.objects.count() == 1
    desk.get_by_role("button", name="Refermer").click()
    assert "Tapez le secret" in desk.locator("h1").inner_text()
    assert cookies.cookie_name() not in {cookie["name"] for cookie in desk.context.cookies()}


def vote_by_card(new_page: Callable[..., Any], body: Body, secret: str, *, script: bool) -> None:
    (card,) = body.cards(1)
    phone = new_page(width=320, script=script)
    phone.goto(reverse("dialogue:private_card", args=[card.code]))
    phone.get_by_role("button", name="Entrer").click()
    phone.get_by_role("link", name="Écrire un texte").click()
    phone.locator("#text").fill("Un seul reçu.")
    phone.get_by_role("button", name="Déposer le texte").click()
    phone.get_by_role("link", name="Revenir au début").click()
    phone.locator("#space_password").fill(secret)
    phone.get_by_role("button", name="Lire et voter").click()
    phone.get_by_role("link", name="Voter sur les 2 textes").click()
    for _ in range(2):
        phone.get_by_role("button", name="D'accord", exact=True).click()
    assert SealedVote.objects.count() == 2
    phone.get_by_role("button", name="Quitter vite").click()
    phone.wait_for_url("**/day/")
    left = {cookie["name"] for cookie in phone.context.cookies()}
    assert not {name for name in left if name.endswith(("_card", "_space"))}


def test_secret_is_typed_and_pasted_by_keyboard(new_page, filled):
    page = new_page(client=Desk(filled.room.private).client)
    page.goto(reverse("dialogue:private_unlock", args=[filled.space.pk]))
    field = page.locator("[name=space_password]")
    assert [field.get_attribute(name) for name in ("autocomplete", "spellcheck", "type")] == ["off", "false", "text"]
    field.focus()
    page.evaluate("words => document.execCommand('insertText', false, words)", SECRET)
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/")
    page.get_by_role("link", name="Voter sur les 3 textes").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/*-*/")
    page.get_by_role("button", name="Pas d'accord").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert SealedVote.objects.count() == 13


def test_arabic_text_stands_from_right_to_left(new_page, assert_accessible, body):
    body.text(ARABIC)
    text = body.texts()[0]
    page = new_page(width=320, client=Desk(body.room.private).client)
    unlock_at(page, body)
    page.goto(reverse("dialogue:private_rewrite", args=[body.space.pk, text.key]))
    page.locator("[name=language][value=ar]").check()
    page.locator("[name=text]").fill(ARABIC)
    page.locator("main button.primary").click()
    shown = page.locator(".said")
    assert (shown.get_attribute("lang"), shown.get_attribute("dir")) == ("ar", "rtl")
    assert_accessible(page)


def test_sheet_prints_the_secret_and_not_the_buttons(new_page, filled):
    page = new_page(client=Desk(filled.room.other).client)
    page.goto(reverse("dialogue:private_open", args=[filled.room.consultation.pk]))
    page.emulate_media(media="print")
    assert page.locator(".secret").is_visible()
    assert not page.get_by_role("button", name="Je l’ai noté").is_visible()
    assert not page.get_by_text("six autres mots").is_visible()
