"""Long work of rounds: reading a large file of answers, taking account of it again, closing a round."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.actions.close_round import keep_dataset, write_dataset
from danaya.apps.rounds.actions.import_answers import (
    keep_draft,
    map_columns,
    name_codes,
    read_upload,
    take_account_again,
    with_accepted,
)
from danaya.apps.rounds.checking import check_round
from danaya.apps.rounds.datasets import remove_folder
from danaya.apps.rounds.guiding import READ as STEP_READ
from danaya.apps.rounds.guiding import page_after
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.queries import answer_drafts
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import discard
from danaya.base.jobs.models import OPEN, Job, State
from danaya.base.jobs.work import Cancelled, Work, enqueue, job
from danaya.engines.language import Text
from danaya.engines.tables import Absence

READ, ACCOUNT, CHECK, CLOSE = "rounds.read", "rounds.account", "rounds.check", "rounds.close"

READING: Text = {"fr": "Lecture du fichier", "en": "Reading the file"}
WRITING: Text = {"fr": "Écriture des réponses dans un ordre aléatoire", "en": "Writing the answers in random order"}
ENTERING: Text = {"fr": "Clôture de la ronde", "en": "Closing the round"}


@job(READ, title={"fr": "Lecture du fichier de réponses", "en": "Reading the file of answers"})
def read_file(work: Work, *, round_id: str, file: str, audience: str, tenure: str, moment: str, sheet: str = "") -> str:
    """Read an uploaded file and propose its mapping; return the address of the next step.

    Until it is read, an earlier file of the round stays in its place; what is cancelled or cannot be read leaves nothing.
    """
    round_, stored = Round.objects.get(pk=round_id), StoredFile.objects.get(pk=file)
    try:
        work.step(1, 1, READING)
        draft = read_upload(round_, stored, audience=audience, sheet=sheet)
        work.result = page_after(draft, STEP_READ)
        with work.finish():
            keep_draft(
                draft, actor=Tenure.objects.get(pk=tenure) if tenure else None, at=datetime.fromisoformat(moment)
            )
    except Cancelled:
        discard(stored)
        raise
    return work.result


def discard_unread() -> int:
    """Remove the files whose reading was cancelled before it began, or broke off for good; return how many."""
    over = Job.objects.filter(kind=READ, state__in=(State.CANCELLED, State.FAILED))
    keys = [job.arguments["file"] for job in over]
    left = list(StoredFile.objects.filter(pk__in=keys, removed_at=None, keep_until__isnull=False))
    for stored in left:
        discard(stored)
    return len(left)


def find_draft(key: str) -> ImportDraft:
    """Return a draft with its round and file."""
    return ImportDraft.objects.select_related("round", "file").get(pk=key)


def jobs_of(kind: str, **arguments: Any) -> list[Job]:
    """Return the jobs of a kind, asked for with these arguments among others, that are not done yet."""
    return [
        job
        for job in Job.objects.filter(kind=kind, state__in=OPEN)
        if all(job.arguments.get(name) == value for name, value in arguments.items())
    ]


def ask_once(kind: str, *, owner: Any, at: datetime, moment: str = "", **arguments: Any) -> Job:
    """Ask for long work, unless its owner has asked for the same and it is not done yet: somebody pressed twice."""
    same = next((job for job in jobs_of(kind, **arguments) if job.owner == str(owner.pk)), None)
    told = {"moment": moment} if moment else {}
    return same or enqueue(kind, owner=owner, at=at, **arguments, **told)


def _name(draft: ImportDraft, choice: Any) -> ImportDraft:
    meanings = {raw: meaning_from(value) for raw, value in choice["meanings"]}
    return name_codes(draft, choice["targets"], meanings)


ACTS: dict[str, Callable[[ImportDraft, Any], ImportDraft]] = {
    "accept": with_accepted,
    "map": map_columns,
    "name": _name,
    "again": lambda draft, nothing: take_account_again(draft),
}
"""What can be changed of the mapping of a draft, each with its choice as JSON keeps it."""


def meaning_to(meaning: Any) -> Any:
    """Return a meaning of a value as JSON keeps it."""
    return {"absence": str(meaning)} if isinstance(meaning, Absence) else meaning


def meaning_from(saved: Any) -> Any:
    """Return the meaning that :func:`meaning_to` saved."""
    return Absence(saved["absence"]) if isinstance(saved, dict) else saved


@job(ACCOUNT, title={"fr": "Compte de ce qui est compris", "en": "Account of what is understood"})
def take_account(work: Work, *, draft: str, act: str, choice: Any, done: str) -> str:
    """Change the mapping of a large file and take account of it again; return the address of the page after ``done``."""
    work.step(1, 1, READING)
    found = ACTS[act](find_draft(draft), choice)
    work.result = page_after(found, done)
    with work.finish():
        found.save()
    return work.result


@job(CHECK, title={"fr": "Vérification avant la clôture", "en": "Check before closing"})
def check(work: Work, *, round_id: str) -> str:
    """Count what closing a round with large files would fix; return the address of the page that shows it."""
    work.step(1, 1, READING)
    round_ = Round.objects.get(pk=round_id)
    checked = check_round(round_)
    work.result = reverse("rounds:close", args=[round_.pk])
    with work.finish():
        draft = answer_drafts(round_)[0]
        draft.account = {**draft.account, "checked": checked}
        draft.save(update_fields=["account"])
    return work.result


@job(CLOSE, title={"fr": "Clôture de la ronde", "en": "Closing the round"})
def close(work: Work, *, round_id: str, tenure: str, moment: str) -> str:
    """Close a round with large files; a kill at any moment leaves the round as it was."""
    work.step(1, 2, WRITING)
    round_ = Round.objects.get(pk=round_id)
    written = write_dataset(round_, key=uuid.UUID(str(work.pk)))
    work.result = reverse("rounds:show", args=[round_.pk])
    try:
        work.step(2, 2, ENTERING)
        with work.finish():
            keep_dataset(round_, written, actor=Tenure.objects.get(pk=tenure), at=datetime.fromisoformat(moment))
    except BaseException:
        remove_folder(written.key)
        raise
    return work.result
