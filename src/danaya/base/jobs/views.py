"""The page of a job: how far it is, cancelling, and on to the result. It works without script."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danaya.base.jobs import kinds
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.work import cancel


def owned(request: HttpRequest, pk: uuid.UUID) -> Job:
    """Return the job if the viewer asked for it; for anyone else it does not exist."""
    found = Job.objects.filter(pk=pk, owner=str(getattr(request.user, "pk", "") or "-")).first()
    if found is None:
        raise Http404
    return found


@require_safe
def progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how far the job is; when it is done, go on to its result."""
    job = owned(request, pk)
    if job.state == State.DONE and job.result_url:
        return _whole_page(job.result_url) if request.headers.get("HX-Request") else redirect(job.result_url)
    part = bool(request.headers.get("HX-Request"))
    context = {"job": job, "title": kinds.title(job.kind), "page_errors": bool(job.problems)}
    response = render(request, "jobs/_progress.html" if part and job.is_open else "jobs/progress.html", context)
    return _reload(response) if part and not job.is_open else response


def _whole_page(address: str) -> HttpResponse:
    """Tell htmx to go to the result as a page of its own."""
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def _reload(response: HttpResponse) -> HttpResponse:
    """Tell htmx to load the whole page: the work has ended, title and headings change."""
    response["HX-Refresh"] = "true"
    return response


@require_POST
def stop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Cancel the job."""
    job = owned(request, pk)
    cancel(job, at=timezone.now())
    return redirect(job)
