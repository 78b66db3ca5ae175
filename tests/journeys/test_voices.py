"""From a card to what became of it: written on a telephone, cleared, restated, voted on, solved, answered, read by its author."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import (
    ANALYST,
    CHAMBER,
    COORDINATOR,
    Company,
    Handset,
    download,
    one_line,
    read_codes,
    type_code,
    words,
)

pytestmark = pytest.mark.browser

CUSTOMS, PRIVATE = "Douane", "Secteur privé"
TITLE, QUESTION = "Aux guichets", "Que faut-il changer aux guichets ?"
WISH = "Afficher les heures d'ouverture du guichet dans chaque bureau."
ALIKE = "Que les heures d'ouverture du guichet soient affichées dans chaque bureau."
OTHER = "Que les camions arrivent avec tous leurs papiers."
GUESSED = "Vous voulez que les guichets ouvrent plus tôt."
CORRECTION = "Non : je veux savoir à quelle heure ils ouvrent."
UNDERSTOOD = "Vous voulez savoir avant de venir à quelle heure le guichet ouvre."
CAUSE = "Chaque bureau change ses heures sans le dire."
OPTION = "Une affiche signée par le chef de bureau."
REASON = "Une affiche dans chaque bureau avant la fin du trimestre."
CARDS = 8
"""Of each side: as many as it takes for shares to be shown."""


@dataclass
class Stage(Company):
    """Everybody on stage."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    home: str = ""
    """Address of the consultation's page."""

    def phone(self, code: str) -> Any:
        """A telephone on which a card was entered."""
        page = self.visit(self.site, width=320, touch=True)
        type_code(page, code)
        self.look(page)
        return page

    def at(self, page: Any, name: str = "") -> None:
        """Open a page of the consultation, and look at it."""
        page.goto(f"{self.home}{name}")
        self.look(page)

    def go_home(self, page: Any) -> None:
        """Go to the first page of whoever holds a card."""
        page.goto(re.sub(r"(/c/[0-9a-f-]{36}/).*", r"\1", page.url))
        self.look(page)

    def find(self, page: Any, text: str) -> str:
        """Open the page of an expectation from the list; return its number."""
        self.at(page, "expectations/")
        self.go(page, text)
        return page.get_by_role("heading", level=1).inner_text().split()[-1]


def test_card_to_fate(visit, demonstration, assert_accessible, tmp_path):
    stage = Stage(visit, demonstration.address, assert_accessible, tmp_path)
    coordinator, analyst = stage.post(COORDINATOR), stage.post(ANALYST)
    chamber = stage.post("Secrétariat général", CHAMBER)
    prepare(stage, coordinator)
    stage.codes = {side: print_cards(stage, coordinator, side) for side in (CUSTOMS, PRIVATE)}
    begin(stage, coordinator, "recueil des attentes")

    author, code = stage.phone(stage.codes[PRIVATE][0]), stage.codes[PRIVATE][0]
    twin, customs = stage.phone(stage.codes[PRIVATE][1]), stage.phone(stage.codes[CUSTOMS][0])
    for page, text in ((author, WISH), (twin, ALIKE), (customs, OTHER)):
        write(stage, page, text)
    leave(stage, author)
    for reader in (analyst, chamber):
        clear(stage, reader)

    restate(stage, analyst, GUESSED)
    type_code(author, code)
    answer_restatement(stage, author, GUESSED, CORRECTION)
    restate(stage, analyst, UNDERSTOOD)
    answer_restatement(stage, author, UNDERSTOOD)
    merge(stage, coordinator)
    see_merged(stage, twin)

    begin(stage, coordinator, "vote")
    vote(stage, coordinator, (author, twin, customs))
    read_results(stage, chamber)
    read_results_by_card(stage, customs)
    solve(stage, coordinator, chamber)
    answer(stage, coordinator)
    leave(stage, author)
    type_code(author, code)
    read_fate(stage, author)
    read_fate_of_both(stage, twin)


# Preparing


def prepare(stage: Stage, page: Any) -> None:
    page.goto("/voices/")
    stage.look(page)
    stage.go(page, "Préparer une consultation")
    page.locator("[name=title_fr]").fill(TITLE)
    page.locator("[name=question_fr]").fill(QUESTION)
    page.get_by_label("Analyse, équipe d'intégrité (DGDT)").check()
    page.get_by_label("Secrétariat général (CCIT)").check()
    stage.go(page, "Enregistrer la consultation")
    stage.home = page.url


def print_cards(stage: Stage, page: Any, side: str) -> list[str]:
    """Print as many cards as are needed and cut them."""
    stage.at(page, "cards/")
    page.get_by_text("Imprimer des cartes").click()
    sheet = page.locator("details", has_text="Imprimer des cartes")
    sheet.get_by_label("De qui elles portent la voix").select_option(label=side)
    sheet.get_by_label("Combien").fill(str(CARDS))
    sheet.get_by_label("Note pour la liste").fill(f"guichets, {side.lower()}")
    stage.look(page)
    file = download(page, sheet.get_by_role("button"), stage.folder)
    codes = read_codes(file)
    assert len(codes) == CARDS
    return codes


def begin(stage: Stage, page: Any, phase: str) -> None:
    stage.at(page, "phase/")
    page.get_by_role("region", name=re.compile(phase, re.IGNORECASE)).first.get_by_role("link").click()
    stage.look(page)
    stage.go(page, "Commencer cette phase")
    assert one_line(page.locator(".message").inner_text()) == f"Commencé : {phase}."


# Saying and clearing


def write(stage: Stage, page: Any, text: str) -> None:
    stage.go(page, "Écrire une attente")
    page.get_by_label("Votre attente").fill(text)
    page.locator("[name=voice][value=anonymous]").check()
    stage.go(page, "Remettre le texte")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre texte est remis")
    stage.go(page, "Suivre ce texte")
    assert "Personne d'autre ne le voit" in words(page)


def leave(stage: Stage, page: Any) -> None:
    stage.go(page, "Revenir au début")
    stage.go(page, "Terminer et oublier ma carte")
    stage.go(page, "Terminer et oublier ma carte")
    page.wait_for_url("**/day/")


def clear(stage: Stage, page: Any) -> None:
    stage.at(page, "reading/")
    stage.go(page, "Lire le premier")
    for _ in range(3):
        stage.go(page, "Peut être montré")
    assert "Aucun texte n'attend votre côté" in words(page)


def restate(stage: Stage, page: Any, understood: str) -> None:
    stage.find(page, WISH)
    stage.go(page, "La redire avec vos mots")
    page.locator("[name=text_fr]").fill(understood)
    stage.go(page, "Envoyer à son auteur")
    assert understood in words(page)


def answer_restatement(stage: Stage, page: Any, restated: str, correction: str = "") -> None:
    stage.go_home(page)
    assert "1 de vos textes attend un mot de vous" in words(page)
    stage.go(page, "Suivre mes textes")
    stage.go(page, WISH)
    assert restated in words(page)
    if correction:
        page.get_by_text(re.compile("Ce n['’]est pas tout à fait cela")).click()
        page.get_by_label("Ce qui n’est pas tout à fait juste").fill(correction)
        stage.look(page)
        stage.go(page, "Envoyer la correction")
        assert correction in words(page)
    else:
        stage.go(page, "C'est bien ce que je voulais dire")
        assert "Vous avez confirmé" in words(page)


# Merging


def merge(stage: Stage, page: Any) -> None:
    kept, other = stage.find(page, WISH), stage.find(page, ALIKE)
    stage.at(page, "merge/")
    page.get_by_label("Numéro", exact=True).fill(kept)
    page.get_by_label("Autre numéro").fill(other)
    stage.go(page, "Comparer")
    page.get_by_role("radio", name=re.compile(rf"^{kept}\b")).check()
    stage.go(page, "Fusionner")
    assert f"{other} dans {kept}" in words(page)


def see_merged(stage: Stage, page: Any) -> None:
    stage.go(page, "Mes textes")
    stage.go(page, ALIKE)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Votre texte est fusionné avec un autre qui dit la même chose"
    )
    assert ALIKE in words(page)
    assert WISH in words(page)
    stage.go(page, "Revenir au début")


# Voting


def vote(stage: Stage, coordinator: Any, phones: tuple[Any, ...]) -> None:
    """Three telephones on screen, the others by the same pages; one changes its mind. Few of customs come to the second."""
    wish, other = (int(stage.find(coordinator, text).partition("-")[2]) for text in (WISH, OTHER))
    for page in phones:
        vote_on_screen(stage, page)
    change_vote(stage, phones[1])
    stage.at(coordinator, "results/")
    assert WISH not in words(coordinator)
    for side, codes in ((CUSTOMS, stage.codes[CUSTOMS][1:]), (PRIVATE, stage.codes[PRIVATE][2:])):
        for place, code in enumerate(codes):
            handset = Handset(stage.site).enter(code).vote(wish, 1)
            if side == PRIVATE or place < 3:
                handset.vote(other, 1 if place % 2 else 0)
    begin(stage, coordinator, "réponses aux attentes")


def vote_on_screen(stage: Stage, page: Any) -> None:
    stage.go_home(page)
    stage.go(page, "Voter")
    for _ in range(2):
        assert "Personne ne voit vos votes un par un" in words(page)
        stage.go(page, "D'accord")
    assert "Vous avez lu les 2 attentes" in words(page)


def change_vote(stage: Stage, page: Any) -> None:
    stage.go(page, "Revoir et changer mes votes")
    stage.go(page, WISH)
    stage.go(page, "Pas d'accord")
    row = page.locator("main li", has_text=WISH)
    assert "Pas d'accord" in one_line(row.inner_text()).replace("’", "'")


def read_results(stage: Stage, page: Any) -> None:
    """Eight of each side voted on the first; four of customs on the second: nothing of it is told."""
    stage.at(page, "results/shared/")
    assert WISH in words(page)
    assert OTHER not in words(page)
    assert "88 %" in words(page)
    stage.at(page, "results/unknown/")
    assert OTHER in words(page)
    assert "moins de 5 votants" in words(page)
    stage.at(page, "results/")


def read_results_by_card(stage: Stage, page: Any) -> None:
    stage.go_home(page)
    stage.go(page, "Lire ce que montre le vote, et les réponses")
    said = words(page)
    assert said.index(WISH) < said.index(OTHER)
    stage.go(page, WISH)
    assert "Secteur privé – 88 %" in words(page)
    stage.go(page, "Revenir à la liste")
    stage.go(page, OTHER)
    assert "Douane – moins de 5 votants" in words(page)


# Solving and answering


def solve(stage: Stage, coordinator: Any, chamber: Any) -> None:
    for page, name, text in ((chamber, "cause", CAUSE), (coordinator, "option", OPTION)):
        stage.find(page, WISH)
        stage.go(page, "Chercher une solution")
        adding = page.locator("form", has=page.locator(f"[name=adds][value={name}]"))
        adding.locator("textarea").first.fill(text)
        adding.get_by_role("button").click()
        stage.look(page)
        assert text in words(page)
    rate(stage, chamber, 5, 4)
    assert "Le secteur privé l'a notée" in words(chamber)
    coordinator.reload()
    assert "Le secteur privé l'a notée" in words(coordinator)
    assert "changerait" not in words(coordinator)
    rate(stage, coordinator, 4, 3)
    assert "changerait tout" in words(coordinator)
    chamber.reload()
    assert "changerait beaucoup" in words(chamber)
    stage.go(coordinator, "La retenir")
    stage.go(coordinator, "Retenir cette option")
    assert "retenue le" in words(coordinator)


def rate(stage: Stage, page: Any, effect: int, feasibility: int) -> None:
    page.reload()
    stage.go(page, "La noter")
    page.locator(f"[name=effect][value='{effect}']").check()
    page.locator(f"[name=feasibility][value='{feasibility}']").check()
    stage.go(page, "Enregistrer la note")


def answer(stage: Stage, page: Any) -> None:
    stage.find(page, WISH)
    stage.go(page, "Y répondre")
    page.get_by_label(re.compile("^Dans le plan")).check()
    page.locator("[name=reason_fr]").fill(REASON)
    stage.go(page, "Vérifier avant de signer")
    assert REASON in words(page)
    stage.go(page, "Signer la réponse")
    assert REASON in words(page)


def read_fate(stage: Stage, page: Any) -> None:
    stage.look(page)
    stage.go(page, "Suivre mes textes")
    assert "a reçu une réponse" in words(page)
    stage.go(page, WISH)
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre texte a reçu une réponse")
    said = words(page)
    assert "Dans le plan" in said
    assert REASON in said
    assert f"{COORDINATOR}, DGDT" in said
    assert UNDERSTOOD in said


def read_fate_of_both(stage: Stage, page: Any) -> None:
    """Whoever wrote what was merged reads what became of the one that speaks for both."""
    stage.go_home(page)
    stage.go(page, "Suivre mes textes")
    stage.go(page, ALIKE)
    assert "Dans le plan" in words(page)
    assert REASON in words(page)
