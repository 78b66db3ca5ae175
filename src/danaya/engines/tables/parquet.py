"""Parquet, and DuckDB beside it: reading, writing in a random order, opening large files where they lie."""

import random
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zlib import crc32

from danaya.engines.tables.assembly import Pool
from danaya.engines.tables.delimited import find_delimiter, find_encoding
from danaya.engines.tables.kinds import shielded, sniff
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.spelling import kind_of
from danaya.engines.tables.table import Address, Cell, Column, FileKind, Remark, Table
from danaya.engines.tables.wording import REMARKS, problem

if TYPE_CHECKING:
    import duckdb

_ROWS_AT_ONCE = 10_000
_NESTED = ("[", "STRUCT", "MAP", "UNION", "BLOB")
_TEXT_AT_ONCE = 1 << 20


def _connect() -> "duckdb.DuckDBPyConnection":
    import duckdb  # noqa: PLC0415  # slow import

    return duckdb.connect(
        ":memory:", config={"threads": "1", "autoinstall_known_extensions": "false", "memory_limit": "4GB"}
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(path: Path) -> str:
    """Return a path for DuckDB: no star in a name is a pattern."""
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in str(path))


def read_parquet(path: Path, *, limits: Limits) -> Table:
    """Return the table of a Parquet file; see :func:`danaya.engines.tables.read`."""
    with _connect() as connection:
        source = connection.read_parquet(_literal(path), file_row_number=False)
        height = int(
            connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [_literal(path)]).fetchall()[0][0]
            or 0
        )
        limits.check_extent(path.name, height, len(source.columns))
        if not height:
            raise problem("no-rows", path.name)
        nested = [position for position, kind in enumerate(source.types) if any(mark in str(kind) for mark in _NESTED)]
        shown = [
            f"{_quoted(name)}::VARCHAR" if place in nested else _quoted(name)
            for place, name in enumerate(source.columns)
        ]
        cells = _fetched(source.project(", ".join(shown)), len(source.columns))
    columns = tuple(
        Column(name, values, position, kind=kind_of(dict.fromkeys(values), "."))
        for position, (name, values) in enumerate(zip(source.columns, cells, strict=True))
    )
    remarks = tuple(_flattened(source.columns[place], place) for place in nested)
    return Table(FileKind.PARQUET, columns, range(1, len(cells[0]) + 1), remarks=remarks)


def _fetched(source: "duckdb.DuckDBPyRelation", width: int) -> list[list[Cell]]:
    cells: list[list[Cell]] = [[] for _ in range(width)]
    pools = [Pool(_clean) for _ in range(width)]
    while rows := source.fetchmany(_ROWS_AT_ONCE):
        for column, pool, values in zip(cells, pools, zip(*rows, strict=True), strict=True):
            column.extend(map(pool.__getitem__, values))
    return cells


def _flattened(name: str, position: int) -> Remark:
    return Remark("nested-flattened", REMARKS["nested-flattened"], Address(FileKind.PARQUET, 1, position, name))


def _clean(cell: Any) -> Cell:
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, float) and cell != cell:  # noqa: PLR0124  # NaN alone differs from itself
        return None
    return cell  # type: ignore[no-any-return]


def relation(
    path: Path | str, connection: "duckdb.DuckDBPyConnection", *, limits: Limits | None = None
) -> "duckdb.DuckDBPyRelation":
    """Return a CSV or Parquet file as a relation of ``connection``, read where it lies, never as a whole in memory.

    The CSV's encoding, delimiter and decimal mark are found as :func:`read` finds them; its headings stand on line 1.

    Raises
    ------
    Problem
        Another kind of file, or one that cannot be read.
    """
    path = Path(path)
    kind, _ = sniff(path, limits or Limits())
    with shielded(path):
        if kind is FileKind.PARQUET:
            return connection.read_parquet(_literal(path))
        if kind is not FileKind.CSV:
            raise problem("not-for-database", path.name)
        return _csv_relation(path, connection)


def _csv_relation(path: Path, connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
    encoding, _ = find_encoding(path, None)
    delimiter = find_delimiter(path, encoding)
    decimal = "," if _decimal_comma(path, encoding, delimiter) else "."

    def opened(text: Path) -> "duckdb.DuckDBPyRelation":
        return connection.read_csv(
            _literal(text), header=True, delimiter=delimiter, quotechar='"', decimal=decimal, sample_size=-1
        )

    if encoding in ("utf-8", "utf-8-sig"):
        return opened(path)
    with TemporaryDirectory() as folder:  # DuckDB reads UTF-8 and approximations of the others: it keeps its own copy
        text = Path(folder) / "answers.csv"
        with path.open(encoding=encoding, newline="") as source, text.open("w", encoding="utf-8", newline="") as copy:
            shutil.copyfileobj(source, copy, _TEXT_AT_ONCE)
        name = f"answers_{crc32(str(path.resolve()).encode())}"
        opened(text).create_view(f"{name}_text", replace=True)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {name}_text")  # noqa: S608  # digits
        connection.execute(f"DROP VIEW {name}_text")
    return connection.table(name)


def _decimal_comma(path: Path, encoding: str, delimiter: str) -> bool:
    import csv  # noqa: PLC0415  # slow import
    from itertools import chain, islice  # noqa: PLC0415  # slow import

    from danaya.engines.tables.spelling import decimal_mark  # noqa: PLC0415  # slow import

    with path.open(encoding=encoding, newline="") as stream:
        rows = islice(csv.reader(stream, delimiter=delimiter), 2000)
        return decimal_mark(chain.from_iterable(rows)) == ","


def to_parquet(
    columns: Mapping[str, Sequence[Any]],
    path: Path | str,
    *,
    order: Sequence[int] | None = None,
    seed: int | None = None,
) -> Path:
    """Write columns to a Parquet file; the same columns, order and version of DuckDB give the same bytes.

    Parameters
    ----------
    columns
        Name → values of equal length: whole numbers become INTEGER or BIGINT, other numbers DOUBLE, text VARCHAR; None = null.
    order
        The permutation of rows to write them in; or
    seed
        what to shuffle them with.

    Returns
    -------
    Path
        The file written. It appears whole or not at all.
    """
    path = Path(path)
    height = _height(columns)
    rows = _order(height, order, seed)
    partial = path.with_name(f".{path.name}.partial")
    try:
        _copy(columns, rows, partial)
        partial.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            partial.unlink()
        raise
    return path


def _height(columns: Mapping[str, Sequence[Any]]) -> int:
    expected = len(next(iter(columns.values()), ()))
    for name, values in columns.items():
        if len(values) != expected:
            raise problem("columns-unequal", column=name, height=len(values), expected=expected)
    return expected


def _order(height: int, order: Sequence[int] | None, seed: int | None) -> Sequence[int]:
    if order is not None:
        if sorted(order) != list(range(height)):
            raise problem("order-not-permutation", height=height)
        return order
    rows = list(range(height))
    if seed is not None:
        random.Random(seed).shuffle(rows)  # noqa: S311  # the caller chooses the seed; a closed dataset draws a secret one
    return rows


def _copy(columns: Mapping[str, Sequence[Any]], rows: Sequence[int], path: Path) -> None:
    arrays, kinds = {}, []
    for place, (name, values) in enumerate(columns.items()):
        arrays[f"c{place}"], kind = _array([values[row] for row in rows])
        kinds.append(f"c{place}::{kind} AS {_quoted(name)}")
    with _connect() as connection:
        connection.register("answers", arrays)
        target = str(path).replace("'", "''")
        connection.execute(
            f"COPY (SELECT {', '.join(kinds)} FROM answers) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608  # names are quoted
        )


def _array(values: Sequence[Any]) -> tuple[Any, str]:
    """Return a NumPy array DuckDB reads without pandas, and the type of the column."""
    import numpy as np  # noqa: PLC0415  # slow import

    kinds = {type(value) for value in set(values) if value is not None}
    if kinds <= {int, bool} and all(abs(value) < 2**53 for value in set(values) if value is not None):
        numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        return numbers, "INTEGER" if not kinds or np.nanmax(np.abs(numbers)) < 2**31 else "BIGINT"
    if kinds <= {int, float, bool}:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64), "DOUBLE"
    texts = np.empty(len(values), dtype=object)
    texts[:] = [None if value is None else str(value) for value in values]
    return texts, "VARCHAR"
