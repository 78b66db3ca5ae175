"""What pages and later stages ask of findings."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from danaya.apps.findings.models import Analysis, Decision, Finding
from danaya.apps.people.rights import allowed
from danaya.apps.rounds.models import Dataset, ReportedTable, Round
from danaya.apps.rounds.models.rounds import State

JOINED = (
    "round",
    "release",
    "dataset",
    "table",
    "earlier_dataset__round",
    "earlier_table__round",
    "made_by",
)


def latest_analysis(round_: Round) -> Analysis | None:
    """Return the newest analysis of a round."""
    return Analysis.objects.filter(round=round_).select_related("release").first()


def readable_analyses(viewer: Any) -> QuerySet[Analysis]:
    """Return the analyses that ``viewer`` may read, newest first: the team all of them, the forum what was released."""
    analyses = Analysis.objects.select_related(*JOINED)
    if allowed(viewer, "findings.see_unreleased"):
        return analyses
    return analyses.filter(release__isnull=False) if allowed(viewer, "findings.see_results") else analyses.none()


def latest_readable(viewer: Any, rounds: Sequence[Round] | None = None) -> dict[Round, Analysis]:
    """Return for each round the newest analysis that ``viewer`` may read, latest round first."""
    analyses = readable_analyses(viewer).order_by("-round__year", "round_id", "-made_at")
    if rounds is not None:
        analyses = analyses.filter(round__in=rounds)
    found: dict[Round, Analysis] = {}
    for analysis in analyses:
        found.setdefault(analysis.round, analysis)
    return found


def newer_than(analysis: Analysis, viewer: Any) -> Analysis | None:
    """Return a newer analysis of the same round, if there is one that ``viewer`` may read."""
    newest = latest_readable(viewer, [analysis.round]).get(analysis.round)
    return newest if newest is not None and newest.made_at > analysis.made_at else None


def rounds_to_analyse() -> list[Round]:
    """Return the closed rounds without an analysis of their current data, earliest first."""
    closed = Round.objects.filter(state=State.CLOSED).order_by("year", "pk")
    done = set()
    for analysis in Analysis.objects.select_related(*JOINED):
        if not analysis.rests_on_superseded:
            done.add(analysis.round_id)
    return [round_ for round_ in closed if round_.pk not in done]


def open_decisions() -> QuerySet[Decision]:
    """Return the decisions that wait for the director, of the newest analyses first."""
    return (
        Decision.objects.filter(chosen=None).select_related("analysis__round").order_by("-analysis__made_at", "number")
    )


def cited_findings(analysis: Analysis) -> QuerySet[Finding]:
    """Return the findings of an analysis in their order."""
    return analysis.findings.order_by("order")


def replacement_of(source: Dataset | ReportedTable) -> Dataset | ReportedTable | None:
    """Return what took the place of closed data."""
    return getattr(source, "superseded_by", None)
