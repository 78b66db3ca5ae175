"""Analyse a closed round: estimates, what may be published, findings, the parts of its pages, its packs."""

import json
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from danaya.apps.findings.ledger import read_ledger
from danaya.apps.findings.models import Analysis, Decision, Finding, Pack
from danaya.apps.people.models import Administration, Tenure
from danaya.apps.rounds.models import Dataset, ReportedTable, Round
from danaya.apps.rounds.queries import answers_path, closed_dataset, reported_study_of, reported_table, study_of
from danaya.base.journal.entries import record
from danaya.engines.language import LANGUAGES, Problem, Text, in_language

if TYPE_CHECKING:
    from danaya.engines.restitution import Analysis as Result

Progress = Callable[[int, int, Text], None]

STEPS: tuple[Text, ...] = (
    {"fr": "Calcul des notes, des écarts et des évolutions", "en": "Computing scores, gaps and changes"},
    {"fr": "Pages en français", "en": "Pages in French"},
    {"fr": "Pages en anglais", "en": "Pages in English"},
    {"fr": "Dossier de restitution en français", "en": "Restitution pack in French"},
    {"fr": "Dossier de restitution en anglais", "en": "Restitution pack in English"},
)


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
    packs: dict[str, list[dict[str, Any]]]
    decisions: list[dict[str, Any]]


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
            {"fr": "Closez d'abord la ronde, puis analysez-la.", "en": "Close the round first, then analyse it."},
        )
    earlier = round_.earlier
    if earlier is None:
        return Sources(round_, dataset, table)
    return Sources(round_, dataset, table, closed_dataset(earlier), reported_table(earlier))


def analyse_round(round_: Round, *, actor: Tenure | None, at: datetime, progress: Progress | None = None) -> Analysis:
    """Analyse a closed round and keep everything: result, findings, pages, packs in both languages.

    Files are written beside and renamed when whole; rows are written in one transaction at the end.
    """
    sources = find_sources(round_)
    made = make(sources, at=at, progress=progress)
    try:
        return keep(sources, made, actor=actor, at=at)
    except BaseException:
        shutil.rmtree(analysis_folder(made.key), ignore_errors=True)
        raise


def analysis_folder(key: uuid.UUID) -> Path:
    """Return the folder of an analysis in this installation."""
    return Path(settings.FOLDER.analyses) / str(key)


def make(sources: Sources, *, at: datetime, progress: Progress | None = None) -> Made:
    """Compute and draw everything into the folder of a new analysis; nothing in the database yet."""
    say = progress or (lambda step, steps, words: None)
    key = uuid.uuid4()
    folder = analysis_folder(key)
    beside = folder.with_name(f".{key}.partial")
    beside.mkdir(parents=True)
    try:
        say(1, len(STEPS), STEPS[0])
        result = compute(sources)
        (beside / "analysis.json").write_text(json.dumps(result.plain(), ensure_ascii=False), "utf-8")
        for place, language in enumerate(LANGUAGES):
            say(2 + place, len(STEPS), STEPS[1 + place])
            draw_pages(result, beside, language)
        packs = {}
        for place, language in enumerate(LANGUAGES):
            say(4 + place, len(STEPS), STEPS[3 + place])
            packs[language] = write_files(sources, result, beside / f"pack-{language}", language, at)
        decisions = ask_decisions(result)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Made(key, result, packs, decisions)


def compute(sources: Sources) -> "Result":
    """Return the analysis of the closed data against the earlier ones."""
    from danaya.engines.restitution import analyse, analyse_reported  # noqa: PLC0415  # slow import

    earlier_table = sources.earlier_table and reported_study_of(sources.earlier_table)
    if sources.dataset is None:
        assert sources.table is not None
        earlier = earlier_table
        if sources.earlier_dataset is not None:
            earlier_study = study_of(sources.earlier_dataset)
            earlier = analyse(answers_path(sources.earlier_dataset), earlier_study)  # type: ignore[assignment]
        return analyse_reported(reported_study_of(sources.table), earlier)
    if sources.earlier_dataset is not None:
        return analyse(
            answers_path(sources.dataset),
            study_of(sources.dataset),
            answers_path(sources.earlier_dataset),
            study_of(sources.earlier_dataset),
            ledger=read_ledger(),
        )
    return analyse(
        answers_path(sources.dataset), study_of(sources.dataset), earlier_study=earlier_table, ledger=read_ledger()
    )


def draw_pages(result: "Result", folder: Path, language: str) -> None:
    """Draw the parts of the web pages, so that a page only reads a file."""
    from danaya.engines.publishing import to_html_fragment  # noqa: PLC0415  # slow import
    from danaya.engines.restitution import compose, compose_director, finding_block  # noqa: PLC0415  # slow import

    parts = folder / f"page-{language}"
    parts.mkdir()
    document = compose(result, language)
    (parts / "restitution.html").write_text(to_html_fragment(document.blocks, language), "utf-8")
    director = compose_director(result, language)
    (parts / "director.html").write_text(to_html_fragment(director.blocks, language), "utf-8")
    for finding in result.findings:
        block = finding_block(result, finding, language)
        (parts / f"{finding.number}.html").write_text(to_html_fragment([block], language), "utf-8")


def write_files(sources: Sources, result: "Result", folder: Path, language: str, at: datetime) -> list[dict[str, Any]]:
    """Write the pack of one language; return its files as plain rows."""
    from danaya.engines.restitution import write_pack  # noqa: PLC0415  # slow import

    administration = Administration.current()
    files = write_pack(
        result,
        folder,
        language,
        answers=answers_path(sources.dataset) if sources.dataset else None,
        earlier_answers=answers_path(sources.earlier_dataset) if sources.earlier_dataset else None,
        body=in_language(administration.name, language) if administration else "",
        date=at.date().isoformat(),
        visibility="team",
    )
    return [{"name": file.name, "size": file.size, "sha256": file.sha256, "team": file.team} for file in files]


def ask_decisions(result: "Result") -> list[dict[str, Any]]:
    """Return the decisions asked of the director, in every language."""
    from danaya.engines.publishing import DecisionBlock  # noqa: PLC0415  # slow import
    from danaya.engines.restitution import compose_director  # noqa: PLC0415  # slow import

    per_language = {
        language: [block for block in compose_director(result, language).blocks if isinstance(block, DecisionBlock)]
        for language in LANGUAGES
    }
    return [
        {
            "number": blocks[0].number,
            "question": {language: block.question for language, block in zip(LANGUAGES, blocks, strict=True)},
            "options": [
                {
                    "option": {language: pair[0] for language, pair in zip(LANGUAGES, pairs, strict=True)},
                    "consequence": {language: pair[1] for language, pair in zip(LANGUAGES, pairs, strict=True)},
                }
                for pairs in zip(*(block.options for block in blocks), strict=True)
            ],
        }
        for blocks in zip(*(per_language[language] for language in LANGUAGES), strict=True)
    ]


@transaction.atomic
def keep(sources: Sources, made: Made, *, actor: Tenure | None, at: datetime) -> Analysis:
    """Write the rows of an analysis whose files are there."""
    result = made.result
    analysis = Analysis.objects.create(
        id=made.key,
        round=sources.round,
        dataset=sources.dataset,
        table=sources.table,
        earlier_dataset=sources.earlier_dataset if sources.round.earlier else None,
        earlier_table=sources.earlier_table if sources.round.earlier else None,
        digest=result.digest,
        results_digest=result.results_digest,
        engine_version=result.version,
        made_at=at,
        made_by=actor.post if actor else None,
    )
    for order, finding in enumerate(result.findings):
        Finding.objects.create(
            analysis=analysis,
            number=finding.number,
            kind=finding.kind,
            measure=finding.measure,
            factor=finding.factor,
            item=finding.item,
            audience=finding.audience,
            domain=finding.domain,
            level=finding.level,
            sentence=dict(finding.sentence),
            lines=[dict(line) for line in finding.lines],
            order=order,
        )
    for decision in made.decisions:
        Decision.objects.create(analysis=analysis, **decision)
    for language, files in made.packs.items():
        Pack.objects.create(analysis=analysis, language=language, files=files, made_at=at)
    record("findings.analyse_round", analysis, actor=actor, at=at, digest=result.digest, results=result.results_digest)
    return analysis
