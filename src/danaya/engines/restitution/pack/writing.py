"""The restitution pack: every file of it, the same figures in all; written whole or not at all."""

import errno
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from danaya.engines.language import Problem, Text
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.preparing import prepare
from danaya.engines.restitution.answers.answers import Answers
from danaya.engines.restitution.documents.deck import compose_deck
from danaya.engines.restitution.documents.director import compose_director
from danaya.engines.restitution.documents.report import compose
from danaya.engines.restitution.documents.stamping import Letterhead
from danaya.engines.restitution.documents.workbook import compose_workbook
from danaya.engines.restitution.pack.reproducing import write_answers, write_script
from danaya.engines.restitution.pack.separated import write_estimates
from danaya.engines.restitution.pack.telling import write_findings
from danaya.engines.restitution.study import Study
from danaya.engines.seals import digest

MANIFEST = "pack.json"
TEAM = frozenset(("estimates.csv", "reproduce.R", "answers.csv", "earlier.csv"))
"""Files at full precision, or with single answers: they stay with the team."""

OCCUPIED: Text = {
    "fr": "Ce dossier contient autre chose qu'une restitution. Choisissez un dossier vide ou un autre nom.",
    "en": "This folder holds something else than a restitution. Choose an empty folder or another name.",
}
NOT_WRITABLE: Text = {
    "fr": "On ne peut pas écrire ici. Choisissez un autre dossier.",
    "en": "Nothing can be written here. Choose another folder.",
}
_REASONS: dict[int, Text] = {
    errno.ENOSPC: {
        "fr": "Il n'y a plus de place sur ce disque. Libérez-en, ou choisissez un autre dossier.",
        "en": "There is no room left on this disk. Make some, or choose another folder.",
    },
    errno.EACCES: {
        "fr": "Vous n'avez pas le droit d'écrire ici. Choisissez un autre dossier, ou demandez ce droit.",
        "en": "You are not allowed to write here. Choose another folder, or ask for that right.",
    },
    errno.ENOTDIR: {
        "fr": "Un fichier se trouve là où un dossier est attendu. Choisissez un autre dossier.",
        "en": "A file stands where a folder is expected. Choose another folder.",
    },
}
REASONS: Mapping[int, Text] = _REASONS | {
    errno.EPERM: _REASONS[errno.EACCES],
    errno.EROFS: _REASONS[errno.EACCES],
    errno.EEXIST: _REASONS[errno.ENOTDIR],
    getattr(errno, "EDQUOT", errno.ENOSPC): _REASONS[errno.ENOSPC],
}


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack; ``team``: not fit to leave the team."""

    name: str
    size: int
    sha256: str
    team: bool


Progress = Callable[[str, float], None]


def write_pack(
    analysis: Analysis,
    folder: Path | str,
    language: str,
    *,
    timestamp: datetime,
    letterhead: Letterhead | None = None,
    answers: Answers | None = None,
    earlier_answers: Answers | None = None,
    lenient: bool = False,
    progress: Progress | None = None,
) -> tuple[PackFile, ...]:
    """Write all files of a restitution into ``folder``.

    Parameters
    ----------
    timestamp
        When the pack is made (aware); the same inputs and timestamp give the same bytes.
    answers, earlier_answers
        The answers that were analysed: with them ``reproduce.R`` and the CSV files it reads are written.
    progress
        Called with the name of each file and how much is done, 0–1.

    Raises
    ------
    Problem
        The folder holds something else, or cannot be written. Nothing is left behind.
    """
    target, timestamp = Path(folder), timestamp.replace(microsecond=0)
    step = progress or (lambda name, done: None)
    makers = dict(
        _makers(analysis, language, timestamp, letterhead or Letterhead(), answers, earlier_answers, lenient=lenient)
    )
    with _appearing(target) as place:
        written = []
        for number, (name, make) in enumerate(makers.items()):
            step(name, number / len(makers))
            content = make()
            (place / name).write_bytes(content)
            written.append(PackFile(name, len(content), digest(content), name in TEAM))
        manifest = {"digest": analysis.digest, "version": analysis.version, "files": [asdict(file) for file in written]}
        (place / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    step("done", 1.0)
    return tuple(written)


Maker = Callable[[], bytes]


def _makers(
    analysis: Analysis,
    language: str,
    timestamp: datetime,
    letterhead: Letterhead,
    answers: Answers | None,
    earlier_answers: Answers | None,
    *,
    lenient: bool,
) -> Iterator[tuple[str, Maker]]:
    from danaya.engines import publishing  # noqa: PLC0415  # slow import

    report = compose(analysis, language, letterhead)
    yield "report.html", lambda: publishing.to_html(report).encode()
    yield "report.pdf", lambda: publishing.to_pdf(report, timestamp=timestamp)
    yield "report.docx", lambda: publishing.to_docx(report, timestamp=timestamp)
    yield "report.pptx", lambda: publishing.to_pptx(compose_deck(analysis, language, letterhead), timestamp=timestamp)
    yield (
        "report.xlsx",
        lambda: publishing.to_xlsx(compose_workbook(analysis, language, letterhead), timestamp=timestamp),
    )
    director = compose_director(analysis, language, letterhead)
    yield "director.pdf", lambda: publishing.to_pdf(director, timestamp=timestamp)
    yield "findings.json", lambda: write_findings(analysis).encode()
    yield "estimates.csv", lambda: write_estimates(analysis, language).encode()
    yield from _reproduction(analysis, answers, earlier_answers, lenient=lenient)


def _reproduction(
    analysis: Analysis, answers: Answers | None, earlier_answers: Answers | None, *, lenient: bool
) -> Iterator[tuple[str, Maker]]:
    study, earlier = analysis.study, analysis.earlier
    if answers is None or not isinstance(study, Study):
        return
    yield "answers.csv", lambda: write_answers(prepare(answers, study, lenient=lenient)).encode()
    before = earlier if isinstance(earlier, Study) and earlier_answers is not None else None
    if before is not None and earlier_answers is not None:
        yield "earlier.csv", lambda: write_answers(prepare(earlier_answers, before, lenient=lenient)).encode()
    yield "reproduce.R", lambda: write_script(study, before).encode()


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """Give a folder beside ``target`` that takes its place at the end, and vanishes when something goes wrong."""
    refuse_occupied(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=target.parent, prefix=".danaya-"))
    except OSError as error:
        raise _not_writable(target, error) from None
    try:
        yield place
        place.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        place.rename(target)
    except OSError as error:
        raise _not_writable(target, error) from None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _not_writable(target: Path, error: OSError) -> Problem:
    return Problem("not-writable", REASONS.get(error.errno or 0, NOT_WRITABLE), str(target))


def refuse_occupied(target: Path) -> None:
    """Refuse a folder that holds something else than a pack."""
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file()):
        raise Problem("folder-occupied", OCCUPIED, str(target))
