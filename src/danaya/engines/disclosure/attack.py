"""The attacker: what somebody who knows every published figure and can solve equations learns about the hidden ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from danaya.engines.disclosure.tables import Interval, Key, Table


@dataclass(frozen=True, slots=True)
class _Part:
    """One sum as the attacker sees it: hidden parts, whether the total is hidden, what the known cells leave."""

    parts: tuple[Key, ...]
    total: Key | None
    rest: int


def audit(table: Table, hidden: Collection[Key], targets: Iterable[Key] | None = None) -> Mapping[Key, Interval]:
    """Return, for each hidden cell, the interval of counts an attacker can derive.

    Parameters
    ----------
    table
        The cells with their true counts and the sums between them.
    hidden
        Cells that are not published; everything else is known to the attacker, the sums too.
    targets
        Which hidden cells to work out; all of them when None.

    Returns
    -------
    Mapping
        Key → interval; exact: both ends are counts of a table that agrees with everything published.

    Notes
    -----
    The attacker knows that counts are whole and not negative. The ends are the optima of two integer programs per cell (Fischetti and
    Salazar-González (2000), J. Amer. Statist. Assoc. 95, 916–928), solved with HiGHS; a cell that meets one single sum has them in closed form.
    """
    secret = frozenset(hidden)
    wanted = list(secret if targets is None else targets)
    equations = list(_seen(table, secret))
    found: dict[Key, Interval] = {}
    for group in _linked(equations, wanted):
        mine = [place for place in wanted if place in group.keys]
        found |= _closed(group.equations[0], mine) if len(group.equations) == 1 else _solved(group, mine)
    return {place: found.get(place, Interval(0, None)) for place in wanted}


def recovered(intervals: Mapping[Key, Interval]) -> frozenset[Key]:
    """Return the cells whose count the attacker knows exactly."""
    return frozenset(place for place, interval in intervals.items() if interval.width == 0)


def _seen(table: Table, hidden: frozenset[Key]) -> Iterable[_Part]:
    n = {cell.key: cell.n for cell in table.cells}
    for equation in table.sums:
        parts = tuple(place for place in equation.parts if place in hidden)
        total = equation.total if equation.total in hidden else None
        if parts or total is not None:
            known = sum(n[place] for place in equation.parts if place not in hidden)
            yield _Part(parts, total, (0 if total is not None else n[equation.total]) - known)


@dataclass(frozen=True, slots=True)
class _Group:
    equations: list[_Part]
    keys: set[Key]


def _linked(equations: list[_Part], wanted: Sequence[Key]) -> Iterable[_Group]:
    """Split the sums into groups that share no hidden cell, and yield those that hold a wanted cell."""
    groups: list[_Group] = []
    for equation in equations:
        group = _Group([equation], {*equation.parts, *([] if equation.total is None else [equation.total])})
        for other in [other for other in groups if other.keys & group.keys]:
            groups.remove(other)
            group = _Group(other.equations + group.equations, other.keys | group.keys)
        groups.append(group)
    return (group for group in groups if not group.keys.isdisjoint(wanted))


def _closed(equation: _Part, wanted: Sequence[Key]) -> dict[Key, Interval]:
    alone = len(equation.parts) == 1
    found: dict[Key, Interval] = {}
    for place in wanted:
        if place == equation.total:
            found[place] = Interval(-equation.rest, None if equation.parts else -equation.rest)
        elif equation.total is not None:
            found[place] = Interval(max(0, equation.rest if alone else 0), None)
        else:
            found[place] = Interval(equation.rest if alone else 0, equation.rest)
    return found


def _solved(group: _Group, wanted: Sequence[Key]) -> dict[Key, Interval]:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # slow import

    keys = sorted(group.keys)
    matrix, rest = _matrix(group.equations, keys)
    equality = LinearConstraint(matrix, rest, rest)
    found: dict[Key, Interval] = {}
    for place in wanted:
        ends: list[int | None] = []
        for sign in (1.0, -1.0):
            goal = np.zeros(len(keys))
            goal[keys.index(place)] = sign
            result = milp(goal, constraints=equality, integrality=np.ones(len(keys)), bounds=Bounds(0, np.inf))
            ends.append(None if result.fun is None else round(sign * result.fun))
        found[place] = Interval(ends[0] or 0, ends[1])
    return found


def _matrix(equations: list[_Part], keys: list[Key]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sums as a matrix (sums × cells; parts 1, total −1) and what they must give."""
    column = {place: number for number, place in enumerate(keys)}
    matrix = np.zeros((len(equations), len(keys)))
    for row, equation in enumerate(equations):
        for place in equation.parts:
            matrix[row, column[place]] += 1
        if equation.total is not None:
            matrix[row, column[equation.total]] -= 1
    return matrix, np.array([equation.rest for equation in equations], dtype=float)
