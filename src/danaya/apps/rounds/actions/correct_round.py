"""Correct closed data: the round opens beside its dataset, and closing it again puts the new data in the old one's place."""

import random
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.fill_codebook import restore_study
from danaya.apps.rounds.drafts import let_go_of
from danaya.apps.rounds.models import Dataset, ImportDraft, Round
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.queries import closed_dataset, study_of
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_open, refuse_without_reason
from danaya.engines.language import Text


@transaction.atomic
def begin_correction(round_: Round, *, reason: Text, actor: Tenure | None, at: datetime) -> None:
    """Open a closed round for correction; until it is closed again, the closed data stay the valid ones.

    Raises
    ------
    Problem
        The round is not closed, or no reason is given.
    """
    refuse_open(round_)
    refuse_without_reason(reason)
    round_.state, round_.correction = State.CORRECTION, dict(reason)
    round_.save(update_fields=["state", "correction"])
    note("begin_correction", round_, actor=actor, at=at)


@transaction.atomic
def give_up_correction(round_: Round, *, actor: Tenure | None, at: datetime) -> None:
    """Leave the closed data as they are: questionnaire, audiences and design are again those of the dataset."""
    if round_.state != State.CORRECTION:
        return
    let_go_of(ImportDraft.objects.filter(round=round_), at)
    dataset = closed_dataset(round_)
    if dataset is not None:
        restore_study(round_, study_of(dataset))
    round_.state, round_.correction = State.CLOSED, {}
    round_.save(update_fields=["state", "correction"])
    note("give_up_correction", round_, actor=actor, at=at)


def supersede_dataset(
    dataset: Dataset,
    *,
    reason: Text,
    order: random.Random | None = None,
    actor: Tenure | None,
    at: datetime,
) -> Dataset:
    """Put the corrected answers, uploaded and mapped since :func:`begin_correction`, in the place of ``dataset``.

    Both stay; the old one says what replaced it and why.
    """
    round_ = dataset.round
    refuse_without_reason(reason)
    round_.correction = dict(reason)
    return close_round(round_, order=order, actor=actor, at=at)
