"""Reading the table in a kept file: small ones, as offices hand them in, while their person waits; larger ones in a job."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from danaya.base.files.models import StoredFile
from danaya.engines.language import Problem
from danaya.engines.tables import WEB_LIMITS, Limits, Table, inspect, read

MB = 1024 * 1024
SMALL = 2 * MB
"""Bytes that are read while somebody waits; larger files are for a job."""
SMALL_LIMITS = replace(
    WEB_LIMITS,
    bytes=SMALL,
    unpacked_bytes=64 * MB,
    rows=20_000,
    columns=500,
    cells=2_000_000,
    seconds=30.0,
    documents=True,
)
MOST_SHEETS = 8
"""Sheets of a workbook that are looked through for the one that holds what is sought."""

Found = TypeVar("Found")


def read_table(stored: StoredFile, sheet: str = "", *, limits: Limits = SMALL_LIMITS) -> Table:
    """Return the table of one sheet of a kept file; of the first that holds a table where none is named.

    Raises
    ------
    Problem
        What is wrong with the file, under the name its person gave it.
    """
    reader = _read_once if stored.size <= SMALL else _read
    return _named(stored, lambda path: reader(str(path), sheet, limits))


def sheets_of(stored: StoredFile, *, limits: Limits = SMALL_LIMITS) -> list[str]:
    """Return the sheets of a workbook or the tables of a document; none where it has none."""
    return list(_named(stored, lambda path: inspect(path, limits=limits).sheets))


def fittest(
    stored: StoredFile, sheets: Sequence[str], fit: Callable[[Table], float], *, limits: Limits = SMALL_LIMITS
) -> Table:
    """Return the sheet whose table fits best: most workbooks begin with one that only explains the others.

    ``fit`` gives 0 for a table that is of no use.
    """
    tables = []
    for sheet in sheets[:MOST_SHEETS] if len(sheets) > 1 else ():
        with suppress(Problem):
            tables.append(read_table(stored, sheet, limits=limits))
    best = max(tables, key=fit, default=None)
    return best if best is not None and fit(best) > 0 else read_table(stored, limits=limits)


def _read(path: str, sheet: str, limits: Limits) -> Table:
    return read(path, sheet=sheet or None, limits=limits)


_read_once = lru_cache(maxsize=4)(_read)
"""Several pages show the table of one small file; its path is its digest, so what is kept never grows stale."""


def _named(stored: StoredFile, reading: Callable[[Path], Found]) -> Found:
    """Return what ``reading`` finds; a problem names the file as its person does, not by its digest."""
    path = Path(stored.path)
    try:
        return reading(path)
    except Problem as told:
        where = stored.name if told.where in ("", path.name, str(path)) else f"{stored.name}, {told.where}"
        raise Problem(told.code, told.text, where, **told.values) from told
