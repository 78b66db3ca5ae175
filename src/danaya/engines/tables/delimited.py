"""Text tables (CSV): encoding, delimiter, quotes and headings are found, then rows are streamed."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NoReturn

from danaya.engines.tables.assembly import Draft, Pool, assemble, spread
from danaya.engines.tables.headings import SEARCHED_ROWS, find_headings
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.spelling import as_number, repaired
from danaya.engines.tables.table import Address, Cell, FileKind, Remark, Table
from danaya.engines.tables.wording import REMARKS, problem

DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1 << 20
_ROWS_AT_ONCE = 5_000
_LONGEST_CELL = 1 << 20
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LETTERS = {
    "cp850": frozenset(b"\x82\x83\x85\x87\x88\x8a\x8b\x8c\x93\x96\x97"),
    "mac_roman": frozenset(b"\x88\x8d\x8e\x8f\x90\x91\x94\x95\x99\x9d\x9e"),
}
"""Bytes of the accented French letters where they are not those of Windows."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def find_encoding(path: Path, stated: str | None) -> tuple[str, bool]:
    """Return the encoding of a text file and whether it was guessed without proof.

    Raises
    ------
    Problem
        The stated encoding is unknown or does not fit; the file is no text.
    """
    encoding, guessed = (_known(path, stated), False) if stated else _sniffed(path)
    controls = total = 0
    try:
        for text in _texts(path, encoding):
            controls += len(_CONTROLS.findall(text))
            total += len(text)
    except UnicodeError as error:
        raise problem("encoding-unreadable", path.name, encoding=stated or encoding) from error
    if controls > total / 1000:
        raise problem("not-text", path.name)
    return encoding, guessed


def _known(path: Path, stated: str) -> str:
    try:
        info = codecs.lookup(stated)
        "".encode(stated)
    except (LookupError, ValueError) as error:
        raise problem("encoding-unknown", path.name, encoding=stated) from error
    return "utf-8-sig" if info.name == "utf-8" else info.name


def _texts(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as stream:
        while text := stream.read(_CHUNK):
            yield text


def _sniffed(path: Path) -> tuple[str, bool]:
    with path.open("rb") as stream:
        head = stream.read(_CHUNK)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, False
    if b"\0" in head:
        return _wide(path, head), True
    return ("utf-8", False) if _is_utf8(path) else (_one_byte(path), True)


def _is_utf8(path: Path) -> bool:
    try:
        for _ in _texts(path, "utf-8"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _wide(path: Path, head: bytes) -> str:
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < 0.05 * len(head):
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < 0.05 * len(head):
        return "utf-16-be"
    raise problem("not-text", path.name)


def _one_byte(path: Path) -> str:
    """Return DOS, Macintosh, Windows or Latin-1 by which accented bytes the file uses."""
    counts = [0] * 256
    with path.open("rb") as stream:
        while raw := stream.read(_CHUNK):
            for byte in set(raw):
                counts[byte] += raw.count(byte)
    used = {name: sum(counts[byte] for byte in letters) for name, letters in _LETTERS.items()}
    likely = max(used, key=lambda name: used[name])
    if used[likely] > sum(counts[0xC0:]):
        return likely
    return "latin-1" if any(counts[byte] for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)) else "cp1252"


_SEPARATOR_LINE = re.compile(r"sep=(.)\s*")


def find_delimiter(path: Path, encoding: str) -> str:
    """Return the mark that cuts the first lines into the most, and most equal, cells."""
    with path.open(encoding=encoding, newline="") as stream:
        lines = [line for line in islice(iter(lambda: stream.readline(_LONGEST_CELL), ""), 200) if line.strip()]
    stated = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if stated:
        return stated[1]
    return max(DELIMITERS, key=lambda mark: _regularity(lines, mark))


def _regularity(lines: Sequence[str], mark: str) -> float:
    """Return how many lines have the most common number of cells, when that is more than one.

    Cells that hold another delimiter and are no number speak against the mark: cut at its decimal commas, ``1,5;2,5``
    gives ``5;2``.
    """
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return 0.0
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    if usual < 2:
        return max(widths, default=1) / 1e6 if max(widths, default=1) > 1 else 0.0
    cells = [cell for row in rows for cell in row if cell]
    others = [other for other in DELIMITERS if other != mark]
    uncut = sum(any(other in cell for other in others) and as_number(cell, ",") is None for cell in cells)
    return widths.count(usual) / len(widths) - uncut / max(len(cells), 1) + usual / 1e6


def read_delimited(
    path: Path, *, encoding: str | None, delimiter: str | None, header_row: int | None, limits: Limits
) -> Table:
    """Return the table of a CSV file; see :func:`danaya.engines.tables.read`."""
    found, guessed = find_encoding(path, encoding)
    mark = delimiter or find_delimiter(path, found)
    with path.open(encoding=found, newline="") as stream:
        draft = _draft(path, _Records(path, stream, mark), header_row, limits)
    draft.encoding = found
    if guessed:
        draft.remarks.append(Remark("encoding-guessed", REMARKS["encoding-guessed"], None, {"encoding": found}))
    return assemble(draft)


class _Records:
    """The records of a text with the line each begins on."""

    def __init__(self, path: Path, stream: Iterator[str], delimiter: str) -> None:
        self._path = path
        csv.field_size_limit(_LONGEST_CELL)
        self._reader = csv.reader(stream, delimiter=delimiter)
        self.line = 0

    def __iter__(self) -> "_Records":
        return self

    def __next__(self) -> list[str]:
        self.line = self._reader.line_num + 1
        try:
            row = next(self._reader)
        except csv.Error:
            self._refuse()
        if self._reader.line_num - self.line > 200 and any(cell.count("\n") > 200 for cell in row):
            self._refuse()
        return row

    def _refuse(self) -> NoReturn:
        raise problem("quote-not-closed", self._path.name, line=self.line)


def _draft(path: Path, records: _Records, header_row: int | None, limits: Limits) -> Draft:
    place = Address(FileKind.CSV, 1)
    heads, lines = _first(records, max(SEARCHED_ROWS, header_row or 0))
    if not any(cell.strip() for row in heads for cell in row):
        raise problem("file-empty", path.name)
    headings = find_headings([[_clean(cell) for cell in row] for row in heads], lines, place, header_row)
    limits.check_extent(path.name, 0, len(headings.names))
    draft = Draft(place, headings, [[] for _ in headings.names], [])
    first = headings.index + 1
    _fill(path, draft, chain(zip(lines[first:], heads[first:], strict=True), _numbered(records)), limits)
    return draft


def _first(records: _Records, wanted: int) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    for row in islice(records, wanted):
        rows.append(row)
        lines.append(records.line)
    return rows, lines


def _numbered(records: _Records) -> Iterator[tuple[int, list[str]]]:
    for row in records:
        yield records.line, row


def _fill(path: Path, draft: Draft, numbered: Iterator[tuple[int, list[str]]], limits: Limits) -> None:
    width = len(draft.columns)
    pools = [Pool(_clean) for _ in range(width)]
    short = 0
    while block := list(islice(numbered, _ROWS_AT_ONCE)):
        start = len(draft.row_numbers)
        for offset, (line, row) in enumerate(block):
            draft.row_numbers.append(line)
            if len(row) == width:
                continue
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                draft.ragged.append(start + offset)
            short += 0 < len(row) < width
            row[:] = [*row[:width], *[""] * (width - len(row))]
        spread(draft.columns, pools, (row for _, row in block))
        limits.check_extent(path.name, len(draft.row_numbers), width)
    if short:
        draft.remarks.append(Remark("rows-short", REMARKS["rows-short"], None, {"count": short}))


def _clean(raw: str) -> Cell:
    text = raw.strip()
    return repaired(text) if text else None
