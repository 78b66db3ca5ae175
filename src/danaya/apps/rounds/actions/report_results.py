"""Enter results that only a report preserves: typed, or read from a table, with the document they come from."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.models import ReportedTable, Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.base.files.models import StoredFile
from danaya.engines.framework import load_factors
from danaya.engines.language import Problem, Problems, Text
from danaya.engines.restitution import ReportedResult
from danaya.engines.seals import digest

BOUNDS = {"score": (0.0, 10.0), "share": (0.0, 1.0)}


@transaction.atomic
def report_results(
    round_: Round,
    results: Iterable[ReportedResult],
    *,
    source: str,
    document: StoredFile | None = None,
    supersedes: ReportedTable | None = None,
    reason: Text | None = None,
    actor: Tenure,
    at: datetime,
) -> ReportedTable:
    """Close a reported round with its figures; every later stage works on them, marked as reported.

    Raises
    ------
    Problem, Problems
        Where there is no figure, one lies outside its scale, stands twice, or names no audience or factor of the round.
    """
    refuse_other_kind(round_, Kind.REPORTED)
    if supersedes is None:
        refuse_closed(round_)
    kept = tuple(results)
    check_results(round_, kept)
    rows = [asdict(result) for result in kept]
    table = ReportedTable(
        round=round_,
        results=rows,
        source=source,
        document=document,
        digest=digest({"results": rows, "source": source, "document": document.sha256 if document else ""}),
        closed_at=at,
        closed_by=actor.post,
        supersedes=supersedes,
        reason=dict(reason or {}),
    )
    table.save()
    round_.state = State.CLOSED
    round_.save(update_fields=["state"])
    note("report_results", table, actor=actor, at=at, digest=table.digest, figures=len(rows))
    return table


def check_results(round_: Round, results: tuple[ReportedResult, ...]) -> None:
    """Refuse figures that cannot be what a report of this round says."""
    if not results:
        raise Problem(
            "reported-empty",
            {"fr": "Indiquez au moins une note ou une part.", "en": "Give at least one score or share."},
        )
    audiences = {audience.key for audience in round_.audiences.all()}
    factors = {"", *(factor.key for factor in load_factors())}
    problems = [problem for result in results for problem in _problems_of(result, audiences, factors)]
    seen: set[tuple[str, str, str]] = set()
    for result in results:
        place = (result.audience, result.factor, result.measure)
        if place in seen:
            problems.append(_problem(result, "Gardez une seule valeur.", "Keep one value only."))
        seen.add(place)
    if problems:
        raise Problems(problems)


def _problems_of(result: ReportedResult, audiences: set[str], factors: set[str]) -> list[Problem]:
    problems = []
    if result.audience not in audiences or result.factor not in factors or result.measure not in BOUNDS:
        problems.append(
            _problem(result, "Choisissez un public et un facteur de la ronde.", "Choose an audience and factor of the round.")
        )
        return problems
    low, high = BOUNDS[result.measure]
    for value in (result.estimate, result.ci_low, result.ci_high):
        if value is not None and not low <= value <= high:
            problems.append(
                _problem(result, f"Indiquez une valeur de {low:g} à {high:g}.", f"Give a value from {low:g} to {high:g}.")
            )
    if result.n is not None and result.n < 1:
        problems.append(_problem(result, "Indiquez un nombre de réponses positif.", "Give a positive number of answers."))
    return problems


def _problem(result: ReportedResult, french: str, english: str) -> Problem:
    return Problem(
        "reported-figure", {"fr": french, "en": english}, f"{result.audience} · {result.factor or '*'} · {result.measure}"
    )
