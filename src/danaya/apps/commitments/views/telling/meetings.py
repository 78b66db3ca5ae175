"""The pack of a meeting as a file: both texts of each contested point, to print and to write on."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from danaya.apps.commitments.telling.meeting import files_of, gather
from danaya.apps.commitments.telling.stamping import file_name, midnight
from danaya.apps.commitments.views.telling.files import handed_out
from danaya.apps.commitments.views.telling.finding import FileOf, find_document
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today


@permission_required("commitments.see", of=find_document)
@require_safe
def meeting_file(request: PostRequest, wanted: FileOf) -> HttpResponse:
    """The pack to print (A4) or to edit."""
    content = files_of(gather(wanted.plan, today()), wanted.language, wanted.kind, midnight(now()))
    name = {"fr": "dossier-de-reunion", "en": "meeting-pack"}[wanted.language]
    return handed_out(content, file_name(name, wanted.plan.title, wanted.language, wanted.kind))
