"""The same results as others see them: a federation, the director, an observer, an expert whose visit ends."""

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import BROKERS, COORDINATOR, DIRECTOR, one_line, open_restitution, sign_in_as

pytestmark = pytest.mark.browser

TEAM_FILES = ("estimates.csv", "answers.csv", "earlier.csv", "reproduce.R")
EXPERT = "Expertise du partenaire"


def status(page, address: str) -> int:
    return int(page.request.get(address, max_redirects=0).status)


@pytest.mark.parametrize(("post", "organisation"), [("Secrétariat général", BROKERS), ("Observation", "")])
def test_released_results_are_read_by_others_without_files_of_the_team(
    visit, demonstration, assert_accessible, post, organisation
):
    page = visit(demonstration.address)
    sign_in_as(page, post, organisation)
    page.goto("/")
    expect(page.get_by_role("link", name="Lire la restitution")).to_be_visible()
    restitution = open_restitution(page)
    assert page.get_by_role("link", name="Page de la direction générale").count() == 0
    assert "la douane et les organisations du secteur privé" in page.get_by_role("contentinfo").inner_text()
    page.get_by_role("link", name="Fichiers").click()
    offered = [link.get_attribute("href").rsplit("/", 1)[-1] for link in page.locator("main ul a[download]").all()]
    assert "report.pdf" in offered
    assert not {*TEAM_FILES, "director.pdf"}.intersection(offered)
    assert_accessible(page)

    assert status(page, f"{restitution}pack/fr/report.xlsx") == 200
    for name in (*TEAM_FILES, "director.pdf"):
        assert status(page, f"{restitution}pack/fr/{name}") == 403
    for closed in (f"{restitution}director/", "/findings/releases/", "/rounds/"):
        assert status(page, closed) == 403
    page.goto(f"{restitution}director/")
    expect(page.get_by_role("heading", name="Votre poste ne donne pas accès à cette page")).to_be_visible()
    assert_accessible(page)


def test_director_decides_and_the_decision_stands_on_the_page(visit, demonstration, assert_accessible):
    page = visit(demonstration.address)
    sign_in_as(page, DIRECTOR)
    page.goto("/")
    expect(page.get_by_text("Décisions qui vous attendent")).to_be_visible()
    page.get_by_role("link", name="Lire la page de la direction").click()
    page.get_by_role("link", name="Décider D-1").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Date de la décision").fill("12/11/2026")
    page.get_by_label("Référence de la note de service").fill("n° 042/2026/DG-DGDT")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer la décision").click()
    decided = page.locator("#decision-D-1")
    decided.get_by_text("Décidé le").wait_for()
    words = one_line(decided.inner_text())
    assert "12 novembre 2026" in words
    assert "n° 042/2026/DG-DGDT" in words
    assert_accessible(page)


def test_day_that_lies_ahead_is_refused_beside_its_field_and_nothing_typed_is_lost(visit, demonstration):
    page = visit(demonstration.address)
    sign_in_as(page, DIRECTOR)
    open_restitution(page)
    page.get_by_role("link", name="Page de la direction générale").click()
    page.get_by_role("link", name="Décider D-2").click()
    page.get_by_role("radio").last.check()
    page.get_by_label("Date de la décision").fill("1/1/2030")
    page.get_by_label("Référence de la note de service").fill("n° 43")
    page.get_by_role("button", name="Enregistrer la décision").click()
    page.locator(".error-summary:focus").wait_for()
    assert page.title().startswith("Erreur")
    assert page.get_by_label("Date de la décision").input_value() == "1/1/2030"
    assert page.get_by_label("Référence de la note de service").input_value() == "n° 43"
    assert page.get_by_role("radio").last.is_checked()


def test_expert_sees_nothing_more_once_the_visit_has_ended(visit, demonstration):
    expert = visit(demonstration.address)
    sign_in_as(expert, EXPERT)
    restitution = open_restitution(expert)
    assert status(expert, restitution) == 200

    coordinator = visit(demonstration.address)
    sign_in_as(coordinator, COORDINATOR)
    coordinator.goto("/organisations/")
    coordinator.locator("main").get_by_role("link", name=EXPERT).first.click()
    coordinator.get_by_role("link", name="Mettre fin").click()
    coordinator.locator("main").get_by_role("button", name="Mettre fin").click()
    coordinator.locator(".message").wait_for()

    assert status(expert, restitution) != 200
    expert.goto("/findings/")
    assert expert.get_by_text("deuxième ronde").count() == 0
    coordinator.goto("/sign-in/")
    assert coordinator.locator(".visits").get_by_role("button", name=EXPERT).count() == 0
