"""Where the column headings stand, what they are called, which rows are totals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from danaya.engines.tables.spelling import as_number, fold
from danaya.engines.tables.table import Address, Cell, Remark
from danaya.engines.tables.wording import REMARKS, problem

SEARCHED_ROWS = 40
_FEWEST_GROUPS = 2
UNNAMED = "column"
_TOTALS = (
    "total",
    "totaux",
    "ensemble",
    "sous total",
    "subtotal",
    "sum",
    "somme",
    "grand total",
    "moyenne",
    "average",
    "mean",
    "overall",
)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table: their index among the first rows, their row in the file, unique names.

    A heading that is empty is called ``column (3)`` by its position; remarks say what was renamed.
    """

    index: int
    row: int
    names: tuple[str, ...]
    remarks: tuple[Remark, ...]


def find_headings(
    rows: Sequence[Sequence[Cell]], numbers: Sequence[int], place: Address, stated: int | None
) -> Headings:
    """Return the headings among the first ``rows`` of a file.

    Parameters
    ----------
    rows, numbers
        The first rows, empty cells as None, and the row of the file each stands on.
    place
        Any address of the file.
    stated
        The row as the person states it (counted as in the file); None = found.
    """
    index = _find(rows, place) if stated is None else _index_of(stated, rows, numbers, place)
    if stated is None and index + 1 < len(rows) and _goes_on(rows[index], rows[index + 1]):
        index += 1
    row = numbers[index]
    heads = _with_above(rows[index - 1], rows[index]) if index else rows[index]
    names, remarks = _named(heads, replace(place, row=row))
    if heads is not rows[index]:
        pairs = zip(names, rows[index], strict=True)
        example = next(name for name, cell in pairs if cell is not None and name != _heading(cell))
        remarks.append(Remark("header-joined", REMARKS["header-joined"], None, {"example": example}))
    if stated is None and index:
        remarks.insert(0, Remark("header-found", REMARKS["header-found"], None, {"row": row}))
    return Headings(index, row, names, tuple(remarks))


def _with_above(above: Sequence[Cell], heads: Sequence[Cell]) -> Sequence[Cell]:
    return _stacked(above, heads) if _goes_on(above, heads) else _joined(above, heads)


def _goes_on(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether the row below names the columns of groups of the row above (« Période » over « Début » and « Fin »).

    Under the other headings it is empty, or repeats them where a cell is merged down over both: a row of data says more.
    """
    groups = _groups(above, len(below))
    named = [place for place, cell in enumerate(below) if cell is not None and place in groups]
    alone = [place for place, cell in enumerate(above) if cell is not None and place not in groups]
    return (
        len(named) >= _FEWEST_GROUPS
        and any(_at(above, place) is None for place in named)
        and all(isinstance(below[place], str) and not _is_number(str(below[place])) for place in named)
        and bool(alone)
        and all(_at(below, place) in (None, above[place]) for place in alone)
    )


def _groups(above: Sequence[Cell], width: int) -> dict[int, str]:
    """Return the group of each column that stands in one: a heading with empty cells after it, over all of them."""
    group = -1
    found: dict[int, str] = {}
    for place in range(width):
        if _at(above, place) is not None:
            group = place
        elif group >= 0:
            found |= dict.fromkeys((group, place), _heading(above[group]))
    return found


def _stacked(above: Sequence[Cell], below: Sequence[Cell]) -> Sequence[Cell]:
    groups = _groups(above, len(below))
    words = [_heading(cell) for cell in below]
    return [
        " · ".join(filter(None, (groups[place], word))) if place in groups else _at(above, place) or word or None
        for place, word in enumerate(words)
    ]


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _joined(above: Sequence[Cell], heads: Sequence[Cell]) -> Sequence[Cell]:
    """Return the headings with the group above them (``Customs · Score``), where some stand twice without it.

    A group stands over its first column, merged over those that follow; a lone title above is no group.
    """
    words = [_heading(cell) for cell in heads]
    if len(set(words)) == len(words) or sum(cell is not None for cell in above) < _FEWEST_GROUPS:
        return heads
    group, groups = "", []
    for cell, word in zip([*above, *[None] * (len(heads) - len(above))], words, strict=False):
        group = _heading(cell) if cell is not None else group
        groups.append(group if words.count(word) > 1 else "")
    return [f"{group} · {word}" if group and word else word or None for group, word in zip(groups, words, strict=True)]


def _index_of(stated: int, rows: Sequence[Sequence[Cell]], numbers: Sequence[int], place: Address) -> int:
    index = numbers.index(stated) if stated in numbers else -1
    if index < 0 or not any(cell is not None for cell in rows[index]):
        raise problem("header-row-missing", place.sheet or "", row=stated)
    return index


def _find(rows: Sequence[Sequence[Cell]], place: Address) -> int:
    widest = max((_filled(row) for row in rows), default=0)
    for index, row in enumerate(rows):
        if _filled(row) >= max(1, 0.6 * widest) and _reads_as_headings(row):
            return index
    raise problem("no-header", place.sheet or "")


def _filled(row: Sequence[Cell]) -> int:
    return sum(cell is not None for cell in row)


def _reads_as_headings(row: Sequence[Cell]) -> bool:
    words = [cell for cell in row if isinstance(cell, str) and not _is_number(cell)]
    filled = [cell for cell in row if cell is not None]
    distinct = {fold(word) for word in words}
    return len(words) >= 0.5 * len(filled) and len(distinct) >= 0.5 * len(words) and bool(words)


def _is_number(text: str) -> bool:
    return as_number(text, ".") is not None or as_number(text, ",") is not None


def _named(row: Sequence[Cell], place: Address) -> tuple[tuple[str, ...], list[Remark]]:
    names: list[str] = []
    remarks: list[Remark] = []
    taken = {_heading(cell) for cell in row}
    for position, cell in enumerate(row):
        name = _heading(cell)
        final = name if name and name not in names else _free(name, position, taken.union(names))
        if name and final != name:
            values = {"name": name, "renamed": final}
            remarks.append(
                Remark("header-duplicate", REMARKS["header-duplicate"], replace(place, column=position), values)
            )
        names.append(final)
    return tuple(names), remarks


def _heading(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _free(base: str, position: int, taken: set[str]) -> str:
    number = 2 if base else position + 1
    base = base or UNNAMED
    while f"{base} ({number})" in taken:
        number += 1
    return f"{base} ({number})"


def is_total(first: Cell) -> bool:
    """Whether a row whose first filled cell is ``first`` looks like a total."""
    if not isinstance(first, str) or len(first) > 40:
        return False
    words = fold(first)
    return words in _TOTALS or words.startswith(("total ", "ensemble "))


def find_totals(columns: Sequence[Sequence[Cell]], height: int) -> tuple[int, ...]:
    """Return the indexes of the rows that look like totals, by their first filled cell."""
    found = []
    suspects = {index for column in columns[:3] for index, cell in enumerate(column) if is_total(cell)}
    for index in sorted(suspects):
        first = next((column[index] for column in columns if column[index] is not None), None)
        if index < height and is_total(first):
            found.append(index)
    return tuple(found)
