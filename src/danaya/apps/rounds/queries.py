"""What later stages ask of the rounds."""

from pathlib import Path

from danaya.apps.rounds.datasets import ANSWERS, dataset_folder
from danaya.apps.rounds.models import Dataset, ImportDraft, Purpose, ReportedTable, Round
from danaya.apps.rounds.study import build_reported_study
from danaya.engines.restitution import ReportedStudy, Study, parse_study


def closed_dataset(round_: Round) -> Dataset | None:
    """Return the round's dataset that nothing has superseded."""
    return round_.datasets.filter(superseded_by=None).first()


def reported_table(round_: Round) -> ReportedTable | None:
    """Return the round's reported figures that nothing has superseded."""
    return round_.reported_tables.filter(superseded_by=None).first()


def answers_path(dataset: Dataset) -> Path:
    """Return the Parquet file of a dataset."""
    return dataset_folder(dataset.pk) / ANSWERS


def study_of(dataset: Dataset) -> Study:
    """Return a dataset's study as it stood when the round closed."""
    return parse_study(dataset.study)


def reported_study_of(table: ReportedTable) -> ReportedStudy:
    """Return reported figures as the restitution takes them."""
    return build_reported_study(table)


def answer_drafts(round_: Round) -> list[ImportDraft]:
    """Return the files of answers on their way into the round."""
    return list(round_.drafts.filter(purpose=Purpose.ANSWERS).select_related("file"))


def draft_for(round_: Round, purpose: Purpose) -> ImportDraft | None:
    """Return the round's file for a purpose other than answers, if one was uploaded."""
    return round_.drafts.filter(purpose=purpose).select_related("file").first()
