import re

import pytest

from danaya.engines.framework import load_articles, load_factor, load_factors, load_glossary, load_targets, load_term
from danaya.engines.language import LANGUAGES, Problem, typeset

OFFICIAL = [
    ("leadership", "Leadership and Commitment", "Conduite et engagement des responsables", "Liderazgo y compromiso"),
    ("regulation", "Regulatory Framework", "Cadre réglementaire", "Marco regulador"),
    ("transparency", "Transparency", "Transparence", "Transparencia"),
    ("automation", "Automation", "Automatisation", "Automatización"),
    ("reform", "Reform and Modernization", "Réforme et modernisation", "Reformas y modernización"),
    ("audit", "Audit and Investigation", "Contrôle et enquête", "Auditoría e investigación"),
    ("conduct", "Code of Conduct", "Code de conduite", "Código de conducta"),
    ("human_resources", "Human Resource Management", "Gestion des ressources humaines", "Gestión de recursos humanos"),
    ("morale", "Morale and Organizational Culture", "Esprit de corps", "Moral y cultura organizacional"),
    ("private_sector", "Relationship with the Private Sector", "Relations avec le secteur privé", "Relación con el sector privado"),
]  # fmt: skip


def test_factors_carry_their_official_names_in_their_order():
    found = [(one.key, one.name["en"], one.name["fr"], one.name["es"]) for one in load_factors()]
    assert found == OFFICIAL
    assert [one.number for one in load_factors()] == list(range(1, 11))


def test_factors_are_explained_in_each_language():
    for factor in load_factors():
        for language in LANGUAGES:
            assert 40 < len(factor.explanation[language]) < 260
            assert factor.heading[language]


def test_headings_of_respondents_pages_avoid_frightening_words():
    for factor in load_factors():
        assert not re.search(
            r"enquête|contrôle|audit|investigat", factor.heading["fr"] + factor.heading["en"], re.IGNORECASE
        )


def test_links_of_factors_exist_and_all_are_used():
    factors = load_factors()
    assert {key for one in factors for key in one.articles} == {one.key for one in load_articles()}
    assert {key for one in factors for key in one.targets} == {one.key for one in load_targets()}
    assert "4" in load_factor("transparency").articles


def test_factor_of_unknown_key_says_which_exist():
    with pytest.raises(Problem, match="leadership") as caught:
        load_factor("moral")
    assert caught.value.code == "framework-key-unknown"
    assert caught.value.where == "moral"


@pytest.mark.parametrize(
    ("key", "french", "english"),
    [
        ("survey", "SPID", "CIPS"),
        ("programme", "A-CPI", "A-CIP"),
        ("declaration", "DAR", "RAD"),
        ("project_document", "DIP", "PID"),
        ("wco", "OMD", "WCO"),
    ],
)
def test_acronyms_change_with_the_language(key, french, english):
    assert load_term(key).acronym == {"fr": french, "en": english}


def test_all_texts_are_complete_and_typeset():
    terms = [text for one in load_glossary() for text in (one.name,)]
    subjects = [one.subject for one in (*load_articles(), *load_targets())]
    factors = [text for one in load_factors() for text in (one.name, one.heading, one.explanation)]
    for text in (*terms, *subjects, *factors):
        assert text["fr"]
        assert text["en"]
        assert typeset(text["fr"], "fr") == text["fr"]


def test_term_of_unknown_key_is_a_problem():
    with pytest.raises(Problem):
        load_term("cips")


def test_keys_of_the_glossary_are_unique():
    keys = [one.key for one in load_glossary()]
    assert len(keys) == len(set(keys))
