"""The workbook of all published figures with what is needed to read them."""

from collections.abc import Iterator, Mapping

from danaya.engines.language import in_language
from danaya.engines.publishing.document import Cell, Sheet, Workbook
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.responding import describe_response
from danaya.engines.restitution.documents.report import METHOD_LINES
from danaya.engines.restitution.documents.stamping import Letterhead, stamp_of
from danaya.engines.restitution.documents.tables import all_sheets, measure_name
from danaya.engines.restitution.findings.naming import audience_name
from danaya.engines.restitution.study import Study

Words = Mapping[str, str]

READ_ME: Words = {"fr": "À lire", "en": "Read me"}
FINDINGS: Words = {"fr": "Constats", "en": "Findings"}
QUESTIONS: Words = {"fr": "Questions", "en": "Questions"}
PROTECTED: Words = {
    "fr": "c : protégé (moins de 10 réponses, 20 si sensible, ou pour protéger une autre case).",
    "en": "c: protected (fewer than 10 answers, 20 if sensitive, or to protect another cell).",
}


def compose_workbook(analysis: Analysis, language: str, letterhead: Letterhead | None = None) -> Workbook:
    """Return the workbook: *À lire*, the findings, one sheet a measure, the questions."""
    sheets = [_read_me(analysis, language), _findings(analysis, language), *all_sheets(analysis, language)]
    if isinstance(analysis.study, Study):
        sheets.append(_questions(analysis.study, language))
    return Workbook(
        title=in_language(analysis.study.title, language),
        language=language,
        sheets=tuple(sheets),
        stamp=stamp_of(analysis, letterhead or Letterhead(), language),
    )


def _read_me(analysis: Analysis, language: str) -> Sheet:
    return Sheet(READ_ME[language], ("", ""), tuple(_facts(analysis, language)), widths={0: 32, 1: 110})


def _facts(analysis: Analysis, language: str) -> Iterator[tuple[Cell, ...]]:
    study = analysis.study
    french = language == "fr"
    yield ("Enquête" if french else "Survey"), in_language(study.title, language)
    yield ("Ronde" if french else "Round"), in_language(study.label, language)
    if study.notice:
        yield ("Avis" if french else "Notice"), in_language(study.notice, language)
    for response in analysis.responses:
        audience = next(one for one in study.audiences if one.key == response.audience)
        words = f"{describe_response(response, audience, language)}. {in_language(response.assumption, language)}"
        yield audience_name(study, response.audience, language), words
    yield ("Cases protégées" if french else "Protected cells"), PROTECTED[language]
    for line in METHOD_LINES:
        yield ("Méthode" if french else "Method"), line[language]
    for measure in dict.fromkeys(row.measure for row in analysis.estimates if not row.measure.startswith("answer_")):
        yield measure, measure_name(measure, language)
    yield ("Empreinte des données" if french else "Digest of the data"), analysis.dataset_digest
    yield ("Empreinte de l'analyse" if french else "Digest of the analysis"), analysis.digest
    yield "Version", f"Danaya {analysis.version}"


def _findings(analysis: Analysis, language: str) -> Sheet:
    heads = {
        "fr": ("N°", "Constat", "Détail", "Peut-on s'y fier ?"),
        "en": ("No.", "Finding", "Detail", "Can it be trusted?"),
    }
    rows = tuple(
        (
            finding.number,
            in_language(finding.sentence, language),
            " ".join(in_language(line, language) for line in finding.lines),
            " ".join(in_language(line, language) for line in finding.trust),
        )
        for finding in analysis.findings
    )
    return Sheet(FINDINGS[language], heads[language], rows, widths={0: 8, 1: 60, 2: 80, 3: 60})


def _questions(study: Study, language: str) -> Sheet:
    heads = {"fr": ("Clé", "Facteur", "Question", "Publics"), "en": ("Key", "Factor", "Question", "Audiences")}
    rows = tuple(
        (item.key, item.factor, in_language(item.text, language), ", ".join(item.audiences)) for item in study.items
    )
    return Sheet(QUESTIONS[language], heads[language], rows, widths={0: 18, 1: 18, 2: 90, 3: 24})
