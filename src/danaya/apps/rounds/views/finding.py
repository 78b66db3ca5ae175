"""The object of an address."""

import uuid

from django.shortcuts import get_object_or_404

from danaya.apps.rounds.models import AnswerScale, Breakdown, ImportDraft, Purpose, Question, Round


def find_round(pk: uuid.UUID) -> Round:
    """Return the round of the address."""
    return get_object_or_404(Round, pk=pk)


def find_draft(pk: uuid.UUID, draft: uuid.UUID) -> ImportDraft:
    """Return a file of answers on its way into the round of the address."""
    drafts = ImportDraft.objects.select_related("round", "file").filter(purpose=Purpose.ANSWERS)
    return get_object_or_404(drafts, round_id=pk, pk=draft)


def find_codebook_draft(pk: uuid.UUID) -> ImportDraft:
    """Return the questionnaire on its way into the round of the address."""
    drafts = ImportDraft.objects.select_related("round", "file").filter(purpose=Purpose.QUESTIONNAIRE)
    return get_object_or_404(drafts, round_id=pk)


def find_results_draft(pk: uuid.UUID) -> ImportDraft:
    """Return the table of results on its way into the round of the address."""
    drafts = ImportDraft.objects.select_related("round", "file").filter(purpose=Purpose.RESULTS)
    return get_object_or_404(drafts, round_id=pk)


def find_question(pk: uuid.UUID, question: uuid.UUID) -> Question:
    """Return one question of the round of the address."""
    return get_object_or_404(Question.objects.select_related("round", "scale"), round_id=pk, pk=question)


def find_scale(pk: uuid.UUID, scale: uuid.UUID) -> AnswerScale:
    """Return one answer scale of the round of the address."""
    return get_object_or_404(AnswerScale.objects.select_related("round"), round_id=pk, pk=scale)


def find_breakdown(pk: uuid.UUID, breakdown: uuid.UUID) -> Breakdown:
    """Return one breakdown of the round of the address."""
    return get_object_or_404(Breakdown.objects.select_related("round"), round_id=pk, pk=breakdown)
