"""From lists of cells to a table: what reading a sheet and reading a text have in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from danaya.engines.tables.headings import UNNAMED, Headings, find_totals
from danaya.engines.tables.spelling import as_number, decimal_mark, kind_of
from danaya.engines.tables.table import Address, Cell, Column, Remark, Table
from danaya.engines.tables.wording import REMARKS, problem

DISTINCT_LOOKED_AT = 5_000
_FEWEST_ROWS = 4
_ROWS_BELOW = 50


class Pool(dict[Any, Any]):
    """Cleans each distinct value once and hands out the same object for equal cells: a column of codes costs 8 bytes a cell."""

    def __init__(self, clean: Callable[[Any], Cell]) -> None:
        super().__init__()
        self._clean = clean

    def __missing__(self, raw: Any) -> Cell:
        value = self._clean(raw)
        self[raw] = value
        return value


@dataclass(slots=True)
class Draft:
    """A table being read: its place, headings, cells by column, the file's row of each record."""

    place: Address
    headings: Headings
    columns: list[list[Cell]]
    row_numbers: list[int]
    ragged: list[int] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    decimal: str = "."
    encoding: str = ""


def assemble(draft: Draft) -> Table:
    """Return the table of a draft: trailing empty rows and nameless empty columns go, kinds and totals are found."""
    _cut_empty_end(draft)
    labels = _take_labels(draft)
    if not draft.row_numbers:
        raise problem("no-rows", draft.place.sheet or "")
    looks = [_look(column) for column in draft.columns]
    decimal = decimal_mark(text for look in looks for text in look if isinstance(text, str))
    columns, remarks = _columns(draft, looks, decimal, labels)
    totals = find_totals([column.values for column in columns], len(draft.row_numbers))
    if totals:
        remarks.append(_totals_remark(draft, totals))
    return Table(
        kind=draft.place.kind,
        columns=columns,
        row_numbers=_compact(draft.row_numbers),
        sheet=draft.place.sheet,
        header_row=draft.headings.row,
        decimal=decimal,
        encoding=draft.encoding,
        remarks=(*draft.headings.remarks, *draft.remarks, *remarks),
        totals=totals,
        ragged=tuple(index for index in draft.ragged if index < len(draft.row_numbers)),
    )


def _cut_empty_end(draft: Draft) -> None:
    height = len(draft.row_numbers)
    while height and not any(column[height - 1] is not None for column in draft.columns):
        height -= 1
    del draft.row_numbers[height:]
    for cells in draft.columns:
        del cells[height:]


def _look(column: Sequence[Cell]) -> list[Cell]:
    """Return some distinct values: all of a column of codes, the first thousands of a column of texts."""
    seen: dict[Cell, None] = {}
    for start in range(0, len(column), DISTINCT_LOOKED_AT):
        seen.update(dict.fromkeys(column[start : start + DISTINCT_LOOKED_AT]))
        if len(seen) > DISTINCT_LOOKED_AT:
            break
    return list(seen)


def _take_labels(draft: Draft) -> list[str]:
    """Take the row under the headings off where it repeats what each column is about, as some survey tools write it.

    Such a row has words in most columns that hold nothing but numbers below. Returns the columns' labels, or none.
    """
    if len(draft.row_numbers) < _FEWEST_ROWS:
        return []
    firsts = [column[0] for column in draft.columns]
    telling = [place for place, cell in enumerate(firsts) if _is_words(cell) and _numbers_below(draft.columns[place])]
    filled = sum(cell is not None for cell in firsts)
    if len(telling) < max(2, 0.5 * filled):
        return []
    values = {"row": draft.row_numbers[0]}
    draft.remarks.append(Remark("header-labels", REMARKS["header-labels"], None, values))
    del draft.row_numbers[0]
    for column in draft.columns:
        del column[0]
    draft.ragged[:] = [index - 1 for index in draft.ragged if index]
    return ["" if cell is None else str(cell) for cell in firsts]


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and as_number(cell, ".") is None and as_number(cell, ",") is None


def _numbers_below(column: Sequence[Cell]) -> bool:
    below = [cell for cell in column[1:_ROWS_BELOW] if cell is not None]
    return bool(below) and not any(_is_words(cell) for cell in below)


def _columns(
    draft: Draft, looks: Sequence[Sequence[Cell]], decimal: str, labels: Sequence[str]
) -> tuple[tuple[Column, ...], list[Remark]]:
    columns: list[Column] = []
    remarks: list[Remark] = []
    empty = 0
    for position, (name, cells, look) in enumerate(zip(draft.headings.names, draft.columns, looks, strict=True)):
        kind = kind_of(look, decimal)
        nameless = name == f"{UNNAMED} ({position + 1})"
        if nameless and kind == "empty":
            empty += 1
            continue
        if nameless:
            place = replace(draft.place, row=draft.headings.row, column=position)
            remarks.append(Remark("header-unnamed", REMARKS["header-unnamed"], place, {"renamed": name}))
        label = labels[position] if labels else ""
        columns.append(Column(name, cells, position, label, kind))
    if empty:
        remarks.append(Remark("columns-empty", REMARKS["columns-empty"], None, {"count": empty}))
    return tuple(columns), remarks


def _totals_remark(draft: Draft, totals: Sequence[int]) -> Remark:
    example = next(column[totals[0]] for column in draft.columns if column[totals[0]] is not None)
    return Remark("totals-found", REMARKS["totals-found"], None, {"count": len(totals), "example": str(example)})


def _compact(numbers: list[int]) -> Sequence[int]:
    """Return consecutive row numbers as a range."""
    span = range(numbers[0], numbers[-1] + 1)
    return span if len(span) == len(numbers) else numbers


def spread(columns: list[list[Cell]], pools: Sequence[Pool], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows of equal width to the columns, each cell cleaned by its column's pool."""
    for column, pool, cells in zip(columns, pools, zip(*rows, strict=True), strict=False):
        column.extend(map(pool.__getitem__, cells))
