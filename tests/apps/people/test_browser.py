"""Pages of people in Chromium: passkeys, accessibility at both widths and in both languages, setup without script."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from danaya.apps.people.models import Administration, Role
from danaya.web.folder import DataFolder
from tests.apps.people.factories import (
    PASSWORD,
    make_account,
    make_administration,
    make_office,
    make_post,
    make_tenure,
)
from tests.browser import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "encore quatre mots choisis"


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.TODAY = date(2026, 5, 4)
    settings.FOLDER = DataFolder(tmp_path)
    cache.clear()


@pytest.fixture
def coordinator():
    make_administration(demonstration=True)
    post = make_post(sign_in_name="coordonnateur", title={"fr": "Coordonnateur", "en": "Coordinator"})
    return make_tenure(post=post, account=make_account(display_name="Awa", email="awa@douanes.example"))


def signed_in(tenure) -> Client:
    client = Client()
    client.force_login(tenure.account)
    return client


def test_passkey_is_added_and_then_signs_in_alone(new_page, coordinator):
    page = new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**device, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto(reverse("account_login"))
    page.get_by_label("Votre identifiant").fill("coordonnateur")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé d’accès").fill("Ordinateur du bureau")
    page.get_by_role("button", name="Ajouter cet appareil").click()
    page.get_by_role("heading", name="Vos codes à usage unique").wait_for()
    page.goto(reverse("mfa_list_webauthn"))
    expect(page.get_by_text("Ordinateur du bureau").first).to_be_visible()

    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="clé d’accès").click()
    page.get_by_role("link", name="Coordonnateur").click()
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()


def test_passkey_that_the_device_does_not_have_is_said_in_words(new_page, coordinator):
    page = new_page()
    page.goto(reverse("account_login"))
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    page.get_by_role("button", name="clé d’accès").click()
    page.get_by_role("status").get_by_text("La clé d’accès n’a pas servi").wait_for()


OPEN = ("account_login", "people:recover", "people:signed_out", "account_inactive")
OWN = ("people:my_account", "people:change_password", "account_reauthenticate", "mfa_list_webauthn", "account_logout")
TEAM = (
    "people:organisations",
    "people:add_organisation",
    "people:administration",
    "people:places",
    "people:add_office",
)


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_pages_are_accessible(new_page, assert_accessible, coordinator, language, width, settings):
    settings.DEMONSTRATION = True
    member = make_tenure(Role.MEMBER)
    make_office()
    page = new_page(language=language, width=width)
    for name in OPEN:
        page.goto(reverse(name))
        assert_accessible(page)
    page = new_page(language=language, width=width, client=signed_in(coordinator))
    one = (
        ("people:organisation", member.post.organisation_id), ("people:post", member.post_id),
        ("people:add_post", member.post.organisation_id), ("people:hand_over_post", member.post_id),
        ("people:end_tenure", member.pk), ("people:help_account", member.account_id),
    )  # fmt: skip
    for address in [*map(reverse, (*OWN, *TEAM)), *(reverse(name, args=[key]) for name, key in one)]:
        page.goto(address)
        assert_accessible(page)
    page.goto(reverse("people:hand_over_post", args=[member.post_id]))
    page.locator("main form button.primary").click()
    page.locator(".error-summary:focus").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_newcomer_creates_the_administration_without_script(new_page, assert_accessible, width):
    checker = new_page(width=width)
    page = new_page(width=width, script=False)
    page.goto("/")
    page.get_by_role("link", name="Créer votre administration").first.click()
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Pays", exact=True).select_option("ML")
    for _page in ("administration", "regions", "bodies", "posts", "coordinator"):
        page.locator("main form button.primary").click()
        checker.goto(page.url)
        assert_accessible(checker)
    page.get_by_label("Mot de passe", exact=True).fill(NEW)
    page.get_by_label("Le même mot de passe encore une fois").fill(NEW)
    page.locator("main form button.primary").click()
    checker.goto(page.url)
    assert_accessible(checker)
    page.get_by_role("button", name="Créer l’administration").click()
    expect(page.get_by_role("heading", name="Votre administration est créée")).to_be_visible()
    assert Administration.current().short_name == "DGD"
