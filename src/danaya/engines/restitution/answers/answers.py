"""The answers of a round: columns of one height, read from any file an institute delivers, with a digest of what they hold."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.restitution.answers.codes import is_missing
from danaya.engines.restitution.answers.columns import Column, to_column

if TYPE_CHECKING:
    from danaya.engines.tables import Column as TableColumn

EMPTY: Text = {
    "fr": "Ce fichier ne contient aucune réponse. Choisissez le fichier des réponses.",
    "en": "This file holds no answer. Choose the file of answers.",
}
UNEVEN: Text = {
    "fr": "Les colonnes n'ont pas la même longueur ({lengths}). Complétez-les.",
    "en": "The columns are not of the same length ({lengths}). Fill them in.",
}
NO_WORKBOOK: Text = {
    "fr": "Ce fichier n'est pas un classeur : il n'a pas de feuille « {sheet} ». Retirez --sheet, ou donnez le classeur.",
    "en": "This file is no workbook: it has no sheet “{sheet}”. Leave --sheet out, or give the workbook.",
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
    remarks: tuple[Text, ...] = ()
    """What was noticed while reading that a person should know (headings joined, formulas, two columns of one name)."""

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

    name = Path(path).name
    try:
        table = read(Path(path), sheet=sheet)
    except Problem as problem:
        raise Problem(problem.code, problem.text, problem.where or name, **problem.values) from problem
    if not table.height:
        raise Problem("no-answers", EMPTY, name)
    if sheet and not table.kind.is_workbook:
        raise Problem("no-workbook", NO_WORKBOOK, name, sheet=sheet)
    columns = {column.name: to_column(_cells(column, table.decimal)) for column in table.columns}
    remarks = tuple({code: remark.in_language(code) for code in LANGUAGES} for remark in table.remarks)
    return Answers(columns, table.height, Path(path).name, lambda row, column: str(table.address(row, column)), remarks)


def _cells(column: "TableColumn", decimal: str) -> list[object]:
    """Return the cells of a column; numbers with a decimal comma as numbers, where the whole column holds numbers."""
    from danaya.engines.tables.spelling import as_number  # noqa: PLC0415  # slow import

    plain = [_plain(cell) for cell in column.values]
    if decimal == "." or not any(isinstance(cell, str) for cell in plain):
        return plain
    numbers = [None if is_missing(cell) else as_number(cell, decimal) for cell in plain]  # type: ignore[arg-type]
    known = all(number is not None or is_missing(cell) for number, cell in zip(numbers, plain, strict=True))
    return list(numbers) if known else plain


def _plain(cell: object) -> object:
    """Numbers and texts as they are; dates and unreadable cells as the text that was shown."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    shown = getattr(cell, "shown", None)
    return str(cell) if shown is None else str(shown)
