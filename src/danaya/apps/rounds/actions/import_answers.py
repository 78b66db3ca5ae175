"""Bring a file of answers towards the codebook: keep it, read it, map it, take account. Nothing is imported before closing."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.accounts import summary_of
from danaya.apps.rounds.drafts import UNREAD, let_go_of, put_in_place
from danaya.apps.rounds.models import ImportDraft, Purpose, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind, refuse_without_questions
from danaya.apps.rounds.tables import facts_of, fittest, read_draft, read_sheet, sheets_of
from danaya.apps.rounds.targets import targets_of
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import TABLES, discard, store
from danaya.base.locks import locked
from danaya.engines.language import Problem, Problems
from danaya.engines.tables import Absence, Feed, Table, TableMapping, apply, propose, propose_feed

UPLOAD_LIMIT = 200 * 1024 * 1024

Upload = File[Any]


def upload_answers(
    round_: Round, upload: Upload, *, audience: str = "", actor: Tenure | None, at: datetime
) -> ImportDraft:
    """Keep the file, read it and propose a mapping; an earlier draft of the round then gives way.

    ``audience``: key of the only audience in the file, where each was delivered in a file of its own.

    Raises
    ------
    Problem
        The file cannot be read, or there is no codebook to read it against. Nothing of it is kept then.
    """
    stored = keep_answers_file(round_, upload, at=at)
    draft = read_upload(round_, stored, audience=audience)
    keep_draft(draft, actor=actor, at=at)
    return draft


def keep_answers_file(round_: Round, upload: Upload, *, at: datetime) -> StoredFile:
    """Keep the file that :func:`read_upload` has still to read."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    refuse_without_questions(round_)
    return store(upload, at=at, allowed=TABLES, limit=UPLOAD_LIMIT, keep_until=(at + UNREAD).date())


def read_upload(round_: Round, stored: StoredFile, *, audience: str = "", sheet: str = "") -> ImportDraft:
    """Read a kept file and propose its mapping; return the draft unsaved. A file that cannot be read is not kept."""
    try:
        return read_answers_file(ImportDraft(round=round_, audience=audience, file=stored), sheet=sheet)
    except (Problem, Problems):
        discard(stored)
        raise


@transaction.atomic
def keep_draft(draft: ImportDraft, *, actor: Tenure | None, at: datetime) -> None:
    """Put a draft that was read in the place of those of the same audience; a file of all audiences replaces every other."""
    round_ = locked(Round.objects).get(pk=draft.round_id)  # two people may upload at once
    refuse_closed(round_)
    earlier = ImportDraft.objects.filter(round=round_, purpose=Purpose.ANSWERS)
    put_in_place(draft, earlier.filter(audience__in=("", draft.audience)) if draft.audience else earlier, at)
    note("upload_answers", round_, actor=actor, at=at, file=draft.file.sha256, audience=draft.audience)


@transaction.atomic
def take_back_answers(draft: ImportDraft, *, actor: Tenure | None, at: datetime) -> None:
    """Remove a file of answers, and what was mapped of it."""
    refuse_closed(draft.round)
    note("take_back_answers", draft.round, actor=actor, at=at, file=draft.file.sha256, audience=draft.audience)
    let_go_of(ImportDraft.objects.filter(pk=draft.pk), at)


def read_answers_file(draft: ImportDraft, *, sheet: str = "") -> ImportDraft:
    """Read the draft's file (another sheet of it, where named) and propose how it feeds the codebook.

    This and the functions below return the changed draft without saving it: reading a large file takes long, and no
    transaction should wait for it.
    """
    refuse_closed(draft.round)
    sheets = sheets_of(draft)
    targets = targets_of(draft.round, draft.audience)
    proposals: dict[int, TableMapping] = {}

    def proposal(table: Table) -> TableMapping:
        return proposals.setdefault(id(table), propose(table, targets))

    chosen = sheet if sheet in sheets else ""
    table = read_sheet(draft, chosen) if chosen else fittest(draft, sheets, lambda one: len(proposal(one).feeds))
    draft.sheet = table.sheet or ""
    draft.facts = facts_of(table, sheets)
    return _with_account(draft, table, proposal(table))


def _with_account(draft: ImportDraft, table: Table, mapping: TableMapping) -> ImportDraft:
    account = apply(table, mapping, targets_of(draft.round, draft.audience))
    draft.mapping = mapping.to_dict()
    draft.account = summary_of(account)
    return draft


def mapping_of(draft: ImportDraft) -> TableMapping:
    """Return the mapping kept with a draft."""
    return TableMapping.from_dict(draft.mapping)


def map_columns(draft: ImportDraft, choices: Mapping[str, str]) -> ImportDraft:
    """Keep which column of the file feeds which target (key → name of the column, empty: none), and take account again.

    Codes and missing values stay where the column did not change; for a new column they are proposed.
    """
    refuse_closed(draft.round)
    table, mapping = read_draft(draft), mapping_of(draft)
    columns = {column.name: column for column in table.columns}
    feeds: list[Feed] = []
    for target in targets_of(draft.round, draft.audience):
        known = mapping.feeding(target.key)
        chosen = choices.get(target.key, known.column if known else "")
        if known is not None and known.column == chosen:
            feeds.append(replace(known, confidence=1.0) if target.key in choices else known)
        elif chosen in columns:
            feeds.append(propose_feed(columns[chosen], target))
    return _with_account(draft, table, replace(mapping, feeds=tuple(feeds)))


def name_codes(draft: ImportDraft, targets: Collection[str], meanings: Mapping[str, Any]) -> ImportDraft:
    """Keep what values mean in the columns of ``targets`` (which share a scale), and take account again.

    ``meanings``: value as it stands in the file → the code it stands for, an :class:`Absence`, or None for *not said*.
    """
    refuse_closed(draft.round)
    mapping = mapping_of(draft)
    feeds = tuple(with_meanings(feed, meanings) if feed.target in targets else feed for feed in mapping.feeds)
    return _with_account(draft, read_draft(draft), replace(mapping, feeds=feeds))


def with_meanings(feed: Feed, meanings: Mapping[str, Any]) -> Feed:
    """Return the feed with these meanings of its values."""
    recodes = {raw: code for raw, code in feed.recodes.items() if raw not in meanings}
    absences = {raw: absence for raw, absence in feed.absences.items() if raw not in meanings}
    for raw, meaning in meanings.items():
        if isinstance(meaning, Absence):
            absences[raw] = meaning
        elif meaning is not None:
            recodes[raw] = meaning
    return replace(feed, recodes=recodes, absences=absences)


def accept_findings(draft: ImportDraft, keys: Collection[str]) -> ImportDraft:
    """Keep which of the account's findings a person accepts: those values become missing, those rows are left out.

    It returns the draft saved.
    """
    draft = with_accepted(draft, keys)
    draft.save()
    return draft


def with_accepted(draft: ImportDraft, keys: Collection[str]) -> ImportDraft:
    """Return the draft with these findings accepted and no others."""
    refuse_closed(draft.round)
    return _with_account(draft, read_draft(draft), replace(mapping_of(draft), accepted=frozenset(keys)))


def take_account_again(draft: ImportDraft) -> ImportDraft:
    """Take account of a file once more after the codebook changed; columns of new questions are proposed."""
    table, mapping = read_draft(draft), mapping_of(draft)
    targets = targets_of(draft.round, draft.audience)
    known = {target.key for target in targets}
    missing = [target for target in targets if mapping.feeding(target.key) is None]
    used = {feed.column for feed in mapping.feeds}
    added = [feed for feed in propose(table, missing).feeds if feed.column not in used] if missing else []
    feeds = (*(feed for feed in mapping.feeds if feed.target in known), *added)
    return _with_account(draft, table, replace(mapping, feeds=feeds))
