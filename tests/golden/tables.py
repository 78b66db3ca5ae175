"""CSV tables of a golden folder, typed by their schema or by what they hold."""

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tests.golden.expressions import Column, UnreadableError, distinct


@dataclass
class Table:
    """Columns as arrays (NaN or None = missing), and what is known of each."""

    arrays: dict[str, np.ndarray[Any, Any]]
    columns: dict[str, Column] = field(default_factory=dict)


def read_table(path: Path) -> Table:
    """Read a CSV and, where it stands beside it, its schema; the column ``row`` numbers the rows from 1."""
    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.reader(lines))
    if not rows:
        raise UnreadableError(f"{path.name} is empty")
    header, body = rows[0], [row for row in rows[1:] if row]
    if any(len(row) != len(header) for row in body):
        raise UnreadableError(f"{path.name}: a row has not as many cells as the header")
    factors = _read_factors(path)
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    columns: dict[str, Column] = {}
    for place, name in enumerate(header):
        ours = f"c{place}_{name}"  # DuckDB does not tell Nh from nh
        arrays[ours], columns[name] = _type_column(ours, [row[place] for row in body], factors.get(name))
    if "row" not in columns:
        arrays["row"], columns["row"] = np.arange(1.0, len(body) + 1), Column("row", "number")
    return Table(arrays, columns)


def _read_factors(path: Path) -> dict[str, list[str]]:
    beside = path.with_name(path.name.removesuffix(".csv") + ".schema.json")
    if not beside.exists():
        return {}
    factors = json.loads(beside.read_text(encoding="utf-8")).get("factors") or {}
    return {name: [str(level) for level in levels] for name, levels in dict(factors).items()}


def _type_column(name: str, cells: list[str], order: list[str] | None) -> tuple[np.ndarray[Any, Any], Column]:
    known = [cell for cell in cells if cell != ""]
    if order is not None:
        present = set(known)
        levels = [level for level in order if level in present]
        return _texts(cells), Column(name, "text", (*levels, *sorted(present - set(order))))
    if all(_is_number(cell) for cell in known):
        values = [float(cell) if cell != "" else np.nan for cell in cells]
        written = {float(cell): cell for cell in reversed(known)}
        return np.array(values), Column(name, "number", tuple(distinct(list(written))), written)
    if all(cell in ("TRUE", "FALSE") for cell in known):
        truths = np.array([{"TRUE": True, "FALSE": False}.get(cell) for cell in cells], dtype=object)
        return truths, Column(name, "truth", tuple(cell == "TRUE" for cell in distinct(list(known))))
    return _texts(cells), Column(name, "text", tuple(distinct(list(known))))


def _texts(cells: list[str]) -> np.ndarray[Any, Any]:
    return np.array([cell if cell != "" else None for cell in cells], dtype=object)


def _is_number(cell: str) -> bool:
    try:
        return bool(np.isfinite(float(cell))) and "_" not in cell
    except ValueError:
        return False
