"""The answers of a round: columns of one height, read from any file an institute delivers, with a digest of what they hold."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from danaya.engines.language import Problem, Text
from danaya.engines.restitution.answers.columns import Column, to_column

EMPTY: Text = {
    "fr": "Ce fichier ne contient aucune réponse. Choisissez le fichier des réponses.",
    "en": "This file holds no answer. Choose the file of answers.",
}
UNEVEN: Text = {
    "fr": "Les colonnes n'ont pas la même longueur ({lengths}). Complétez-les.",
    "en": "The columns are not of the same length ({lengths}). Fill them in.",
}


@dataclass(frozen=True, eq=False)
class Answers:
    """Columns of answers: float64 with NaN where missing, or objects (codes as normal values, None where missing)."""

    columns: Mapping[str, Column]
    height: int
    name: str = ""
    """The file they came from, for messages."""
    locate: Callable[[int, str], str] = lambda row, column: f"{column}, {row + 1}"
    """Row index (from 0) and column → the place as a person finds it in the file."""

    @classmethod
    def from_columns(cls, columns: Mapping[str, Sequence[object] | Column], name: str = "") -> "Answers":
        """Return answers held in memory.

        Raises
        ------
        Problem
            Columns differ in length, or there is no row.
        """
        lengths = sorted({len(values) for values in columns.values()})
        if len(lengths) > 1:
            raise Problem("uneven-columns", UNEVEN, name, lengths=", ".join(map(str, lengths)))
        if not lengths or not lengths[0]:
            raise Problem("no-answers", EMPTY, name)
        return cls({key: to_column(values) for key, values in columns.items()}, lengths[0], name)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of names and values, whatever the file form they came in; order of rows counts."""
        total = hashlib.sha256()
        for name in sorted(self.columns):
            column = self.columns[name]
            total.update(f"{len(name)}:{name}:{column.dtype.kind}:".encode())
            total.update(_bytes_of(column))
        return total.hexdigest()


def _bytes_of(column: Column) -> bytes:
    if column.dtype.kind == "f":
        return np.ascontiguousarray(np.where(np.isnan(column), np.nan, column + 0.0)).tobytes()
    return "\x1f".join("\x00" if value is None else f"{type(value).__name__}:{value}" for value in column).encode()


def read_answers(path: Path | str, sheet: str | None = None) -> Answers:
    """Return the answers in a CSV, Excel, SPSS, Stata or Parquet file.

    Raises
    ------
    Problem
        What is wrong with the file, where, and what to do.
    """
    from danaya.engines.tables import read  # noqa: PLC0415  # slow import

    table = read(Path(path), sheet=sheet)
    if not table.height:
        raise Problem("no-answers", EMPTY, Path(path).name)
    columns = {column.name: to_column([_plain(cell) for cell in column.values]) for column in table.columns}
    return Answers(columns, table.height, Path(path).name, lambda row, column: str(table.address(row, column)))


def _plain(cell: object) -> object:
    """Numbers and texts as they are; dates and unreadable cells as the text that was shown."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    shown = getattr(cell, "shown", None)
    return str(cell) if shown is None else str(shown)
