"""Reading the table of a draft, and the few facts of it that pages show without reading it again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from danaya.apps.rounds.models import ImportDraft, Purpose
from danaya.base.files import tables
from danaya.engines.language import LANGUAGES
from danaya.engines.tables import WEB_LIMITS, Column, Limits, Remark, Table, filled, raw_key

SAMPLES = 6
MOST_VALUES = 60
MOST_DETAILED = 500
"""A file with more columns keeps only samples of each."""
LARGE = tables.SMALL
"""Bytes from which reading a file is a job with a page of its own."""
MANY_COLUMNS = 300
"""Columns from which a person types the beginning of a name instead of going through a list of all for each question."""

COLONS = {"fr": "\u00a0: ", "en": ": "}


def limits_of(draft: ImportDraft) -> Limits:
    """Return how much of the draft's file may be read: answers never stand in a Word document, the other tables may."""
    return WEB_LIMITS if draft.purpose == Purpose.ANSWERS else replace(WEB_LIMITS, documents=True)


def read_draft(draft: ImportDraft) -> Table:
    """Return the draft's table as it was uploaded."""
    return read_sheet(draft, draft.sheet)


def read_sheet(draft: ImportDraft, sheet: str) -> Table:
    """Return the table of one sheet of the draft's file; of the first that holds a table where none is named."""
    return tables.read_table(draft.file, sheet, limits=limits_of(draft))


def sheets_of(draft: ImportDraft) -> list[str]:
    """Return the sheets of the draft's workbook or the tables of its document; none where it has none."""
    return tables.sheets_of(draft.file, limits=limits_of(draft))


def fittest(draft: ImportDraft, sheets: list[str], fit: Callable[[Table], float]) -> Table:
    """Return the sheet whose table fits best: most workbooks begin with one that only explains the others.

    ``fit`` gives 0 for a table that is of no use. Of a large file only the first sheet with a table is read.
    """
    if draft.file.size > LARGE:
        return read_sheet(draft, "")
    return tables.fittest(draft.file, sheets, fit, limits=limits_of(draft))


def facts_of(table: Table, sheets: list[str]) -> dict[str, Any]:
    """Return what pages show of a table: sheets, rows, remarks, and each column with a few of its values."""
    most = MOST_VALUES if len(table.columns) <= MOST_DETAILED else SAMPLES
    return {
        "sheets": sheets,
        "height": table.height,
        "remarks": [{code: remark_in_words(remark, code) for code in LANGUAGES} for remark in table.remarks],
        "columns": [column_facts(column, most) for column in table.columns],
    }


def remark_in_words(remark: Remark, language: str) -> str:
    """Return a remark with its place in front, as pages show it."""
    words = filled(remark.text, language, remark.values)
    return f"{remark.address.in_language(language)}{COLONS[language]}{words}" if remark.address else words


def column_facts(column: Column, most: int) -> dict[str, Any]:
    """Return a column's name, label and first values: ``[key, count, label]``."""
    values = [
        [raw_key(value)[:200], count, column.value_labels.get(value, "")]
        for value, count in column.distinct().items()
        if value is not None
    ]
    return {"name": column.name, "label": column.label, "values": values[:most], "more": max(0, len(values) - most)}


def has_many_columns(draft: ImportDraft) -> bool:
    """Whether lists of all columns would be too long to choose from."""
    return len(draft.facts.get("columns", ())) > MANY_COLUMNS


def columns_by_name(draft: ImportDraft) -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of each column by its name."""
    return {column["name"]: column for column in draft.facts.get("columns", ())}
