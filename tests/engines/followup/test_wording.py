"""Verifiable wording, sentence by sentence, in French and English."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import check_activity, check_wording, wording
from danaya.engines.followup.wording import fold, read_wording

GOOD = {
    "fr": [
        "Afficher les tarifs dans les 12 postes frontières",
        "Les redevances sont affichées à l'entrée de chaque poste",
        "Répondre à chaque plainte sous quinze jours",
        "Ramener le délai de dédouanement à Kidal de 5 à 3 jours",
        "Améliorer l'accueil : deux guichets de plus à Kayes",
        "Renforcer la transparence en publiant le barème des frais",
        "Le code de conduite est signé par les membres",
        "Un registre est tenu au bureau de Diboli",
        "Réunion trimestrielle avec chaque organisation",
        "Réduire de moitié les contrôles au port sec",
        "Aucun paiement sans reçu",
        "Former les agents du guichet unique",
        "Supprimer la visite systématique des véhicules vides",
        "Une note de service fixe le lieu du contrôle",
        "La liste des textes est établie",
        "Chaque conflit déclaré a reçu une décision écrite",
        "Les commerçantes ont élu leurs déléguées",
        "Le modèle est convenu avec la fédération",
        "La part de rejets a baissé d'un tiers",
        "Faire de son mieux ne suffit pas : le barème est affiché",
        "Étudier la possibilité d'un guichet de nuit, et publier l'étude",
    ],
    "en": [
        "Post the fees at 12 of 12 posts",
        "Answer each complaint within fifteen days",
        "Improve reception: two more counters at Kayes",
        "The code of conduct is signed by all members",
        "Publish the list of fees",
        "A register is kept at the border office",
        "Quarterly meeting with each body",
        "Strengthen transparency by publishing the tariff",
        "Hand over the keys in person",
        "A service note sets the place of the check",
        "The list of texts is drawn up",
        "Each conflict declared has received a written decision",
        "The traders have elected their delegates",
        "The form is agreed with the federation",
        "The share of rejections has fallen by a third",
        "Consider each appeal within 30 days",
    ],
}
VAGUE = {
    "fr": {
        "Renforcer la transparence": "Renforcer",
        "Promouvoir l'intégrité et sensibiliser les usagers": "Promouvoir, sensibiliser",
        "Œuvrer pour un dialogue ouvert": "Œuvrer",
        "S'efforcer d'améliorer la collaboration": "efforcer, améliorer",
        "Améliorer l'accueil à Kayes": "Améliorer",
        "Renforcement des capacités d'ici le 31 mars 2027": "Renforcement",
        "Faciliter l'application de l'article 10 de l'AOT en 2028": "Faciliter",
        "Poursuivre les efforts à partir du 1er juin": "Poursuivre",
        "Moderniser les procédures avant le 31/12/2027": "Moderniser",
        "Encourager les tiers à mieux déclarer": "Encourager",
        "Sensibiliser les élus": "Sensibiliser",
        "Améliorer l'échange avec l'aide d'un tiers": "Améliorer",
        "Promouvoir la communication écrite": "Promouvoir",
        "Nous ferons de notre mieux en 2027 à Kayes": "de notre mieux",
        "Faire de son mieux dans 12 postes": "de son mieux",
        "Améliorer 1 chose": "Améliorer",
        "Étudier la possibilité de 3 réformes": "Étudier la possibilité",
    },
    "en": {
        "Strengthen transparency": "Strengthen",
        "Foster an open and constructive dialogue": "Foster",
        "Raise awareness of integrity issues": "Raise awareness",
        "Improve reception at Kayes": "Improve",
        "Support the application of article 10 of the TFA in 2028": "Support",
        "Work towards better cooperation by 31 March 2027": "Work towards",
        "Help third parties to declare better": "Help",
        "Support elected members": "Support",
        "Promote written communication": "Promote",
        "Encourage agreement on service": "Encourage",
        "We will do our best at 12 posts": "do our best",
        "Improve three things": "Improve",
        "Study the possibility of 3 reforms": "Study the possibility",
        "Consider 3 reforms": "Consider",
    },
}
NOTHING = {
    "fr": [
        "Une douane plus intègre",
        "Plus de transparence en 2027",
        "Les relations sont bonnes",
        "Une douane présente",
    ],
    "en": ["A customs of integrity", "More transparency in 2027", "Relations are good"],
}


def sentences(given: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in given.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), sentences(GOOD))
def test_what_can_be_verified(language: str, text: str) -> None:
    assert check_wording(text, language, "result") == ()


@pytest.mark.parametrize(
    ("language", "text", "verbs"), [(language, *each) for language, texts in VAGUE.items() for each in texts.items()]
)
def test_vague_verbs_are_named_as_they_are_written(language: str, text: str, verbs: str) -> None:
    (remark,) = check_wording(text, language, "result")
    assert (remark.code, remark.where) == ("vague-verb", "result")
    assert ", ".join(remark.values["verbs"]) == verbs  # type: ignore[arg-type]
    assert verbs in remark.in_language(language)


@pytest.mark.parametrize(
    ("language", "text", "verbs"),
    [
        ("fr", "Sensibiliser 100 % des agents", "Sensibiliser"),
        ("fr", "Former 60 agents à Kayes", "Former"),
        ("fr", "Organiser trois ateliers", "Organiser, ateliers"),
        ("en", "Raise awareness among 200 hauliers", "Raise awareness"),
        ("en", "Hold 3 workshops", "workshops"),
        ("fr", "Former 60 agents : 80 % réussissent le test", ""),
        ("fr", "Le compte rendu de chaque atelier est publié", ""),
        ("fr", "Le délai de dédouanement passe de 5 à 3 jours", ""),
        ("en", "Train 60 officers; waiting falls to 2 hours", ""),
        ("ar", "تدريب 60 موظفا", ""),
    ],
)
def test_a_result_that_only_says_what_is_done_is_told_so(language: str, text: str, verbs: str) -> None:
    assert check_wording(text, language, "result") == ()
    found = check_activity(text, language, "result")
    assert [(each.code, ", ".join(each.values["verbs"])) for each in found] == (
        [("only-activity", verbs)] if verbs else []
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "text"), sentences(NOTHING))
def test_what_names_nothing_to_see(language: str, text: str) -> None:
    assert [each.code for each in check_wording(text, language, "m1")] == ["nothing-countable"]


def test_a_known_place_is_a_place_whatever_its_name() -> None:
    text = "Un agent d'accueil en permanence côté Naoré-Nord"
    assert [each.code for each in check_wording(text, "fr", "x")] == ["nothing-countable"]
    assert check_wording(text, "fr", "x", ["Gorobi", "Naoré Nord"]) == ()
    assert [each.code for each in check_wording(text, "fr", "x", ["Naoré Sud", "", "  "])] == ["nothing-countable"]


def test_years_dates_ordinals_and_references_are_no_numbers() -> None:
    found = read_wording(
        "Article 10, le 3 mai 2027, 1re phase, annexe 2, 31/12/2027, 2028, soit 48 h et 1,5 jour", "fr"
    )
    assert found is not None
    assert found.numbers == ("48", "1,5")


def test_a_text_that_is_missing() -> None:
    assert [each.code for each in check_wording("  ", "fr", "m1")] == ["text-missing"]


def test_no_judgement_in_a_language_without_a_list() -> None:
    assert check_wording("تعزيز الشفافية", "ar", "result") == ()


def test_the_lists_are_folded_and_no_entry_is_both_vague_and_countable() -> None:
    data = tomllib.loads((Path(wording.__file__).parent / "data" / "wording.toml").read_text("utf-8"))
    assert set(data["fr"]) == set(data["en"])
    for lists in data.values():
        entries = {name: written.split() for name, written in lists.items()}
        for name, each in entries.items():
            assert len(each) == len(set(each)), name
            assert all(fold(entry) == entry for entry in each), name
        assert not set(entries["vague"]) & set(entries["countable"])


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_any_text_gets_an_answer(text: str, language: str) -> None:
    assert len(check_wording(text, language, "x")) <= 1
