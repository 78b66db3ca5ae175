"""Beta and beta-binomial quantiles for whole parameters, in the standard library: a web process needs neither NumPy nor SciPy."""

import math
from functools import lru_cache
from itertools import accumulate

from danaya.engines.followup.refusals import refuse

LEVEL = 0.90
"""Two-sided level of the intervals."""
_HALVINGS = 60
"""So many halvings of [0, 1] leave less than the last digit of a double."""


def beta_distribution(a: int, b: int, x: float) -> float:
    """Return I_x(a, b) for whole a, b ≥ 1: the chance of at least a successes in a + b − 1 trials (DLMF 8.17.5)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    trials = a + b - 1
    log_x, log_y = math.log(x), math.log1p(-x)
    ways = enumerate(_log_ways(a, trials), a)
    return min(1.0, math.fsum(math.exp(way + k * log_x + (trials - k) * log_y) for k, way in ways))


def beta_interval(a: int, b: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the (1 ∓ level)/2 quantiles of Beta(a, b) for whole a, b ≥ 1.

    Raises
    ------
    Problem
        ``level-out-of-range``.
    """
    check_level("level", level, LEVEL)
    tail = (1 - level) / 2
    # The upper bound by symmetry, so that both are found in the lower tail, where the sum keeps its digits.
    return _beta_quantile(a, b, tail), 1 - _beta_quantile(b, a, tail)


def beta_binomial_interval(a: int, b: int, trials: int, level: float = LEVEL) -> tuple[int, int]:
    """Return the fewest and most successes to expect of ``trials`` more, where their share has the distribution Beta(a, b).

    Smallest j whose chance of not being exceeded is at least (1 − level)/2, and (1 + level)/2. P(j) = C(m, j) B(a+j, b+m−j) / B(a, b).
    """
    check_level("level", level, LEVEL)
    chances = (
        math.exp(_log_choose(trials, j) + _log_beta(a + j, b + trials - j) - _log_beta(a, b)) for j in range(trials + 1)
    )
    reached = list(accumulate(chances))
    bounds = [
        next((j for j, chance in enumerate(reached) if chance >= tail), trials)
        for tail in ((1 - level) / 2, (1 + level) / 2)
    ]
    return bounds[0], bounds[1]


def check_level(name: str, value: float, example: float) -> None:
    """Refuse (``level-out-of-range``) what is not strictly between 0 and 1."""
    if not 0 < value < 1:
        raise refuse("level-out-of-range", name=name, value=value, example=example)


def _beta_quantile(a: int, b: int, tail: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if beta_distribution(a, b, middle) < tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@lru_cache(maxsize=64)
def _log_ways(a: int, trials: int) -> tuple[float, ...]:
    """Return ln C(trials, k) for k from a on: a quantile asks for the same ones sixty times."""
    return tuple(_log_choose(trials, k) for k in range(a, trials + 1))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _log_beta(a: int, b: int) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
