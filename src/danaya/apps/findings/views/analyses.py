"""The list of restitutions, asking for an analysis, the restitution of a round, how far to trust it."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.findings.actions.analyse_round import find_sources
from danaya.apps.findings.facts import Facts, read_part
from danaya.apps.findings.models import Analysis, Finding
from danaya.apps.findings.queries import cited_findings, latest_analysis, latest_readable, rounds_to_analyse
from danaya.apps.findings.views.frame import frame, page_language
from danaya.apps.findings.views.lookup import find_analysis
from danaya.apps.findings.wording import SELECTIONS
from danaya.apps.findings.work import ANALYSE
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.models import Round
from danaya.base.jobs.work import enqueue


@permission_required("findings.see_results")
@require_safe
def list_analyses(request: PostRequest) -> HttpResponse:
    """The newest analysis of each round that the viewer may read; first of all what there is to do."""
    context = {
        "analyses": list(latest_readable(request.user).values()),
        "to_analyse": rounds_to_analyse() if may(request, "findings.analyse_round") else [],
        "may_see_ledger": may(request, "findings.see_ledger"),
    }
    return render(request, "findings/list.html", context)


def find_round(pk: Any) -> Round:
    """Return the round of the address."""
    return get_object_or_404(Round, pk=pk)


@permission_required("findings.analyse_round", of=find_round)
@require_http_methods(["GET", "POST"])
def analyse(request: PostRequest, round_: Round) -> HttpResponse:
    """Say what the analysis will be made of; on POST ask for it, and show its progress."""
    sources = find_sources(round_)
    if request.method == "POST":
        asked = enqueue(
            ANALYSE,
            owner=request.user,
            at=now(),
            round_id=str(round_.pk),
            language=page_language(),
            tenure=str(request.acting.pk),
            moment=now().isoformat(),
        )
        return redirect(asked.get_absolute_url())
    context = {"round": round_, "sources": sources, "former": latest_analysis(round_)}
    return render(request, "findings/analyse.html", context)


@permission_required("findings.see_results", of=find_analysis)
@require_safe
def restitution(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """The restitution: sentence first, then every chart with its table, each finding one click from its basis."""
    language = page_language()
    findings, part = list(cited_findings(analysis)), read_part(analysis, language, "restitution")
    context = {
        **frame(request, analysis, "restitution"),
        "findings": findings,
        "headline": headline_of(findings),
        "contents": [(anchor, unescape(title)) for anchor, title in _HEADING.findall(part)],
        "part": mark_safe(part),  # noqa: S308 - escaped by the publishing engine
        "may_release": may(request, "findings.release_results") and not analysis.is_released,
    }
    return render(request, "findings/restitution.html", context)


_HEADING = re.compile(r'<h2 id="([a-z_-]+)">([^<]+)</h2>')
_TOLD_FIRST = ("change", "gap", "improvement", "strength")


def headline_of(findings: Sequence[Finding]) -> list[Finding]:
    """Return what is said first: of three kinds the first finding about one factor."""
    first: dict[str, Finding] = {}
    for finding in findings:
        if finding.factor and not finding.item:
            first.setdefault(finding.kind, finding)
    return [first[kind] for kind in _TOLD_FIRST if kind in first][:3]


@permission_required("findings.see_results", of=find_analysis)
@require_safe
def questions(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """The answers to every question."""
    part = mark_safe(read_part(analysis, page_language(), "questions"))  # noqa: S308 - escaped by the publishing engine
    return render(request, "findings/questions.html", {**frame(request, analysis, "questions"), "part": part})


@permission_required("findings.see_results", of=find_analysis)
@require_safe
def method(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """How far to trust the results: who answered, what their selection allows, what is protected, from which data."""
    context = frame(request, analysis, "method")
    part = mark_safe(read_part(analysis, page_language(), "method"))  # noqa: S308 - escaped by the publishing engine
    audiences = response_facts(context["facts"])
    return render(request, "findings/method.html", {**context, "audiences": audiences, "part": part})


@permission_required("findings.see_results", of=find_analysis)
@require_safe
def tables(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """Every published figure in tables."""
    part = mark_safe(read_part(analysis, page_language(), "tables"))  # noqa: S308 - escaped by the publishing engine
    return render(request, "findings/tables.html", {**frame(request, analysis, "tables"), "part": part})


def response_facts(facts: Facts) -> list[dict[str, Any]]:
    """Return per audience who was asked, who answered, and what that allows to claim."""
    responses = {response["audience"]: response for response in facts.plain["responses"]}
    return [
        {
            "audience": audience,
            "response": responses.get(audience["key"]),
            "selection": SELECTIONS[audience["selection"]],
        }
        for audience in facts.audiences
    ]
