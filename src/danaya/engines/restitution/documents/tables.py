"""All published figures as tables: of the report's annex and of the workbook."""

from collections.abc import Iterator, Mapping, Sequence

from danaya.engines.language import in_language
from danaya.engines.publishing.document import Sheet, Table
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import NOT_ASKED, EstimateRow
from danaya.engines.restitution.documents.cells import (
    HIDDEN_WORDS,
    bounds_words,
    figure_words,
    sheet_values,
    size_words,
)
from danaya.engines.restitution.documents.figures import row_name
from danaya.engines.restitution.findings.naming import (
    audience_name,
    domain_named,
    factor_number,
    is_share,
    item_of,
    level_name,
    numbered_factor,
)
from danaya.engines.restitution.findings.wording import COLON

Words = Mapping[str, str]

MEASURES: Mapping[str, Words] = {
    "score": {"fr": "Note (0–10)", "en": "Score (0–10)"},
    "share": {"fr": "Part favorable", "en": "Favourable share"},
    "dont_know": {"fr": "Part « ne sait pas »", "en": "Share of “don't know”"},
    "refusal": {"fr": "Part des refus", "en": "Share of refusals"},
    "silence": {"fr": "Questions sensibles sans réponse", "en": "Sensitive questions unanswered"},
}
SUFFIXES: Mapping[str, Words] = {
    "_gap_change": {"fr": "changement de l'écart", "en": "change of the gap"},
    "_gap": {"fr": "écart : privé − douane", "en": "gap: private − customs"},
    "_change": {"fr": "changement", "en": "change"},
    "_difference": {"fr": "différence avec les autres", "en": "difference from the others"},
}
SUBJECT: Words = {"fr": "Sujet", "en": "Subject"}
AUDIENCE: Words = {"fr": "Public", "en": "Audience"}
LEVEL: Words = {"fr": "Modalité", "en": "Level"}
FIGURE: Words = {"fr": "Chiffre", "en": "Figure"}
INTERVAL: Words = {"fr": "Intervalle à 95 %", "en": "95% interval"}
LOW: Words = {"fr": "Borne basse à 95 %", "en": "95% lower bound"}
HIGH: Words = {"fr": "Borne haute à 95 %", "en": "95% upper bound"}
STATE: Words = {"fr": "État", "en": "Status"}
KEY: Words = {"fr": "Clé", "en": "Key"}
ALL_SUBJECTS: Words = {"fr": "Toutes les questions", "en": "All questions"}
LOOSE: Words = {"fr": "Questions hors facteur", "en": "Questions outside the factors"}
OTHERS = "-"
NOTE: Words = {"fr": "note", "en": "score"}
FAVOURABLE: Words = {"fr": "favorables", "en": "favourable"}
NO_SCORE: Words = {"fr": "sans objet", "en": "not applicable"}
MORE: Words = {
    "fr": "Entre crochets : l'intervalle à 95 %. Les chiffres par région et par groupe, les écarts et les changements figurent dans le classeur.",
    "en": "In brackets: the 95% interval. The figures by region and group, the gaps and the changes stand in the workbook.",
}
STATES: Mapping[str, Words] = {
    "published": {"fr": "publié", "en": "published"},
    "modelled": {
        "fr": "publié, si les répondants ressemblent à leur groupe",
        "en": "published, if respondents resemble their group",
    },
    "reported": {"fr": "communiqué, non recalculable", "en": "reported, not recomputable"},
    "protected": {"fr": "protégé", "en": "protected"},
    "not_asked": {"fr": "non posé", "en": "not asked"},
    "not_comparable": {"fr": "non comparable", "en": "not comparable"},
}


def measure_name(measure: str, language: str) -> str:
    """Return what a measure is called, with what is compared."""
    for suffix, words in SUFFIXES.items():
        if measure.endswith(suffix):
            return f"{measure_name(measure.removesuffix(suffix), language)}, {words[language]}"
    return MEASURES[measure][language] if measure in MEASURES else measure


def compared(measure: str, language: str) -> str:
    """Return what a measure compares (``changement``), nothing where it compares nothing."""
    return next((words[language] for suffix, words in SUFFIXES.items() if measure.endswith(suffix)), "")


def all_tables(analysis: Analysis, language: str) -> Iterator[Table]:
    """Yield the tables of the report's annex: one for each factor, its questions, every audience beside the others.

    The breakdowns fill the workbook; in the report they stand with their charts.
    """
    rows = [row for row in analysis.estimates if row.national and row.measure in {"score", "share"}]
    found = {(row.measure, row.item, row.factor, row.audience): row for row in rows if row.status != NOT_ASKED}
    places = list(dict.fromkeys((item, factor) for _, item, factor, _ in found))
    groups: dict[str, list[tuple[str, str]]] = {}
    for item, factor in places:
        groups.setdefault(_group_of(analysis, item, factor), []).append((item, factor))
    ordered = sorted(groups, key=lambda factor: (factor == OTHERS, factor_number(factor)))
    for place, factor in enumerate(ordered):
        body = tuple(tuple(_cells(analysis, found, subject, language)) for subject in sorted(groups[factor]))
        note = MORE[language] if place == len(ordered) - 1 else ""
        heads = tuple(_heads(analysis, language))
        yield Table(_caption(analysis, factor, language), heads, body, frozenset(range(1, len(heads))), note=note)


def _group_of(analysis: Analysis, item: str, factor: str) -> str:
    """Return the factor of a subject: a question's own, nothing for all together, :data:`OTHERS` for loose questions."""
    known = item_of(analysis.study, item)
    return factor or (known.factor if known else "") or (OTHERS if item else "")


def _caption(analysis: Analysis, factor: str, language: str) -> str:
    if factor == OTHERS:
        return LOOSE[language] if any(row.factor for row in analysis.estimates) else ALL_SUBJECTS[language]
    return numbered_factor(factor, language)


def _heads(analysis: Analysis, language: str) -> Iterator[str]:
    yield SUBJECT[language]
    for audience in analysis.study.audiences:
        name = f"{in_language(audience.name, language)}, " if len(analysis.study.audiences) > 1 else ""
        yield _capital(f"{name}{NOTE[language]}")
        yield _capital(f"{name}{FAVOURABLE[language]}")
        yield "n"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cells(
    analysis: Analysis,
    found: Mapping[tuple[str, str, str, str], EstimateRow],
    subject: tuple[str, str],
    language: str,
) -> Iterator[str]:
    pairs = [
        (found.get(("score", *subject, audience.key)), found.get(("share", *subject, audience.key)))
        for audience in analysis.study.audiences
    ]
    named = next(row for pair in pairs for row in pair if row is not None)
    yield row_name(analysis, named, language)
    for score, share in pairs:
        asked = score or share
        missing = NO_SCORE[language] if asked is not None else HIDDEN_WORDS[NOT_ASKED][language]
        yield _figure(score, language) if score is not None else missing
        yield _figure(share, language) if share is not None else missing
        yield size_words(asked, language)


def _figure(row: EstimateRow, language: str) -> str:
    """Return ``7,1 [7,0 ; 7,2]``, which is never broken over two lines."""
    parts = (figure_words(row, language), bounds_words(row, language).replace(" ", "\u00a0"))
    return "\u00a0".join(part for part in parts if part)


def all_sheets(analysis: Analysis, language: str) -> Iterator[Sheet]:
    """Yield one sheet a measure: everybody and every level, rounded, protected cells as ``c``."""
    measures = dict.fromkeys(row.measure for row in analysis.estimates if not row.measure.startswith("answer_"))
    for measure in measures:
        rows = [row for row in analysis.estimates if row.measure == measure]
        yield _sheet(analysis, rows, measure, language)


def _sheet(analysis: Analysis, rows: Sequence[EstimateRow], measure: str, language: str) -> Sheet:
    heads = (
        KEY[language],
        SUBJECT[language],
        AUDIENCE[language],
        LEVEL[language],
        FIGURE[language],
        LOW[language],
        HIGH[language],
        "n",
        STATE[language],
    )
    body = tuple(
        (
            row.item or row.factor,
            row_name(analysis, row, language),
            audience_name(analysis.study, row.audience, language) if row.audience else "",
            _level(analysis, row, language),
            *sheet_values(row, language),
            STATES[row.status][language],
        )
        for row in rows
    )
    form = "0 %" if is_share(measure) else "0.0"
    return Sheet(
        name=measure[:31],
        heads=heads,
        rows=body,
        formats={4: form, 5: form, 6: form, 7: "0"},
        widths={0: 18, 1: 72, 2: 22, 3: 34, 5: 12, 6: 12, 8: 52},
    )


def _level(analysis: Analysis, row: EstimateRow, language: str) -> str:
    domain = domain_named(analysis.study, row.domain)
    if domain is None:
        return {"fr": "ensemble", "en": "all"}[language]
    return f"{in_language(domain.name, language)}{COLON[language]}{level_name(analysis.study, row.domain, row.level, language)}"
