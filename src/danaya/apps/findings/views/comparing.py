"""Rounds compared: one with its earlier one, and all of them side by side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from danaya.apps.findings.facts import Facts, Row, read_facts
from danaya.apps.findings.models import Analysis
from danaya.apps.findings.queries import latest_readable
from danaya.apps.findings.views.frame import frame
from danaya.apps.findings.views.lookup import find_analysis
from danaya.apps.people.access import PostRequest, permission_required
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One factor as one audience scored it then and now, and whether that may be compared."""

    factor: Text
    then: Row | None
    now: Row | None
    change: Row | None
    reason: Text


@permission_required("findings.see_results", of=find_analysis)
@require_safe
def comparison(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """Then, now and the change of each factor, with the verdict and its reason where no change may be shown."""
    context = frame(request, analysis, "comparison")
    facts: Facts = context["facts"]
    if facts.earlier is None:
        return redirect("findings:restitution", analysis.pk)
    tables = [(one, compared_rows(facts, one["key"]), cautions_of(facts, one["key"])) for one in facts.audiences]
    refused = [entry for entry in facts.plain["comparability"] if entry["item"] and not entry["comparable"]]
    return render(
        request,
        "findings/comparison.html",
        {**context, "tables": tables, "refused": word_refusals(facts, refused)},
    )


def compared_rows(facts: Facts, audience: str) -> list[ComparedRow]:
    """Return one audience's factors, in official order, all together last."""
    verdicts = {
        entry["factor"]: entry
        for entry in facts.plain["comparability"]
        if entry["audience"] == audience and not entry["item"]
    }
    rows = []
    for factor in (*facts.plain["factors"], ""):
        now = facts.figure("score", factor, audience)
        if now is None:
            continue
        change = facts.figure("score_change", factor, audience)
        reason = _reason(verdicts.get(factor, {}), change)
        then = facts.figure("score", factor, audience, earlier=True)
        rows.append(ComparedRow(facts.factor_name(factor), then, now, change, reason))
    return rows


def _reason(verdict: dict[str, Any], change: Row | None) -> Text:
    if verdict and not verdict["comparable"]:
        return verdict["reason"]  # type: ignore[no-any-return]
    found: Text = (change or {}).get("reason", {})
    return found


def cautions_of(facts: Facts, audience: str) -> list[Text]:
    """Return what to bear in mind about all changes of one audience, each sentence once."""
    cautions = [
        entry["caution"]
        for entry in facts.plain["comparability"]
        if entry["audience"] == audience and entry["comparable"] and entry["caution"]
    ]
    return [caution for place, caution in enumerate(cautions) if caution not in cautions[:place]]


def word_refusals(facts: Facts, refused: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions that may not be compared, each once, with the reason."""
    words: dict[str, dict[str, Any]] = {}
    for entry in refused:
        question = facts.item_text(entry["item"])
        words.setdefault(entry["item"], {"question": question, "reason": entry["reason"]})
    return list(words.values())


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor across rounds: a figure per round, nothing where it was not asked."""

    factor: Text
    cells: list[tuple[str, Row | None]]


@permission_required("findings.see_results")
@require_safe
def rounds(request: PostRequest) -> HttpResponse:
    """The scores of every round that the viewer may read, side by side, earliest first."""
    analyses = list(reversed(latest_readable(request.user).values()))
    columns = [(analysis, read_facts(analysis)) for analysis in analyses]
    sides = {one["side"]: one["name"] for _analysis, facts in columns for one in facts.audiences}
    tables = [(side, name, factor_lines(columns, side)) for side, name in sorted(sides.items())]
    context = {"analyses": analyses, "columns": columns, "tables": tables}
    return render(request, "findings/rounds.html", context)


def factor_lines(columns: list[tuple[Analysis, Facts]], side: str) -> list[FactorLine]:
    """Return one side's factors across rounds."""
    factors: dict[str, Text] = {}
    for _analysis, facts in columns:
        factors |= {key: factor["name"] for key, factor in facts.plain["factors"].items()}
    lines = []
    for factor, name in (*factors.items(), ("", {})):
        cells = [(analysis.round.label, _score(facts, factor, side)) for analysis, facts in columns]
        if any(row is not None for _label, row in cells):
            lines.append(FactorLine(name, cells))
    return lines


def _score(facts: Facts, factor: str, side: str) -> Row | None:
    audience = next((one["key"] for one in facts.audiences if one["side"] == side), None)
    return None if audience is None else facts.figure("score", factor, audience)
