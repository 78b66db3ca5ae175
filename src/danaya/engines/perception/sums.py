"""Sums per leaf × domain in one wide group-by per block of terms: the only scan an estimate needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from danaya.engines.perception.frame import Columns, check_columns, explained, gather
from danaya.engines.perception.sample import Sample
from danaya.engines.perception.tree import Floats, Ints

BLOCK = 240
"""Aggregates per scan: wide enough to read few times, narrow enough for a hash table in memory."""

ROWS = "danaya_rows"
SUM = "danaya_sum_"
"""What the columns of a scan are called: number of rows, and each sum."""

Domain = tuple[object, ...]
Levels = Mapping[str, Sequence[object]]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Rows are the observed leaf × domain pairs, sorted by domain, then leaf.

    ``cell`` −1 holds answers whose domain is not known: they belong to no estimate, yet their leaf is in the sample.
    """

    leaf: Ints
    cell: Ints
    domains: tuple[Domain, ...]
    rows: Floats
    """Answers of each pair."""
    values: Mapping[str, Floats]


def sum_by_leaf(
    sample: Sample,
    aggregates: Mapping[str, nw.Expr],
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    levels: Levels | None = None,
) -> Sums:
    """Return ``aggregates`` (sums and counts) over each leaf × domain, in as few scans as blocks.

    Nothing is weighted here: the caller writes the weight into the expression. ``where`` keeps a domain; the
    sample's leaves stay known through ``sample.tree``.
    """
    return sum_by_each(sample, aggregates, [by], where, levels)[0]


def sum_by_each(
    sample: Sample,
    aggregates: Mapping[str, nw.Expr],
    breakdowns: Sequence[Sequence[str]],
    where: nw.Expr | None = None,
    levels: Levels | None = None,
) -> list[Sums]:
    """Return the sums for several breakdowns: the scan goes by all their columns, its margins are added up here."""
    columns = tuple(dict.fromkeys(column for by in breakdowns for column in by))
    check_columns(sample.frame, columns)
    keys = tuple(dict.fromkeys((*sample.tree.keys, *columns)))
    if sample.holds_zero_weights:
        where = sample.weight > 0 if where is None else (sample.weight > 0) & where
    with explained():
        frame = sample.frame if where is None else sample.frame.filter(where)
    names = list(aggregates)
    blocks = [names[start : start + BLOCK] for start in range(0, len(names), BLOCK)] or [[]]
    parts = [_scan(frame, keys, {name: aggregates[name] for name in block}) for block in blocks]
    leaves = [sample.tree.find(part) if len(part[ROWS]) else np.zeros(0, dtype=np.int64) for part in parts]
    return [
        _join_blocks([_regroup(*part, by, levels or {}) for part in zip(parts, leaves, strict=True)])
        for by in breakdowns
    ]


def _join_blocks(blocks: Sequence[Sums]) -> Sums:
    """Put blocks side by side: they hold the same leaf × domain pairs in the same order."""
    return replace(blocks[0], values={name: column for block in blocks for name, column in block.values.items()})


def _regroup(found: Columns, leaf: Ints, by: Sequence[str], levels: Levels) -> Sums:
    """Add the rows of a scan up to one row per leaf × domain."""
    cell, domains = _number_domains(found, by, levels)
    order = np.lexsort((leaf, cell))
    leaf, cell = leaf[order], cell[order]
    starts = np.flatnonzero((np.diff(leaf, prepend=-1) != 0) | (np.diff(cell, prepend=-2) != 0))
    names = [name for name in found if name == ROWS or name.startswith(SUM)]
    table = np.column_stack([np.asarray(found[name], dtype=float)[order] for name in names])
    sums = np.add.reduceat(table, starts, axis=0) if len(starts) < len(table) else table
    values = {name.removeprefix(SUM): sums[:, k] for k, name in enumerate(names)}
    return Sums(leaf[starts], cell[starts], domains, values.pop(ROWS), values)


def _scan(frame: nw.LazyFrame[Any], keys: Sequence[str], aggregates: Mapping[str, nw.Expr]) -> Columns:
    """Run one block; columns are numbered meanwhile, as DuckDB does not tell ``Q1`` from ``q1``."""
    sums = [value.alias(f"{SUM}{number}") for number, value in enumerate(aggregates.values())]
    with explained():
        grouped = frame.group_by(*keys).agg(nw.len().alias(ROWS), *sums)
    found = gather(grouped)
    named = {f"{SUM}{name}": found.pop(f"{SUM}{number}") for number, name in enumerate(aggregates)}
    return found | named


def _number_domains(found: Columns, by: Sequence[str], levels: Levels) -> tuple[Ints, tuple[Domain, ...]]:
    """Number the observed domains: the first column of ``by`` runs fastest, levels in their order."""
    rows = len(next(iter(found.values())))
    if not by:
        return np.zeros(rows, dtype=np.int64), ((),)
    coded = [_code_levels(found[name], levels.get(name)) for name in by]
    known = np.all([code >= 0 for code, _ in coded], axis=0) if rows else np.zeros(0, dtype=bool)
    joint = np.zeros(rows, dtype=np.int64)
    for code, names in reversed(coded):
        joint = joint * max(len(names), 1) + code
    seen, cell = np.unique(joint[known], return_inverse=True)
    cells = np.full(rows, -1, dtype=np.int64)
    cells[known] = cell
    return cells, tuple(_domain(int(number), [names for _, names in coded]) for number in seen)


def _domain(number: int, names: Sequence[Sequence[object]]) -> Domain:
    domain: list[object] = []
    for level in names:
        number, place = divmod(number, len(level))
        domain.append(level[place])
    return tuple(domain)


def _code_levels(column: NDArray[Any], order: Sequence[object] | None) -> tuple[Ints, list[object]]:
    """Return each row's place among the levels (−1 where missing) and the levels in their order."""
    values = [None if value is None or value != value else _plain(value) for value in column.tolist()]  # noqa: PLR0124 NaN
    present = {value for value in values if value is not None}
    names = list(order) if order is not None else []
    names = [name for name in names if name in present]
    names += sorted(present - set(names))  # type: ignore[type-var]
    place = {name: k for k, name in enumerate(names)}
    return np.array([-1 if value is None else place[value] for value in values], dtype=np.int64), names


def _plain(value: object) -> object:
    """Show a whole number as one: the key of region 3.0 is 3."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
