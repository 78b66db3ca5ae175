"""Columns of answers: float64 where every value that is there is a number, else objects."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from danaya.engines.restitution.answers.codes import is_missing, normal_code

Column = npt.NDArray[Any]
"""A column of answers: float64 with NaN where missing, or objects (normal codes, None where missing)."""


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
