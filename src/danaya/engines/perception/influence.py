"""What each selected unit contributes to each estimate: all that variances, covariances and contrasts need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from danaya.engines.perception.design import Design
from danaya.engines.perception.tree import Floats, Ints, Tree
from danaya.engines.perception.variance import variance_root

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """Sum of weight × influence over each leaf, of K terms in D disjoint domains; estimate number = term · D + domain.

    ``leaf``, ``cell`` (R,) name the rows, sorted by cell then leaf; ``values`` (R, K); ``used`` (R, K): the leaf has an
    answer that the estimate rests on; ``leaves``: all leaves of the domains together.
    """

    tree: Tree
    design: Design
    leaf: Ints
    cell: Ints
    values: Floats
    used: Flags
    cells: int
    leaves: Ints

    def standard_errors(self) -> Floats:
        """Return the standard error of every estimate from its own domain's rows, shape (K · D,)."""
        found = np.zeros((self.values.shape[1], self.cells))
        bounds = np.searchsorted(self.cell, np.arange(self.cells + 1))
        for c in range(self.cells):
            rows = slice(bounds[c], bounds[c + 1])
            found[:, c] = self._cell_errors(self.leaf[rows], self.values[rows], self.used[rows])
        return found.ravel()

    def degrees(self) -> tuple[Ints, Ints]:
        """Return PSUs and strata with an answer that each estimate rests on, two of shape (K · D,)."""
        stage = self.tree.stages[0]
        psus, strata = (np.zeros((self.values.shape[1], self.cells), dtype=np.int64) for _ in range(2))
        bounds = np.searchsorted(self.cell, np.arange(self.cells + 1))
        for c in range(self.cells):
            rows = slice(bounds[c], bounds[c + 1])
            if bounds[c] == bounds[c + 1]:
                continue
            unit = stage.unit[self.leaf[rows]]
            units = _any_in_runs(self.used[rows], unit)
            psus[:, c] = units.sum(axis=0)
            strata[:, c] = _any_in_runs(units, stage.stratum[np.unique(unit)]).sum(axis=0)
        return psus.ravel(), strata.ravel()

    def dense(self, chosen: Sequence[int] | Ints | None = None) -> Floats:
        """Return the influence of each of ``leaves`` on the chosen estimates, shape (leaves, chosen)."""
        return np.asarray(self._spread(self.values, chosen), dtype=float)

    def support(self, chosen: Sequence[int] | Ints | None = None) -> Flags:
        """Return which of ``leaves`` have an answer that each chosen estimate rests on, shape (leaves, chosen)."""
        return np.asarray(self._spread(self.used, chosen), dtype=bool)

    def take(self, columns: Sequence[int]) -> "Influence":
        """Return the influence on some terms only."""
        return replace(self, values=self.values[:, columns], used=self.used[:, columns])

    def combine(self, chosen: Sequence[int], coefficients: Floats) -> "Influence":
        """Return the influence on linear combinations of chosen estimates; ``coefficients`` is (chosen, combinations)."""
        dense, support = self.dense(chosen), self.support(chosen)
        values = np.zeros((len(self.leaves), coefficients.shape[1]))
        used = np.zeros(values.shape, dtype=bool)
        for row, column, factor in _nonzero_layers(coefficients):
            values[:, column] += dense[:, row] * factor
            used[:, column] |= support[:, row]
        return self._flat(self.leaves, values, used)

    def merge(self, other: "Influence") -> "Influence":
        """Return the sum of two influences on the same estimates, from the same sample."""
        leaves = np.union1d(self.leaves, other.leaves)
        values = np.zeros((len(leaves), self.values.shape[1]))
        used = np.zeros(values.shape, dtype=bool)
        for part in (self, other):
            place = np.searchsorted(leaves, part.leaves)
            values[place] += part.dense()
            used[place] |= part.support()
        return self._flat(leaves, values, used)

    def root(self, chosen: Sequence[int] | None = None) -> Floats:
        """Return ``A`` with ``AᵀA`` the joint covariance of the chosen estimates, over the rows of all domains."""
        return variance_root(self.tree, self.leaves, self.dense(chosen), self.design)

    def _flat(self, leaves: Ints, values: Floats, used: Flags) -> "Influence":
        cell = np.zeros(len(leaves), dtype=np.int64)
        return Influence(self.tree, self.design, leaves, cell, values, used, 1, leaves)

    def _spread(self, table: NDArray[Any], chosen: Sequence[int] | Ints | None) -> NDArray[Any]:
        numbers = np.arange(self.values.shape[1] * self.cells) if chosen is None else np.asarray(chosen, dtype=np.int64)
        terms, cells = np.divmod(numbers, self.cells)
        spread = np.zeros((len(self.leaves), len(numbers)), dtype=table.dtype)
        # A leaf that no estimate rests on is not among ``leaves``; nothing of it is to be spread.
        there = np.isin(self.leaf, self.leaves)
        for cell in np.unique(cells):
            start, end = np.searchsorted(self.cell, [cell, cell + 1])
            rows = start + np.flatnonzero(there[start:end])
            columns = np.flatnonzero(cells == cell)
            spread[np.ix_(np.searchsorted(self.leaves, self.leaf[rows]), columns)] = table[rows][:, terms[columns]]
        return spread

    def _cell_errors(self, leaf: Ints, values: Floats, used: Flags) -> Floats:
        if not len(leaf):
            return np.zeros(values.shape[1])
        if self._same_rule_for_all() or used.all():
            return lengths(variance_root(self.tree, leaf, values, self.design))
        errors = np.zeros(values.shape[1])
        patterns, which = np.unique(used.T, axis=0, return_inverse=True)
        for number, pattern in enumerate(patterns):
            terms = np.flatnonzero(which.ravel() == number)
            if pattern.any():
                part = variance_root(self.tree, leaf[pattern], values[np.ix_(pattern, terms)], self.design)
                errors[terms] = lengths(part)
            else:  # nobody answered: missing like the estimate; 0 for a total
                errors[terms] = np.abs(values[:, terms]).sum(axis=0)
        return errors

    def _same_rule_for_all(self) -> bool:
        """Whether a leaf without an answer changes nothing: no stratum is lonely, nor counts as such in a domain."""
        lonely = any(bool(((stage.sampled == 1) & (stage.unsampled > 0)).any()) for stage in self.tree.stages)
        return not lonely and not self.design.domain_lonely


def _nonzero_layers(coefficients: Floats) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Walk the nonzero coefficients in layers that hold each column at most once: a product that never meets 0 · NaN."""
    columns, rows = np.nonzero(coefficients.T)
    if not len(columns):
        return
    starts = np.flatnonzero(np.diff(columns, prepend=-1))
    layer = np.arange(len(columns)) - np.repeat(starts, np.diff(np.append(starts, len(columns))))
    for number in range(int(layer.max()) + 1):
        mine = layer == number
        yield rows[mine], columns[mine], coefficients[rows[mine], columns[mine]]


def lengths(root: Floats) -> Floats:
    """Return the standard errors of a variance root: the lengths of its columns."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->j", root, root)), dtype=float)


def _any_in_runs(flags: Flags, code: Ints) -> Flags:
    return np.asarray(np.logical_or.reduceat(flags, np.flatnonzero(np.diff(code, prepend=-1)), axis=0), dtype=bool)
