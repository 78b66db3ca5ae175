"""The pages in a real browser: accessible, at 320 px, without script, by keyboard, printed."""

import pytest

from danaya.apps.people.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/parts/", "/parts/?errors", "/nowhere/")


@pytest.fixture
def signed_in(client):
    client.force_login(Account.objects.create(display_name="Awa"))
    return client


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 1280])
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
    assert not page.locator(".languages").is_visible()
    assert not page.locator("button").first.is_visible()
    assert page.locator(".print-only").is_visible()


def test_forced_colours_keep_marks_and_borders(new_page, signed_in):
    page = new_page(client=signed_in)
    page.emulate_media(forced_colors="active")
    page.goto("/parts/")
    shape = page.locator(".tag .shape").first
    assert shape.is_visible()
    assert page.locator(".panel").first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
