"""Who answered, what the selection allows to claim, and what those who did not answer could change."""

from collections.abc import Iterator, Mapping

from danaya.engines.language import LANGUAGES, Text, number, percent
from danaya.engines.perception import Selection, nonresponse_bounds, nonresponse_shift
from danaya.engines.restitution.analysis.rows import EstimateRow, Response
from danaya.engines.restitution.study import Audience, ReportedStudy, Study

ASSUMPTIONS: Mapping[str, Text] = {
    Selection.CENSUS: {
        "fr": "Tout le monde a été interrogé. Les intervalles disent ce que l'absence de réponses laisse incertain, si elle tient au hasard.",
        "en": "Everybody was asked. The intervals say what missing answers leave uncertain, if they are missing by chance.",
    },
    Selection.PROBABILITY: {
        "fr": "Échantillon tiré au sort : les intervalles sont des marges d'erreur à 95 %.",
        "en": "Sample drawn at random: the intervals are margins of error at 95%.",
    },
    Selection.QUOTA: {
        "fr": "Échantillon par quotas : les intervalles valent si les répondants ressemblent à leur groupe.",
        "en": "Quota sample: the intervals hold if respondents resemble their group.",
    },
    Selection.OPEN: {
        "fr": "Enquête ouverte à qui voulait répondre : les intervalles valent si les répondants ressemblent à leur groupe.",
        "en": "Survey open to whoever wished to answer: the intervals hold if respondents resemble their group.",
    },
}
NOT_RECOMPUTABLE: Text = {
    "fr": "Résultats communiqués par un rapport : non recalculables, sans intervalle de notre part.",
    "en": "Results reported by a document: not recomputable, with no interval of ours.",
}
WHAT_IF: Text = {
    "fr": "Si ceux qui n'ont pas répondu notaient 2 points plus bas en moyenne, la note d'ensemble serait de {shifted} au lieu de {score} ; "
    "au pire et au mieux, elle irait de {low} à {high}.",
    "en": "If those who did not answer scored 2 points lower on average, the overall score would be {shifted} instead of {score}; "
    "at worst and at best it would lie between {low} and {high}.",
}


def respond(study: Study, rows: Mapping[str, EstimateRow], answered: Mapping[str, int]) -> Iterator[Response]:
    """Yield the response of each audience.

    Parameters
    ----------
    rows
        Audience → its overall score (protected or not).
    answered
        Audience → respondents.
    """
    for audience in study.audiences:
        n = answered[audience.key]
        rate = min(n / audience.target, 1.0) if audience.target else None
        yield Response(
            audience.key,
            audience.selection.value,
            audience.target,
            audience.population,
            n,
            rate,
            ASSUMPTIONS[audience.selection],
            _what_if(rows.get(audience.key), rate),
        )


def respond_reported(reported: ReportedStudy) -> Iterator[Response]:
    """Yield the response of each audience as far as the report says it."""
    for audience in reported.audiences:
        sizes = [result.n for result in reported.results if result.audience == audience.key and result.n]
        n = max(sizes) if sizes else None
        rate = min(n / audience.target, 1.0) if n and audience.target else None
        yield Response(
            audience.key, audience.selection.value, audience.target, audience.population, n, rate, NOT_RECOMPUTABLE
        )


def _what_if(row: EstimateRow | None, rate: float | None) -> Text:
    if row is None or row.estimate is None or rate is None or rate >= 1:
        return {}
    bounds = nonresponse_bounds(row.estimate, rate, 0.0, 10.0)
    shifted = max(0.0, nonresponse_shift(row.estimate, rate, -2.0))
    values = {"shifted": shifted, "score": row.estimate, "low": bounds.low, "high": bounds.high}
    return {
        language: WHAT_IF[language].format(**{name: number(value, language, 1) for name, value in values.items()})
        for language in LANGUAGES
    }


def describe_response(response: Response, audience: Audience, language: str) -> str:
    """Return who answered in one sentence."""
    n = number(response.n, language)
    if response.n is None:
        return {"fr": "nombre de réponses non communiqué", "en": "number of answers not reported"}[language]
    if response.target is None or response.rate is None:
        return {"fr": f"{n} réponses", "en": f"{n} answers"}[language]
    target, rate = number(response.target, language), percent(response.rate, language)
    words = {"fr": f"{n} réponses sur {target} visées ({rate})", "en": f"{n} answers of {target} aimed at ({rate})"}
    return words[language]
