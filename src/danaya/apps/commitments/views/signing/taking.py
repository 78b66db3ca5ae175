"""What can be taken along: the text to sign by hand, the complete record, the page that opens offline. Each body gets what it may have opened."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.signing.adopt_plan import MOST_AT_ONCE
from danaya.apps.commitments.models import Exported, Version
from danaya.apps.commitments.signing.files import Wanted
from danaya.apps.commitments.signing.reading import reader_of
from danaya.apps.commitments.signing.versions import references_of
from danaya.apps.commitments.signing.work import TAKE
from danaya.apps.commitments.views.frame import frame
from danaya.apps.commitments.views.signing.lookup import Edition, find_edition, find_version
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.work import ask_once

HEADS = {
    "paper": _("The text to sign by hand (PDF)"),
    "copy": _("The copy that checks itself offline (one page)"),
    "record": _("The complete record (file for danaya verify)"),
}


@permission_required("commitments.see", of=find_version)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PostRequest, version: Version) -> HttpResponse:
    """Hand out the text, its register and what the reader's body may open, for ``danaya verify``."""
    return _hand_out(request, Wanted(version, "record"))


@permission_required("commitments.see", of=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: PostRequest, edition: Edition) -> HttpResponse:
    """Hand out one page that opens anywhere and checks itself against the digest on paper."""
    return _hand_out(request, Wanted(edition.version, "copy", edition.language))


@permission_required("commitments.see", of=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: PostRequest, edition: Edition) -> HttpResponse:
    """Hand out the text as a PDF to be signed by hand."""
    return _hand_out(request, Wanted(edition.version, "paper", edition.language))


def _hand_out(request: PostRequest, wanted: Wanted) -> HttpResponse:
    """Hand out a file at once; of a text that takes seconds, show the page where it is asked for and fetched."""
    version = wanted.version
    count = len(references_of(version))
    if count > MOST_AT_ONCE:
        return _ask(request, wanted, count)
    if request.method == "POST":
        return redirect(request.path)
    return _download(wanted, wanted.made(reader_of(request.user), now()))


def _ask(request: PostRequest, wanted: Wanted, count: int) -> HttpResponse:
    plan = wanted.version.plan
    if request.method == "POST":
        job = ask_once(
            TAKE,
            owner=request.user,
            at=timezone.now(),
            moment=now().isoformat(),
            version=str(wanted.version.pk),
            which=wanted.which,
            language=wanted.language,
            page=request.path,
            tenure=str(request.acting.pk),
        )
        return redirect(job)
    held = Exported.objects.filter(plan=plan, by=request.acting.post_id, kind=wanted.kind, file__removed_at=None)
    context = {
        **frame(request, plan, "signing"),
        "head": HEADS[wanted.which],
        "edition": wanted.version,
        "count": count,
        "made": held.select_related("file").first(),
    }
    return render(request, "commitments/signing/take.html", context)


def _download(wanted: Wanted, content: bytes) -> HttpResponse:
    """Return a file as a download, never shown inside a page."""
    response = HttpResponse(content, content_type=wanted.media_type)
    response["Content-Disposition"] = f'attachment; filename="{wanted.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response
