"""Handing a post over: what is open for it, and the record to sign by who leaves and who comes."""

from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.telling.handing import Handover, files_of, gather
from danaya.apps.commitments.telling.stamping import file_name, midnight
from danaya.apps.commitments.views.frame import page_language
from danaya.apps.commitments.views.telling.files import handed_out
from danaya.apps.commitments.views.telling.finding import DOCUMENTS
from danaya.apps.people.access import PostRequest, View, check, permission_required
from danaya.apps.people.clock import now, today
from danaya.apps.people.models import Post
from danaya.engines.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class RecordOf:
    """One file of a post's record, as its address names it."""

    post: Post
    language: str
    kind: str


def find_post(post_id: UUID) -> Post:
    """Return the post of the address."""
    return get_object_or_404(Post.objects.select_related("organisation", "region"), pk=post_id)


def find_record(post_id: UUID, language: str, kind: str) -> RecordOf:
    """Return the record of the address."""
    if kind not in DOCUMENTS or language not in LANGUAGES:
        raise Http404
    return RecordOf(find_post(post_id), language, kind)


def _gathered(request: PostRequest, post: Post, language: str) -> Handover:
    own = request.acting.post.organisation_id == post.organisation_id
    return gather(post, today(), language, own=own)


@permission_required("people.hand_over_post", of=find_post)
@require_safe
def handover(request: PostRequest, post: Post) -> HttpResponse:
    """Everything that is open for the post."""
    context = {
        "post": post,
        "told": _gathered(request, post, page_language()),
        "own": request.acting.post.organisation_id == post.organisation_id,
        "languages_of_files": sorted(LANGUAGES, key=lambda code: code != page_language()),
        "visibility": _("the coordinator and the holder of the post"),
    }
    return render(request, "commitments/telling/handover.html", context)


def on_record(view: View) -> View:
    """Declare that a file of a post's record asks for the right to hand the post over: asked of the post, not of the file."""

    @permission_required("people.hand_over_post")
    @wraps(view)
    def found(request: HttpRequest, post_id: UUID, language: str, kind: str) -> HttpResponseBase:
        wanted = find_record(post_id, language, kind)
        check(request, "people.hand_over_post", wanted.post)
        return view(request, wanted)

    return found


@on_record
@require_safe
def handover_file(request: PostRequest, wanted: RecordOf) -> HttpResponse:
    """The record as PDF or Word."""
    told = _gathered(request, wanted.post, wanted.language)
    content = files_of(told, wanted.language, wanted.kind, midnight(now()))
    name = {"fr": "pv-de-passation", "en": "handover-record"}[wanted.language]
    return handed_out(content, file_name(name, wanted.post.title, wanted.language, wanted.kind))
