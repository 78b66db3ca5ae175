"""A newcomer opens the demonstration, reads a finding in French, follows it to its basis, takes the French pack."""

import csv
import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys.visitors import COORDINATOR, download, fetch, one_line, open_restitution, sign_in_as

pytestmark = pytest.mark.browser

FINDING = "Transparence : en hausse de 1,1 point selon le secteur privé"
CLICKED = {"report.pdf", "report.xlsx"}
HIDDEN = {"c", "", "protégé", "non comparable"}


def test_newcomer_reads_a_finding_and_follows_it_to_its_basis(visit, demonstration, assert_accessible):
    page = visit(demonstration.address)
    expect(page.get_by_text("données inventées")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Se connecter").first.click()
    page.get_by_role("button", name=COORDINATOR).click()

    page.get_by_role("link", name="Lire la restitution").click()
    assert_accessible(page)
    page.get_by_role("link", name=FINDING).first.click()
    assert one_line(page.get_by_role("heading", level=1).inner_text()).endswith(FINDING)
    expect(page.locator("main svg:visible").first).to_be_visible()
    words = one_line(page.locator("main").inner_text())
    assert re.search(r"Ronde 1 \(année 0\) : 4,2 sur 10 .*Ronde 2 \(année 2\) : 5,3 sur 10 ", words)
    assert "ressemblent à leur groupe" in words
    assert_accessible(page)

    page.get_by_role("link", name="Voir sur quoi repose ce constat").click()
    basis = one_line(page.locator("main").inner_text())
    assert "Les frais à payer sont affichés" in basis
    assert "Ce ne sont pas des marges d'erreur" in basis
    assert re.search(r"Empreinte des données [0-9a-f]{64}", basis)
    assert_accessible(page)


@pytest.fixture(scope="module")
def pack(chrome, demonstration, tmp_path_factory):
    """The French pack as the coordinator downloads it, one file after the other: name → path."""
    folder = tmp_path_factory.mktemp("pack")
    context = chrome.new_context(base_url=demonstration.address, locale="fr")
    page = context.new_page()
    sign_in_as(page, COORDINATOR)
    page.goto(f"{open_restitution(page)}pack/")
    french = page.locator("section", has=page.get_by_role("heading", name="En français"))
    files = {}
    for link in french.get_by_role("link").all():
        address = link.get_attribute("href")
        name = address.rsplit("/", 1)[-1]
        # A reader takes two; a browser asks before it takes all eleven in a row.
        files[name] = download(page, link, folder) if name in CLICKED else fetch(page, address, folder)
    context.close()
    return files


def test_pack_is_whole_and_each_file_has_a_name_of_its_own(pack):
    assert set(pack) == {
        "report.html", "report.pdf", "report.docx", "report.pptx", "report.xlsx", "director.pdf", "findings.json",
        "estimates.csv", "answers.csv", "earlier.csv", "reproduce.R",
    }  # fmt: skip
    assert len({path.name for path in pack.values()}) == len(pack)
    assert all(path.stat().st_size > 500 for path in pack.values())


def text_of_pdf(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [one_line(page.get_textpage().get_text_range()) for page in document]


def text_of_office(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return one_line(re.sub(r"<[^>]+>", " ", " ".join(parts)))


def test_pdf_opens_and_says_the_finding(pack):
    pages = text_of_pdf(pack["report.pdf"])
    assert any(FINDING in page for page in pages)
    assert len(text_of_pdf(pack["director.pdf"])) == 1
    assert all("inventés" in page or "Démonstration" in page for page in pages)


@pytest.mark.parametrize("name", ["report.docx", "report.pptx"])
def test_office_files_say_the_finding_and_that_all_is_invented(pack, name):
    words = text_of_office(pack[name])
    assert "en hausse de 1,1 point selon le secteur privé" in words
    assert "inventés" in words


def rows_of(path: Path, sheet: str) -> list[dict[str, object]]:
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, head), row, strict=False)) for row in rows]


def test_workbook_holds_the_figure_of_the_sentence(pack):
    found = [
        row
        for row in rows_of(pack["report.xlsx"], "score_change")
        if row["Clé"] == "transparency" and row["Public"] == "Secteur privé" and row["Modalité"] == "ensemble"
    ]
    assert [row["Chiffre"] for row in found] == [1.1]
    told = json.loads(pack["findings.json"].read_text("utf-8"))
    assert FINDING in [one_line(finding["sentence"]["fr"]) for finding in told["findings"]]


def test_tessa_is_hidden_in_every_file(pack):
    book = CalamineWorkbook.from_path(pack["report.xlsx"])
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    hidden = [row for row in rows if any("Tessa" in str(cell) for cell in row[2:4])]
    assert len(hidden) > 1000
    assert {str(cell) for row in hidden for cell in row[4:9]} <= HIDDEN
    with pack["estimates.csv"].open(encoding="utf-8-sig", newline="") as stream:
        team = [row for row in csv.DictReader(stream) if (row["domain"], row["level"]) == ("region", "5")]
    assert len(team) > 1000
    assert {row["estimate"] + row["se"] + row["ci_low"] + row["ci_high"] + row["n"] for row in team} == {""}
    told = json.loads(pack["findings.json"].read_text("utf-8"))
    assert not [one for one in told["findings"] if (one["domain"], one["level"]) == ("region", "5")]
    after = [page.split("Tessa n ", 1)[1] for page in text_of_pdf(pack["report.pdf"]) if "Tessa n " in page]
    assert after
    assert all(re.match(r"c\b(?! ?\d{2,})", words) for words in after)
