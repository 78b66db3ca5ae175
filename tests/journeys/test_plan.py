"""From a finding to a promise that was signed, claimed, contested and settled; through Excel, over paper, and checked offline years later."""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import expect

from danaya.cli.verify import verify_command
from tests.journeys.visitors import (
    ANALYST,
    COORDINATOR,
    DIRECTOR,
    EMPLOYERS,
    FOCAL_POINT,
    HAULIERS,
    SECRETARY,
    Company,
    download,
    one_line,
    open_restitution,
    words,
)

pytestmark = pytest.mark.browser

ROUND_1 = "première ronde"
TITLE = "Plan du corridor Balanko-Naoré"
WISH = "Un seul contrôle des camions scellés entre Balanko et Naoré."
MODEL = "un camion sous scellé intact est contrôlé une seule fois"
RESULT = "Entre Balanko et Naoré, 45 camions scellés sur 50 ne passent qu'un contrôle douanier."
DAY = "16/11/2026"
"""The demonstration's own day."""
OBJECTIVES = {
    "Plan stratégique": "1.1 Réduire les délais de passage aux frontières",
    "Priorités UTR": "1 Des passages courts, dans l'ordre et payés une fois",
}
"""Framework → the objective of it that the promise serves: the administration's own, and one of the body concerned."""
DOUBT, HOPE = "Les brigades mobiles sont à convaincre.", "Nos chauffeurs tiennent déjà ces fiches."
RESERVATION = "L'union demande que les contrôles d'autres services soient comptés à part."
CLAIMED = "Comptage fait sur 50 trajets du corridor, fiches de route jointes."
CONTESTED = "Vingt fiches sur cinquante ne portent aucun visa."
SETTLED = "Trente trajets sont comptés ; les vingt autres le seront avant fin janvier."
TABS = "Pages de ce plan"
DIGEST = re.compile(r"\b[2-9A-HJ-NP-TV-Z]{5}(?:-[2-9A-HJ-NP-TV-Z]{5}){5}\b")


@dataclass
class Corridor(Company):
    """Everybody of the story of the corridor."""

    def open(self, page: Any, title: str, tab: str = "Vue d'ensemble") -> None:
        """Go to a page of a plan: by its tabs where they are in sight, up the breadcrumb, or from the main navigation."""
        crumb = page.get_by_role("link", name=title, exact=True)
        if not page.get_by_role("navigation", name=TABS).count():
            if not crumb.count():
                page.get_by_role("link", name=re.compile("Plan d['’]action commun")).first.click()
            crumb.first.click()
        self.tab(page, tab)

    def tab(self, page: Any, name: str) -> None:
        """Go to a page of the plan."""
        page.get_by_role("navigation", name=TABS).get_by_role("link", name=name, exact=True).click()
        self.look(page)

    def choose(self, page: Any, label: str, option: str) -> None:
        """Choose ``option`` from a list."""
        page.get_by_label(label, exact=True).select_option(label=option)


@pytest.fixture(scope="module")
def looked_at() -> set[tuple[str, ...]]:
    """Return the pages that were looked at: each story of the plan looks at what the others have not."""
    return set()


@pytest.fixture
def company(visit: Any, demonstration: Any, assert_accessible: Any, tmp_path: Path, looked_at: Any) -> Corridor:
    """Return nobody yet, about to come."""
    return Corridor(visit, demonstration.address, assert_accessible, tmp_path, looked_at)


def test_finding_to_settled_promise(company):
    coordinator = company.post(COORDINATOR, width=1280)
    hauliers, director = company.post(SECRETARY, HAULIERS), company.post(DIRECTOR)
    open_plan(company, coordinator)
    draft(company, coordinator)
    propose(company, coordinator)
    rate_unseen(company, coordinator, hauliers)
    put_to_signature(company, coordinator)
    initial(company, director)
    owner = company.post(FOCAL_POINT)
    for page in (owner, hauliers):
        sign(company, page)
    enter_sheet(company, coordinator)
    adopt(company, director, hauliers)
    phone, pin = hand_over(company, coordinator)
    claim(phone, pin, company.folder)
    contest(company, hauliers)
    record_meeting(company, hauliers)
    agree(phone, pin)
    read_both_sides(company, coordinator)


# Promised


def open_plan(company: Corridor, page: Any) -> None:
    page.get_by_role("link", name=re.compile("Plan d['’]action commun")).first.click()
    company.go(page, "Ouvrir un plan d'action")
    page.locator("[name=title_fr]").fill(TITLE)
    page.get_by_label("Premier jour").fill(DAY)
    page.get_by_label("Dernier jour").fill("31/12/2028")
    company.choose(
        page,
        "Consultation aux attentes de laquelle il répond (facultatif)",
        "Attentes de la douane et du secteur privé",
    )
    company.choose(page, "Secrétaire de la douane (facultatif)", f"DGDT – {COORDINATOR}")
    company.choose(page, "Secrétaire du secteur privé (facultatif)", f"UTR – {SECRETARY}")
    company.go(page, "Ouvrir le plan")
    company.tab(page, "Signature")
    for post in (f"DGDT – {DIRECTOR}", f"UTR – {SECRETARY}", f"FCDT – {SECRETARY}"):
        company.go(page, "Ajouter un organisme")
        company.choose(page, "Poste qui signe", post)
        company.go(page, "Ajouter l'organisme")
    company.go(page, "Qui signe, qui vise")
    company.choose(page, "Visa 1 (facultatif)", f"DGDT – {ANALYST}")
    company.go(page, "Enregistrer")


def draft(company: Corridor, page: Any) -> None:
    """From a finding to the expectation that rests on it, to a model that fits; part by part to the end."""
    open_restitution(page, ROUND_1)
    company.go(page, "C-17")
    company.go(page, "A-26")
    assert WISH in words(page)
    company.go(page, "En faire un engagement")
    assert WISH in words(page)
    company.go(page, "Partir plutôt d'un modèle")
    company.go(page, MODEL)
    company.go(page, "Partir de ce modèle")
    assert WISH in words(page)
    page.locator("[name=result_fr]").fill(RESULT)
    page.locator("[name=result_en]").fill("")
    company.choose(page, "Porteur", f"DGDT – {FOCAL_POINT}")
    company.choose(page, "Contrepartie", f"UTR – {SECRETARY}")
    company.go(page, "Enregistrer et continuer")
    company.go(page, "Enregistrer et continuer")
    page.get_by_label(re.compile("^Valeur de départ")).fill("3,2")
    page.get_by_label("Cible").fill("1,1")
    page.get_by_label("Où la valeur de départ a été lue").fill("50 fiches de route, octobre 2026")
    company.go(page, "Enregistrer et continuer")
    page.get_by_label("Il ne faut pas d'argent").check()
    company.go(page, "Enregistrer et continuer")
    for framework, objective in OBJECTIVES.items():
        page.get_by_text(framework, exact=True).first.click()
        page.get_by_label(objective).check()
    company.go(page, "Enregistrer")


def propose(company: Corridor, page: Any) -> None:
    company.go(page, "Le proposer aux deux parties")
    company.go(page, "Le proposer")
    assert "E-01" in words(page)


def rate_unseen(company: Corridor, coordinator: Any, hauliers: Any) -> None:
    """Each side rates without the other's; then both stand side by side."""
    company.go(coordinator, "Noter l'engagement")
    rate(company, coordinator, 2, 3, DOUBT)
    company.open(hauliers, TITLE)
    company.go(hauliers, "Noter E-01")
    assert DOUBT not in hauliers.content()
    rate(company, hauliers, 3, 2, HOPE)
    assert DOUBT in words(hauliers)
    coordinator.reload()
    assert HOPE in words(coordinator)


def rate(company: Corridor, page: Any, ambition: int, realism: int, why: str) -> None:
    page.locator(f"[name=ambition][value='{ambition}']").check()
    page.locator(f"[name=realism][value='{realism}']").check()
    page.get_by_label(re.compile("^Pourquoi")).fill(why)
    company.go(page, "Enregistrer la note")


# Signed


def put_to_signature(company: Corridor, page: Any) -> None:
    company.open(page, TITLE, "Signature")
    company.go(page, "Mettre le texte à la signature")
    assert "E-01" in words(page)
    company.go(page, "Mettre à la signature")


def initial(company: Corridor, director: Any) -> None:
    """The director cannot decide before the visa; the analyst gives it."""
    company.open(director, TITLE, "Signature")
    assert "Rien n'attend votre poste ici" in words(director)
    analyst = company.post(ANALYST)
    company.open(analyst, TITLE)
    company.go(analyst, "Aller à la signature")
    company.go(analyst, "Lire et viser")
    analyst.get_by_label("Je vise le texte").check()
    company.go(analyst, "Donner cette réponse")
    assert "visé" in words(analyst)


def sign(company: Corridor, page: Any) -> None:
    company.open(page, TITLE)
    company.go(page, "Aller à la signature")
    company.go(page, "Lire et signer E-01")
    assert RESULT in words(page)
    company.go(page, "Signer E-01")
    assert "Reçu d'une signature" in words(page)


def adopt(company: Corridor, director: Any, hauliers: Any) -> None:
    company.open(hauliers, TITLE, "Signature")
    company.go(hauliers, "Se prononcer pour votre organisme")
    hauliers.get_by_label("L'adopte avec les réserves écrites ci-dessous").check()
    hauliers.get_by_role("textbox", name=re.compile("^Réserves")).fill(RESERVATION)
    company.go(hauliers, "Signer pour l'organisme")
    assert RESERVATION in words(hauliers)
    company.open(director, TITLE, "Signature")
    assert RESERVATION in words(director)
    company.go(director, "Se prononcer pour votre organisme")
    director.get_by_label("Adopte le plan", exact=True).check()
    company.go(director, "Signer pour l'organisme")
    assert "C'était la dernière signature : le plan est adopté." in words(director)


# On paper


def enter_sheet(company: Corridor, page: Any) -> None:
    """The brokers sign by hand: with the digest of another text the sheet is refused, with its own it counts."""
    company.open(page, TITLE, "Signature")
    sheet = download(page, page.get_by_role("link", name="L'imprimer pour le signer à la main (PDF)"), company.folder)
    digest = digest_of(sheet)
    assert digest in words(page)
    company.go(page, "Enregistrer une feuille signée sur papier")
    fill_sheet(page, digest.translate(str.maketrans("AB", "BA")) if {"A", "B"} & set(digest) else digest[::-1], sheet)
    company.go(page, "Enregistrer les signatures")
    company.look(page)
    fill_sheet(page, digest.lower(), sheet)
    company.go(page, "Enregistrer les signatures")
    assert "1 signature est enregistrée" in words(page)


def fill_sheet(page: Any, digest: str, scan: Path) -> None:
    page.get_by_label("Empreinte imprimée sur la feuille").fill(digest)
    page.get_by_label("Date écrite sur la feuille").fill(DAY)
    page.get_by_label("Scan de la feuille").set_input_files(scan)
    page.get_by_label(f"FCDT – {SECRETARY}").select_option(label="Adopte le plan")


def digest_of(sheet: Path) -> str:
    """Return the digest printed on a sheet, as whoever enters it reads it."""
    printed = one_line(pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range())
    found = DIGEST.search(printed)
    assert found is not None, printed
    return found[0]


# Claimed, contested, settled


def hand_over(company: Corridor, page: Any) -> tuple[Any, str]:
    """Give the owner a link and, on paper, a PIN; return a telephone that opened the link, and the PIN."""
    company.open(page, TITLE, "Liens et codes")
    company.go(page, f"Faire un code secret – {FOCAL_POINT}")
    company.go(page, "Faire le code et montrer la lettre")
    pin = page.locator(".pin code").inner_text()
    company.go(page, "Vers les liens personnels")
    page.get_by_role("group", name=re.compile(FOCAL_POINT)).get_by_label(re.compile("E-01")).check()
    company.go(page, "Faire les liens et les montrer")
    address = re.search(r"http\S+", page.get_by_label("Texte à copier").input_value())
    assert address is not None
    phone = company.visit(company.site, width=320, script=False, touch=True)
    phone.goto(address[0])
    fits(phone)
    return phone, pin


def claim(phone: Any, pin: str, folder: Path) -> None:
    tap(phone, "Le déclarer, avec la preuve")
    phone.get_by_label("Qu'est-ce qui est fait ?").fill(CLAIMED)
    phone.get_by_label("Une photo").set_input_files(photo(folder))
    phone.get_by_label(re.compile("Code secret de votre poste")).fill(pin)
    tap(phone, "Le déclarer")
    assert "Déclaré. La réponse est demandée à la contrepartie" in words(phone)
    tap(phone, "Revenir à l'engagement")
    assert "Déclaré : 20 %. Confirmé : 0 %." in words(phone)


def contest(company: Corridor, page: Any) -> None:
    company.open(page, TITLE, "Engagements")
    company.go(page, "E-01")
    company.go(page, "Confirmer ou contester")
    assert CLAIMED in words(page)
    page.get_by_label("Je conteste : ce n'est pas le cas").check()
    page.get_by_label("Pourquoi").fill(CONTESTED)
    company.go(page, "Donner cette réponse")


def record_meeting(company: Corridor, page: Any) -> None:
    company.open(page, TITLE, "Prochaine réunion")
    assert CLAIMED in words(page)
    assert CONTESTED in words(page)
    company.go(page, "Inscrire ce que la réunion a réglé")
    page.get_by_label("Confirmé en partie").check()
    page.get_by_label("Ce qui a été convenu").fill(SETTLED)
    page.get_by_label("Jour de la réunion").fill(DAY)
    company.go(page, "L'inscrire")


def agree(phone: Any, pin: str) -> None:
    phone.reload()
    tap(phone, "Répondre à ce qui est inscrit de la réunion")
    assert SETTLED in words(phone)
    phone.get_by_label("Oui, je suis d'accord").check()
    phone.get_by_label(re.compile("Code secret de votre poste")).fill(pin)
    tap(phone, "Envoyer ma réponse")
    tap(phone, "Revenir à l'engagement")


def read_both_sides(company: Corridor, page: Any) -> None:
    """Claimed and confirmed stand side by side: a fifth of the promise, confirmed in part."""
    company.open(page, TITLE, "Engagements")
    company.go(page, "E-01")
    said = words(page)
    assert SETTLED in said
    assert "déclaré 20 % confirmé 10 %" in said
    assert "confirmé en partie" in said


def tap(phone: Any, name: str) -> None:
    """Touch a link or a button, and see that what comes fits the screen."""
    named = re.compile(re.escape(name).replace("'", "['’]"))
    main = phone.locator("main")
    main.get_by_role("link", name=named).or_(main.get_by_role("button", name=named)).first.click()
    fits(phone)


def fits(phone: Any) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def photo(folder: Path) -> Path:
    """Return a small picture."""
    rows = b"".join(b"\0" + bytes([60, 120, 180]) * 64 for _ in range(48))
    parts = ((b"IHDR", struct.pack(">2I5B", 64, 48, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    path = folder / "fiches.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    return path


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


def export(company: Corridor, page: Any) -> Path:
    return download(page, page.get_by_role("link", name="Exporter vers Excel"), company.folder)


def send(company: Corridor, page: Any, book: Path) -> None:
    if not page.get_by_label("Le classeur que vous avez modifié").count():
        company.go(page, "Envoyer un autre fichier")
    page.get_by_label("Le classeur que vous avez modifié").set_input_files(book)
    company.go(page, "Voir ce qui change")


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
