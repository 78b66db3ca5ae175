"""Close a round: its answers become an immutable dataset, or its typed figures a reported table."""

import os
import random
import shutil
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.actions.import_answers import read_table
from danaya.apps.rounds.models import Dataset, Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import build_study
from danaya.apps.rounds.targets import targets_of
from danaya.engines.language import Problem, Problems, Text
from danaya.engines.restitution import Study, check_study, write_study
from danaya.engines.seals import digest_file
from danaya.engines.tables import TableMapping, apply, to_parquet

ANSWERS = "answers.parquet"
STUDY = "design.toml"


def close_round(round_: Round, *, order: random.Random | None = None, actor: Tenure, at: datetime) -> Dataset:
    """Write the answers in random order, seal them with their study, and let the round never change again.

    The folder is written beside and renamed when whole; a process killed half-way leaves no dataset.
    ``order`` gives the random order (the system's own source when None: nobody can repeat it).

    Raises
    ------
    Problem, Problems
        Where the round is closed already, answers are missing, or the account still has open findings.
    """
    refuse_closed(round_)
    return _seal(round_, None, {}, order or random.SystemRandom(), actor, at)


def supersede_dataset(
    dataset: Dataset, *, reason: Text, order: random.Random | None = None, actor: Tenure, at: datetime
) -> Dataset:
    """Put a corrected dataset in the place of ``dataset``; both stay, the old one says what replaced it and why."""
    if not any(words.strip() for words in reason.values()):
        raise Problem(
            "reason-missing",
            {"fr": "Dites pourquoi ces données étaient fausses.", "en": "Say why these data were wrong."},
        )
    return _seal(dataset.round, dataset, reason, order or random.SystemRandom(), actor, at)


def _seal(
    round_: Round, earlier: Dataset | None, reason: Text, order: random.Random, actor: Tenure, at: datetime
) -> Dataset:
    refuse_other_kind(round_, Kind.ANSWERS)
    columns = mapped_answers(round_)
    study = build_study(round_)
    problems = check_study(study)
    if problems:
        raise Problems(problems)
    key = uuid.uuid4()
    folder = dataset_folder(key)
    beside = folder.with_name(f".{key}.partial")
    try:
        beside.mkdir(parents=True)
        to_parquet(columns, beside / ANSWERS, order=_shuffled(columns, order))
        (beside / STUDY).write_text(write_study(study), "utf-8")
        digest = digest_file(beside / ANSWERS)
        beside.rename(folder)
        return _keep(round_, study, columns, key, digest, earlier, reason, actor, at)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        raise


@transaction.atomic
def _keep(
    round_: Round,
    study: Study,
    columns: Mapping[str, Sequence[Any]],
    key: uuid.UUID,
    digest: str,
    earlier: Dataset | None,
    reason: Text,
    actor: Tenure,
    at: datetime,
) -> Dataset:
    dataset = Dataset(
        id=key,
        round=round_,
        study=write_study(study),
        digest=digest,
        rows=len(next(iter(columns.values()))),
        counts=count_audiences(study, columns),
        closed_at=at,
        closed_by=actor.post,
        supersedes=earlier,
        reason=dict(reason),
    )
    dataset.save()
    round_.state = State.CLOSED
    round_.save(update_fields=["state"])
    verb = "supersede_dataset" if earlier else "close_round"
    note(verb, dataset, actor=actor, at=at, digest=digest, rows=dataset.rows)
    return dataset


def mapped_answers(round_: Round) -> dict[str, list[Any]]:
    """Return the answers as the draft's mapping reads them.

    Raises
    ------
    Problem, Problems
        Where no file was uploaded, or something in it is neither understood nor accepted.
    """
    draft = getattr(round_, "draft", None)
    if draft is None:
        raise Problem(
            "answers-missing",
            {"fr": "Chargez d'abord le fichier des réponses.", "en": "Upload the file of answers first."},
        )
    account = apply(read_table(draft), TableMapping.from_dict(draft.mapping), targets_of(round_))
    return {key: list(values) for key, values in account.result().items()}


def count_audiences(study: Study, columns: Mapping[str, Sequence[Any]]) -> dict[str, int]:
    """Return audience key → respondents."""
    if not study.audience_column:
        return {audience.key: len(next(iter(columns.values()))) for audience in study.audiences}
    seen = Counter(columns[study.audience_column])
    return {audience.key: sum(seen[value] for value in audience.values) for audience in study.audiences}


def _shuffled(columns: Mapping[str, Sequence[Any]], order: random.Random) -> list[int]:
    places = list(range(len(next(iter(columns.values())))))
    order.shuffle(places)
    return places


def dataset_folder(key: uuid.UUID) -> Path:
    """Return the folder of a dataset in this installation."""
    return Path(settings.FOLDER.datasets) / str(key)


def sweep_datasets() -> int:
    """Remove folders that no dataset names: what a killed process left; return how many."""
    kept = {str(key) for key in Dataset.objects.values_list("id", flat=True)}
    root = Path(settings.FOLDER.datasets)
    left = [entry for entry in root.iterdir() if entry.name.strip(".").removesuffix(".partial") not in kept] if root.is_dir() else []
    for entry in left:
        shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else os.unlink(entry)
    return len(left)
