"""What becomes of files on their way in: how they enter, when their codebook changes, when they are no longer needed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from danaya.apps.rounds.models import ImportDraft, Purpose, Round
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import MB, TABLES, discard, let_go, store
from danaya.base.locks import locked
from danaya.engines.language import Problem, Problems

UNREAD = timedelta(days=1)
"""How long a file stays that nobody came to read: its work was cancelled, or broke off for good."""


def take_table(
    round_: Round, upload: Any, purpose: Purpose, read: Callable[[ImportDraft], object], *, at: datetime
) -> ImportDraft:
    """Keep a table (also one in a Word document) as the round's draft for ``purpose``, once ``read`` has understood it.

    An earlier draft gives way then; a file that cannot be read is not kept.
    """
    allowed = TABLES | {"docx"}
    stored = store(upload, at=at, allowed=allowed, limit=20 * MB, keep_until=(at + UNREAD).date())
    draft = ImportDraft(round=round_, purpose=purpose, file=stored)
    try:
        read(draft)
    except (Problem, Problems):
        discard(stored)
        raise
    with transaction.atomic():
        locked(Round.objects).get(pk=round_.pk)  # two people may upload at once
        put_in_place(draft, ImportDraft.objects.filter(round=round_, purpose=purpose), at)
    return draft


def put_in_place(draft: ImportDraft, earlier: QuerySet[ImportDraft], at: datetime) -> None:
    """Save a draft in the place of ``earlier`` ones; from now on its file is kept until it is let go."""
    let_go_of(earlier, at)
    StoredFile.objects.filter(pk=draft.file_id).update(keep_until=None)
    draft.save()


def forget_accounts(round_: Round) -> None:
    """Let the accounts of the round's files be taken again: the codebook or the design has changed."""
    ImportDraft.objects.filter(round=round_, purpose=Purpose.ANSWERS).update(account={})


def let_go_of(drafts: QuerySet[ImportDraft], at: datetime) -> None:
    """Remove drafts and the files they were read from, which still have the order of arrival; records and digests stay."""
    for draft in list(drafts.select_related("file")):
        draft.delete()
        let_go(draft.file, at)
