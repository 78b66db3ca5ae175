"""Close a round: its answers become an immutable dataset; where closed data are being corrected, the one that replaces them."""

import random
import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.assembling import Assembled, assemble
from danaya.apps.rounds.counting import count_audiences, count_levels
from danaya.apps.rounds.datasets import ANSWERS, STUDY, remove_folder, sweep_datasets, write_folder
from danaya.apps.rounds.drafts import let_go_of
from danaya.apps.rounds.models import Dataset, ImportDraft, Purpose, Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.queries import closed_dataset
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind, refuse_unfit
from danaya.base.locks import locked
from danaya.engines.restitution import write_study
from danaya.engines.seals import digest_file
from danaya.engines.tables import to_parquet

ABANDONED = 3600.0
"""Seconds after which what an unfinished closing left is taken for abandoned."""


def close_round(
    round_: Round,
    *,
    order: random.Random | None = None,
    key: uuid.UUID | None = None,
    actor: Tenure | None,
    at: datetime,
) -> Dataset:
    """Write the answers in random order, seal them with their study, and let the round never change again.

    The folder is written beside and renamed when whole; a process killed half-way leaves no dataset. The delivered
    file, which still has the order of arrival, is removed.

    Parameters
    ----------
    order
        Gives the random order; the system's own source, which nobody can repeat, when None.
    key
        Reference of the dataset to be; a new one when None.

    Raises
    ------
    Problem, Problems
        The round is closed already, answers are missing, the account still has open findings, an audience is empty, or
        the study cannot be analysed.
    """
    written = write_dataset(round_, order=order, key=key)
    try:
        return keep_dataset(round_, written, actor=actor, at=at)
    except BaseException:
        remove_folder(written.key)
        raise


@dataclass(frozen=True, slots=True)
class Written:
    """A dataset whose files are there and which the database does not know yet; fields as in :class:`Dataset`."""

    key: uuid.UUID
    digest: str
    study: str
    rows: int
    counts: dict[str, int]
    margins: dict[str, dict[str, dict[str, int]]]


def write_dataset(round_: Round, *, order: random.Random | None = None, key: uuid.UUID | None = None) -> Written:
    """Write the files of a dataset; nothing in the database says yet that they are there."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    assembled = assemble(round_, order or random.SystemRandom())
    study, columns = assembled.study, assembled.columns
    counts, margins = count_audiences(study, columns), count_levels(study, columns)
    refuse_unfit(study, counts, columns)
    sweep_datasets(time.time() - ABANDONED)
    chosen = key or uuid.uuid4()
    digest = write_folder(chosen, lambda beside: _write(beside, assembled))
    rows = len(next(iter(columns.values())))
    return Written(chosen, digest, write_study(study), rows, counts, margins)


def _write(folder: Path, assembled: Assembled) -> str:
    to_parquet(assembled.columns, folder / ANSWERS)
    (folder / STUDY).write_text(write_study(assembled.study), "utf-8")
    return digest_file(folder / ANSWERS)


@transaction.atomic
def keep_dataset(round_: Round, written: Written, *, actor: Tenure | None, at: datetime) -> Dataset:
    """Enter a written dataset, in the place of the one being corrected if there is one, and close the round."""
    refuse_closed(locked(Round.objects).get(pk=round_.pk))  # somebody else may have closed it meanwhile
    earlier = closed_dataset(round_)
    dataset = Dataset(
        id=written.key,
        round=round_,
        study=written.study,
        digest=written.digest,
        rows=written.rows,
        counts=written.counts,
        margins=written.margins,
        closed_at=at,
        closed_by=actor.post if actor else None,
        supersedes=earlier,
        reason=dict(round_.correction) if earlier else {},
    )
    dataset.save()
    round_.state, round_.correction = State.CLOSED, {}
    round_.save(update_fields=["state", "correction"])
    let_go_of(ImportDraft.objects.filter(round=round_).exclude(purpose=Purpose.RESULTS), at)
    verb = "supersede_dataset" if earlier else "close_round"
    supersedes = {"supersedes": str(earlier.pk)} if earlier else {}
    note(
        verb, dataset, actor=actor, at=at, digest=dataset.digest, rows=dataset.rows, round=str(round_.pk), **supersedes
    )
    return dataset
