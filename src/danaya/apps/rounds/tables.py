"""Reading the table of a draft, and the few facts of it that pages show without reading it again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from danaya.apps.rounds.models import ImportDraft
from danaya.engines.language import LANGUAGES
from danaya.engines.tables import WEB_LIMITS, Column, Table, inspect, raw_key, read

SAMPLES = 6
MOST_VALUES = 60
MOST_DETAILED = 500
"""A file with more columns keeps only samples of each."""


def path_of(draft: ImportDraft) -> Path:
    """Return where the draft's file stands."""
    return Path(draft.file.path)


def read_draft(draft: ImportDraft) -> Table:
    """Return the draft's table as it was uploaded."""
    return read(path_of(draft), sheet=draft.sheet or None, limits=WEB_LIMITS)


def sheets_of(draft: ImportDraft) -> list[str]:
    """Return the sheets of the draft's workbook; none where it is no workbook."""
    return list(inspect(path_of(draft), limits=WEB_LIMITS).sheets)


def facts_of(table: Table, sheets: list[str]) -> dict[str, Any]:
    """Return what pages show of a table: sheets, rows, remarks, and each column with a few of its values."""
    most = MOST_VALUES if len(table.columns) <= MOST_DETAILED else SAMPLES
    return {
        "sheets": sheets,
        "height": table.height,
        "remarks": [{code: remark.in_language(code) for code in LANGUAGES} for remark in table.remarks],
        "columns": [column_facts(column, most) for column in table.columns],
    }


def column_facts(column: Column, most: int) -> dict[str, Any]:
    """Return a column's name, label and first values: ``[key, count, label]``."""
    values = [
        [raw_key(value)[:200], count, column.value_labels.get(value, "")]
        for value, count in column.distinct().items()
        if value is not None
    ]
    return {"name": column.name, "label": column.label, "values": values[:most], "more": max(0, len(values) - most)}


def columns_by_name(draft: ImportDraft) -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of each column by its name."""
    return {column["name"]: column for column in draft.facts.get("columns", ())}
