"""Word documents: each table of one becomes a table, under the words that stand above it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from danaya.engines.tables.assembly import assemble
from danaya.engines.tables.kinds import DOCUMENT
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.sheetscan import SheetScan
from danaya.engines.tables.table import Address, FileKind, Table
from danaya.engines.tables.wording import problem
from danaya.engines.tables.workbook import draft_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_NAME = 80
_WIDEST = 1000


def table_names(path: Path, limits: Limits) -> tuple[str, ...]:
    """Return the names of a document's tables: their number, and the paragraph before each."""
    return tuple(_tables(path, limits))


def read_document(path: Path, *, sheet: str | None, header_row: int | None, limits: Limits) -> Table:
    """Return one table of a Word document (None = the first with at least two rows); see :func:`danaya.engines.tables.read`."""
    found = _tables(path, limits)
    if not found:
        raise problem("no-table", path.name)
    if sheet is not None and sheet not in found:
        raise problem("sheet-missing", path.name, sheet=sheet, sheets=", ".join(found))
    name = sheet or next((name for name, rows in found.items() if len(rows) > 1), next(iter(found)))
    rows = found[name]
    limits.check_extent(name, len(rows), max(map(len, rows), default=0))
    if not any(cell for row in rows for cell in row):
        raise problem("no-rows", name)
    return assemble(draft_of(rows, Address(FileKind.DOCX, 1, sheet=name), header_row, SheetScan(), ()))


def _tables(path: Path, limits: Limits) -> dict[str, list[list[Any]]]:
    from xml.etree import ElementTree as Tree  # noqa: PLC0415  # slow import

    with zipfile.ZipFile(path) as archive:
        limits.check_unpacked(path.name, archive.getinfo(DOCUMENT).file_size)
        content = archive.read(DOCUMENT)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise problem("damaged-file", path.name)
    found: dict[str, list[list[Any]]] = {}
    above = ""
    for element in Tree.fromstring(content).iter():  # noqa: S314  # no DOCTYPE, checked above
        if element.tag == f"{_WORD}p":
            above = _words(element) or above
        elif element.tag == f"{_WORD}tbl":
            number = f"{len(found) + 1}"
            found[f"{number}. {above[:_LONGEST_NAME]}" if above else number] = _rows(element)
    return found


def _words(element: Any) -> str:
    """Return the text of a paragraph or cell on one line, without that of tables inside it."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            yield " "
        elif child.tag != f"{_WORD}tbl":
            yield from _pieces(child)
            if child.tag == f"{_WORD}p":
                yield " "


def _rows(table: Any) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for row in table.findall(f"{_WORD}tr"):
        cells: list[Any] = [""] * _count(row, "trPr", "gridBefore", 0)
        for cell in row.findall(f"{_WORD}tc"):
            words = _words(cell)
            merge = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            if merge is not None and merge.get(f"{_WORD}val", "continue") == "continue" and rows:
                words = next(iter(rows[-1][len(cells) : len(cells) + 1]), "")
            cells += [words, *[""] * (_count(cell, "tcPr", "gridSpan", 1) - 1)]
        rows.append(cells)
    return rows


def _count(element: Any, properties: str, name: str, usual: int) -> int:
    """Return a property that counts columns, within reason."""
    found = element.find(f"{_WORD}{properties}/{_WORD}{name}")
    value = found.get(f"{_WORD}val", "") if found is not None else ""
    return min(int(value), _WIDEST) if value.isdigit() else usual
