"""Headings that count: how many gaps, increases and decreases, with singular, plural and none."""

from collections.abc import Mapping, Sequence

from danaya.engines.language import number
from danaya.engines.restitution.analysis.rows import EstimateRow

Words = Mapping[str, str]
Forms = Mapping[str, tuple[str, str, str]]
"""Language → wording for none, for one, for several."""

FACTORS: Words = {"fr": "facteurs", "en": "factors"}
QUESTIONS: Words = {"fr": "questions", "en": "questions"}
GAPS: Forms = {
    "fr": (
        "Aucun écart démontré entre les deux publics, sur {total} {subjects}",
        "Un écart démontré entre les deux publics, sur {total} {subjects}",
        "{count} écarts démontrés entre les deux publics, sur {total} {subjects}",
    ),
    "en": (
        "No gap shown between the two audiences, over {total} {subjects}",
        "One gap shown between the two audiences, over {total} {subjects}",
        "{count} gaps shown between the two audiences, over {total} {subjects}",
    ),
}
EVERY_GAP: Words = {
    "fr": "Les deux publics se séparent sur les {total} {subjects}",
    "en": "The two audiences differ on all {total} {subjects}",
}
HIGHER: Words = {
    "fr": "La douane se note plus haut que le secteur privé dans {count} {subjects} sur {total}",
    "en": "Customs scores itself higher than the private sector does on {count} of {total} {subjects}",
}
EVERY_HIGHER: Words = {
    "fr": "La douane se note plus haut que le secteur privé sur les {total} {subjects}",
    "en": "Customs scores itself higher than the private sector does on all {total} {subjects}",
}
NONE_CHANGED: Words = {
    "fr": "{who} : aucun changement démontré, sur {total} {subjects}",
    "en": "{who}: no change shown, over {total} {subjects}",
}
CHANGED: Words = {
    "fr": "{who} : {up}, {down}, sur {total} {subjects}",
    "en": "{who}: {up}, {down}, over {total} {subjects}",
}
UP: Forms = {
    "fr": ("aucune hausse", "une hausse démontrée", "{count} hausses démontrées"),
    "en": ("no increase", "one increase shown", "{count} increases shown"),
}
DOWN: Forms = {
    "fr": ("aucune baisse", "une baisse démontrée", "{count} baisses démontrées"),
    "en": ("no decrease", "one decrease shown", "{count} decreases shown"),
}


def count_words(forms: Forms, count: int, language: str, **values: object) -> str:
    """Return the wording of a count: none, one, several."""
    return forms[language][min(count, 2)].format(count=number(count, language), **values)


def subjects_word(rows: Sequence[EstimateRow], language: str) -> str:
    """Return ``facteurs``, or ``questions`` where a study has no factors."""
    return (QUESTIONS if any(row.item for row in rows) else FACTORS)[language]


def count_gaps(rows: Sequence[EstimateRow], shown: int, language: str) -> str:
    """Return how many gaps are shown, of all that were looked at."""
    values = {"total": number(len(rows), language), "subjects": subjects_word(rows, language)}
    if shown == len(rows) and shown > 1:
        return EVERY_GAP[language].format(**values)
    return count_words(GAPS, shown, language, **values)


def count_higher(rows: Sequence[EstimateRow], language: str) -> str:
    """Return on how many subjects customs' own score is the higher one; nothing where that is not most of them."""
    higher = sum((row.estimate or 0.0) < 0 for row in rows)
    if 2 * higher <= len(rows):
        return ""
    form = EVERY_HIGHER if higher == len(rows) and higher > 1 else HIGHER
    counts = {"count": number(higher, language), "total": number(len(rows), language)}
    return form[language].format(**counts, subjects=subjects_word(rows, language))


def count_changes(rows: Sequence[EstimateRow], who: str, up: int, down: int, language: str) -> str:
    """Return how many increases and decreases are shown for one audience."""
    values = {"who": who, "total": number(len(rows), language), "subjects": subjects_word(rows, language)}
    if not up and not down:
        return NONE_CHANGED[language].format(**values)
    words = {"up": count_words(UP, up, language), "down": count_words(DOWN, down, language)}
    return CHANGED[language].format(**values, **words)
