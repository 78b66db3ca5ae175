"""What was read of a workbook, kept until it is taken over: of rows that nobody touched only their place and key."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from danaya.apps.commitments.overviews.workbook.reading import CameBack, Row
from danaya.apps.commitments.overviews.workbook.values import Misread, seal_of

Cell = str | Misread


def pack(came: CameBack) -> dict[str, Any]:
    """Return what came back as plain values; thousands of untouched rows take no more than their keys."""
    return {
        "commitments": _pack(came.commitments),
        "milestones": _pack(came.milestones),
        "notes": [dict(one) for one in came.notes],
    }


def unpack(held: Mapping[str, Any]) -> CameBack:
    """Return what :func:`pack` kept."""
    return CameBack(
        [_row(*one) for one in held["commitments"]], [_row(*one) for one in held["milestones"]], held["notes"]
    )


def is_touched(row: Row) -> bool:
    """Tell whether a cell of a row is not as it was exported, or nothing says how it was."""
    return any(row.seals.get(key) != seal_of(_shown(cell)) for key, cell in row.cells.items())


def _pack(rows: Sequence[Row]) -> list[list[Any]]:
    times = Counter(row.key for row in rows)
    return [_packed(row, whole=not row.key or times[row.key] > 1 or is_touched(row)) for row in rows]


def _packed(row: Row, *, whole: bool) -> list[Any]:
    if not whole:
        return [row.place, row.key]
    cells = {
        key: {"shown": cell.shown, "why": dict(cell.why)} if isinstance(cell, Misread) else cell
        for key, cell in row.cells.items()
    }
    return [row.place, row.key, row.revision, dict(row.seals), cells]


def _row(
    place: str,
    key: str,
    revision: str = "",
    seals: Mapping[str, str] | None = None,
    cells: Mapping[str, Any] | None = None,
) -> Row:
    read = {name: Misread(**cell) if isinstance(cell, dict) else cell for name, cell in (cells or {}).items()}
    return Row(place, key, revision, seals or {}, read)


def _shown(cell: Cell) -> str:
    return cell.shown if isinstance(cell, Misread) else cell
