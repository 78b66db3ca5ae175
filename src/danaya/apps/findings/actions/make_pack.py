"""Make the restitution pack of an analysis in one language: page, PDF, Word, slides, workbook, the team's own files."""

import json
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import override

from danaya.apps.findings.models import Analysis, Pack
from danaya.apps.people.models import Administration, Tenure
from danaya.apps.rounds.models import Dataset
from danaya.apps.rounds.queries import answers_path
from danaya.base.files.models import Visibility
from danaya.base.journal.entries import record
from danaya.engines.language import in_language

if TYPE_CHECKING:
    from danaya.engines.restitution import Analysis as Result
    from danaya.engines.restitution import Answers
    from danaya.engines.restitution.documents.stamping import Letterhead


class Sources(Protocol):
    """The closed data that the team's files take along: of a round about to be analysed, or of an analysis."""

    @property
    def dataset(self) -> Dataset | None: ...
    @property
    def earlier_dataset(self) -> Dataset | None: ...


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """A pack whose files are there, before its row is kept."""

    key: uuid.UUID
    language: str
    visibility: Visibility
    files: list[dict[str, Any]]


def make_pack(analysis: Analysis, language: str, *, actor: Tenure | None, at: datetime) -> Pack:
    """Write the pack for whoever may read the analysis today; it takes the place of the former one of that language."""
    written = write_pack_again(analysis, language, at=at)
    try:
        return keep_made_pack(analysis, written, actor=actor, at=at)
    except BaseException:
        remove_pack(analysis, written.key)
        raise


def write_pack_again(
    analysis: Analysis,
    language: str,
    *,
    at: datetime,
    visibility: Visibility | None = None,
    key: uuid.UUID | None = None,
) -> WrittenPack:
    """Write the files of a pack from the stored result, for its readers of today or those named; no row yet."""
    readers = visibility or analysis.visibility
    return write_files(analysis, read_result(analysis), analysis.folder / "packs", language, readers, at, key)


@transaction.atomic
def keep_made_pack(analysis: Analysis, written: WrittenPack, *, actor: Tenure | None, at: datetime) -> Pack:
    """Write the row of a pack, in the place of the former one, with its entry in the journal."""
    for former in Pack.objects.filter(analysis=analysis, language=written.language):
        former_key = former.pk
        former.delete()
        transaction.on_commit(lambda key=former_key: remove_pack(analysis, key))  # type: ignore[misc]
    pack = keep_pack(analysis, written, at=at)
    sums = {file["name"]: file["sha256"] for file in written.files}
    record("findings.make_pack", pack, actor=actor, at=at, language=written.language, files=sums)
    return pack


def keep_pack(analysis: Analysis, written: WrittenPack, *, at: datetime) -> Pack:
    """Write the row of a pack whose files are there."""
    return Pack.objects.create(
        id=written.key,
        analysis=analysis,
        language=written.language,
        visibility=written.visibility,
        files=written.files,
        made_at=at,
    )


def remove_pack(analysis: Analysis, key: uuid.UUID) -> None:
    """Remove the files of a pack that has no row any more."""
    shutil.rmtree(analysis.folder / "packs" / str(key), ignore_errors=True)


def read_result(analysis: Analysis) -> "Result":
    """Return the whole stored result of an analysis."""
    from danaya.engines.restitution import Analysis as Result  # noqa: PLC0415  # slow import

    return Result.from_plain(json.loads((analysis.folder / "analysis.json").read_text("utf-8")))


def write_files(
    sources: Sources,
    result: "Result",
    packs: Path,
    language: str,
    visibility: Visibility,
    at: datetime,
    key: uuid.UUID | None = None,
) -> WrittenPack:
    """Write the files of one language under ``packs``, in a folder of their own that appears whole or not at all."""
    from danaya.engines.restitution import write_pack  # noqa: PLC0415  # slow import

    key = key or uuid.uuid4()
    packs.mkdir(exist_ok=True)
    shutil.rmtree(packs / str(key), ignore_errors=True)
    files = write_pack(
        result,
        packs / str(key),
        language,
        timestamp=at,
        letterhead=write_letterhead(language, visibility, at),
        answers=_answers(sources.dataset),
        earlier_answers=_answers(sources.earlier_dataset),
    )
    plain = [{"name": file.name, "size": file.size, "sha256": file.sha256, "team": file.team} for file in files]
    return WrittenPack(key, language, visibility, plain)


def _answers(dataset: Dataset | None) -> "Answers | None":
    from danaya.engines.restitution import read_answers  # noqa: PLC0415  # slow import

    return None if dataset is None else read_answers(answers_path(dataset))


def write_letterhead(language: str, visibility: Visibility, at: datetime) -> "Letterhead":
    """Return who issues the files, for whom and when, as the administration writes its letters."""
    from danaya.engines.restitution.documents.stamping import Letterhead  # noqa: PLC0415  # slow import

    administration = Administration.current()
    with override(language):
        date = date_format(at, "j F Y")
    if administration is None:
        return Letterhead(date=date, visibility=visibility.value)
    lines = in_language(administration.letterhead, language).splitlines()
    motto = in_language(administration.motto, language)
    return Letterhead(
        body=in_language(administration.name, language),
        date=date,
        visibility=visibility.value,
        timbre=tuple(line.strip() for line in lines if line.strip()),
        republic=(motto,) if motto else (),
        place=date,
    )
