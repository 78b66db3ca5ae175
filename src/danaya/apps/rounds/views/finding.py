"""The object of an address."""

import uuid

from django.shortcuts import get_object_or_404

from danaya.apps.rounds.models import ImportDraft, Question, Round


def find_round(pk: uuid.UUID) -> Round:
    """Return the round of the address."""
    return get_object_or_404(Round, pk=pk)


def find_draft(pk: uuid.UUID) -> ImportDraft:
    """Return the import of the round of the address."""
    return get_object_or_404(ImportDraft.objects.select_related("round", "file"), round_id=pk)


def find_question(pk: uuid.UUID, question: uuid.UUID) -> Question:
    """Return one question of the round of the address."""
    return get_object_or_404(Question.objects.select_related("round", "scale"), round_id=pk, pk=question)
