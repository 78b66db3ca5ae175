"""What can be taken along: the complete record, and the page that opens offline. Each body gets what it may have opened."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Version
from danaya.apps.commitments.signing.reading import reader_of
from danaya.apps.commitments.signing.versions import record_of
from danaya.apps.commitments.views.signing.lookup import Edition, find_edition, find_version
from danaya.apps.people.access import PostRequest, permission_required
from danaya.engines.seals import short
from danaya.engines.seals.offline import offline_copy
from danaya.engines.seals.record import write_record

LONGEST = 40
"""Signs of a title in the name of a file; it is cut at a word."""


@permission_required("commitments.see", of=find_version)
@require_safe
def record(request: PostRequest, version: Version) -> HttpResponse:
    """Hand out the text, its register and what the reader's body may open, for ``danaya verify``."""
    content = write_record(record_of(version, reader_of(request.user)))
    return hand_over(content, "application/json", version, ".json")


@permission_required("commitments.see", of=find_edition)
@require_safe
def copy(request: PostRequest, edition: Edition) -> HttpResponse:
    """Hand out one page that opens anywhere and checks itself against the digest on paper."""
    page = offline_copy(record_of(edition.version, reader_of(request.user)), edition.language)
    return hand_over(page.encode("utf-8"), "text/html; charset=utf-8", edition.version, f"-{edition.language}.html")


def hand_over(content: bytes, media_type: str, version: Version, ending: str) -> HttpResponse:
    """Return a file as a download, never shown inside a page; its name says plan, version and digest."""
    response = HttpResponse(content, content_type=media_type)
    title = slugify(next((one for one in version.plan.title.values() if one), ""))
    if len(title) > LONGEST:
        title = title[:LONGEST].rpartition("-")[0]
    name = f"danaya-{title or 'plan'}-v{version.number}-{short(version.digest)}{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response
