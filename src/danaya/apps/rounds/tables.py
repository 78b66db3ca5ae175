"""Reading the table of a draft, and the few facts of it that pages show without reading it again."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from danaya.apps.rounds.models import ImportDraft, Purpose
from danaya.engines.language import LANGUAGES, Problem
from danaya.engines.tables import WEB_LIMITS, Column, Limits, Remark, Table, filled, inspect, raw_key, read

SAMPLES = 6
MOST_VALUES = 60
MOST_DETAILED = 500
"""A file with more columns keeps only samples of each."""
LARGE = 2 * 1024 * 1024
"""Bytes from which reading a file is a job with a page of its own."""
MANY_COLUMNS = 300
"""Columns from which a person types the beginning of a name instead of going through a list of all for each question."""
MOST_SHEETS = 8
"""Sheets of a workbook that are looked through for the one that holds what is sought."""

COLONS = {"fr": "\u00a0: ", "en": ": "}

Found = TypeVar("Found")


def path_of(draft: ImportDraft) -> Path:
    """Return where the draft's file stands."""
    return Path(draft.file.path)


def limits_of(draft: ImportDraft) -> Limits:
    """Return how much of the draft's file may be read: answers never stand in a Word document, the other tables may."""
    return WEB_LIMITS if draft.purpose == Purpose.ANSWERS else replace(WEB_LIMITS, documents=True)


def read_draft(draft: ImportDraft) -> Table:
    """Return the draft's table as it was uploaded."""
    return read_sheet(draft, draft.sheet)


def read_sheet(draft: ImportDraft, sheet: str) -> Table:
    """Return the table of one sheet of the draft's file; of the first that holds a table where none is named."""
    reader = _read_small if draft.file.size <= LARGE else _read
    return named(draft, lambda path: reader(str(path), sheet, limits_of(draft)))


def _read(path: str, sheet: str, limits: Limits) -> Table:
    return read(path, sheet=sheet or None, limits=limits)


_read_small = lru_cache(maxsize=4)(_read)
"""The pages of one file read it again and again; its path is its digest, so what is kept never grows stale."""


def named(draft: ImportDraft, reading: Callable[[Path], Found]) -> Found:
    """Return what ``reading`` finds in the draft's file; a problem names the file as its person does, not by its digest."""
    path = path_of(draft)
    try:
        return reading(path)
    except Problem as told:
        where = draft.file.name if told.where in ("", path.name, str(path)) else f"{draft.file.name}, {told.where}"
        raise Problem(told.code, told.text, where, **told.values) from told


def sheets_of(draft: ImportDraft) -> list[str]:
    """Return the sheets of the draft's workbook or the tables of its document; none where it has none."""
    return list(named(draft, lambda path: inspect(path, limits=limits_of(draft))).sheets)


def fittest(draft: ImportDraft, sheets: list[str], fit: Callable[[Table], float]) -> Table:
    """Return the sheet whose table fits best: most workbooks begin with one that only explains the others.

    ``fit`` gives 0 for a table that is of no use. Of a large file only the first sheet with a table is read.
    """
    if len(sheets) < 2 or draft.file.size > LARGE:
        return read_sheet(draft, "")
    tables = []
    for sheet in sheets[:MOST_SHEETS]:
        with suppress(Problem):
            tables.append(read_sheet(draft, sheet))
    best = max(tables, key=fit, default=None)
    return best if best is not None and fit(best) > 0 else read_sheet(draft, "")


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
