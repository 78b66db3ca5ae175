"""SPSS and Stata files: codes with their labels, declared missing values, texts of any encoding."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from danaya.engines.tables.assembly import Pool
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.spelling import from_latin, kind_of, repaired
from danaya.engines.tables.table import Cell, Column, FileKind, MissingRange, Remark, Table
from danaya.engines.tables.wording import REMARKS, problem

_READERS: dict[FileKind, tuple[str, dict[str, Any]]] = {
    FileKind.SAV: ("read_sav", {"user_missing": True}),
    FileKind.POR: ("read_por", {}),
    FileKind.DTA: ("read_dta", {"user_missing": True}),
}
_CELLS_AT_ONCE = 4_000_000
_BYTEWISE = "latin1"

_WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"encoding": _BYTEWISE},
    {"disable_datetime_conversion": True},
    {"encoding": _BYTEWISE, "disable_datetime_conversion": True},
)
"""How a file is tried: as it says it is; bytes for bytes, when its texts break its own encoding; without dates, when one
is beyond the calendar."""


def read_statistical(path: Path, kind: FileKind, *, encoding: str | None, limits: Limits) -> Table:
    """Return the table of an SPSS or Stata file; see :func:`danaya.engines.tables.read`."""
    ways = [{**way, "encoding": encoding} for way in _WAYS if "encoding" not in way] if encoding else _WAYS
    for way in ways[:-1]:
        try:
            return _read(path, kind, way, limits)
        except (UnicodeDecodeError, OverflowError, ValueError):
            continue
        except Exception as error:
            if "convert string" not in str(error).lower() and "encod" not in str(error).lower():
                raise
    return _read(path, kind, ways[-1], limits)


def _read(path: Path, kind: FileKind, way: Mapping[str, Any], limits: Limits) -> Table:
    meta = _meta(path, kind, way, limits)
    if not meta.column_names:
        raise problem("no-header", path.name)
    mend = _Mender(bytewise=way.get("encoding") == _BYTEWISE)
    cells: dict[str, list[Cell]] = {name: [] for name in meta.column_names}
    pools = {name: Pool(mend) for name in meta.column_names}
    for block in _blocks(path, kind, way, len(cells)):
        for name, values in block.items():
            cells[name].extend(map(pools[name].__getitem__, values))
        limits.check_extent(path.name, len(cells[meta.column_names[0]]), len(cells))
    height = len(cells[meta.column_names[0]])
    if not height:
        raise problem("no-rows", path.name)
    columns = tuple(
        _column(meta, name, cells.pop(name), position, mend) for position, name in enumerate(meta.column_names)
    )
    return Table(kind, columns, range(1, height + 1), encoding=meta.file_encoding or "", remarks=mend.remarks())


def _parse(path: Path, kind: FileKind, **options: Any) -> tuple[dict[str, Sequence[Any]], Any]:
    import pyreadstat  # noqa: PLC0415  # slow import

    reader, always = _READERS[kind]
    if kind is FileKind.POR:
        options.pop("encoding", None)  # its reader knows no encodings
    read, meta = getattr(pyreadstat, reader)(str(path), output_format="dict", **always, **options)
    return read, meta


def _meta(path: Path, kind: FileKind, way: Mapping[str, Any], limits: Limits) -> Any:
    _, meta = _parse(path, kind, metadataonly=True, **way)
    limits.check_extent(path.name, meta.number_rows or 0, len(meta.column_names))
    return meta


def _blocks(path: Path, kind: FileKind, way: Mapping[str, Any], width: int) -> Iterator[dict[str, Sequence[Any]]]:
    """Yield the cells some thousands of rows at a time, so that only the pooled ones stay in memory."""
    rows = max(1000, _CELLS_AT_ONCE // width)
    offset = 0
    while True:
        block, _ = _parse(path, kind, row_limit=rows, row_offset=offset, **way)
        yield block
        read = len(next(iter(block.values()))) if block else 0
        if read < rows:
            return
        offset += rows


class _Mender:
    """Cleans cells and labels: trailing blanks go, broken encodings are mended and counted."""

    def __init__(self, *, bytewise: bool) -> None:
        self._bytewise = bytewise
        self._mended: dict[str, str] = {}

    def __call__(self, cell: Any) -> Cell:
        if isinstance(cell, float) and cell != cell:  # noqa: PLR0124  # NaN alone differs from itself
            return None
        if not isinstance(cell, str):
            return cell  # type: ignore[no-any-return]
        return self.text(cell) or None

    def text(self, raw: str) -> str:
        """Return a text without blanks at its ends, mended."""
        stripped = raw.strip(" \t\r\n\x00")
        text = from_latin(stripped) if self._bytewise else stripped
        mended = repaired(text)
        if mended != stripped or (self._bytewise and not stripped.isascii()):
            self._mended.setdefault(stripped, mended)
        return mended

    def remarks(self) -> tuple[Remark, ...]:
        """Return the remark on what was mended, if anything was."""
        if not self._mended:
            return ()
        values = {"count": len(self._mended), "example": next(iter(self._mended.values()))}
        return (Remark("text-repaired", REMARKS["text-repaired"], None, values),)


def _column(meta: Any, name: str, values: list[Cell], position: int, mend: _Mender) -> Column:
    labels = {mend(code): mend.text(str(label)) for code, label in (meta.variable_value_labels.get(name) or {}).items()}
    dotted = _dotted(meta, name, values)
    if dotted:
        values = [f".{cell}" if cell in dotted else cell for cell in values]
        labels = {f".{code}" if code in dotted else code: label for code, label in labels.items()}
    missing = tuple(_range(span, mend) for span in (meta.missing_ranges or {}).get(name, ()))
    missing += tuple(MissingRange(f".{mark}", f".{mark}") for mark in sorted(dotted))
    return Column(
        name=mend.text(name),
        values=values,
        position=position,
        label=mend.text(meta.column_names_to_labels.get(name) or ""),
        kind=kind_of((cell for cell in dict.fromkeys(values) if not any(span.holds(cell) for span in missing)), "."),
        value_labels={code: label for code, label in labels.items() if code is not None},
        user_missing=missing,
    )


def _dotted(meta: Any, name: str, values: Sequence[Cell]) -> set[str]:
    """Return the letters of Stata's extended missing values (.a–.z), which stand as letters among numbers."""
    if meta.readstat_variable_types.get(name) == "string":
        return set()
    return {cell for cell in set(values) if isinstance(cell, str) and len(cell) == 1 and cell.isalpha()}


def _range(span: Mapping[str, Any], mend: _Mender) -> MissingRange:
    low, high = span["lo"], span["hi"]
    return (
        MissingRange(mend.text(low), mend.text(high)) if isinstance(low, str) else MissingRange(float(low), float(high))
    )
