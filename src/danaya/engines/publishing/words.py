"""The few texts that this engine adds by itself, in each language."""

from danaya.engines.language import Text, in_language, typeset
from danaya.engines.publishing.plan_words import PLAN_WORDS

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
    "unfavourable": {"fr": "Défavorable", "en": "Unfavourable"},
    "very_favourable": {"fr": "Très favorable", "en": "Very favourable"},
    "very_unfavourable": {"fr": "Très défavorable", "en": "Very unfavourable"},
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
    "few_voters": {"fr": "moins de 5 votants", "en": "fewer than 5 voters"},
    "counted_votes": {"fr": "{agree} sur {seen}", "en": "{agree} of {seen}"},
    "voters_note": {
        "fr": "Moins de 5 votants d'un groupe : rien n'est montré. De 5 à 7 : le compte seul.",
        "en": "Fewer than 5 voters of a group: nothing is shown. From 5 to 7: the count alone.",
    },
    "tick_note": {
        "fr": "Trait vertical : au moins cette part de chaque groupe est d'accord (la plus basse des bornes à 90 %).",
        "en": "Vertical tick: at least this share of each group agrees (the lowest of the 90% bounds).",
    },
    "not_translated": {"fr": "pas encore traduit", "en": "not yet translated"},
    "statement": {"fr": "Énoncé", "en": "Statement"},
    "votes_by_group": {"fr": "Accord par groupe", "en": "Agreement by group"},
    "agreeing": {"fr": "d'accord", "en": "agree"},
    "voting": {"fr": "votants", "en": "voters"},
    "share": {"fr": "part", "en": "share"},
    "agreement_alt": {
        "fr": "Points avec intervalles à 90 %, de 0 à 100 % : {rows} énoncés, {groups} groupes.",
        "en": "Dots with 90% intervals, from 0 to 100%: {rows} statements, {groups} groups.",
    },
    "highest": {"fr": "Plus haut : « {row} », {group}, {share}.", "en": "Highest: “{row}”, {group}, {share}."},
    "lowest": {"fr": "Plus bas : « {row} », {group}, {share}.", "en": "Lowest: “{row}”, {group}, {share}."},
    "table_below": {"fr": "Tableau ci-dessous.", "en": "Table below."},
    "card_address": {"fr": "Adresse à ouvrir", "en": "Address to open"},
    "card_code": {"fr": "Code de la carte", "en": "Code of the card"},
    "card_pin": {"fr": "Code secret", "en": "PIN"},
    "card_fold": {"fr": "Pliez ici", "en": "Fold here"},
    "card_until": {"fr": "Valable jusqu'au {date}", "en": "Good until {date}"},
    "card_qr": {"fr": "Code QR qui ouvre {address}", "en": "QR code that opens {address}"},
    "card_sheet": {
        "fr": "{count} cartes · feuille {page} sur {pages}",
        "en": "{count} cards · sheet {page} of {pages}",
    },
    "card_sheet_one": {"fr": "1 carte", "en": "1 card"},
    "card_how": {"fr": "Comment faire", "en": "How to use this page"},
    "card_scan": {
        "fr": "Visez le code QR avec l'appareil photo du téléphone, ou saisissez l'adresse dans un navigateur.",
        "en": "Point the telephone's camera at the QR code, or type the address in a browser.",
    },
    "card_type": {
        "fr": "Saisissez le code : majuscules ou minuscules, avec ou sans tirets.",
        "en": "Type the code: capitals or small letters, with or without hyphens.",
    },
    "card_type_pin": {
        "fr": "Saisissez le code : majuscules ou minuscules, avec ou sans tirets. Puis le code secret, au bas de cette page.",
        "en": "Type the code: capitals or small letters, with or without hyphens. Then the PIN, at the foot of this page.",
    },
    "card_keep": {
        "fr": "Gardez cette page pour vous : avec elle, vous retrouvez ce que vous avez écrit.",
        "en": "Keep this page to yourself: with it, you find again what you wrote.",
    },
    "card_poster_type": {
        "fr": "Visez le code QR, ou saisissez cette adresse",
        "en": "Point your camera at the QR code, or type this address",
    },
    "high": {"fr": "haut", "en": "high"},
    **PLAN_WORDS,
}

OWN_NAMES = {"fr": "Français", "en": "English", "pt": "Português", "es": "Español", "bm": "Bamanankan"}
"""Languages as their speakers name them."""

OVERFLOW: Text = {
    "fr": "La page dépasse une feuille A4 (lignes en trop : {detail}) : raccourcissez les phrases ou gardez moins de décisions.",
    "en": "The page is longer than one A4 sheet (lines too many: {detail}): shorten its sentences or keep fewer decisions.",
}

CARD_OVERFLOW: Text = {
    "fr": "Le texte de la carte est trop long pour elle : raccourcissez le titre, l'adresse ou les lignes.",
    "en": "The words of the card are too long for it: shorten the title, the address or the lines.",
}

ODD_CHART: Text = {
    "fr": "La série « {series} » a {found} points pour {expected} lignes : donnez un point par ligne.",
    "en": "The series “{series}” has {found} points for {expected} rows: give one point a row.",
}


def say(key: str, language: str) -> str:
    """Return the engine's own text ``key`` in ``language``, typeset."""
    return typeset(in_language(WORDS[key], language), language)
