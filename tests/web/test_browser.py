"""The pages in a real browser: accessible, at 320 px, without script, by keyboard, printed."""

import pytest
from playwright.sync_api import expect

from danaya.apps.people.models import Account
from danaya.base.jobs.kinds import KINDS, Kind
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.work import enqueue
from tests.browser import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/parts/", "/parts/?errors", "/nowhere/")


@pytest.fixture
def signed_in(client):
    client.force_login(Account.objects.create(display_name="Awa"))
    return client


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_pages_are_accessible(new_page, signed_in, assert_accessible, language, width):
    page = new_page(language=language, width=width, client=signed_in)
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in PAGES:
        page.goto(address)
        assert_accessible(page)
    assert [line for line in said if "404" not in line] == []


def test_error_summary_has_the_focus_and_leads_to_the_field(new_page, signed_in):
    page = new_page(client=signed_in)
    page.goto("/parts/?errors")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#id_name")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") in {"id_name", "id_note"}


def test_skip_link_is_first_and_reaches_the_content(new_page, signed_in):
    page = new_page(client=signed_in)
    page.goto("/parts/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"


def test_language_changes_without_script(new_page):
    page = new_page(script=False)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    assert page.get_by_role("heading", level=1).inner_text() == "The integrity cycle"


def test_print_leaves_the_navigation_out(new_page, signed_in):
    page = new_page(client=signed_in)
    page.goto("/parts/")
    page.emulate_media(media="print")
    expect(page.locator(".languages")).to_be_hidden()
    expect(page.locator("button").first).to_be_hidden()
    expect(page.locator(".print-only")).to_be_visible()


def test_forced_colours_keep_marks_and_borders(new_page, signed_in):
    page = new_page(client=signed_in)
    page.emulate_media(forced_colors="active")
    page.goto("/parts/")
    shape = page.locator(".tag .shape").first
    expect(shape).to_be_visible()
    assert page.locator(".panel").first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


@pytest.fixture
def asked(client, clock, monkeypatch):
    monkeypatch.setitem(KINDS, "test.page", Kind("test.page", {"fr": "Analyse", "en": "Analysis"}, lambda work: "/"))
    account = Account.objects.create(display_name="Awa")
    client.force_login(account)
    return enqueue("test.page", owner=account, at=clock())


def test_progress_page_follows_the_work_to_its_result(new_page, client, asked, assert_accessible):
    page = new_page(client=client)
    page.goto(asked.get_absolute_url())
    page.get_by_text("En attente de son tour").wait_for()
    words = {"fr": "Estimation des régions", "en": "Estimating"}
    Job.objects.update(state=State.RUNNING, step=3, steps=7, words=words)
    page.get_by_text("Estimation des régions").wait_for()
    assert_accessible(page)
    Job.objects.update(state=State.DONE, result_url="/")
    page.get_by_role("heading", name="Le cycle de l’intégrité").wait_for()


def test_work_is_cancelled_without_script(new_page, client, asked):
    page = new_page(client=client, script=False)
    page.goto(asked.get_absolute_url())
    page.get_by_role("button", name="Annuler sans rien garder").click()
    page.get_by_text("Vous avez annulé ce travail").wait_for()
    assert Job.objects.get().state == State.CANCELLED
