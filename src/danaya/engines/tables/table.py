"""A table as it stands in a file: columns of cells, each of which can be pointed at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from danaya.engines.language import Text, in_language, typeset
from danaya.engines.tables.sentences import filled


class FileKind(StrEnum):
    """What a file is, judged by its content and never by its name."""

    CSV = "csv"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    SAV = "sav"
    POR = "por"
    DTA = "dta"
    PARQUET = "parquet"
    DOCX = "docx"

    @property
    def is_workbook(self) -> bool:
        """Whether it has sheets and cells with letters."""
        return self in (FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS)

    @property
    def is_statistical(self) -> bool:
        """Whether it carries variable and value labels."""
        return self in (FileKind.SAV, FileKind.POR, FileKind.DTA)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds no value: an error, or a formula whose result was never saved. It is never evaluated."""

    shown: str
    cause: str
    """``error`` or ``formula``."""

    def __str__(self) -> str:
        return self.shown


Cell = None | bool | int | float | str | date | datetime | time | Unreadable
"""What a cell holds; None = empty."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cell or a row stands, as the person sees it in the file; ``row`` counts from 1, ``column`` from 0."""

    kind: FileKind
    row: int
    column: int | None = None
    name: str = ""
    sheet: str | None = None

    def __str__(self) -> str:
        if self.kind.is_workbook:
            letters = "" if self.column is None else column_letters(self.column)
            return f"{self.sheet}!{letters}{self.row}"
        return f"{self.row}:{self.name}" if self.name else str(self.row)

    def in_language(self, language: str) -> str:
        """Return the place in words: ``Feuille1!C12``, ``ligne 12, colonne « Q53C »``."""
        if self.kind.is_workbook and self.column is not None:
            return str(self)
        row, column = _PLACES[self.kind.is_statistical or self.kind is FileKind.PARQUET]
        text = in_language(row, language).format(row=self.row)
        if self.name:
            text += in_language(column, language).format(name=self.name)
        if self.sheet:
            text = f"{self.sheet}, {text}"
        return typeset(text, language)

    def to(self, last: "Address", language: str) -> str:
        """Return the rows from this place to ``last`` in words, without the column's name: the sentence tells it."""
        if self.row == last.row:
            return replace(self, name="").in_language(language)
        if self.kind.is_workbook and self.column is not None:
            return f"{self}:{column_letters(self.column)}{last.row}"
        words = in_language(_SPANS[self.kind.is_statistical or self.kind is FileKind.PARQUET], language)
        text = words.format(first=self.row, last=last.row)
        return typeset(f"{self.sheet}, {text}" if self.sheet else text, language)


_SPANS: tuple[Text, Text] = (
    {"fr": "lignes {first} à {last}", "en": "rows {first} to {last}"},
    {"fr": "enregistrements {first} à {last}", "en": "records {first} to {last}"},
)
_PLACES: tuple[tuple[Text, Text], tuple[Text, Text]] = (
    ({"fr": "ligne {row}", "en": "row {row}"}, {"fr": ", colonne « {name} »", "en": ", column “{name}”"}),
    (
        {"fr": "enregistrement {row}", "en": "record {row}"},
        {"fr": ", variable « {name} »", "en": ", variable “{name}”"},
    ),
)


def column_letters(position: int) -> str:
    """Return the letters of a spreadsheet's column, counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class MissingRange:
    """Values that the file itself declares missing: numbers from ``low`` to ``high``, or one text."""

    low: float | str
    high: float | str

    def holds(self, value: Cell) -> bool:
        """Whether ``value`` is declared missing."""
        if isinstance(value, str) or isinstance(self.low, str) or isinstance(self.high, str):
            return value == self.low
        return isinstance(value, int | float) and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file (made unique), what the file says of it, and its cells from top to bottom."""

    name: str
    values: Sequence[Cell]
    position: int
    label: str = ""
    kind: str = "text"
    """``number``, ``text``, ``date``, ``mixed`` or ``empty``."""
    value_labels: Mapping[Cell, str] = field(default_factory=dict)
    user_missing: tuple[MissingRange, ...] = ()

    def distinct(self) -> Mapping[Cell, int]:
        """Return each value with how often it occurs, in order of first appearance; None for empty cells."""
        return Counter(self.values)

    def declares_missing(self, value: Cell) -> bool:
        """Whether the file itself declares ``value`` missing."""
        return any(span.holds(value) for span in self.user_missing)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something noticed while reading that a person should know."""

    code: str
    text: Text
    address: Address | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the remark in ``language``, with its place in front."""
        message = filled(self.text, language, self.values)
        return f"{self.address.in_language(language)}: {message}" if self.address else message


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file.

    ``row_numbers`` gives for each record its row (CSV: line) in the file; ``totals`` and ``ragged`` are indexes of
    records that look like totals, and that have more cells than there are headings.
    """

    kind: FileKind
    columns: tuple[Column, ...]
    row_numbers: Sequence[int]
    sheet: str | None = None
    header_row: int | None = None
    decimal: str = "."
    encoding: str = ""
    remarks: tuple[Remark, ...] = ()
    totals: tuple[int, ...] = ()
    ragged: tuple[int, ...] = ()

    @property
    def height(self) -> int:
        """How many records there are."""
        return len(self.row_numbers)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in the order of the file."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column called ``name``; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def address(self, index: int, name: str = "") -> Address:
        """Return where record ``index`` stands, or its cell in the column called ``name``."""
        row = self.row_numbers[index]
        if not name:
            return Address(self.kind, row, sheet=self.sheet)
        return Address(self.kind, row, self.column(name).position, name, self.sheet)
