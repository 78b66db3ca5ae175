"""All published figures as tables: of the report's annex and of the workbook."""

from collections.abc import Iterator, Mapping, Sequence

from danaya.engines.language import in_language
from danaya.engines.publishing.document import Sheet, Table
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import EstimateRow
from danaya.engines.restitution.documents.cells import bounds_words, figure_words, sheet_values, size_words
from danaya.engines.restitution.documents.figures import row_name
from danaya.engines.restitution.findings.naming import audience_name, domain_named, is_share, level_name
from danaya.engines.restitution.study import Domain, Study

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


def all_tables(analysis: Analysis, language: str) -> Iterator[Table]:
    """Yield the tables of the report's annex: factors, questions and every breakdown, by measure."""
    for measure in ("score", "share", "score_gap", "score_change"):
        rows = [row for row in analysis.estimates if row.measure == measure and row.national]
        if rows:
            yield _table(analysis, rows, measure_name(measure, language), language, levels=False)
    for domain in _domains(analysis):
        rows = [
            row for row in analysis.estimates if row.measure == "score" and row.domain == domain.key and not row.item
        ]
        if rows:
            title = f"{measure_name('score', language)}, {in_language(domain.name, language)}"
            yield _table(analysis, rows, title, language, levels=True)


def _domains(analysis: Analysis) -> tuple[Domain, ...]:
    return analysis.study.domains if isinstance(analysis.study, Study) else ()


def _table(analysis: Analysis, rows: Sequence[EstimateRow], title: str, language: str, *, levels: bool) -> Table:
    heads = [SUBJECT[language], *([LEVEL[language]] if levels else []), AUDIENCE[language], FIGURE[language]]
    heads += [INTERVAL[language], "n"]
    body = tuple(tuple(_cells(analysis, row, language, levels=levels)) for row in rows)
    return Table(title, tuple(heads), body, frozenset(range(len(heads) - 3, len(heads))))


def _cells(analysis: Analysis, row: EstimateRow, language: str, *, levels: bool) -> Iterator[str]:
    yield row_name(analysis, row, language)
    if levels:
        yield level_name(analysis.study, row.domain, row.level, language)
    yield audience_name(analysis.study, row.audience, language) if row.audience else ""
    yield figure_words(row, language)
    yield bounds_words(row, language)
    yield size_words(row, language)


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
        widths={0: 16, 1: 60, 2: 22, 3: 24, 8: 24},
    )


def _level(analysis: Analysis, row: EstimateRow, language: str) -> str:
    domain = domain_named(analysis.study, row.domain)
    if domain is None:
        return {"fr": "ensemble", "en": "all"}[language]
    return f"{in_language(domain.name, language)} : {level_name(analysis.study, row.domain, row.level, language)}"
