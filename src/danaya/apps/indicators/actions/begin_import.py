"""Bring a table in: keep the file, propose how it is read; nothing of it counts before it was checked and taken."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from danaya.apps.indicators.models import Draft, Framework, Kind, Series
from danaya.apps.indicators.problems import is_standard, sheet_unknown
from danaya.apps.indicators.reading import read_sheet
from danaya.apps.people.models import Tenure
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import TABLES, discard, store
from danaya.base.files.tables import SMALL
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem

KINDS = TABLES | {"docx"}
UNREAD = timedelta(days=1)
"""How long a file stays whose reading broke off."""


def begin_import(
    upload: Any, *, framework: Framework | None = None, series: Series | None = None, actor: Tenure, at: datetime
) -> Draft:
    """Return the draft of an import: of the objectives of ``framework``, or else of figures (of ``series``, where it is known).

    An earlier draft for the same framework, or of figures by the same post, gives way; a file that cannot be read is not kept.

    Raises
    ------
    Problem
        What is wrong with the file; ``indicators-standard``.
    """
    if framework is not None and framework.kind == Kind.STANDARD:
        raise is_standard()
    stored = store(upload, at=at, allowed=KINDS, limit=SMALL, keep_until=(at + UNREAD).date())
    draft = Draft(framework=framework, begun_by=actor.post, begun_on=at.date(), file=stored)
    draft.mapping = {"only": series.code} if series is not None else {}
    try:
        read_sheet(draft)
    except Problem:
        discard(stored)
        raise
    with transaction.atomic():
        let_go_of(_earlier(draft))
        StoredFile.objects.filter(pk=stored.pk).update(keep_until=None)
        draft.save()
        record("indicators.begin_import", framework, actor, at, file=stored.sha256)
    return draft


def _earlier(draft: Draft) -> QuerySet[Draft]:
    if draft.framework_id:
        return Draft.objects.filter(framework=draft.framework)
    return Draft.objects.filter(framework=None, begun_by=draft.begun_by)


def let_go_of(drafts: QuerySet[Draft]) -> None:
    """Remove drafts with their files, of which nothing was taken."""
    for draft in list(locked(drafts).select_related("file")):
        draft.delete()
        discard(draft.file)


def choose_sheet(draft: Draft, sheet: str) -> None:
    """Read another sheet of the workbook and propose its mapping.

    Raises
    ------
    Problem
        ``indicators-sheet-unknown``, or what is wrong with the sheet.
    """
    if sheet not in draft.sheets:
        raise sheet_unknown()
    read_sheet(draft, sheet)
    draft.save()


def map_columns(draft: Draft, mapping: dict[str, Any]) -> None:
    """Keep how a person says that the table is read: the fields of ``ObjectivesMapping`` or ``FiguresMapping``."""
    draft.mapping = mapping
    draft.save(update_fields=["mapping"])


@transaction.atomic
def give_up_import(draft: Draft, *, actor: Tenure, at: datetime) -> None:
    """Remove a draft and its file: nothing was taken."""
    record("indicators.give_up_import", draft.framework, actor, at, file=draft.file.sha256)
    let_go_of(Draft.objects.filter(pk=draft.pk))
