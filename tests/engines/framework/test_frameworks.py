import pytest

from danaya.engines.framework import load_articles, load_factors, load_frameworks, load_targets
from danaya.engines.language import LANGUAGES, typeset

# Headings of the agreement and wordings of the goal, as published by the WTO and the United Nations.
OFFICIAL_ARTICLES = [
    ("1.1", "Publication", "Publication"),
    ("2.2", "Consultations", "Consultations"),
    ("3", "Advance Rulings", "Décisions anticipées"),
    ("4", "Procedures for Appeal or Review", "Procédures de recours ou de réexamen"),
    ("5.2", "Detention", "Rétention"),
    ("6.3", "Penalty Disciplines", "Disciplines concernant les pénalités"),
    ("7.2", "Electronic Payment", "Paiement par voie électronique"),
    ("8", "Border Agency Cooperation", "Coopération entre les organismes présents aux frontières"),
    ("10.6", "Use of Customs Brokers", "Recours aux courtiers en douane"),
    ("12.1", "Measures Promoting Compliance and Cooperation", "Mesures favorisant le respect des exigences et la coopération"),
    ("23.2", "National Committee on Trade Facilitation", "Comité national de la facilitation des échanges"),
]  # fmt: skip
OFFICIAL_TARGETS = [
    ("16.5", "Substantially reduce corruption and bribery in all their forms"),
    ("16.6", "Develop effective, accountable and transparent institutions at all levels"),
    ("16.7", "Ensure responsive, inclusive, participatory and representative decision-making at all levels"),
]


def number_of(key):
    return [int(part) if part.isdigit() else 100 + ord(part) for part in key.split(".")]


@pytest.mark.parametrize(("key", "english", "french"), OFFICIAL_ARTICLES)
def test_articles_carry_their_official_headings(key, english, french):
    titles = {one.key: one.title for one in load_articles()}
    assert titles[key] == {"en": english, "fr": french}


@pytest.mark.parametrize(("key", "english"), OFFICIAL_TARGETS)
def test_targets_carry_their_official_wording(key, english):
    assert {one.key: one.title["en"] for one in load_targets()}[key] == english


def test_articles_and_targets_stand_in_their_official_order():
    for rows in (load_articles(), load_targets()):
        keys = [one.key for one in rows]
        assert keys == sorted(set(keys), key=number_of)


def test_three_frameworks_hold_every_factor_article_and_target():
    found = {one.key: one for one in load_frameworks()}
    assert list(found) == ["declaration", "facilitation_agreement", "goal_16"]
    for key, rows in zip(found, (load_factors(), load_articles(), load_targets()), strict=True):
        assert [one.key for one in found[key].objectives] == [one.key for one in rows]
    assert [one.number for one in found["declaration"].objectives] == [str(number) for number in range(1, 11)]


def test_each_objective_is_named_and_explained_in_each_language():
    for framework in load_frameworks():
        for language in LANGUAGES:
            assert framework.name[language]
            assert framework.acronym[language]
        for objective in framework.objectives:
            for text in (objective.title, objective.subject):
                assert all(text[language] for language in LANGUAGES)
                assert typeset(text["fr"], "fr") == text["fr"]
