"""From a finding to a promise that was signed on screen and on paper, claimed on a telephone, contested and settled."""

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.planners import Planners, digest_of
from tests.journeys.visitors import (
    ANALYST,
    BROKERS,
    COORDINATOR,
    DIRECTOR,
    FOCAL_POINT,
    HAULIERS,
    SECRETARY,
    download,
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
    confirm_sheet(company)
    adopt(company, director, hauliers)
    phone, pin = hand_over(company, coordinator)
    claim(phone, pin, company.folder)
    contest(company, hauliers)
    record_meeting(company, hauliers)
    agree(phone, pin)
    read_both_sides(company, coordinator)


# Promised


def open_plan(company: Planners, page: Any) -> None:
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


def draft(company: Planners, page: Any) -> None:
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
        listed = page.get_by_role("group", name=framework, exact=True)
        listed.locator("summary").click()
        listed.get_by_label(objective).check()
    company.go(page, "Enregistrer")


def propose(company: Planners, page: Any) -> None:
    company.go(page, "Le proposer aux deux parties")
    company.go(page, "Le proposer")
    assert "E-01" in words(page)


def rate_unseen(company: Planners, coordinator: Any, hauliers: Any) -> None:
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


def rate(company: Planners, page: Any, ambition: int, realism: int, why: str) -> None:
    page.locator(f"[name=ambition][value='{ambition}']").check()
    page.locator(f"[name=realism][value='{realism}']").check()
    page.get_by_label(re.compile("^Pourquoi")).fill(why)
    company.go(page, "Enregistrer la note")


# Signed


def put_to_signature(company: Planners, page: Any) -> None:
    company.open(page, TITLE, "Signature")
    company.go(page, "Mettre le texte à la signature")
    assert "E-01" in words(page)
    company.go(page, "Mettre à la signature")


def initial(company: Planners, director: Any) -> None:
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


def sign(company: Planners, page: Any) -> None:
    company.open(page, TITLE)
    company.go(page, "Aller à la signature")
    company.go(page, "Lire et signer E-01")
    assert RESULT in words(page)
    company.go(page, "Signer E-01")
    assert "Reçu d'une signature" in words(page)


def adopt(company: Planners, director: Any, hauliers: Any) -> None:
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


def enter_sheet(company: Planners, page: Any) -> None:
    """The brokers sign by hand: with a digest miscopied by one sign the sheet is refused, with its own it counts."""
    company.open(page, TITLE, "Signature")
    sheet = download(page, page.get_by_role("link", name="L'imprimer pour le signer à la main (PDF)"), company.folder)
    digest = digest_of(sheet)
    assert digest in words(page)
    company.go(page, "Enregistrer une feuille signée sur papier")
    miscopied = digest[:-1] + ("3" if digest[-1] == "2" else "2")
    fill_sheet(page, miscopied, sheet)
    company.go(page, "Enregistrer les signatures")
    assert "Un signe est mal recopié, ou deux signes sont échangés. Relisez l'empreinte groupe par groupe." in words(
        page
    )
    assert sheet.name in words(page), "the scan need not be chosen again"
    page.get_by_label("Empreinte imprimée sur la feuille").fill(digest.lower())
    company.go(page, "Enregistrer les signatures")
    assert "1 signature est enregistrée" in words(page)
    assert "pas encore confirmée par FCDT" in words(page)


def confirm_sheet(company: Planners) -> None:
    """The brokers look at what was entered for them, and say that it is theirs."""
    brokers = company.post(SECRETARY, BROKERS)
    company.open(brokers, TITLE)
    company.go(brokers, "Voir la feuille")
    company.go(brokers, "C'est bien notre feuille")
    assert "Confirmé : c'est bien la feuille de votre organisme." in words(brokers)


def fill_sheet(page: Any, digest: str, scan: Path) -> None:
    page.get_by_label("Empreinte imprimée sur la feuille").fill(digest)
    page.get_by_label("Date écrite sur la feuille").fill(DAY)
    page.get_by_label("Scan de la feuille").set_input_files(scan)
    page.get_by_label(f"FCDT – {SECRETARY}").select_option(label="Adopte le plan")


# Claimed, contested, settled


def hand_over(company: Planners, page: Any) -> tuple[Any, str]:
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


def contest(company: Planners, page: Any) -> None:
    company.open(page, TITLE, "Engagements")
    company.go(page, "E-01")
    company.go(page, "Confirmer ou contester")
    assert CLAIMED in words(page)
    page.get_by_label("Je conteste : ce n'est pas le cas").check()
    page.get_by_label("Pourquoi").fill(CONTESTED)
    company.go(page, "Donner cette réponse")


def record_meeting(company: Planners, page: Any) -> None:
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


def read_both_sides(company: Planners, page: Any) -> None:
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
