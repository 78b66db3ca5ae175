"""One form for one answer code, however a file wrote it: ``1``, ``1.0``, ``" 1"`` and ``"01"`` are the same answer."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
"""A column of answers: float64 with NaN where missing, or objects (normal codes, None where missing)."""


def normal_code(value: object) -> float | str:
    """Return a number for everything that reads as one (a decimal point, not a comma), else the text without outer blanks."""
    if isinstance(value, bool | np.bool_):
        return float(value)
    if isinstance(value, int | float | np.number):
        return float(value)
    text = str(value).strip()
    return _number(text) if text[:1] in _NUMERIC_STARTS else text


_NUMERIC_STARTS = tuple("0123456789-+.")


def _number(text: str) -> float | str:
    if "_" in text:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def is_missing(value: object) -> bool:
    """Whether a cell is empty: None, NaN, or nothing but blanks."""
    if value is None:
        return True
    if isinstance(value, float | np.floating):
        return bool(np.isnan(value))
    return isinstance(value, str) and not value.strip()


def to_column(values: Sequence[object] | Column) -> Column:
    """Return ``values`` as a column of normal codes, float64 where every value that is there is a number."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values.astype(np.float64)
    normal = [None if is_missing(value) else normal_code(value) for value in values]
    if all(value is None or isinstance(value, float) for value in normal):
        return np.array([np.nan if value is None else value for value in normal], dtype=np.float64)
    column = np.empty(len(normal), dtype=object)
    column[:] = normal
    return column


def missing_in(column: Column) -> npt.NDArray[np.bool_]:
    """Return where ``column`` holds no answer."""
    if column.dtype.kind == "f":
        return np.isnan(column)
    return np.array([value is None for value in column], dtype=bool)


def where_code(column: Column, codes: Iterable[object]) -> npt.NDArray[np.bool_]:
    """Return where ``column`` holds one of ``codes``."""
    wanted = {normal_code(code) for code in codes}
    if column.dtype.kind == "f":
        return np.isin(column, [code for code in wanted if isinstance(code, float)])
    return np.array([value in wanted for value in column], dtype=bool)


def shown_code(value: object) -> str:
    """Return a code as files show it: ``501`` for 501.0."""
    normal = normal_code(value)
    return f"{normal:g}" if isinstance(normal, float) and abs(normal) < 1e6 else str(_whole(normal))


def _whole(value: float | str) -> float | int | str:
    return int(value) if isinstance(value, float) and value.is_integer() else value
