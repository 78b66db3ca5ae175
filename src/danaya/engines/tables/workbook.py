"""Spreadsheets (Excel, OpenDocument): one sheet becomes a table; nothing in it is ever calculated."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from danaya.engines.tables.assembly import Draft, Pool, assemble, spread
from danaya.engines.tables.headings import SEARCHED_ROWS, find_headings
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.sheetscan import SheetScan, count_opendocument_formulas, scan_opendocument, scan_sheet
from danaya.engines.tables.spelling import repaired
from danaya.engines.tables.table import Address, Cell, FileKind, Remark, Table, Unreadable, column_letters
from danaya.engines.tables.wording import REMARKS, problem

_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/D|VALEUR!|NOM\?|NOMBRE!|NUL!)|Err:\d{3}")
_REMARKED = 20


def sheet_names(path: Path, kind: FileKind, limits: Limits) -> tuple[str, ...]:
    """Return the names of a workbook's sheets."""
    return tuple(_open(path, kind, limits).sheet_names)


def _open(path: Path, kind: FileKind, limits: Limits) -> Any:
    import python_calamine  # noqa: PLC0415  # slow import

    if kind is FileKind.ODS:
        scan_opendocument(path, limits)  # opening it spreads all its sheets out in memory
    try:
        return python_calamine.load_workbook(path)
    except python_calamine.PasswordError as error:
        raise problem("password-protected", path.name) from error


def read_workbook(path: Path, kind: FileKind, *, sheet: str | None, header_row: int | None, limits: Limits) -> Table:
    """Return the table of one sheet; see :func:`danaya.engines.tables.read`."""
    workbook = _open(path, kind, limits)
    names = tuple(workbook.sheet_names)
    if sheet is not None and sheet not in names:
        raise problem("sheet-missing", path.name, sheet=sheet, sheets=", ".join(names))
    scans = _scans(path, kind, names, limits)
    chosen, rows = _chosen(workbook, names, sheet)
    scan = scans.get(chosen, SheetScan())
    place = Address(kind, 1, sheet=chosen)
    if not rows:
        others = [name for name in names if name != chosen]
        if sheet is None or not others:
            raise problem("workbook-empty", path.name)
        raise problem("sheet-empty", chosen, sheets=", ".join(others))
    limits.check_extent(chosen, len(rows), max(map(len, rows)))
    draft = draft_of(rows, place, header_row, scan, _merged(workbook, chosen, kind))
    draft.remarks += _remarks_on_formulas(place, scan)
    if len(names) > 1:
        draft.remarks.insert(
            0, Remark("sheet-chosen", REMARKS["sheet-chosen"], None, {"count": len(names), "sheet": chosen})
        )
    return assemble(draft)


def _remarks_on_formulas(place: Address, scan: SheetScan) -> list[Remark]:
    """Return what to say of values that a formula gave: they are read as they were saved, and not in silence."""
    if place.kind in (FileKind.XLS, FileKind.XLSB):
        return [Remark("formulas-unseen", REMARKS["formulas-unseen"], None, {})]
    if not scan.formulas:
        return []
    first = replace(place, row=scan.first_formula[0] + 1, column=scan.first_formula[1]) if scan.first_formula else None
    return [Remark("formula-results", REMARKS["formula-results"], first, {"count": scan.formulas})]


def _scans(path: Path, kind: FileKind, names: Sequence[str], limits: Limits) -> dict[str, SheetScan]:
    """Look through the sheets' XML before a library spreads them out in memory."""
    if kind is FileKind.ODS:
        formulas = count_opendocument_formulas(path)
        return {name: SheetScan(formulas=formulas.get(name, 0)) for name in names}
    if kind is not FileKind.XLSX:
        return {}
    with zipfile.ZipFile(path) as archive:
        return {name: scan_sheet(archive, part, name, limits) for name, part in _parts(archive, names)}


def _parts(archive: zipfile.ZipFile, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name with its part of the archive, through the workbook's relations."""
    from xml.etree import ElementTree as Tree  # noqa: PLC0415  # slow import

    book = archive.read("xl/workbook.xml")
    links = archive.read("xl/_rels/workbook.xml.rels")
    if b"<!DOCTYPE" in book or b"<!DOCTYPE" in links:
        raise problem("damaged-file", archive.filename or "")
    targets = {link.get("Id"): link.get("Target", "") for link in Tree.fromstring(links)}  # noqa: S314  # no DOCTYPE, checked above
    for element in Tree.fromstring(book).iter():  # noqa: S314  # no DOCTYPE, checked above
        if not element.tag.endswith("}sheet") or element.get("name") not in names:
            continue
        link = next((value for key, value in element.items() if key.endswith("}id")), None)
        target = targets.get(link, "").lstrip("/")
        yield element.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _chosen(workbook: Any, names: Sequence[str], sheet: str | None) -> tuple[str, list[list[Any]]]:
    """Return the sheet asked for, else the first that holds at least two rows, else the first with any cell."""
    best: tuple[str, list[list[Any]]] = (sheet or names[0], [])
    for name in [sheet] if sheet is not None else names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(rows) > 1:
            return name, rows
        best = best if best[1] else (name, rows)
    return best


def _merged(workbook: Any, sheet: str, kind: FileKind) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    if kind not in (FileKind.XLSX, FileKind.XLS):
        return []
    return list(workbook.get_sheet_by_name(sheet).merged_cell_ranges or [])


def draft_of(
    rows: list[list[Any]],
    place: Address,
    header_row: int | None,
    scan: SheetScan,
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> Draft:
    """Return the draft of a table from its rows of cells; ``merged`` are areas ((top, left), (bottom, right)) from 0."""
    width = max(map(len, rows))
    for row in rows:
        row.extend([""] * (width - len(row)))
    remarks = _mark_unreadable(rows, place, scan)
    heads = [[_clean(cell) for cell in row] for row in rows[: max(SEARCHED_ROWS, header_row or 0)]]
    headings = find_headings(heads, range(1, len(heads) + 1), place, header_row)
    remarks += _fill_merged(rows, place, headings.index, merged)
    columns: list[list[Cell]] = [[] for _ in range(width)]
    body = rows[headings.index + 1 :]
    spread(columns, [Pool(_clean) for _ in columns], ([_hashable(cell) for cell in row] for row in body))
    numbers = list(range(headings.row + 1, headings.row + 1 + len(body)))
    return Draft(place, headings, columns, numbers, remarks=remarks)


def _mark_unreadable(rows: list[list[Any]], place: Address, scan: SheetScan) -> list[Remark]:
    """Put the errors and the formulas without result, which the library shows as empty, back in their cells."""
    remarks: list[Remark] = []
    for (row, column), cell in sorted(scan.unreadable.items()):
        if row < len(rows) and column < len(rows[row]) and rows[row][column] in ("", None):
            rows[row][column] = cell
            code = "cell-error" if cell.cause == "error" else "formula-empty"
            address = replace(place, row=row + 1, column=column)
            remarks.append(Remark(code, REMARKS[code], address, {"shown": cell.shown}))
    return remarks[:_REMARKED]


def _fill_merged(
    rows: list[list[Any]], place: Address, header: int, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> list[Remark]:
    """Copy a merged cell of the data down its rows; a wide one stays where it is."""
    remarks = []
    for (top, left), (bottom, right) in merged:
        if (
            top <= header
            or bottom >= len(rows)
            or left >= len(rows[top])
            or rows[top][left] in ("", None)
            or top == bottom
        ):
            continue
        for row in range(top + 1, bottom + 1):
            rows[row][left] = rows[top][left]
        area = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        address = replace(place, row=top + 1, column=left)
        remarks.append(Remark("merged-filled", REMARKS["merged-filled"], address, {"area": area}))
    return remarks[:_REMARKED]


class _Truth:
    """A truth value kept apart from 1 and 0, which are equal to it."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


_TRUE, _FALSE = _Truth(value=True), _Truth(value=False)


def _hashable(cell: Any) -> Any:
    return (_TRUE if cell else _FALSE) if isinstance(cell, bool) else cell


def _clean(cell: Any) -> Cell:
    if isinstance(cell, str):
        text = cell.strip()
        if _ERROR.fullmatch(text):
            return Unreadable(text, "error")
        return repaired(text) if text else None
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 86_400
    return cell.value if isinstance(cell, _Truth) else cell
