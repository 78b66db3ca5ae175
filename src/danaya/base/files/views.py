"""Handing a file out: always as a download, never shown inside a page."""

import uuid

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from danaya.base.files.models import StoredFile
from danaya.base.files.reading import may_read


@require_safe
def download(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """Send the content to someone who may read it; to anyone else the file does not exist."""
    stored = get_object_or_404(StoredFile, pk=pk)
    if not may_read(stored, request.user):
        raise Http404
    return hand_out(stored)


def hand_out(stored: StoredFile) -> FileResponse:
    """Return the content as a download, for a page that knows by itself who may have it.

    Raises
    ------
    Http404
        Where the content was removed.
    """
    try:
        content = stored.open()
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response
