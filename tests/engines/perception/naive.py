"""Survey estimates by plain loops over rows, written apart from the engine to check it."""

import itertools
import math
from collections.abc import Callable, Sequence

Row = dict[str, object]


def linearised(
    rows: Sequence[Row],
    influence: Callable[[Row], float],
    stratum: Callable[[Row], object],
    psu: Callable[[Row], object],
    population: Callable[[Row], float] = lambda row: math.inf,
) -> float:
    """One-stage variance of a linearised estimate: Σ_h (1−n/N)·n/(n−1)·Σ(z−z̄)²."""
    totals: dict[object, dict[object, float]] = {}
    sizes: dict[object, float] = {}
    for row in rows:
        place = totals.setdefault(stratum(row), {})
        place[psu(row)] = place.get(psu(row), 0.0) + influence(row)
        sizes[stratum(row)] = population(row)
    variance = 0.0
    for name, units in totals.items():
        n = len(units)
        centre = sum(units.values()) / n
        squares = sum((z - centre) ** 2 for z in units.values())
        variance += (1 - n / sizes[name]) * n / (n - 1) * squares
    return variance


def weighted_mean(rows: Sequence[Row], y: str, w: str) -> float:
    known = [row for row in rows if row[y] is not None]
    return sum(row[w] * row[y] for row in known) / sum(row[w] for row in known)  # type: ignore[operator, misc]


def mean_and_error(
    rows: Sequence[Row], y: str, w: str, stratum: str, psu: str, inside: Callable[[Row], bool] = lambda row: True
) -> tuple[float, float]:
    """Mean of the rows ``inside`` and its standard error; the others stay in the sample with influence 0."""
    mine = [row for row in rows if inside(row) and row[y] is not None]
    m, size = weighted_mean(mine, y, w), sum(row[w] for row in mine)  # type: ignore[misc]

    def influence(row: Row) -> float:
        used = inside(row) and row[y] is not None
        return row[w] * (row[y] - m) / size if used else 0.0  # type: ignore[operator]

    return m, math.sqrt(linearised(rows, influence, lambda row: row[stratum], lambda row: row[psu]))


def benjamini_hochberg(p: Sequence[float], q: float) -> set[int]:
    """Which hypotheses the step-up procedure rejects, straight from its definition."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    passed = [rank for rank, i in enumerate(order, start=1) if p[i] <= rank * q / len(p)]
    return set(order[: max(passed)]) if passed else set()


def simple_random_samples(population: Sequence[float], n: int) -> list[tuple[float, ...]]:
    return list(itertools.combinations(population, n))
