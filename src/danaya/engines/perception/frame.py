"""Answers in any form that can be scanned lazily: DuckDB relation, Parquet or CSV file, named columns, Spark frame."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
    return duckdb.connect(":memory:", config=settings)


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
    arrays = {name: _as_array(values) for name, values in columns.items()}
    if len({len(array) for array in arrays.values()}) > 1:
        raise refuse("columns-uneven")
    if not arrays or not len(next(iter(arrays.values()))):
        raise refuse("data-empty")
    name = f"answers_{id(arrays)}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM arrays")  # noqa: S608 our own name
    return nw.from_native(connection.table(name))


def _as_array(values: Sequence[object] | NDArray[Any]) -> NDArray[Any]:
    """Return a column DuckDB can scan: float64 with a mask for missing numbers, objects for text."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return np.ma.masked_invalid(values)
    if isinstance(values, np.ndarray) and values.dtype.kind in "biu":
        return values
    items = list(values)
    missing = np.array([item is None or item != item for item in items], dtype=bool)  # noqa: PLR0124 NaN
    present = [item for item, out in zip(items, missing, strict=True) if not out]
    if present and all(isinstance(item, bool | np.bool_) for item in present):
        return np.ma.masked_array([bool(item) and not out for item, out in zip(items, missing, strict=True)], missing)
    for kinds, kind in (((int, np.integer), np.int64), ((int, float, np.number), np.float64)):
        if all(isinstance(item, kinds) for item in present):
            numbers = [0 if out else item for item, out in zip(items, missing, strict=True)]
            return np.ma.masked_array(np.array(numbers, dtype=kind), missing)
    return np.array([None if out else str(item) for item, out in zip(items, missing, strict=True)], dtype=object)
