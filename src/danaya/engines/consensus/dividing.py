"""What divides the groups: the difference of their agreement, with its interval and a test corrected for many statements."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from danaya.engines.consensus.votes import Counts

LEVEL = 0.95
FALSE_DISCOVERIES = 0.05
"""Among the statements called dividing, at most this share is so by chance."""
POINTS = 0.20
"""A smaller difference divides nobody, however sure it is."""
FEWEST_SEEN = 8
"""The test counts on larger numbers: 2 of 2 against 0 of 2 would pass it. Under 8 voters of a group only counts are told."""


@dataclass(frozen=True, slots=True)
class Divide:
    """The widest gap between two groups on a statement, the more agreeing group first.

    ``difference`` of agree / seen, ``low`` and ``high`` its 95 % interval, ``seen`` by each of the two, ``p`` of the test that there is none, ``q`` adjusted
    over all statements that at least two groups saw.
    """

    statement: str
    groups: tuple[str, str]
    difference: float
    low: float
    high: float
    seen: tuple[int, int]
    p: float
    q: float

    @property
    def is_clear(self) -> bool:
        """Whether it may be said: q at most 5 %, at least 20 points, and 8 voters on each side; else there is no clear difference."""
        return self.q <= FALSE_DISCOVERIES and self.difference >= POINTS - 1e-9 and min(self.seen) >= FEWEST_SEEN


def divides(counts: Counts, level: float = LEVEL) -> tuple[Divide | None, ...]:
    """Return the widest gap on each statement; None where fewer than two groups saw it.

    Interval by Newcombe (1998, method 10); two-sided p by the score test with the pooled share; q by Benjamini and Hochberg (1995), one
    test a statement. The pair is chosen for its width, so with three groups or more p is smaller than chance alone would make it: read
    the interval, and the points.
    """
    found = [_widest(counts, number, level) for number in range(len(counts.statements))]
    adjusted = iter(false_discovery([each.p for each in found if each is not None]))
    return tuple(None if each is None else replace(each, q=next(adjusted)) for each in found)


def _widest(counts: Counts, number: int, level: float) -> Divide | None:
    agree, seen = counts.agree[:, number].tolist(), counts.seen[:, number].tolist()
    groups = [group for group, n in enumerate(seen) if n]
    if len(groups) < 2:
        return None
    first = max(groups, key=lambda group: agree[group] / seen[group])
    second = min((group for group in groups if group != first), key=lambda group: agree[group] / seen[group])
    pair = (agree[first], seen[first], agree[second], seen[second])
    difference, low, high = newcombe_interval(*pair, level)
    p = score_test(*pair)
    names = (counts.groups[first], counts.groups[second])
    return Divide(counts.statements[number], names, difference, low, high, (seen[first], seen[second]), p, p)


def newcombe_interval(a: int, n: int, b: int, m: int, level: float = LEVEL) -> tuple[float, float, float]:
    """Return a/n − b/m and its hybrid score interval (Newcombe 1998, method 10, without continuity correction)."""
    p, q = a / n, b / m
    (p_low, p_high), (q_low, q_high) = wilson_interval(a, n, level), wilson_interval(b, m, level)
    low = p - q - math.hypot(p - p_low, q_high - q)
    return p - q, low, p - q + math.hypot(p_high - p, q - q_low)


def wilson_interval(a: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, square = a / n, z * z
    centre, half = p + square / (2 * n), z * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
    return (centre - half) / (1 + square / n), (centre + half) / (1 + square / n)


def score_test(a: int, n: int, b: int, m: int) -> float:
    """Return the two-sided p of the two-proportion score test, with the pooled share; 1 where all or none agree."""
    pooled = (a + b) / (n + m)
    variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    return math.erfc(abs(a / n - b / m) / math.sqrt(2 * variance)) if variance > 0 else 1.0


def false_discovery(p: Sequence[float]) -> list[float]:
    """Return adjusted p-values, in the order given: p₍ᵢ₎ → min over j ≥ i of m p₍ⱼ₎ / j (Benjamini and Hochberg 1995)."""
    order = sorted(range(len(p)), key=lambda number: p[number], reverse=True)
    adjusted, least = [1.0] * len(p), 1.0
    for place, number in enumerate(order):
        least = min(least, p[number] * (len(p) / (len(p) - place)))
        adjusted[number] = least
    return adjusted
