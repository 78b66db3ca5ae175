"""What a reading library does not tell of a sheet's XML: how far it stretches, errors, formulas without a result."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from danaya.engines.tables.limits import Limits
from danaya.engines.tables.table import Unreadable
from danaya.engines.tables.wording import problem

_BLOCK = 1 << 20
_OVERLAP = 1 << 16
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_SUSPECT = re.compile(
    rb"<(?:\w+:)?c\s(?P<attributes>[^>]*?)>(?P<inside>(?:(?!</(?:\w+:)?c>|<(?:\w+:)?c[\s>]).){0,20000}?)</(?:\w+:)?c>",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)<)")
_INLINE = re.compile(rb"<(?:\w+:)?t[\s>]")
_REPEATED_ROW = re.compile(
    rb"<table:table-row\b[^>]*?number-rows-repeated=\"(\d{1,9})\"[^>]*?>(.{0,200000}?)</table:table-row>", re.DOTALL
)
_REPEATED_CELL = re.compile(rb"<table:table-cell\b[^>]*?number-columns-repeated=\"(\d{1,9})\"[^>]*?>")
_LOUD_LIMIT = 200_000


@dataclass(slots=True)
class SheetScan:
    """What was found in a sheet's XML; places are (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    unreadable: dict[tuple[int, int], Unreadable] = field(default_factory=dict)
    formulas: int = 0
    """Cells whose value a formula gave."""
    first_formula: tuple[int, int] | None = None


def scan_sheet(archive: zipfile.ZipFile, part: str, name: str, limits: Limits) -> SheetScan:
    """Return the extent, errors and empty formulas of one sheet of an .xlsx file.

    Raises
    ------
    Problem
        The sheet stretches further than ``limits`` allow; its XML declares entities.
    """
    scan = SheetScan()
    if part not in archive.namelist():
        return scan
    for block in _blocks(archive, part):
        for letters, digits in _CELL.findall(block):
            scan.columns = max(scan.columns, _position(letters) + 1)
            scan.rows = max(scan.rows, int(digits))
        limits.check_extent(name, scan.rows, scan.columns)
        if b"<f" in block or b":f>" in block or b't="e"' in block:
            _note_unreadable(scan, block)
    return scan


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part in overlapping blocks that each end with a whole cell."""
    rest = b""
    with archive.open(part) as stream:
        while raw := stream.read(_BLOCK):
            if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
                raise problem("damaged-file", archive.filename or part)
            block = rest + raw
            end = max(block.rfind(b"</c>"), block.rfind(b":c>"), block.rfind(b"/>"))
            cut = end + 4 if end >= 0 else 0
            rest = block[cut:][-_OVERLAP * 16 :]
            yield block[:cut]
    yield rest


def _note_unreadable(scan: SheetScan, block: bytes) -> None:
    for found in _SUSPECT.finditer(block):
        attributes, inside = found["attributes"], found["inside"]
        if attributes.endswith(b"/") or len(scan.unreadable) >= _LOUD_LIMIT:
            continue
        place = _REFERENCE.search(b" " + attributes)
        cell = _unreadable(attributes, inside)
        if place and cell:
            scan.unreadable[int(place[2]) - 1, _position(place[1])] = cell
        elif _FORMULA.search(inside):
            scan.formulas += 1
            scan.first_formula = scan.first_formula or ((int(place[2]) - 1, _position(place[1])) if place else None)


def _unreadable(attributes: bytes, inside: bytes) -> Unreadable | None:
    value = _VALUE.search(inside)
    if b't="e"' in attributes:
        return Unreadable(value[1].decode("utf-8", "replace") if value else "#?", "error")
    formula = _FORMULA.search(inside)
    if formula is None or value or _INLINE.search(inside) or b't="str"' in attributes:
        return None
    return Unreadable("=" + (formula[1] or b"").decode("utf-8", "replace")[:200], "formula")


def _position(letters: bytes) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position - 1


def scan_opendocument(path: Path, limits: Limits) -> None:
    """Raise when rows or cells that hold something are repeated beyond ``limits`` (empty ones are not spread out)."""
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            raise problem("damaged-file", path.name)
        content = archive.read("content.xml")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise problem("damaged-file", path.name)
    for found in _REPEATED_ROW.finditer(content):
        if b"<text:p" in found[2] or b"office:value" in found[2]:
            _check_repeated(path, int(found[1]), found[2], limits)
    _check_repeated(path, 1, content, limits)


def _check_repeated(path: Path, rows: int, inside: bytes, limits: Limits) -> None:
    widths = [
        int(cell[1]) for cell in _REPEATED_CELL.finditer(inside) if b"office:value" in cell[0] or b"formula" in cell[0]
    ]
    limits.check_extent(path.name, rows, max(widths, default=1))


def count_opendocument_formulas(path: Path) -> dict[str, int]:
    """Return sheet → how many of its cells a formula calculates."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    sheets = list(_SHEET.finditer(content))
    ends = [sheet.start() for sheet in sheets[1:]] + [len(content)]
    return {
        html.unescape(sheet[1].decode("utf-8", "replace")): len(_CALCULATED.findall(content, sheet.end(), end))
        for sheet, end in zip(sheets, ends, strict=True)
    }


_SHEET = re.compile(rb"<table:table\b[^>]*?\btable:name=\"([^\"]*)\"[^>]*>")
_CALCULATED = re.compile(rb"<table:table-cell\b[^>]*?\btable:formula=\"")
