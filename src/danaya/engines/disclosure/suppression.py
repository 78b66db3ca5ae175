"""Which further cells to hide so that the secret ones cannot be worked out: as few as possible, then as small as possible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from danaya.engines.disclosure.attack import audit
from danaya.engines.disclosure.tables import Cell, Key, Table

_EXACT_UP_TO = 6000
"""Largest number of deviations (cells × secrets × 2) for which the whole problem is solved at once."""

_NODES = 5000
"""Branches HiGHS may look at: a limit that, unlike seconds, gives the same answer on every machine."""

_Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Task:
    """What must be protected in a table: secret cells with the width each needs, and what is hidden anyway."""

    table: Table
    widths: Mapping[Key, int]
    hidden: frozenset[Key]

    def unprotected(self, more: Iterable[Key] = ()) -> list[Key]:
        """Return the secret cells that the attacker still pins down too closely when ``more`` are hidden too."""
        found = audit(self.table, self.hidden | frozenset(more), self.widths)
        return [place for place, width in self.widths.items() if found[place].width < width]


def complement(task: Task) -> frozenset[Key]:
    """Return the further cells to hide so that every secret cell keeps an interval of its width.

    Fewest cells; among those, the fewest respondents hidden; totals only when nothing else protects. Proven optimal up to the size
    where one integer program holds the whole table; beyond, cell by cell, and then every cell that turns out not to be
    needed is given back. Either way the attacker's exact audit has the last word. When even hiding everything would not do (a total of
    its own that must stay), everything but what was released before is hidden.
    """
    if not task.unprotected():
        return frozenset()
    for candidates in _candidates(task):
        if task.unprotected(candidates):
            continue
        found = _exact(task, candidates) if _size(task, candidates) <= _EXACT_UP_TO else None
        return _stepwise(task, candidates) if found is None else found
    return frozenset(cell.key for cell in task.table.cells if cell.n and not cell.keep) - task.hidden


def _candidates(task: Task) -> Iterable[frozenset[Key]]:
    """Cells that may be hidden: first those that are no total, then also totals of one part of the table, then all."""
    free = [cell for cell in task.table.cells if cell.n and not cell.keep and cell.key not in task.hidden]
    totals = task.table.totals
    yield frozenset(cell.key for cell in free if cell.key not in totals)
    yield frozenset(cell.key for cell in free if cell.key)
    yield frozenset(cell.key for cell in free)


def _size(task: Task, candidates: frozenset[Key]) -> int:
    return 2 * len(task.widths) * (len(candidates) + len(task.hidden))


def _exact(task: Task, candidates: frozenset[Key]) -> frozenset[Key] | None:
    """Solve the whole problem: fewest cells, then fewest respondents; None when HiGHS gives up or the audit says no."""
    for whole in (False, True):
        program = _Program(task, candidates, list(task.widths), whole=whole)
        fewest = program.solve(np.ones(program.free))
        if fewest is None:
            return None
        counts = np.array([program.cells[place].n for place in program.movable[: program.free]], dtype=float)
        chosen = program.solve(counts, at_most=len(fewest)) or fewest
        if not task.unprotected(chosen):
            return chosen
    return None


class _Program:
    """The integer program of complementary suppression (Fischetti and Salazar-González 2000).

    For each secret cell p two tables that agree with everything published, u and v (as deviations from the truth), with
    u_p − v_p ≥ the width; a cell may deviate only where it is hidden: −n x ≤ u, v ≤ M x, x = 1 hidden.
    Variables: x of the candidates, then u and v of all movable cells for each secret.
    """

    def __init__(self, task: Task, candidates: frozenset[Key], secrets: list[Key], *, whole: bool) -> None:
        self.cells: dict[Key, Cell] = dict(task.table.by_key)
        chosen = sorted(candidates)
        self.movable: list[Key] = chosen + sorted(task.hidden)
        self.free = len(chosen)
        self.secrets = [(place, task.widths[place]) for place in secrets]
        self.whole = whole
        self._sums = _sums(task.table, self.movable)
        self._constraints, self._bounds = self._made()

    def solve(self, cost: _Array, at_most: int | None = None) -> frozenset[Key] | None:
        """Return the cells to hide at least ``cost``, ``at_most`` many; None when no solution was found."""
        from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415  # slow import

        size = len(self._bounds.lb)
        goal = np.concatenate([cost, np.zeros(size - self.free)])
        constraints = list(self._constraints)
        if at_most is not None:
            constraints.append(LinearConstraint((np.arange(size) < self.free).astype(float), -np.inf, at_most))
        integrality = np.full(size, int(self.whole))
        integrality[: self.free] = 1
        options = {"mip_rel_gap": 0.0, "node_limit": _NODES}
        result = milp(goal, constraints=constraints, bounds=self._bounds, integrality=integrality, options=options)
        if result.x is None:
            return None
        return frozenset(place for place, x in zip(self.movable, result.x[: self.free], strict=False) if x > 0.5)

    def _made(self) -> tuple[list[Any], Any]:
        from scipy import sparse  # noqa: PLC0415  # slow import
        from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415  # slow import

        m, free, copies = len(self.movable), self.free, 2 * len(self.secrets)
        n = np.array([self.cells[place].n for place in self.movable], dtype=float)
        reach = np.repeat([2.0 * width for _, width in self.secrets], 2)
        lows, highs = np.minimum(n[None, :], reach[:, None]), np.broadcast_to(reach[:, None], (copies, m))
        sums = sparse.csr_array(self._sums)
        equal = sparse.hstack([sparse.csr_array((sums.shape[0] * copies, free)), sparse.kron(sparse.eye(copies), sums)])
        pick = sparse.kron(sparse.eye(copies), sparse.eye(free, m), format="csr")
        below = sparse.hstack(
            [sparse.csr_array(lows[:, :free].reshape(-1)[:, None] * np.tile(np.eye(free), (copies, 1))), pick]
        )
        above = sparse.hstack(
            [sparse.csr_array(-highs[:, :free].reshape(-1)[:, None] * np.tile(np.eye(free), (copies, 1))), pick]
        )
        spread = np.zeros((len(self.secrets), free + copies * m))
        for row, (place, _) in enumerate(self.secrets):
            at = free + 2 * row * m + self.movable.index(place)
            spread[row, at], spread[row, at + m] = 1, -1
        constraints = [
            LinearConstraint(equal, 0, 0),
            LinearConstraint(below, 0, np.inf),
            LinearConstraint(above, -np.inf, 0),
            LinearConstraint(spread, [width for _, width in self.secrets], np.inf),
        ]
        low = np.concatenate([np.zeros(free), -lows.reshape(-1)])
        return constraints, Bounds(low, np.concatenate([np.ones(free), highs.reshape(-1)]))


def _sums(table: Table, movable: list[Key]) -> _Array:
    """Return the sums over the movable cells: sums × cells, parts 1, total −1."""
    column = {place: number for number, place in enumerate(movable)}
    rows = []
    for equation in table.sums:
        row = np.zeros(len(movable))
        for place, sign in ((equation.total, -1.0), *((part, 1.0) for part in equation.parts)):
            if place in column:
                row[column[place]] += sign
        if row.any():
            rows.append(row)
    return np.array(rows).reshape(len(rows), len(movable))


def _stepwise(task: Task, candidates: frozenset[Key]) -> frozenset[Key]:
    """Protect secret after secret by the cheapest deviation (a linear program), then give back what is not needed.

    After Kelly, Golden and Assad (1992), Networks 22, 397–417.
    """
    chosen: frozenset[Key] = frozenset()
    while open_secrets := task.unprotected(chosen):
        more = _cheapest(task, candidates - chosen, chosen, open_secrets[0])
        chosen |= more or candidates
    by_key = task.table.by_key
    for place in sorted(chosen, key=lambda key: (-by_key[key].n, key)):
        if not task.unprotected(chosen - {place}):
            chosen -= {place}
    return chosen


def _cheapest(task: Task, candidates: frozenset[Key], chosen: frozenset[Key], secret: Key) -> frozenset[Key]:
    """Return candidates whose deviations protect one secret at least cost (cost per unit of deviation: 1 + share of all)."""
    from scipy import sparse  # noqa: PLC0415  # slow import
    from scipy.optimize import linprog  # noqa: PLC0415  # slow import

    free = sorted(candidates)
    movable = free + sorted(task.hidden | chosen)
    by_key = task.table.by_key
    n = np.array([by_key[place].n for place in movable], dtype=float)
    sums, m, width = sparse.csr_array(_sums(task.table, movable)), len(movable), task.widths[secret]
    # up and down parts of u, then of v, all ≥ 0
    one = sparse.hstack([sums, -sums])
    price = np.where(np.arange(m) < len(free), 1 + n / max(n.sum(), 1), 0.0)
    spread = np.zeros(4 * m)
    at = movable.index(secret)
    spread[[at, m + at, 2 * m + at, 3 * m + at]] = [-1, 1, 1, -1]
    limits = np.concatenate([np.full(m, 2.0 * width), np.minimum(n, 2.0 * width)])
    result = linprog(
        np.tile(price, 4),
        A_ub=spread[None, :],
        b_ub=[-width],
        A_eq=sparse.block_diag([one, one]),
        b_eq=np.zeros(2 * sums.shape[0]),
        bounds=np.column_stack([np.zeros(4 * m), np.tile(limits, 2)]),
    )
    if result.x is None:
        return frozenset()
    moved = result.x.reshape(4, m).sum(axis=0) > 1e-7
    return frozenset(place for place, is_moved in zip(free, moved, strict=False) if is_moved)
