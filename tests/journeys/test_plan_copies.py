"""The plan outside: through Excel and back, and a signed copy checked at home years later, without trusting anybody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from danaya.cli.verify import verify_command
from tests.journeys.planners import DIGEST, Planners, digest_of
from tests.journeys.visitors import COORDINATOR, EMPLOYERS, SECRETARY, download, one_line, words

pytestmark = pytest.mark.browser

# Through Excel

SHEET = "Promesses de la douane"
FIRST = "Une affiche des frais se lit depuis la file d'attente dans 12 bureaux sur 12."
SECOND = "Chaque camion reçoit un numéro d'ordre à son arrivée dans 4 postes frontières."
THIRD = "Une ligne téléphonique répond en deux sonneries à 9 appels sur 10."
BETTER = "Une affiche des frais et des délais se lit depuis la file d'attente dans 12 bureaux sur 12."


def test_excel_and_back(company):
    page = company.post(COORDINATOR, width=1280)
    page.get_by_role("link", name=re.compile("Plan d['’]action commun")).first.click()
    company.go(page, "Ouvrir un plan d'action")
    page.locator("[name=title_fr]").fill(SHEET)
    page.get_by_label("Premier jour").fill("1/9/2026")
    page.get_by_label("Dernier jour").fill("31/12/2027")
    company.go(page, "Ouvrir le plan")
    company.tab(page, "Engagements")
    company.go(page, "Vers Excel et retour")

    book = export(company, page)
    add_rows(book, FIRST, SECOND)
    send(company, page, book)
    expect(page.get_by_role("heading", name="Nouveau projet de votre organisation")).to_have_count(2)
    company.go(page, "Reprendre ce qui est coché")
    assert "2 lignes sont reprises" in words(page)

    company.go(page, "Envoyer un autre fichier")
    book = export(company, page)
    reword(book, FIRST, BETTER)
    add_rows(book, THIRD)
    turn_round(book)
    send(company, page, book)
    said = words(page)
    assert f"avant : {FIRST} maintenant : {BETTER}" in said
    assert THIRD in said
    assert SECOND not in said
    company.go(page, "Reprendre ce qui est coché")
    assert "Rien à reprendre" in words(page)
    company.go(page, "Retirer ce fichier")
    said = words(page)
    assert all(result in said for result in (BETTER, SECOND, THIRD))
    assert FIRST not in said


def export(company: Planners, page: Any) -> Path:
    """Ask for the workbook, wait until it is made, fetch it, and go on to where it is sent back."""
    company.go(page, "Exporter vers Excel")
    page.get_by_role("heading", name="Votre classeur est prêt").wait_for()
    book = download(page, page.get_by_role("link", name="Télécharger"), company.folder)
    company.go(page, "Le modifier et le renvoyer")
    return book


def send(company: Planners, page: Any, book: Path) -> None:
    if not page.get_by_label("Le classeur que vous avez modifié").count():
        company.go(page, "Envoyer un autre fichier")
    page.get_by_label("Le classeur que vous avez modifié").set_input_files(book)
    company.go(page, "Voir ce qui change")
    page.get_by_role("heading", name="Ce qui a changé dans Excel").wait_for()  # it is read by a job


@contextmanager
def opened(book: Path) -> Iterator[tuple[Any, dict[str, int]]]:
    """Open the sheet of commitments as a ministry does, and save it: the sheet, and the column of each heading that is seen."""
    file = openpyxl.load_workbook(book)
    sheet = file["Engagements"]
    yield sheet, {cell.value: cell.column for cell in sheet[HEADINGS]}
    file.save(book)


HEADINGS = 2
"""Row of the headings that are seen; commitments stand below."""


def lines_of(sheet: Any, heads: dict[str, int]) -> list[int]:
    """Return the rows in which a commitment stands."""
    column = heads["Résultat (français)"]
    return [row for row in range(HEADINGS + 1, sheet.max_row + 1) if sheet.cell(row, column).value]


def add_rows(book: Path, *results: str) -> None:
    with opened(book) as (sheet, heads):
        first = HEADINGS + 1 + len(lines_of(sheet, heads))
        said = {"Porteur": f"DGDT – {COORDINATOR}", "Contrepartie": f"CCIT – {SECRETARY}"}
        for row, result in enumerate(results, start=first):
            for head, value in {"Résultat (français)": result, **said}.items():
                sheet.cell(row, heads[head]).value = value
            sheet.cell(row, heads["À partir du"]).value = date(2026, 12, 1)


def reword(book: Path, before: str, after: str) -> None:
    with opened(book) as (sheet, heads):
        column = heads["Résultat (français)"]
        (row,) = (row for row in lines_of(sheet, heads) if sheet.cell(row, column).value == before)
        sheet.cell(row, column).value = after


def turn_round(book: Path) -> None:
    """Sort the commitments the other way round."""
    with opened(book) as (sheet, heads):
        rows = lines_of(sheet, heads)
        held = [[cell.value for cell in sheet[row]] for row in rows]
        for row, cells in zip(rows, reversed(held), strict=True):
            for column, value in enumerate(cells, start=1):
                sheet.cell(row, column).value = value


# Years later


def test_signed_copy_is_checked_offline(company, chrome, capsys):
    """A body that adopted the plan of the story checks its copy at home, against its paper."""
    page = company.post(SECRETARY, EMPLOYERS)
    company.open(page, "Plan d'action commun 2024-2026", "Signature")
    company.go(page, "Lire tout le texte tel qu'il est signé")
    sheet = download(page, page.get_by_role("link", name=re.compile("à la main")), company.folder)
    copy = download(page, page.get_by_role("link", name=re.compile("se vérifie hors ligne")), company.folder)
    record = download(page, page.get_by_role("link", name=re.compile("dossier complet")), company.folder)
    paper = digest_of(sheet)
    company.go(page, "Versions et historique")
    page.get_by_role("link", name=re.compile("^reçu")).last.click()
    company.look(page)
    receipt = DIGEST.search(page.locator(".receipt").inner_text())
    assert receipt is not None

    home = chrome.new_context(offline=True, viewport={"width": 320, "height": 900}).new_page()
    assert check_offline(home, copy, receipt[0].lower()) == "Conforme"
    assert check_offline(home, copy, paper) == "Conforme en partie"
    assert check_offline(home, altered(copy), receipt[0]) == "Non conforme"
    home.context.close()
    assert [verified(record, digest, capsys) for digest in (receipt[0], paper)] == [
        (0, "Conforme"),
        (3, "Conforme en partie"),
    ]
    assert verified(altered(record), receipt[0], capsys) == (1, "Non conforme")


def check_offline(page: Any, copy: Path, digest: str) -> str:
    """Open the copy as a file, type a digest; return the answer at the top."""
    page.goto(copy.as_uri())
    page.get_by_label("Empreinte imprimée").fill(digest)
    page.get_by_role("button", name="Vérifier").click()
    return answer(page.locator("#verdict").inner_text())


def verified(record: Path, digest: str, capsys: Any) -> tuple[int, str]:
    """Ask ``danaya verify``; return its exit status, and the answer at the top."""
    status = verify_command([str(record), "--digest", digest, "--lang", "fr"])
    return status, answer(capsys.readouterr().out)


def answer(said: str) -> str:
    """Return the words of an answer before its reason."""
    return re.split(r"[\n.:]", one_line(said))[0].strip()


def altered(path: Path) -> Path:
    """Return a copy in which a figure of a promise is another."""
    text = path.read_text("utf-8")
    assert "12 postes sur 12" in text
    changed = path.with_name(f"altered-{path.name}")
    changed.write_text(text.replace("12 postes sur 12", "11 postes sur 12"), "utf-8")
    return changed
