"""The main path as others walk it: without script, on a phone, by keyboard, in English; each page accessible."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import COORDINATOR, COORDINATOR_EN, open_restitution, sign_in_as

pytestmark = pytest.mark.browser

PARTS = ("", "questions/", "comparison/", "method/", "tables/", "director/", "pack/", "C-01/", "C-01/basis/")
LISTS = ("/", "/findings/", "/findings/rounds/", "/findings/releases/", "/rounds/", "/organisations/", "/account/")


@pytest.mark.parametrize("width", [320, 1280])
def test_main_path_goes_without_script(visit, demonstration, width):
    page = visit(demonstration.address, script=False, width=width)
    page.get_by_role("link", name="Se connecter").first.click()
    page.get_by_role("button", name=COORDINATOR).click()
    page.get_by_role("link", name="Lire la restitution").click()
    page.locator(".headline a").first.click()
    expect(page.locator("main svg:visible").first).to_be_visible()
    page.get_by_role("link", name="Voir sur quoi repose ce constat").click()
    expect(page.get_by_role("heading", name="Questions posées")).to_be_visible()
    page.get_by_role("link", name="Ronde 2 (année 2)").click()
    page.get_by_role("link", name="Fichiers").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="PDF à lire et à imprimer").first.click()
    assert coming.value.suggested_filename.endswith("fr-report.pdf")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 1280)])
def test_each_page_of_the_main_path_is_accessible_and_scrolls_one_way(
    visit, demonstration, assert_accessible, language, width
):
    page = visit(demonstration.address, language=language, width=width)
    assert_accessible(page)
    page.goto("/sign-in/")
    assert_accessible(page)
    sign_in_as(page, COORDINATOR if language == "fr" else COORDINATOR_EN)
    restitution = open_restitution(page, "deuxième ronde|second round")
    for address in (*LISTS, *(f"{restitution}{part}" for part in PARTS)):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_accessible(page)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_speaks_the_other_language(visit, demonstration, language):
    page = visit(demonstration.address, language=language)
    sign_in_as(page, COORDINATOR if language == "fr" else COORDINATOR_EN)
    restitution = open_restitution(page, "deuxième ronde|second round")
    foreign = {
        "fr": r"\b(the|and|with|round|rounds|findings|answers|officials)\b(?!\.\w)",
        "en": r"\b(les|des|une|avec|ronde|rondes|constats|réponses|douanes)\b",
    }[language]
    for address in (*LISTS, *(f"{restitution}{part}" for part in PARTS)):
        page.goto(address)
        words = page.locator("main").inner_text()
        # Names of files are the same in every language.
        found = set(re.findall(foreign, words, re.IGNORECASE))
        assert not found, f"{address}: {found}"


def focused(page) -> str:
    """Return the words of what has the focus."""
    return str(page.evaluate("(document.activeElement.innerText || document.activeElement.value || '').trim()"))


def tab_to(page, words: str, *, limit: int = 80) -> None:
    """Press Tab until what is focused begins with ``words``; its focus ring is drawn."""
    # A page whose style sheet has not come yet draws the browser's own ring.
    page.wait_for_load_state()
    seen = []
    for _press in range(limit):
        page.keyboard.press("Tab")
        seen.append(" ".join(focused(page).split()))
        if seen[-1].startswith(words):
            ring = page.evaluate(
                "(({outlineStyle, outlineWidth, boxShadow}) => [outlineStyle, parseFloat(outlineWidth), boxShadow])"
                "(getComputedStyle(document.activeElement))"
            )
            assert (ring[0] != "none" and ring[1] >= 2) or ring[2] != "none", "the focus can be seen"
            return
    pytest.fail(f"Tab never came to {words!r}; it saw {seen}")


def test_keyboard_alone_goes_from_sign_in_to_a_finding_and_its_basis(visit, demonstration):
    page = visit(demonstration.address)
    page.keyboard.press("Tab")
    assert focused(page).startswith("Aller au contenu")
    tab_to(page, "Se connecter")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Se connecter").wait_for()
    tab_to(page, COORDINATOR)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Lire la restitution").wait_for()
    tab_to(page, "Lire la restitution")
    page.keyboard.press("Enter")
    page.locator(".headline").wait_for()
    tab_to(page, "Transparence : en hausse de 1,1 point")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Voir sur quoi repose ce constat").wait_for()
    tab_to(page, "Voir sur quoi repose ce constat")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Sur quoi repose ce constat").wait_for()
    page.keyboard.press("Tab")
    assert focused(page).startswith("Aller au contenu")
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"
