"""What stands beside a finding, in few words: its figures, what it rests on, how far to trust it.

What holds for the whole report (assumptions, reasons, limits) is said once, under *How far to trust it* and in the method.
"""

from collections.abc import Iterator, Mapping

from danaya.engines.language import in_language, number, percent
from danaya.engines.perception import Selection
from danaya.engines.publishing.document import Aside
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.responding import NOT_RECOMPUTABLE
from danaya.engines.restitution.analysis.rows import REPORTED, EstimateRow, Finding, Response
from danaya.engines.restitution.documents.cells import figure_words
from danaya.engines.restitution.documents.tables import compared
from danaya.engines.restitution.findings.naming import (
    audience_name,
    interval_words,
    is_lived,
    level_name,
    turned,
    value_words,
)

Words = Mapping[str, str]

FIGURES: Words = {"fr": "Chiffres", "en": "Figures"}
BASIS: Words = {"fr": "Base", "en": "Basis"}
TRUST: Words = {"fr": "Peut-on s'y fier ?", "en": "Can it be trusted?"}
COLON: Words = {"fr": " : ", "en": ": "}
MOST_FIGURES = 3
SELECTIONS: Mapping[str, Words] = {
    Selection.CENSUS: {"fr": "tout le monde interrogé", "en": "everybody asked"},
    Selection.PROBABILITY: {"fr": "échantillon tiré au sort", "en": "random sample"},
    Selection.QUOTA: {"fr": "échantillon par quotas", "en": "quota sample"},
    Selection.OPEN: {"fr": "enquête ouverte à tous", "en": "open survey"},
}
ANSWERS: Words = {"fr": "{n} réponses", "en": "{n} answers"}
QUESTIONS: Words = {"fr": "{count} questions, citées en annexe.", "en": "{count} questions, quoted in the annex."}
ONE_QUESTION: Words = {"fr": "Une question.", "en": "One question."}


def asides_of(analysis: Analysis, finding: Finding, language: str) -> tuple[Aside, ...]:
    """Return figures, basis and trust of a finding."""
    return (
        Aside(FIGURES[language], tuple(_figures(analysis, finding, language))),
        Aside(BASIS[language], tuple(_basis(finding, language))),
        Aside(TRUST[language], tuple(_trust(analysis, finding, language))),
    )


def _figures(analysis: Analysis, finding: Finding, language: str) -> Iterator[str]:
    lived = finding.kind in {"difference", "change"}
    for place, found in enumerate(finding.figures[:MOST_FIGURES]):
        row = turned(found) if lived and is_lived(analysis.study, found) else found
        yield " ".join(part for part in _parts(analysis, finding, row, place, language) if part)


def _parts(analysis: Analysis, finding: Finding, row: EstimateRow, place: int, language: str) -> Iterator[str]:
    of_round = _round(analysis, finding, place, language)
    name = of_round or _name(analysis, row, language)
    # Beside a chart of changes a level says its scale: the axis does not.
    figure = value_words(row, language) if of_round and row.told else figure_words(row, language)
    yield f"{name}{COLON[language]}{figure}" if name else figure
    interval = interval_words(row, language)
    # Neither an interval nor an n is broken over two lines.
    yield "" if interval == "–" else interval.replace(" ", "\u00a0")
    yield f"(n\u00a0=\u00a0{number(row.n, language)})" if row.n is not None and row.sized else ""


def _round(analysis: Analysis, finding: Finding, place: int, language: str) -> str:
    """Return the name of the round a figure of a change is from."""
    if not finding.measure.endswith("_change") or not place or analysis.earlier is None or len(finding.figures) != 3:
        return ""
    return in_language((analysis.earlier if place == 1 else analysis.study).label, language)


def _name(analysis: Analysis, row: EstimateRow, language: str) -> str:
    who = audience_name(analysis.study, row.audience, language) if row.audience else ""
    where = level_name(analysis.study, row.domain, row.level, language) if row.domain else ""
    # « Écart », not « écart : privé − douane »: the chart beside it says of what.
    what = compared(row.measure, language).split(COLON[language])[0]
    name = ", ".join(part for part in (who, where, what) if part)
    return name[:1].upper() + name[1:]


def _basis(finding: Finding, language: str) -> Iterator[str]:
    count = len(finding.basis.questions)
    if count:
        yield ONE_QUESTION[language] if count == 1 else QUESTIONS[language].format(count=number(count, language))
    if finding.basis.comparability:
        # The reason of a refusal and the reserves of a comparison hold for many findings: they are said once.
        yield in_language(finding.basis.comparability, language).split(". ")[0].rstrip(".") + "."


def _trust(analysis: Analysis, finding: Finding, language: str) -> Iterator[str]:
    if any(row.status == REPORTED for row in finding.figures):
        yield in_language(NOT_RECOMPUTABLE, language)
        return
    asked = {row.audience for row in finding.figures if row.audience}
    for response in analysis.responses:
        if response.audience in asked or not asked:
            yield _response(analysis, response, language)


def _response(analysis: Analysis, response: Response, language: str) -> str:
    parts = [SELECTIONS[Selection(response.selection)][language]]
    if response.n is not None:
        rate = f" ({percent(response.rate, language)})" if response.rate is not None else ""
        parts.append(ANSWERS[language].format(n=number(response.n, language)) + rate)
    return f"{audience_name(analysis.study, response.audience, language)}{COLON[language]}{', '.join(parts)}."
