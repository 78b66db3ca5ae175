"""One finding, and what it rests on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from danaya.apps.findings.facts import read_part
from danaya.apps.findings.models import Finding
from danaya.apps.findings.queries import cited_findings
from danaya.apps.findings.views.analyses import response_facts
from danaya.apps.findings.views.frame import frame, page_language
from danaya.apps.findings.views.lookup import find_finding
from danaya.apps.findings.wording import has_protected, word_figures
from danaya.apps.people.access import PostRequest, permission_required


@permission_required("findings.see_results", of=find_finding)
@require_safe
def finding(request: PostRequest, finding: Finding) -> HttpResponse:
    """The sentence, its chart, its figures; the basis is one click away, and what rests on it stands below."""
    analysis, language = finding.analysis, page_language()
    every = list(cited_findings(analysis))
    place = [one.pk for one in every].index(finding.pk)
    context = {
        **frame(request, analysis),
        "finding": finding,
        "part": mark_safe(read_part(analysis, language, finding.number)),  # noqa: S308 - escaped by the publishing engine
        "before": every[place - 1] if place else None,
        "after": every[place + 1] if place + 1 < len(every) else None,
    }
    return render(request, "findings/finding.html", context)


@permission_required("findings.see_results", of=find_finding)
@require_safe
def basis(request: PostRequest, finding: Finding) -> HttpResponse:
    """What a finding rests on: figures, questions, selection, comparability, data, version."""
    context = frame(request, finding.analysis)
    language, facts = page_language(), context["facts"]
    return render(
        request,
        "findings/basis.html",
        {
            **context,
            "finding": finding,
            "figures": word_figures(finding.figures, facts, language),
            "has_protected": has_protected(finding.figures),
            "questions": [text for _key, text in finding.basis["questions"]],
            "audiences": response_facts(facts),
        },
    )
