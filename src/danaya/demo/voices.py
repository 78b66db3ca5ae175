"""What the actors of Tamarie say in the first consultation: the plan out of which the chapter tells it. Data only."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from danaya.demo.tamarie import YEAR_ZERO
from danaya.engines.language import Text

FILE = Path(__file__).parent / "data" / "expectations.toml"
SEED = 20240402


def day(month: int, number: int) -> date:
    """Return a day of year 0."""
    return date(YEAR_ZERO, month, number)


MADE_ON, BEGUN_ON, VOTED_FROM, COUNTED_ON = day(5, 6), day(5, 13), day(5, 27), day(6, 7)
ANSWERED_ON = day(6, 12)
"""The last day of the workshop in Naoré: most expectations were answered then, within 30 days of being shown."""
ANSWERED_LATE_ON = day(7, 30)

TITLE: Text = {
    "fr": "Attentes de la douane et du secteur privé",
    "en": "Expectations of customs and the private sector",
}
QUESTION: Text = {
    "fr": "Qu'attendez-vous les uns des autres pour que chaque passage en douane soit clair, juste et sans paiement caché ?",
    "en": "What do you expect of each other so that every customs clearance is clear, fair and without hidden payment?",
}
READERS = ("analyse-integrite", "ccit-secretariat", "fcdt-secretariat")

VOTERS: Mapping[str, int] = {"DGDT": 38, "CPT": 8, "CCIT": 9, "FCDT": 10, "UTR": 9, "AIT": 7, "AFCT": 9}
"""Ninety people with a card, by organisation."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One expectation as it is told; ``agree`` and ``disagree`` are leanings 0–1 per side."""

    key: str
    side: str
    factor: str
    matters: tuple[str, ...]
    text: Text
    agree: Mapping[str, float]
    disagree: Mapping[str, float]
    body: str = ""
    voice: str = "organisation"
    merged: str = ""
    held: bool = False
    untranslated: bool = False
    brokers_disagree: float | None = None


@cache
def load_wishes() -> tuple[Wish, ...]:
    """Return the expectations in the order of the file."""
    return tuple(_wish(row) for row in tomllib.loads(FILE.read_text("utf-8"))["expectations"])


def _wish(row: dict[str, Any]) -> Wish:
    row = dict(row)
    text = {"fr": row.pop("fr"), "en": row.pop("en")}
    untranslated = row.pop("only", "") == "fr" or not text["en"]
    leanings = {"agree": row.pop("agree", {}), "disagree": row.pop("disagree", {})}
    return Wish(
        **{**row, "matters": tuple(row["matters"])},
        text={code: words for code, words in text.items() if words},
        untranslated=untranslated,
        **leanings,
    )


STARRED: Mapping[str, Mapping[str, int]] = {
    "customs": {
        "recognition": 6,
        "fees-posted": 6,
        "merit": 5,
        "report-safely": 5,
        "complaints-15-days": 4,
        "one-receipt": 4,
        "complete-files": 3,
        "overtime": 3,
    },
    "private": {
        "fees-posted": 9,
        "one-receipt": 8,
        "complaints-15-days": 7,
        "checkpoints": 4,
        "hotline": 3,
        "respect": 3,
    },
}
"""What matters most, by weight: the three stars of each voter are drawn by it."""

RESTATED_TWICE = "code-counter"
RESTATEMENTS: Mapping[str, tuple[tuple[Text, str], ...]] = {
    # An AFCT text, restated by customs, corrected once, then confirmed.
    RESTATED_TWICE: (
        (
            {
                "fr": "Vous voulez que le tarif soit affiché au guichet.",
                "en": "You want the tariff to be posted at the counter.",
            },
            "Pas seulement le tarif : aussi ce que l'agent n'a pas le droit de demander, un repas ou du crédit par exemple.",
        ),
        (
            {
                "fr": "Vous voulez lire au guichet ce qu'un agent peut demander, et ce qu'il ne peut jamais demander.",
                "en": "You want to read at the counter what an officer may ask for, and what they may never ask for.",
            },
            "",
        ),
    ),
    "fees-posted": (
        (
            {
                "fr": "Vous voulez connaître avant de venir ce que vous paierez et combien de temps cela prendra.",
                "en": "You want to know before coming what you will pay and how long it will take.",
            },
            "",
        ),
    ),
    "complete-files": (
        (
            {
                "fr": "La douane attend que nos membres déposent des dossiers auxquels rien ne manque.",
                "en": "Customs expects our members to file documents in which nothing is missing.",
            },
            "",
        ),
    ),
    "complaints-15-days": (
        (
            {
                "fr": "Vous voulez une réponse écrite dans les 15 jours, même si elle est négative.",
                "en": "You want a written answer within 15 days, even if it is a refusal.",
            },
            "",
        ),
    ),
}
"""Restatements in their order, each with the author's correction; empty where the author confirmed."""

NOT_NOW: Mapping[str, Text] = {
    "small-traders-threshold": {
        "fr": "Le seuil est fixé par la loi de finances. La proposition est transmise au ministère ; réponse au prochain budget.",
        "en": "The threshold is set by the finance act. The proposal was passed to the ministry; answer with the next budget.",
    },
    "bonus-seizures": {
        "fr": "La prime est fixée par décret. Une étude en mesure d'abord l'effet sur la recette et sur les plaintes.",
        "en": "The bonus is set by decree. A study first measures its effect on revenue and on complaints.",
    },
    "appeal-body": {
        "fr": "La commission demande un texte. D'ici là, les réponses en 15 jours sont suivies avec les organisations.",
        "en": "The panel needs a legal text. Until then, answers within 15 days are followed up with the organisations.",
    },
}
ALREADY_TRUE: Mapping[str, tuple[Text, str]] = {
    "criteria-trusted": (
        {
            "fr": "Les critères du statut d'opérateur agréé sont publiés depuis mars ; la note est jointe.",
            "en": "The criteria for the status of authorised operator have been published since March; the note is attached.",
        },
        "note-operateur-agree.pdf",
    ),
}
LATE = ("guarantee-release", "clearance-24h", "rulings", "name-badges", "penalty-scale", "leaders-visit")
"""Answered after the promised days."""
SILENT = (
    "sanctioned-brokers", "fixed-postings", "scanner-all", "undervaluation", "cameras", "checkpoints", "system-night",
    "traders-testify", "housing-north", "pressure-brokers", "gifts", "posts-list",
)  # fmt: skip
"""Not answered to this day: most of them divide the two sides, and wait for their meetings."""

CAUSES_AND_OPTIONS: Mapping[str, tuple[tuple[tuple[str, Text], ...], tuple[tuple[str, Text], ...]]] = {
    "complaints-15-days": (
        (
            ("cpt-secretariat", {"fr": "Personne ne sait à qui une réclamation est confiée.", "en": "Nobody knows to whom a complaint is given."}),
            ("coordination-integrite", {"fr": "Les réclamations arrivent par cinq chemins différents.", "en": "Complaints come in by five different ways."}),
        ),
        (
            ("coordination-integrite", {"fr": "Un registre unique, un numéro pour chaque réclamation, une relance au dixième jour.", "en": "One register, a number for each complaint, a reminder on the tenth day."}),
            ("fcdt-secretariat", {"fr": "Une permanence hebdomadaire dans chaque bureau.", "en": "A weekly surgery in each office."}),
        ),
    ),
    "hotline": (
        (
            ("ccit-secretariat", {"fr": "Le numéro sonne dans un bureau fermé après 15 h.", "en": "The number rings in an office closed after 3 p.m."}),
        ),
        (
            ("analyse-integrite", {"fr": "Deux agents de permanence, et un message qui dit quand rappeler.", "en": "Two officers on duty, and a message that says when to call back."}),
        ),
    ),
}  # fmt: skip
"""Per expectation: causes, then options, each with the post that gave it; the first option is the one chosen."""

RATINGS: Mapping[str, tuple[int, int]] = {
    "coordination-integrite": (4, 4),
    "cpt-secretariat": (5, 4),
    "fcdt-secretariat": (4, 3),
    "ccit-secretariat": (5, 3),
    "analyse-integrite": (4, 5),
}
"""Effect and feasibility as each post rated the first option; the second gets one step less of each."""
