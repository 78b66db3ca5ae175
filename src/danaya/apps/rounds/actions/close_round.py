"""Close a round: its answers become an immutable dataset; where closed data are being corrected, the one that replaces them."""

import random
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.assembling import Assembled, assemble
from danaya.apps.rounds.counting import count_audiences, count_levels
from danaya.apps.rounds.datasets import ANSWERS, STUDY, remove_folder, sweep_datasets, write_folder
from danaya.apps.rounds.models import Dataset, ImportDraft, Purpose, Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.queries import closed_dataset
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind, refuse_unfit
from danaya.base.files.models import StoredFile
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
        remove_folder(written[0])
        raise


Written = tuple[uuid.UUID, Assembled, str]
"""Reference of a dataset to be, what it holds, its digest."""


def write_dataset(round_: Round, *, order: random.Random | None = None, key: uuid.UUID | None = None) -> Written:
    """Write the files of a dataset; nothing in the database says yet that they are there."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    assembled = assemble(round_, order or random.SystemRandom())
    refuse_unfit(assembled.study, count_audiences(assembled.study, assembled.columns), assembled.columns)
    sweep_datasets(time.time() - ABANDONED)
    chosen = key or uuid.uuid4()
    return chosen, assembled, write_folder(chosen, lambda beside: _write(beside, assembled))


def _write(folder: Path, assembled: Assembled) -> str:
    to_parquet(assembled.columns, folder / ANSWERS)
    (folder / STUDY).write_text(write_study(assembled.study), "utf-8")
    return digest_file(folder / ANSWERS)


@transaction.atomic
def keep_dataset(round_: Round, written: Written, *, actor: Tenure | None, at: datetime) -> Dataset:
    """Enter a written dataset, in the place of the one being corrected if there is one, and close the round."""
    key, assembled, digest = written
    earlier = closed_dataset(round_)
    dataset = Dataset(
        id=key,
        round=round_,
        study=write_study(assembled.study),
        digest=digest,
        rows=height_of(assembled.columns),
        counts=count_audiences(assembled.study, assembled.columns),
        margins=count_levels(assembled.study, assembled.columns),
        closed_at=at,
        closed_by=actor.post if actor else None,
        supersedes=earlier,
        reason=dict(round_.correction) if earlier else {},
    )
    dataset.save()
    round_.state, round_.correction = State.CLOSED, {}
    round_.save(update_fields=["state", "correction"])
    _let_go_of_files(round_, at)
    verb = "supersede_dataset" if earlier else "close_round"
    supersedes = {"supersedes": str(earlier.pk)} if earlier else {}
    note(verb, dataset, actor=actor, at=at, digest=digest, rows=dataset.rows, round=str(round_.pk), **supersedes)
    return dataset


def height_of(columns: Mapping[str, Sequence[Any]]) -> int:
    """Return the number of rows."""
    return len(next(iter(columns.values())))


def _let_go_of_files(round_: Round, at: datetime) -> None:
    """Remove the delivered files once the dataset is kept; their records and digests stay."""
    drafts = ImportDraft.objects.filter(round=round_).exclude(purpose=Purpose.RESULTS)
    kept = list(StoredFile.objects.filter(pk__in=drafts.values("file")))
    drafts.delete()
    for stored in kept:
        StoredFile.objects.filter(pk=stored.pk).update(removed_at=at)
        if not StoredFile.objects.filter(sha256=stored.sha256, removed_at=None).exists():
            transaction.on_commit(partial(default_storage.delete, stored.location))
