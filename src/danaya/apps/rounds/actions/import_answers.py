"""Bring a file of answers towards the codebook: upload, map, take account. Nothing is imported before the round closes."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.targets import targets_of
from danaya.base.files.storing import TABLES, store
from danaya.engines.language import Problem
from danaya.engines.tables import WEB_LIMITS, Account, Table, TableMapping, apply, inspect, propose, read

UPLOAD_LIMIT = 200 * 1024 * 1024


@transaction.atomic
def upload_answers(round_: Round, upload: File, *, actor: Tenure | None, at: datetime) -> ImportDraft:  # type: ignore[type-arg]
    """Keep the file, read it and propose a mapping; an earlier draft of the round gives way.

    Raises
    ------
    Problem
        Where the file cannot be read, or there is no codebook to read it against.
    """
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    if not round_.questions.exists():
        raise Problem(
            "codebook-empty",
            {
                "fr": "Remplissez d'abord le questionnaire de la ronde, puis chargez les réponses.",
                "en": "Fill the questionnaire of the round first, then upload the answers.",
            },
        )
    stored = store(upload, at=at, allowed=TABLES, limit=UPLOAD_LIMIT)
    ImportDraft.objects.filter(round=round_).delete()
    draft = ImportDraft(round=round_, file=stored)
    sheets = inspect(_path(draft), limits=WEB_LIMITS).sheets
    draft.sheet = sheets[0] if sheets else ""
    _propose(draft)
    draft.save()
    note("upload_answers", round_, actor=actor, at=at, file=stored.sha256)
    return draft


def _path(draft: ImportDraft) -> Path:
    return Path(draft.file.path)


def read_table(draft: ImportDraft) -> Table:
    """Return the draft's table as it was uploaded."""
    return read(_path(draft), sheet=draft.sheet or None, limits=WEB_LIMITS)


def _propose(draft: ImportDraft) -> None:
    mapping = propose(read_table(draft), targets_of(draft.round))
    _keep(draft, mapping)


def _keep(draft: ImportDraft, mapping: TableMapping) -> None:
    account = apply(read_table(draft), mapping, targets_of(draft.round))
    draft.mapping = mapping.to_dict()
    draft.account = summary_of(account)


def summary_of(account: Account) -> dict[str, object]:
    """Return an account in the form kept with the draft: what a person reads, not the answers."""
    return {
        "complete": account.complete,
        "rows": len(account.rows),
        "height": account.height,
        "unused": list(account.unused),
        "counts": {
            key: {name: getattr(counts, name) for name in COUNTED} for key, counts in account.counts.items()
        },
        "findings": [
            {
                "key": finding.key,
                "severity": str(finding.severity),
                "text": {code: finding.in_language(code) for code in ("fr", "en")},
                "where": {
                    code: [address.in_language(code) for address in finding.places[:20]] for code in ("fr", "en")
                },
                "count": finding.count,
                "accepted": finding.accepted,
            }
            for finding in account.findings
        ],
    }


COUNTED = ("understood", "missing", "dont_know", "refusal", "not_asked", "not_understood")


@transaction.atomic
def choose_sheet(draft: ImportDraft, sheet: str) -> None:
    """Read another sheet of the workbook and propose its mapping."""
    draft.sheet = sheet
    _propose(draft)
    draft.save()


@transaction.atomic
def map_columns(draft: ImportDraft, mapping: TableMapping) -> None:
    """Keep the mapping a person corrected, and take account again."""
    refuse_closed(draft.round)
    _keep(draft, mapping)
    draft.save()


def accept_findings(draft: ImportDraft, keys: frozenset[str]) -> None:
    """Keep which of the account's findings a person accepts: those values become missing, those rows are left out."""
    map_columns(draft, replace(TableMapping.from_dict(draft.mapping), accepted=keys))
