"""The object of an address of what is told."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from danaya.apps.commitments.models import Decision, Edition, Message, Plan
from danaya.apps.commitments.telling.editions import as_stored
from danaya.apps.commitments.views.lookup import find_plan
from danaya.engines.language import LANGUAGES

DOCUMENTS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class FileOf:
    """One file of a plan, as its address names it."""

    plan: Plan
    language: str
    kind: str


def find_document(pk: UUID, language: str, kind: str) -> FileOf:
    """Return the document of the address."""
    if kind not in DOCUMENTS:
        raise Http404
    return find_file(pk, language, kind)


def find_file(pk: UUID, language: str, kind: str) -> FileOf:
    """Return the file of the address, of whatever kind."""
    if language not in LANGUAGES:
        raise Http404
    return FileOf(find_plan(pk), language, kind)


def find_decision(pk: UUID, decision: UUID) -> Decision:
    """Return a decision of the plan of the address."""
    rows = Decision.objects.select_related("plan", "commitment", "asked_by__organisation", "decided_by__organisation")
    return get_object_or_404(rows, plan=pk, pk=decision)


def find_edition(pk: UUID, number: int) -> Edition:
    """Return an edition of the plan of the address."""
    rows = Edition.objects.select_related("plan", "made_by__organisation", "authorised_by__organisation")
    return get_object_or_404(as_stored(rows), plan=pk, number=number)


def find_message(pk: UUID, message: UUID) -> Message:
    """Return a message of the plan of the address."""
    parts = ("plan", "commitment", "by__organisation", "region", "organisation", "edition")
    rows = Message.objects.select_related(*parts).defer("edition__content")
    return get_object_or_404(rows, plan=pk, pk=message)
