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
        response = redirect(job.result_url)
        return _whole_page(response) if request.headers.get("HX-Request") else response
    template = "jobs/_progress.html" if request.headers.get("HX-Request") and job.is_open else "jobs/progress.html"
    response = render(
        request, template, {"job": job, "title": kinds.title(job.kind), "page_errors": bool(job.problems)}
    )
    return response if job.is_open or not request.headers.get("HX-Request") else _reload(response)


def _whole_page(response: HttpResponse) -> HttpResponse:
    """Tell htmx to go to the result as a page of its own."""
    target = response["Location"]
    gone = HttpResponse(status=204)
    gone["HX-Redirect"] = target
    return gone


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
