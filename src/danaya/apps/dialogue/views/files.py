"""The files of a consultation: made when they are asked for, from what stands then, and kept nowhere.

Made in well under a second each (sixty expectations: report 0.5 s, Word 0.9 s, workbook 0.2 s of processor time), so nothing has to be
stored, renewed or backed up, and no file on the server is older than the pages.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from danaya.apps.dialogue.documents.making import KINDS
from danaya.apps.dialogue.documents.proceedings import gather
from danaya.apps.dialogue.documents.stamping import READERS
from danaya.apps.dialogue.models import Consultation
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.frame import frame
from danaya.apps.dialogue.views.lookup import find_consultation
from danaya.apps.dialogue.votes.results import ended_polls
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import LANGUAGES
from danaya.engines.seals import short

NAMES = {
    "report": (_("Report to read and print"), _("PDF")),
    "document": (_("Report to edit"), _("Word")),
    "workbook": (_("Every figure in tables"), _("Excel")),
}

LONGEST = 48
"""Signs of a title in the name of a file; it is cut at a word."""


@dataclass(frozen=True, slots=True)
class FileOf:
    """One file of a consultation, as its address names it."""

    consultation: Consultation
    kind: str
    language: str


def find_file(pk: UUID, language: str, kind: str) -> FileOf:
    """Return the file of the address."""
    if kind not in KINDS or language not in LANGUAGES:
        raise Http404
    return FileOf(find_consultation(pk), kind, language)


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def files(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """What can be taken along, who may read it, what will be in it."""
    first = page_language()
    ordered = sorted(LANGUAGES, key=lambda code: code != first)
    context: dict[str, Any] = {
        **frame(request, consultation, "results"),
        "editions": [(code, [(kind, *NAMES[kind]) for kind in KINDS]) for code in ordered],
        "readers": READERS.label,
        "is_counted": ended_polls(consultation).exists(),
    }
    return render(request, "dialogue/files.html", context)


@permission_required("dialogue.see", of=find_file)
@require_safe
def file(request: PostRequest, wanted: FileOf) -> HttpResponse:
    """Make one file and hand it out, always as a download."""
    kind = KINDS[wanted.kind]
    told = gather(wanted.consultation, today())
    # Of the day alone: asked for twice, a file is the same byte for byte.
    day = now().replace(hour=0, minute=0, second=0, microsecond=0)
    response = HttpResponse(kind.make(told, wanted.language, day), content_type=kind.media_type)
    name = download_name(wanted, told.digest, kind.ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response


def download_name(wanted: FileOf, digest: str, ending: str) -> str:
    """Return a name that says what the file is when it lies among others: title, digest, language, kind."""
    title = slugify(
        wanted.consultation.title.get(wanted.language) or next(iter(wanted.consultation.title.values()), "")
    )
    if len(title) > LONGEST:
        title = title[:LONGEST].rpartition("-")[0]
    return f"danaya-{title or 'consultation'}-{short(digest)}-{wanted.language}.{ending}"
