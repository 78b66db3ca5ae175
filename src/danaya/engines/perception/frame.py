"""Answers in any form that can be scanned lazily: DuckDB relation, Parquet or CSV file, named columns, Spark frame."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from danaya.engines.perception.refusals import refuse

if TYPE_CHECKING:
    import duckdb

ROW = "danaya_row"
"""Name of the row number given to answers whose every row is its own cluster."""

Columns = dict[str, NDArray[Any]]

_TABLES = count()
"""Numbers the tables that hold columns: a connection may serve several samples."""

_AT_FAULT = {"BinderException", "ConversionException", "OutOfRangeException", "InvalidInputException", "NarwhalsError"}
"""Errors of DuckDB and narwhals that say an expression does not fit the answers."""


def read_frame(data: object, connection: "duckdb.DuckDBPyConnection | None" = None) -> nw.LazyFrame[Any]:
    """Return ``data`` as a lazy narwhals frame.

    Parameters
    ----------
    data
        A DuckDB relation, a path to a Parquet or CSV file, a mapping from column name to a NumPy array (masked or NaN =
        missing) or list (None = missing), or whatever narwhals takes as lazy (a Spark or Polars lazy frame).
    connection
        DuckDB connection for files and columns; a private one without network is made when there is none.

    Raises
    ------
    Problem
        ``data-unreadable``, ``columns-uneven``.
    """
    if isinstance(data, nw.LazyFrame):
        return data
    if isinstance(data, Mapping):
        return _from_columns(data, connection or open_connection())
    if isinstance(data, str | Path):
        return _from_file(Path(data), connection or open_connection())
    try:
        return nw.from_native(data).lazy()  # type: ignore[call-overload, no-any-return]
    except (TypeError, AttributeError):
        raise refuse("data-unreadable", kind=type(data).__name__) from None


def open_connection() -> "duckdb.DuckDBPyConnection":
    """Open a private in-memory DuckDB that installs nothing and shows no progress bar."""
    import duckdb  # slow import  # noqa: PLC0415

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET enable_progress_bar = false")
    return connection


def number_rows(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return ``frame`` with a row number in column ``ROW``.

    DuckDB numbers rows in the order of the scan, which it keeps; other backends need their own cluster column.
    """
    native: Any = nw.to_native(frame)
    if frame.implementation is not nw.Implementation.DUCKDB:
        raise refuse("data-unreadable", kind=f"{frame.implementation}: no clusters")
    numbered: nw.LazyFrame[Any] = nw.from_native(native.project(f"*, row_number() OVER () AS {ROW}"))
    return numbered


def gather(frame: nw.LazyFrame[Any]) -> Columns:
    """Run a lazy frame and return its columns; missing numbers come back masked.

    Raises
    ------
    Problem
        ``expression-unreadable`` where the backend cannot compute what was asked for.
    """
    with explained():
        if frame.implementation is nw.Implementation.DUCKDB:
            return dict(nw.to_native(frame).fetchnumpy())
        collected = frame.collect()
        return {name: collected[name].to_numpy() for name in collected.columns}


@contextmanager
def explained() -> Iterator[None]:
    """Turn a backend's error about an expression into a Problem; every other error passes."""
    try:
        yield
    except Exception as error:
        if _AT_FAULT & {kind.__name__ for kind in type(error).__mro__}:
            raise refuse("expression-unreadable", detail=str(error).splitlines()[0]) from error
        raise


def check_columns(frame: nw.LazyFrame[Any], names: Sequence[str]) -> None:
    """Refuse a column name that the answers do not have."""
    known = frame.collect_schema().names()
    for name in names:
        if name not in known:
            shown = [column for column in known if column != ROW]
            raise refuse("column-unknown", column=name, known=", ".join(shown[:20]) + (" …" if len(shown) > 20 else ""))


def _from_file(path: Path, connection: "duckdb.DuckDBPyConnection") -> nw.LazyFrame[Any]:
    readers: dict[str, Any] = {".parquet": connection.read_parquet, ".csv": connection.read_csv}
    if path.suffix.lower() not in readers:
        raise refuse("data-unreadable", where=path.name, kind=path.suffix or path.name)
    frame: nw.LazyFrame[Any] = nw.from_native(readers[path.suffix.lower()](str(path)))
    return frame


def _from_columns(
    columns: Mapping[str, Sequence[object] | NDArray[Any]], connection: "duckdb.DuckDBPyConnection"
) -> nw.LazyFrame[Any]:
    read = {name: _read_column(values) for name, values in columns.items()}
    arrays = {name: array for name, (array, _) in read.items()}
    if len({len(array) for array in arrays.values()}) > 1:
        raise refuse("columns-uneven")
    if not arrays or not len(next(iter(arrays.values()))):
        raise refuse("data-empty")
    _refuse_alike(list(arrays))
    casts = ", ".join(f"CAST({_quote(name)} AS {kind}) AS {_quote(name)}" for name, (_, kind) in read.items())
    table = f"danaya_answers_{next(_TABLES)}"
    connection.execute(f"CREATE TEMP TABLE {table} AS SELECT {casts} FROM arrays")  # noqa: S608 names are quoted
    frame: nw.LazyFrame[Any] = nw.from_native(connection.table(table))
    return frame


def _refuse_alike(names: list[str]) -> None:
    """Refuse two columns that differ only by case: DuckDB does not tell them apart."""
    seen: dict[str, str] = {}
    for name in names:
        if seen.setdefault(name.lower(), name) != name:
            raise refuse("columns-alike", column=name, other=seen[name.lower()])


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_KINDS: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool, np.bool_), "BOOLEAN"),
    ((int, np.integer), "BIGINT"),
    ((int, float, np.number), "DOUBLE"),
)


def _read_column(values: Sequence[object] | NDArray[Any]) -> tuple[NDArray[Any], str]:
    """Return a column as DuckDB scans it (NaN or None = missing, it knows no masks) and its type."""
    if isinstance(values, np.ma.MaskedArray):
        values = values.tolist()
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values, {"f": "DOUBLE", "b": "BOOLEAN"}.get(values.dtype.kind, "BIGINT")
    items = [None if item is None or item != item else item for item in values]  # noqa: PLR0124 NaN
    present = [item for item in items if item is not None]
    name = next((name for kinds, name in _KINDS if all(isinstance(item, kinds) for item in present)), "VARCHAR")
    if name == "VARCHAR":
        return np.array([None if item is None else str(item) for item in items], dtype=object), name
    if name == "BOOLEAN" and present:
        return np.array(items, dtype=object), name
    return np.array([np.nan if item is None else item for item in items], dtype=float), name if present else "DOUBLE"
