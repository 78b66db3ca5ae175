"""Somebody leaves the demonstration, creates their administration, enters a report and prints the director's page."""

import re
import sqlite3
import tempfile
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import COORDINATOR, one_line, sign_in_as

pytestmark = pytest.mark.browser

PASSWORD = "quatre mots bien choisis"
SCORES = {
    "Agents des douanes": ("7,0", "6,2", "7,0", "7,7", "6,4", "6,5", "6,7", "4,9", "7,0", "6,3"),
    "Secteur privé": ("6,0", "5,3", "4,2", "6,8", "5,3", "4,2", "5,3", "4,6", "5,4", "4,8"),
}
REPORT = {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"}
TELLS_OF_TAMARIE = ("Tamarie", "Naoré", "DGDT")


def primary(page):
    return page.locator("main form button.primary").last


def test_own_administration_from_the_demonstration_to_the_directors_page(visit, demonstration, assert_accessible):
    page = visit(demonstration.address)
    sign_in_as(page, COORDINATOR)
    create_administration(page, demonstration, assert_accessible)
    create_reported_round(page, assert_accessible)
    type_scores(page, assert_accessible)
    analyse(page)
    print_directors_page(page, assert_accessible)

    page.goto(f"{demonstration.address}account/")
    assert COORDINATOR in page.locator("main").inner_text(), "the visit to the demonstration goes on"
    assert nothing_of_tamarie_in(demonstration.folder.parent / "data")


def create_administration(page, demonstration, assert_accessible):
    page.goto("/")
    page.get_by_role("link", name="Créer votre administration").click()
    assert_accessible(page)
    page.get_by_role("button", name="Ouvrir mon installation").click()
    page.wait_for_url(f"{demonstration.own_address}**")
    page.get_by_role("link", name="Créer votre administration").first.click()
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Pays", exact=True).select_option("ML")
    for _next in ("administration", "regions", "bodies", "posts", "coordinator"):
        primary(page).click()
        assert_accessible(page)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Le même mot de passe encore une fois").fill(PASSWORD)
    primary(page).click()
    page.get_by_role("button", name="Créer l’administration").click()
    page.get_by_role("heading", name="Votre administration est créée").wait_for()
    assert re.search(r"\b([A-Z0-9]{4}-){3}[A-Z0-9]{4}\b", page.locator("main").inner_text())
    page.get_by_role("link", name="Aller au cycle").click()
    sign_out_and_in(page)


def sign_out_and_in(page):
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.click()
    assert page.locator(".visits").count() == 0, "one click signs in to the demonstration only"
    page.get_by_label("Votre identifiant").fill("coordonnateur")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    primary(page).click()
    page.get_by_role("heading", name="Le cycle de l’intégrité").wait_for()


def create_reported_round(page, assert_accessible):
    page.get_by_role("link", name="Créer une ronde").first.click()
    page.get_by_label("Seulement les chiffres d'un rapport").check()
    for name, words in (("Titre du sondage", "Sondage de perception 2022"), ("Nom court", "Sondage 2022")):
        page.get_by_role("group", name=name).get_by_label("Français").fill(words)
    page.get_by_label("Année").fill("2022")
    assert_accessible(page)
    page.get_by_role("button", name="Créer la ronde").click()
    for audience, asked in (("Agents des douanes", "376"), ("Secteur privé", "285")):
        group = page.get_by_role("group", name=audience).first
        group.get_by_label("Quotas").check()
        group.get_by_label("Personnes sollicitées").fill(asked)
    assert_accessible(page)
    primary(page).click()


def type_scores(page, assert_accessible):
    page.get_by_label("Le rapport, tel qu'on le cite").fill("Cabinet d'études, rapport final, 2022")
    page.get_by_label("Le rapport lui-même").set_input_files(REPORT)
    for audience, scores in SCORES.items():
        for number, score in enumerate(scores, start=1):
            page.get_by_label(re.compile(rf"Note 0–10 · {number}\. .*, {audience}")).fill(score)
    assert_accessible(page)
    page.get_by_role("button", name="Garder ces résultats et clore la ronde").click()
    page.get_by_text("20 chiffres").wait_for()
    expect(page.get_by_role("link", name="rapport.pdf")).to_be_visible()
    expect(page.get_by_text("communiqué, non recalculable").first).to_be_visible()


def analyse(page):
    page.get_by_role("link", name="Le cycle").first.click()
    page.get_by_role("link", name="Analyser la ronde").first.click()
    primary(page).click()
    # The page of the work goes on by itself to what was made.
    page.get_by_role("navigation", name="Pages de cette restitution").wait_for(timeout=60_000)
    words = one_line(page.locator("main").inner_text())
    assert re.search(r"Transparence : le secteur privé (est )?2,8 points sous la douane", words)


def print_directors_page(page, assert_accessible):
    page.get_by_role("link", name="Page de la direction générale").first.click()
    page.get_by_role("heading", level=1, name="Pour la direction générale").wait_for()
    assert_accessible(page)
    sheet = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(sheet) == 1
    words = one_line(sheet[0].get_textpage().get_text_range())
    assert "communiqué, non recalculable" in words.lower()
    assert "Contrôle et enquête : à améliorer" in words
    assert words.count("Visa :") == 3


def nothing_of_tamarie_in(folder: Path) -> bool:
    """Look for the demonstration in every byte of ``folder``, and in the database as others would read it."""
    marks = [word.encode(code) for word in TELLS_OF_TAMARIE for code in ("utf-8", "utf-16-le")]
    marks += [word.encode("unicode_escape") for word in TELLS_OF_TAMARIE]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert folder / "danaya.sqlite3" in files
    with tempfile.TemporaryDirectory() as beside, sqlite3.connect(folder / "danaya.sqlite3") as database:
        dump = Path(beside) / "rows.sql"
        dump.write_text("\n".join(database.iterdump()), "utf-8")
        return not [path for path in (*files, dump) for mark in marks if mark in path.read_bytes()]
