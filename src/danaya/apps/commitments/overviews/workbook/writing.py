"""The plan written out as a workbook: commitments, milestones, progress to read, how to use it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from danaya.apps.commitments.models import Commitment, Milestone, Plan
from danaya.apps.commitments.overviews.workbook.choices import Lists, lists_in
from danaya.apps.commitments.overviews.workbook.columns import COMMITMENTS, MILESTONES, Field, progress_row
from danaya.apps.commitments.overviews.workbook.values import seal_of
from danaya.apps.commitments.overviews.workbook.wording import (
    HIDDEN_HEADS,
    NOT_TAKEN_BACK,
    NOTES,
    PROGRESS_HEADS,
    SHEETS,
)
from danaya.engines.language import in_language
from danaya.engines.publishing.fillable import FillableColumn, FillableSheet, FillableWorkbook, Value, to_fillable

SPARE = 200
"""Empty rows below, where cells offer their lists too."""


def detailed(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Fetch what a line of the workbook says along."""
    return rows.select_related("indicator").prefetch_related("objectives", "findings", "expectations")


def milestones_of(rows: Iterable[Commitment]) -> list[Milestone]:
    """Return the milestones of commitments, in the order of both."""
    known = {row.pk: row for row in rows}
    places = {key: place for place, key in enumerate(known)}
    found = list(Milestone.objects.filter(commitment__in=known))
    for one in found:
        one.commitment = known[one.commitment_id]
    return sorted(found, key=lambda one: (places[one.commitment_id], one.position))


def write_workbook(plan: Plan, rows: Sequence[Commitment], *, language: str, at: datetime) -> bytes:
    """Return a plan's commitments, fetched by :func:`detailed`, as a workbook in ``language``."""
    lists = lists_in(language)
    with override(language):
        sheets = (
            _sheet("commitments", COMMITMENTS, [line(COMMITMENTS, row, lists) for row in rows], lists),
            _sheet("milestones", MILESTONES, [line(MILESTONES, row, lists) for row in milestones_of(rows)], lists),
            _progress(rows, language),
        )
        workbook = FillableWorkbook(
            in_language(plan.title, language),
            language,
            in_language(SHEETS["notes"], language),
            tuple(in_language(one, language) for one in NOTES),
            sheets,
            properties={"plan": str(plan.pk), "language": language},
        )
        return to_fillable(workbook, timestamp=at)


def line(fields: Sequence[Field], row: Commitment | Milestone, lists: Lists) -> dict[str, Value]:
    """Return one row: hidden keys, the seals of what is exported, then the cells."""
    written = {field.key: field.get(row, lists) for field in fields}
    revision = row.revision if isinstance(row, Commitment) else row.commitment.revision
    return {
        "id": str(row.pk),
        "revision": float(revision),
        "seal": seals_of(written),
        **{field.key: field.cell(written[field.key], lists) for field in fields},
    }


def seals_of(written: Mapping[str, str]) -> str:
    """Return the digests of all fields: what somebody changed is told from what another changed meanwhile."""
    return " ".join(f"{key}={seal_of(words)}" for key, words in written.items())


def _sheet(name: str, fields: Sequence[Field], rows: Sequence[dict[str, Value]], lists: Lists) -> FillableSheet:
    language = lists.language
    hidden = [
        FillableColumn(key, in_language(head, language), hidden=True, changeable=False)
        for key, head in HIDDEN_HEADS.items()
    ]
    return FillableSheet(
        in_language(SHEETS[name], language), (*hidden, *(_column(field, lists) for field in fields)), tuple(rows), SPARE
    )


def _column(field: Field, lists: Lists) -> FillableColumn:
    language = lists.language
    note = f"{in_language(NOT_TAKEN_BACK, language)} {in_language(field.readonly, language)}" if field.readonly else ""
    choices = lists.choices[field.choices].offered if field.choices else ()
    return FillableColumn(
        field.key, in_language(field.head, language), field.width, field.readonly is None, choices=choices, note=note
    )


def _progress(rows: Sequence[Commitment], language: str) -> FillableSheet:
    columns = tuple(
        FillableColumn(key, in_language(head, language), width, changeable=False)
        for key, (head, width) in PROGRESS_HEADS.items()
    )
    lines: list[dict[str, Any]] = [progress_row(row, language) for row in rows]
    return FillableSheet(in_language(SHEETS["progress"], language), columns, tuple(lines))
