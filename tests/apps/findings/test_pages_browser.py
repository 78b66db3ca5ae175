"""Pages of findings in Chromium: drawn parts of a real analysis at 320 and 1280 px, by keyboard, without script."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from danaya.apps.findings.actions.analyse_round import analyse_round
from danaya.apps.findings.actions.release_results import release_results
from danaya.apps.people.models import Role
from tests.apps.findings.generated import close_generated
from tests.apps.people.factories import make_administration, make_tenure

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def analysis(live_server):
    make_administration()
    tenure = make_tenure(Role.COORDINATOR)
    first = close_generated(tenure, seed=1, year=2024, at=AT)
    second = close_generated(tenure, seed=2, earlier=first, better={"fees": 0.9}, at=AT)
    made = analyse_round(second, packs=("fr",), actor=tenure, at=AT)
    release_results(made, actor=tenure, at=AT)
    return made


def sign_in(role):
    client = Client()
    client.force_login(make_tenure(role).account)
    return client


def addresses(analysis):
    names = ("restitution", "questions", "comparison", "method", "tables", "pack", "director")
    found = [reverse(f"findings:{name}", args=[analysis.pk]) for name in names]
    found += [reverse(f"findings:{name}", args=[analysis.pk, "C-01"]) for name in ("finding", "basis")]
    found += [reverse(f"findings:{name}") for name in ("list", "rounds", "releases")]
    return [*found, reverse("findings:decide", args=[analysis.decisions.first().pk])]


def test_every_page_is_accessible_on_a_phone_and_a_screen(analysis, new_page, assert_accessible):
    client = sign_in(Role.DIRECTOR)
    for language, width in (("fr", 320), ("en", 1280)):
        page = new_page(language=language, width=width, client=client)
        refused = []
        page.on("console", lambda message, refused=refused: refused.append(message.text))
        for address in addresses(analysis):
            answer = page.goto(address)
            assert answer.status == 200, address
            assert_accessible(page)
        assert refused == []


def test_charts_are_drawn_for_the_width_of_the_screen(analysis, new_page):
    client = sign_in(Role.MEMBER)
    for width, shown in ((320, "narrow"), (1280, "wide")):
        page = new_page(width=width, client=client)
        page.goto(reverse("findings:restitution", args=[analysis.pk]))
        hidden = {"narrow": "wide", "wide": "narrow"}[shown]
        expect(page.locator(f".drawing-{shown} svg").first).to_be_visible()
        expect(page.locator(f".drawing-{hidden} svg").first).to_be_hidden()
        box = page.locator(f".drawing-{shown} svg").first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_member_goes_from_the_restitution_to_the_basis_without_script(analysis, new_page):
    page = new_page(client=sign_in(Role.MEMBER), script=False)
    page.goto(reverse("findings:list"))
    page.get_by_role("link", name="Sondage 2026").click()
    page.locator(".headline a").first.click()
    page.get_by_role("link", name="Voir sur quoi repose ce constat").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sur quoi repose ce constat"
    expect(page.get_by_text(analysis.digest)).to_be_visible()


def test_link_below_a_finding_leads_to_its_basis(analysis, new_page):
    page = new_page(client=sign_in(Role.MEMBER), script=False)
    page.goto(reverse("findings:restitution", args=[analysis.pk]))
    page.locator("#c-01 .basis-link a").click()
    assert page.url.endswith("/C-01/basis/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_director_sheet_prints_on_one_page(analysis, new_page):
    import pypdfium2

    page = new_page(client=sign_in(Role.DIRECTOR))
    page.goto(reverse("findings:director", args=[analysis.pk]))
    assert len(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1
