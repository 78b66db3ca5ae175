"""Enter results that only a report preserves: typed, or read from a table, with the document they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.drafts import let_go_of
from danaya.apps.rounds.models import ImportDraft, Purpose, ReportedTable, Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.queries import reported_table
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.base.files.models import StoredFile
from danaya.base.locks import locked
from danaya.engines.framework import load_factors
from danaya.engines.language import LANGUAGES, Problem, Problems, Text, in_language, number
from danaya.engines.restitution import ReportedResult
from danaya.engines.seals import digest

BOUNDS = {"score": (0.0, 10.0), "share": (0.0, 1.0)}

EMPTY: Text = {
    "fr": "Indiquez au moins une note ou une part favorable.",
    "en": "Give at least one score or favourable share.",
}
NO_PLACE: Text = {
    "fr": "Choisissez un public de la ronde, un facteur clé et une mesure (note ou part).",
    "en": "Choose an audience of the round, a key factor and a measure (score or share).",
}
OUTSIDE: Text = {
    "fr": "Indiquez une valeur de {low} à {high}.",
    "en": "Give a value from {low} to {high}.",
}
NO_COUNT: Text = {
    "fr": "Indiquez un nombre de réponses d'au moins 1.",
    "en": "Give a number of answers of at least 1.",
}
TWICE: Text = {"fr": "Gardez une seule valeur.", "en": "Keep one value only."}
NO_SOURCE: Text = {
    "fr": "Dites de quel document viennent ces chiffres : auteur, titre, année.",
    "en": "Say which document these figures come from: author, title, year.",
}


@transaction.atomic
def report_results(
    round_: Round,
    results: Iterable[ReportedResult],
    *,
    source: str,
    document: StoredFile | None = None,
    actor: Tenure | None,
    at: datetime,
) -> ReportedTable:
    """Close a reported round with its figures; every later stage works on them, marked as reported.

    Where closed figures are being corrected, these take their place, and both stay.

    Raises
    ------
    Problem, Problems
        There is no figure or no source; one lies outside its scale, stands twice, or names no audience or factor.
    """
    refuse_other_kind(round_, Kind.REPORTED)
    refuse_closed(locked(Round.objects).get(pk=round_.pk))  # somebody else may have closed it meanwhile
    kept = tuple(results)
    check_results(round_, kept, source)
    rows = [asdict(result) for result in kept]
    earlier = reported_table(round_)
    table = ReportedTable(
        round=round_,
        results=rows,
        source=source.strip(),
        document=document or (earlier.document if earlier else None),
        digest=digest({"results": rows, "source": source, "document": document.sha256 if document else ""}),
        closed_at=at,
        closed_by=actor.post if actor else None,
        supersedes=earlier,
        reason=dict(round_.correction) if earlier else {},
    )
    table.save()
    round_.state, round_.correction = State.CLOSED, {}
    round_.save(update_fields=["state", "correction"])
    let_go_of(ImportDraft.objects.filter(round=round_, purpose=Purpose.RESULTS), at)
    note("report_results", table, actor=actor, at=at, digest=table.digest, figures=len(rows), round=str(round_.pk))
    return table


def check_results(round_: Round, results: tuple[ReportedResult, ...], source: str) -> None:
    """Refuse figures that cannot be what a report of this round says."""
    problems = [] if source.strip() else [Problem("reported-source", NO_SOURCE)]
    if not results:
        problems.append(Problem("reported-empty", EMPTY))
    names = {audience.key: audience.name for audience in round_.audiences.all()}
    problems += [problem for result in results for problem in _problems_of(result, names)]
    problems += _repeated(results, names)
    if problems:
        raise Problems(problems)


def _problems_of(result: ReportedResult, names: dict[str, Text]) -> Iterator[Problem]:
    factors = {"", *(factor.key for factor in load_factors())}
    if result.audience not in names or result.factor not in factors or result.measure not in BOUNDS:
        yield Problem("reported-place", NO_PLACE, f"{result.audience} · {result.factor} · {result.measure}")
        return
    low, high = BOUNDS[result.measure]
    for value in (result.estimate, result.ci_low, result.ci_high):
        if value is not None and not low <= value <= high:
            text = {
                code: OUTSIDE[code].format(low=number(low, code, 0), high=number(high, code, 0)) for code in LANGUAGES
            }
            yield placed("reported-outside", text, result, names)
    if result.n is not None and result.n < 1:
        yield placed("reported-n", NO_COUNT, result, names)


def _repeated(results: tuple[ReportedResult, ...], names: dict[str, Text]) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    for result in results:
        place = (result.audience, result.factor, result.measure)
        if place in seen:
            yield placed("reported-twice", TWICE, result, names)
        seen.add(place)


MEASURES: dict[str, Text] = {
    "score": {"fr": "note", "en": "score"},
    "share": {"fr": "part favorable", "en": "favourable share"},
}
ALL: Text = {"fr": "Tous les facteurs", "en": "All factors together"}


def placed(code: str, text: Text, result: ReportedResult, names: dict[str, Text]) -> Problem:
    """Return the problem of a figure, with audience, factor and measure in words in front of it."""
    factors = {factor.key: factor.name for factor in load_factors()}

    def where(language: str) -> str:
        parts = (names.get(result.audience, {}), factors.get(result.factor, ALL), MEASURES[result.measure])
        return " · ".join(in_language(part, language) for part in parts).replace("{", "{{").replace("}", "}}")

    return Problem(code, {code: f"{where(code)}{' : ' if code == 'fr' else ': '}{text[code]}" for code in LANGUAGES})
