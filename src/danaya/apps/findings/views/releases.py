"""Releasing an analysis to both sides, and the ledger of what was released."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.findings.actions.release_results import refuse_unfit
from danaya.apps.findings.models import Analysis, Release
from danaya.apps.findings.views.frame import frame, page_language
from danaya.apps.findings.views.lookup import find_analysis
from danaya.apps.findings.work import RELEASE
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.base.files.models import Visibility
from danaya.base.jobs.work import enqueue
from danaya.engines.language import Problem


@permission_required("findings.release_results", of=find_analysis)
@require_http_methods(["GET", "POST"])
def release(request: PostRequest, analysis: Analysis) -> HttpResponse:
    """Check who will read what; on POST release for good, with files made for those readers."""
    if analysis.is_released:
        return redirect("findings:restitution", analysis.pk)
    obstacle = unfit(analysis)
    if request.method == "POST" and not obstacle:
        asked = enqueue(
            RELEASE,
            owner=request.user,
            at=now(),
            analysis_id=str(analysis.pk),
            tenure=str(request.acting.pk),
            moment=now().isoformat(),
        )
        return redirect(asked.get_absolute_url())
    context = {**frame(request, analysis), "obstacle": obstacle, "page_errors": bool(obstacle)}
    return render(request, "findings/release.html", context, status=422 if request.method == "POST" else 200)


def unfit(analysis: Analysis) -> str:
    """Return what stands against a release before the ledger is asked, in the language of the page."""
    try:
        refuse_unfit(analysis, Visibility.FORUM)
    except Problem as refusal:
        return refusal.in_language(page_language())
    return ""


@permission_required("findings.see_ledger")
@require_safe
def releases(request: PostRequest) -> HttpResponse:
    """The ledger: what was released, when, by which post, and under which digests."""
    every = Release.objects.select_related("analysis__round", "released_by").order_by("-released_at")
    return render(request, "findings/releases.html", {"releases": every})
