"""Handing out a file that was just made: always as a download, kept nowhere."""

from django.http import HttpResponse

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}
"""Ending → media type."""


def handed_out(content: bytes, name: str) -> HttpResponse:
    """Return a file as a download; ``name`` ends in one of :data:`TYPES`."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response
