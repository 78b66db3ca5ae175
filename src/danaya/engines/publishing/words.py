"""The few texts that this engine adds by itself, in each language."""

from danaya.engines.language import Text, in_language, typeset

WORDS: dict[str, Text] = {
    "protected_note": {
        "fr": "c : protégé (moins de 10 réponses, 20 si sensible, ou pour protéger une autre case).",
        "en": "c: protected (fewer than 10 answers, 20 if sensitive, or to protect another cell).",
    },
    "reported_note": {
        "fr": "Marque creuse : rapporté, non recalculable.",
        "en": "Hollow mark: reported, not recomputable.",
    },
    "not_asked": {"fr": "non posé", "en": "not asked"},
    "not_comparable": {"fr": "non comparable", "en": "not comparable"},
    "reported": {"fr": "rapporté", "en": "reported"},
    "no_difference": {"fr": "pas d'écart démontré", "en": "no gap shown"},
    "favourable": {"fr": "Favorable", "en": "Favourable"},
    "whole_country": {"fr": "ensemble du pays", "en": "whole country"},
    "n": {"fr": "n", "en": "n"},
    "percentage_points": {"fr": "points de pourcentage", "en": "percentage points"},
    "figure": {"fr": "Figure", "en": "Figure"},
    "table": {"fr": "Tableau", "en": "Table"},
    "figure_table": {"fr": "Chiffres du graphique", "en": "Figures of the chart"},
    "annex": {"fr": "Tableaux des graphiques", "en": "Tables of the charts"},
    "see_annex": {"fr": "Chiffres : tableau {number}, page", "en": "Figures: table {number}, page"},
    "source": {"fr": "Source", "en": "Source"},
    "skip": {"fr": "Aller au contenu", "en": "Skip to the content"},
    "contents": {"fr": "Sommaire", "en": "Contents"},
    "page": {"fr": "page", "en": "page"},
    "version": {"fr": "version", "en": "version"},
    "digest": {"fr": "empreinte", "en": "digest"},
    "visibility": {"fr": "visibilité", "en": "visibility"},
    "date": {"fr": "date", "en": "date"},
    "decision": {"fr": "Décision", "en": "Decision"},
    "option": {"fr": "Option", "en": "Option"},
    "consequence": {"fr": "Conséquence", "en": "Consequence"},
    "chosen": {"fr": "Option retenue", "en": "Option chosen"},
    "signed_on": {"fr": "Date", "en": "Date"},
    "visa": {"fr": "Visa", "en": "Visa"},
    "about": {"fr": "À propos de ce document", "en": "About this document"},
    "low": {"fr": "bas", "en": "low"},
    "high": {"fr": "haut", "en": "high"},
}

OVERFLOW: Text = {
    "fr": "La page du directeur dépasse une feuille A4 : raccourcissez les phrases ou gardez moins de décisions.",
    "en": "The director's page is longer than one A4 sheet: shorten its sentences or keep fewer decisions.",
}

ODD_CHART: Text = {
    "fr": "La série « {series} » a {found} points pour {expected} lignes : donnez un point par ligne.",
    "en": "The series “{series}” has {found} points for {expected} rows: give one point a row.",
}


def say(key: str, language: str) -> str:
    """Return the engine's own text ``key`` in ``language``, typeset."""
    return typeset(in_language(WORDS[key], language), language)
