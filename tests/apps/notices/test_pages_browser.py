"""Pages of notices in Chromium: at 320 and 1280 px, in both languages, by keyboard, without script."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from danaya.apps.notices.actions.mark_read import mark_read
from danaya.apps.notices.addresses import digest_of, stop_path
from danaya.apps.notices.models import Mail, Notice, Preferences, Reason, State
from danaya.apps.people.models import Role
from tests.apps.notices.conftest import ADDRESS
from tests.apps.notices.factories import AT, make_notice
from tests.apps.notices.post_office import PostOffice
from tests.apps.people.factories import make_account, make_administration, make_tenure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Déclaration en douane et délais de dédouanement : reformulation à confirmer avant le vote"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = date(2026, 5, 4)


@pytest.fixture
def tenure(live_server):
    make_administration()
    return make_tenure(Role.COORDINATOR, account=make_account(email="awa@douanes.example"))


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def tell_much(tenure):
    """Some of everything: unread of two days, to post and account, read, with a long subject."""
    make_notice(tenure.post, "test.routine", subject=LONG, url="/organisations/", at=AT)
    make_notice(tenure.account, subject="Votre mot de passe a été changé", at=AT - timedelta(hours=1))
    make_notice(tenure.post, "test.invitation", subject="Réunion bilatérale du 12 mai", at=AT - timedelta(days=1))
    for number in range(3):
        read = make_notice(tenure.account, subject=f"Déjà lu {number}", at=AT - timedelta(days=3))
        mark_read(read, account=tenure.account, at=AT)


def addresses(account):
    found = [reverse(f"notices:{name}") for name in ("list", "preferences", "mail")]
    found += [notice.get_absolute_url() for notice in Notice.objects.order_by("at")]
    return [*found, stop_path(account), reverse("notices:stop", args=["cut"]), reverse("people:my_account")]


def look(page, addresses, assert_accessible):
    for address in addresses:
        answer = page.goto(address)
        assert answer.status in {200, 404}, address
        assert_accessible(page)


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 1280)])
def test_every_page_is_accessible_empty_and_full(new_page, assert_accessible, tenure, settings, language, width):
    page = new_page(language=language, width=width, client=signed_in(tenure.account))
    look(page, addresses(tenure.account), assert_accessible)
    settings.MAIL, settings.ADDRESS = PostOffice().server(), ADDRESS
    tell_much(tenure)
    refused = make_tenure(Role.MEMBER).account
    refused.email = "refuse@chambre.example"
    refused.save()
    facts = {"made_at": AT, "next_at": AT, "ended_at": AT}
    Mail.objects.create(
        account=refused, urgency="routine", state=State.REFUSED, address_digest=digest_of(refused.email), **facts
    )
    Mail.objects.create(account=tenure.account, state=State.FAILED, reason=Reason.UNREACHABLE, **facts)
    look(page, addresses(tenure.account), assert_accessible)
    page.goto(reverse("notices:preferences"))
    for box in page.get_by_role("group").filter(has=page.locator("[name=days]")).get_by_role("checkbox").all():
        box.check()
    page.locator("main form button.primary").click()
    page.locator(".error-summary:focus").wait_for()
    assert_accessible(page)
    page.goto(stop_path(tenure.account))
    page.locator("main button.primary").click()
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_notice_is_found_read_and_passed_on_without_script(new_page, tenure, settings, width):
    tell_much(tenure)
    page = new_page(width=width, script=False, client=signed_in(tenure.account))
    page.goto("/")
    page.get_by_role("link", name="Messages 3 non lus").click()
    page.get_by_role("link", name="Déclaration en douane").click()
    assert page.get_by_label("Texte à copier").input_value().startswith("Danaya DE\u00a0: Déclaration en douane")
    whatsapp = page.get_by_role("link", name="Ouvrir dans WhatsApp").get_attribute("href")
    assert whatsapp.startswith("whatsapp://send?text=Danaya%20DE")
    page.get_by_role("button", name="Marquer comme lu et ouvrir la page concernée").click()
    expect(page).to_have_url(f"{page.url.split('/organisations')[0]}/organisations/")
    page.get_by_role("link", name="Messages 2 non lus").click()
    page.get_by_role("button", name="Marquer comme lu : Réunion bilatérale").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 message à lire")


def test_everything_is_marked_by_keyboard(new_page, tenure):
    tell_much(tenure)
    page = new_page(client=signed_in(tenure.account))
    page.goto(reverse("notices:list"))
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Tout marquer comme lu":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rien de nouveau à lire")
    assert not Notice.objects.unread().exists()


def test_preferences_from_my_account_without_script(new_page, tenure):
    page = new_page(width=320, script=False, client=signed_in(tenure.account))
    page.goto(reverse("people:my_account"))
    page.get_by_role("link", name="Messages et courriels").click()
    page.get_by_label("Comptes rendus").uncheck()
    page.get_by_label("Jeudi").uncheck()
    page.get_by_label("Pas de courriel avant le").fill("1er juin 2026")
    page.get_by_role("button", name="Enregistrer mes choix").click()
    expect(page.get_by_role("status").get_by_text("Vos choix sont enregistrés.")).to_be_visible()
    kept = Preferences.objects.get()
    assert (kept.days, kept.refused_kinds, kept.paused_until) == ([0], ["test.other"], date(2026, 6, 1))
    assert page.get_by_label("Jeudi").is_checked() is False


def test_stop_link_from_a_mail_without_sign_in_or_script(new_page, tenure):
    page = new_page(width=320, script=False)
    page.goto(stop_path(tenure.account))
    page.get_by_role("button", name="Arrêter ces courriels").click()
    expect(page.get_by_role("heading", name="Ces courriels sont arrêtés")).to_be_visible()
    assert not Preferences.objects.get().mail
