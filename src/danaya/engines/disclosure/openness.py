"""Shares of very few people among shares that add up: which further ones to withhold so that the few cannot be worked out.

A share with one or two people on one side leaves as a range ("under 5 %"). Where every answer weighs the same, the other figures are
counts in disguise: the whole country less the other regions, or a factor's share less those of its other questions, may give the one
or two back. :func:`withhold` plays that attacker and withholds the smallest further shares until every few stays uncertain.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Generic, TypeVar

from danaya.engines.disclosure.rules import Rule

K = TypeVar("K", bound=Hashable)
_HOUSE = Rule()
_EPS = 1e-9
_SWEEPS = 30


@dataclass(frozen=True, slots=True)
class ShareCell:
    """A share of ``n`` people: ``low`` to ``high`` of them gave the answer, as far as what is printed tells.

    ``few``: fewer than ``Rule.minimum_answers`` gave it or did not, so that nobody must be able to say how many. ``least``, ``most``:
    what other figures of the same people (their mean score) leave when the share is withheld; ``n`` where ``most`` is None.
    """

    n: int
    low: float
    high: float
    few: bool = False
    least: float = 0.0
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Tie(Generic[K]):
    """Counts that add up: Σ coefficient × count lies from ``low`` to ``high``. ``name``: a figure that makes it so, and can be withheld."""

    terms: Mapping[K, float]
    low: float
    high: float
    name: K | None = None


def withhold(
    cells: Mapping[K, ShareCell], ties: Sequence[Tie[K]], rule: Rule = _HOUSE
) -> tuple[frozenset[K], frozenset[K]]:
    """Return the cells to withhold besides the few, and the names of the ties to cut.

    A few stays open when its count may be anything from none to ``rule.minimum_answers`` (or its complement). The attacker narrows
    counts by each tie in turn until nothing moves (bounds propagation); counts are whole numbers. Where a few is not open, the
    smallest other share of its ties is withheld; where none is left, the figure that makes a tie; then those further off.

    Parameters
    ----------
    cells
        Every printed share that takes part.
    ties
        The sums between them.
    """
    state = _Told(dict(cells), list(ties), rule)
    while (closed := state.closed()) is not None:
        state.open_up(closed)
    return frozenset(state.withheld), frozenset(state.cut)


class _Told(Generic[K]):
    """What is still printed, as figures are withheld one after another."""

    def __init__(self, cells: dict[K, ShareCell], ties: list[Tie[K]], rule: Rule) -> None:
        self.cells, self.ties, self.rule = cells, ties, rule
        self.withheld: set[K] = set()
        self.cut: set[K] = set()
        self.hopeless: set[K] = set()

    def closed(self) -> K | None:
        """Return a few that is not open."""
        bounds = narrowed(self.cells, self.ties)
        return next(
            (
                place
                for place, cell in self.cells.items()
                if cell.few and place not in self.hopeless and not _is_open(cell, bounds[place], self.rule)
            ),
            None,
        )

    def open_up(self, few: K) -> None:
        """Withhold the nearest figure that helps to narrow ``few``: a share beside it, else a tie, else those further off."""
        near, seen = [few], {few}
        while near:
            around = [tie for tie in self.ties if not set(near).isdisjoint(tie.terms)]
            free = {place for tie in around for place in tie.terms if self._is_free(place)}
            if free:
                victim = min(free, key=lambda place: (self.cells[place].n, repr(place)))
                self.withheld.add(victim)
                known = self.cells[victim]
                self.cells[victim] = replace(known, low=known.least, high=known.n if known.most is None else known.most)
                return
            named = [tie for tie in around if tie.name is not None]
            if named:
                self.ties.remove(named[0])
                self.cut |= {tie.name for tie in named[:1] if tie.name is not None}
                return
            near = [place for tie in around for place in tie.terms if place not in seen]
            seen |= set(near)
        self.hopeless.add(few)

    def _is_free(self, place: K) -> bool:
        return not self.cells[place].few and place not in self.withheld


def _is_open(cell: ShareCell, bounds: tuple[float, float], rule: Rule) -> bool:
    low, high = bounds
    least = min(rule.minimum_answers, cell.high if cell.low <= 0 else cell.n - cell.low)
    if cell.low > 0:
        low, high = cell.n - high, cell.n - low
    return low <= _EPS and high >= floor(least + _EPS) - _EPS


def narrowed(cells: Mapping[K, ShareCell], ties: Iterable[Tie[K]]) -> dict[K, tuple[float, float]]:
    """Return the counts that each cell may have as far as bounds propagation tells."""
    bounds: dict[K, tuple[float, float]] = {
        place: (ceil(cell.low - _EPS), floor(cell.high + _EPS)) for place, cell in cells.items()
    }
    waiting = list(ties)
    for _ in range(_SWEEPS):
        moved = False
        for tie in waiting:
            for place in tie.terms:
                found = _within(place, cells[place], tie, bounds)
                moved = moved or found != bounds[place]
                bounds[place] = found
        if not moved:
            break
    return bounds


def _within(place: K, cell: ShareCell, tie: Tie[K], bounds: Mapping[K, tuple[float, float]]) -> tuple[float, float]:
    """Return what one tie leaves of a cell's bounds, given those of the others."""
    least = most = 0.0
    for other, weight in tie.terms.items():
        if other != place:
            ends = sorted((weight * bounds[other][0], weight * bounds[other][1]))
            least, most = least + ends[0], most + ends[1]
    weight = tie.terms[place]
    ends = sorted(((tie.low - most) / weight, (tie.high - least) / weight))
    low, high = max(bounds[place][0], ceil(ends[0] - 1e-6)), min(bounds[place][1], floor(ends[1] + 1e-6))
    return (low, high) if low <= high else bounds[place]
