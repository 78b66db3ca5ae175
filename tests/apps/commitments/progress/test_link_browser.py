"""The three questions on a telephone: 320 px, no script, less than a minute from the link to “thank you”; a claim with the PIN after."""

import time

import pytest
from playwright.sync_api import expect

from danaya.apps.commitments.models import Claim, Update
from tests.apps.commitments.factories import TODAY
from tests.apps.commitments.progress.people import make_desk
from tests.apps.people.factories import make_administration, make_png

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTE = 60


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.TODAY = TODAY


def test_three_questions_are_answered_in_a_minute_without_script(live_server, new_page):
    make_administration()
    desk = make_desk()
    code, pin = desk.link(desk.owner.post), desk.pin(desk.owner.post)
    page = new_page(width=320, language="fr", script=False)
    begun = time.monotonic()
    page.goto(f"/e/{code}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("Qu'est-ce qui est fait depuis la dernière fois").fill("L'affiche est posée dans deux postes.")
    page.get_by_label("Quelle est la prochaine étape").fill("Quatre postes de plus.")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Français").click()
    page.get_by_label("Quel jour").fill("15 décembre 2026")
    page.get_by_label("Quel jour").press("Enter")  # sends: it changes no language
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert time.monotonic() - begun < MINUTE
    assert Update.objects.get().next_step == "Quatre postes de plus."
    page.get_by_role("link", name="Revenir à l'engagement").click()
    page.get_by_role("link", name="Le déclarer, avec la preuve").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("Qu'est-ce qui est fait").fill("La liste est signée.")
    page.get_by_label("Une photo").set_input_files(
        {"name": "affiche.png", "mimeType": "image/png", "buffer": make_png()}
    )
    page.get_by_label("Code secret de votre poste").fill(pin)
    page.get_by_role("button", name="Le déclarer").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert Claim.objects.get().evidence.get().kind == "photo"


def test_pages_behind_a_link_are_accessible(live_server, new_page, assert_accessible):
    make_administration()
    desk = make_desk()
    claim = desk.claim()
    page = new_page(width=320, language="fr")
    owner, other = desk.link(desk.owner.post), desk.link(desk.counterpart.post)
    for address in (
        "/e/",
        "/e/ABCD",
        f"/e/{owner}",
        f"/e/{owner}/claim/{desk.step(2).pk}/",
        f"/e/{owner}/evidence/{claim.pk}/",
        f"/e/{other}",
        f"/e/{other}/answer/{claim.pk}/",
    ):
        page.goto(address)
        assert_accessible(page)
    page.locator("main button").click()
    assert_accessible(page)
    assert page.evaluate("document.activeElement.className") == "problem"
