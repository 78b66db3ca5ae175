"""Analyse a closed round: estimates, what may be published, findings, the parts of its pages, its packs."""

import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from danaya.apps.findings.actions.make_pack import WrittenPack, keep_pack, write_files
from danaya.apps.findings.actions.write_pages import ask_decisions, plain_figure, write_facts, write_pages
from danaya.apps.findings.ledger import read_ledger, released_dataset
from danaya.apps.findings.models import Analysis, Decision, Finding, analysis_folder
from danaya.apps.people.models import Tenure
from danaya.apps.rounds.models import Dataset, ReportedTable, Round
from danaya.apps.rounds.queries import answers_path, closed_dataset, reported_study_of, reported_table, study_of
from danaya.base.files.models import Visibility
from danaya.base.journal.entries import record
from danaya.engines.language import LANGUAGES, Problem, Text

if TYPE_CHECKING:
    from danaya.engines.restitution import Analysis as Result
    from danaya.engines.restitution import ReportedStudy

Progress = Callable[[int, int, Text], None]

COMPUTING: Text = {"fr": "Calcul des notes, des écarts et des évolutions", "en": "Computing scores, gaps and changes"}
DRAWING: Text = {"fr": "Dessin des pages", "en": "Drawing the pages"}
PACKING: dict[str, Text] = {
    "fr": {"fr": "Dossier de restitution en français", "en": "Restitution pack in French"},
    "en": {"fr": "Dossier de restitution en anglais", "en": "Restitution pack in English"},
}


@dataclass(frozen=True, slots=True)
class Sources:
    """Closed data of a round and of the earlier one it is compared with."""

    round: Round
    dataset: Dataset | None
    table: ReportedTable | None
    earlier_dataset: Dataset | None = None
    earlier_table: ReportedTable | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was computed and drawn, before it is kept."""

    key: uuid.UUID
    result: "Result"
    packs: tuple[WrittenPack, ...]
    decisions: list[dict[str, Any]]


def analyse_round(
    round_: Round,
    *,
    packs: Sequence[str] = LANGUAGES,
    actor: Tenure | None,
    at: datetime,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a closed round and keep everything: result, findings, pages in every language, packs in those of ``packs``.

    Files are written beside and renamed when whole; rows are written in one transaction at the end.

    Raises
    ------
    Problem, Problems
        Where the round is not closed, or its data cannot be analysed.
    """
    sources = find_sources(round_)
    made = make_analysis(sources, packs=packs, at=at, progress=progress)
    with kept_or_removed(made):
        return keep_analysis(sources, made, actor=actor, at=at)


def find_sources(round_: Round) -> Sources:
    """Return the closed data to analyse.

    Raises
    ------
    Problem
        Where the round is not closed.
    """
    dataset, table = closed_dataset(round_), reported_table(round_)
    if dataset is None and table is None:
        raise Problem(
            "round-not-closed",
            {"fr": "Clôturez d'abord la ronde, puis analysez-la.", "en": "Close the round first, then analyse it."},
        )
    earlier = round_.earlier
    if earlier is None:
        return Sources(round_, dataset, table)
    return Sources(round_, dataset, table, closed_dataset(earlier), reported_table(earlier))


def make_analysis(
    sources: Sources,
    *,
    packs: Sequence[str] = LANGUAGES,
    at: datetime,
    progress: Progress | None = None,
    key: uuid.UUID | None = None,
) -> Made:
    """Compute and draw everything into the folder of a new analysis; nothing in the database yet.

    ``key`` is what the analysis will be called: a job gives its own, so that a second attempt clears away what the first left.
    """
    say = progress or (lambda step, steps, words: None)
    steps = 2 + len(packs)
    key = key or uuid.uuid4()
    with whole_folder(analysis_folder(key)) as beside:
        say(1, steps, COMPUTING)
        result = compute(sources)
        (beside / "analysis.json").write_text(json.dumps(result.plain(), ensure_ascii=False), "utf-8")
        say(2, steps, DRAWING)
        write_facts(result, beside)
        for language in LANGUAGES:
            write_pages(result, beside, language)
        written = []
        for place, language in enumerate(packs, start=3):
            say(place, steps, PACKING[language])
            written.append(write_files(sources, result, beside / "packs", language, Visibility.TEAM, at))
        decisions = ask_decisions(result)
    return Made(key, result, tuple(written), decisions)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside ``folder`` that takes its name once it is whole; where anything fails, it is gone."""
    beside = folder.with_name(f".{folder.name}.partial")
    for left in (beside, folder):
        shutil.rmtree(left, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        yield beside
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


@contextmanager
def kept_or_removed(made: Made) -> Iterator[None]:
    """Remove the folder of an analysis whose rows could not be kept."""
    try:
        yield
    except BaseException:
        shutil.rmtree(analysis_folder(made.key), ignore_errors=True)
        raise


def compute(sources: Sources) -> "Result":
    """Return the analysis of the closed data against the earlier ones."""
    from danaya.engines.restitution import analyse  # noqa: PLC0415  # slow import

    if sources.dataset is None:
        return _compute_reported(sources)
    earlier = sources.earlier_dataset
    return analyse(
        answers_path(sources.dataset),
        study_of(sources.dataset),
        answers_path(earlier) if earlier else None,
        study_of(earlier) if earlier else _reported(sources.earlier_table),
        ledger=read_ledger(),
        supersedes=released_dataset(sources.dataset),
        earlier_supersedes=released_dataset(earlier),
    )


def _compute_reported(sources: Sources) -> "Result":
    from danaya.engines.restitution import analyse, analyse_reported  # noqa: PLC0415  # slow import

    reported = _reported(sources.table)
    if reported is None:
        raise ValueError("an analysis needs closed data")
    if sources.earlier_dataset is None:
        return analyse_reported(reported, _reported(sources.earlier_table))
    before = sources.earlier_dataset
    released = analyse(
        answers_path(before), study_of(before), ledger=read_ledger(), supersedes=released_dataset(before)
    )
    return analyse_reported(reported, released)


def _reported(table: ReportedTable | None) -> "ReportedStudy | None":
    return None if table is None else reported_study_of(table)


@transaction.atomic
def keep_analysis(sources: Sources, made: Made, *, actor: Tenure | None, at: datetime) -> Analysis:
    """Write the rows of an analysis whose files are there."""
    result = made.result
    analysis = Analysis.objects.create(
        id=made.key,
        round=sources.round,
        dataset=sources.dataset,
        table=sources.table,
        earlier_dataset=sources.earlier_dataset,
        earlier_table=sources.earlier_table,
        digest=result.digest,
        results_digest=result.results_digest,
        engine_version=result.version,
        made_at=at,
        made_by=actor.post if actor else None,
    )
    found = Finding.objects.bulk_create(
        Finding(analysis=analysis, order=order, **_plain_finding(finding))
        for order, finding in enumerate(result.findings)
    )
    by_number = {finding.number: finding for finding in found}
    Decision.objects.bulk_create(
        Decision(analysis=analysis, **{**asked, "finding": by_number[asked["finding"]]}) for asked in made.decisions
    )
    for written in made.packs:
        keep_pack(analysis, written, at=at)
    record("findings.analyse_round", analysis, actor=actor, at=at, digest=result.digest, results=result.results_digest)
    return analysis


def _plain_finding(finding: Any) -> dict[str, Any]:
    """Return a finding as the fields of its row."""
    plain = asdict(finding)
    plain["figures"] = [plain_figure(row) for row in finding.figures]
    plain["lines"] = [dict(line) for line in finding.lines]
    plain["trust"] = [dict(line) for line in finding.trust]
    return plain
