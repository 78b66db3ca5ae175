"""The smallest change the next round could tell from chance, for shares and for means; and how many answers a target needs."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from danaya.engines.followup.binomial import check_level
from danaya.engines.followup.refusals import refuse

ALPHA = 0.05
"""Two-sided: how often an unchanged figure would be called changed."""
POWER = 0.80
"""How often a true change of that size would be seen."""


@dataclass(frozen=True, slots=True)
class ShareMeasured:
    """How a share is measured by the survey.

    ``n``: answers it rests on; ``next_n``: answers expected next round, None: as many. ``design_effect``: variance over that of a simple random
    sample of the same size (with what a finite population takes off, where the design counts it).
    """

    n: int
    next_n: int | None = None
    design_effect: float = 1.0


@dataclass(frozen=True, slots=True)
class MeanMeasured:
    """How a mean (a score) is measured: its standard error, and that of the next round (None: the same), in units of the mean."""

    se: float
    next_se: float | None = None


def detectable_share(
    share: float, measured: ShareMeasured, alpha: float = ALPHA, power: float = POWER
) -> tuple[float | None, float | None]:
    """Return the nearest shares below and above ``share`` that the next round could tell from it; None where none is.

    Two independent rounds, normal approximation with each round's own variance: the change d solves
    d² = (z₁₋α⸝₂ + z_power)² · deff · [p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂], p₂ = p₁ + d (Fleiss, Levin and Paik 2003, chapter 4, unpooled;
    Kish 1965 for the design effect), a quadratic in d.

    Raises
    ------
    Problem
        ``share-out-of-range``, ``precision-not-positive``, ``level-out-of-range``.
    """
    n, next_n = _checked_sizes(share, measured)
    k = _spread(alpha, power) ** 2 * measured.design_effect
    square, linear = 1 + k / next_n, -k * (1 - 2 * share) / next_n
    constant = -k * share * (1 - share) * (1 / n + 1 / next_n)
    root = math.sqrt(linear**2 - 4 * square * constant)
    # Near 0 and 1 one of the roots is the difference of two equal numbers: the other form of the formula loses nothing.
    half = -(linear + math.copysign(root, linear)) / 2
    below, above = (share + change for change in sorted((half / square, constant / half)))
    return below if 0 <= below < share else None, above if share < above <= 1 else None


def detectable_mean(measured: MeanMeasured, alpha: float = ALPHA, power: float = POWER) -> float:
    """Return the smallest change of a mean that the next round could tell from none: (z₁₋α⸝₂ + z_power) · √(se₁² + se₂²).

    Two independent rounds, normal approximation; in units of the mean (Bloom 1995).

    Raises
    ------
    Problem
        ``precision-not-positive``, ``level-out-of-range``.
    """
    later = measured.se if measured.next_se is None else measured.next_se
    for value in (measured.se, later):
        _check_positive("se", value)
    return _spread(alpha, power) * math.hypot(measured.se, later)


def answers_needed(
    share: float, target: float, measured: ShareMeasured, alpha: float = ALPHA, power: float = POWER
) -> int | None:
    """Return how many answers the next round needs to tell ``target`` from ``share``; None: no number is enough.

    n₂ = k p₂(1 − p₂) / (d² − k p₁(1 − p₁)/n₁), k = (z₁₋α⸝₂ + z_power)² · deff: this round's own noise may already exceed the change.

    Raises
    ------
    Problem
        As :func:`detectable_share`.
    """
    n, _ = _checked_sizes(share, measured)
    _check_share(target)
    k = _spread(alpha, power) ** 2 * measured.design_effect
    room = (target - share) ** 2 - k * share * (1 - share) / n
    if room <= 0:
        return None
    return max(1, math.ceil(k * target * (1 - target) / room))


def _spread(alpha: float, power: float) -> float:
    check_level("alpha", alpha, ALPHA)
    check_level("power", power, POWER)
    normal = NormalDist()
    return normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)


def _checked_sizes(share: float, measured: ShareMeasured) -> tuple[int, int]:
    _check_share(share)
    later = measured.n if measured.next_n is None else measured.next_n
    for name, value in (("n", measured.n), ("n", later), ("deff", measured.design_effect)):
        _check_positive(name, value)
    return measured.n, later


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise refuse("share-out-of-range", share=share)


def _check_positive(name: str, value: float) -> None:
    if not (value > 0 and math.isfinite(value)):
        raise refuse("precision-not-positive", name=name, value=value)
