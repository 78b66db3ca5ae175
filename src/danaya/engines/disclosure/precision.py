"""How many digits give people away: counts behind percentages, n behind standard errors, answers behind means."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from math import floor, sqrt

_FINE = 1000
"""Respondents from which a tenth of a per cent no longer tells one person."""


def shown_decimals(n: int, finest: int = 1) -> int:
    """Return how many decimals a percentage on ``n`` unweighted respondents may show: 0 under 1000, then one.

    One person must weigh no more than the last digit: n ≥ 100 × 10**decimals, except that whole percentages are always shown: under 100
    respondents they give the count away, which is why the counts of :func:`~danaya.engines.disclosure.shares.show_share` and the base
    have minima of their own.
    """
    decimals = 0
    while decimals < finest and n >= _FINE * 10**decimals:
        decimals += 1
    return decimals


def shown_score_decimals(n: int, width: float = 10.0) -> int:
    """Return how many decimals a mean score on a scale of ``width`` may show: one, two from ``n`` = 100 × width respondents on.

    One respondent's answer moves a mean by up to width / n; the last digit must be no finer than that.
    """
    return 1 if n < 100 * width else 2


def possible_counts(percent: float | str, digits: int, n: int) -> tuple[int, ...]:
    """Return the counts out of ``n`` that an unweighted percentage printed with ``digits`` decimals may stand for.

    Both ways of rounding a half are allowed for. A single count: the percentage gives it away.
    """
    shown, half = Fraction(str(percent)), Fraction(1, 2 * 10**digits)
    return tuple(count for count in range(n + 1) if abs(Fraction(100 * count, n) - shown) <= half)


def se_reveals_n(p: float | str, se: float | str, digits: int = 4, largest: int = 100_000) -> tuple[int, ...]:
    """Return the n that a proportion and its standard error from an unweighted simple random sample may stand for.

    Parameters
    ----------
    p
        The proportion, 0–1, taken as exact.
    se
        Its standard error √(p(1−p)/(n−1)), printed with ``digits`` decimals.
    largest
        No n beyond this one is thought of.

    Notes
    -----
    The standard error of the unbiased variance estimator, Cochran (1977), Sampling Techniques, theorem 3.3 without the finite
    population correction; as R ``survey`` prints it.
    """
    variance = Fraction(str(p)) * (1 - Fraction(str(p)))
    half, shown = Fraction(1, 2 * 10**digits), Fraction(str(se))
    if variance <= 0:
        return ()
    low, high = (shown - half), (shown + half)
    first = max(2, floor(variance / high**2))
    last = largest if low <= 0 else min(largest, floor(variance / low**2) + 2)
    return tuple(n for n in range(first, last + 1) if max(low, Fraction(0)) ** 2 <= variance / (n - 1) <= high**2)


def possible_answers(
    n: int, mean: float, sd: float, scale: Sequence[float], tolerance: float = 5e-5
) -> tuple[tuple[float, ...], ...]:
    """Return the sets of ``n`` answers on ``scale`` that have this mean and standard deviation (divisor n − 1).

    Parameters
    ----------
    n
        Number of answers, 2 or more; meant for small n: all (scale + n − 1 over n) sets are tried.
    mean, sd
        As published.
    tolerance
        How far off either may be by rounding.
    """
    found = []
    for answers in combinations_with_replacement(sorted(scale), n):
        middle = sum(answers) / n
        spread = sqrt(sum((answer - middle) ** 2 for answer in answers) / (n - 1))
        if abs(middle - mean) <= tolerance and abs(spread - sd) <= tolerance:
            found.append(answers)
    return tuple(found)


def difference_reveals(n_all: int, mean_all: float, n_less: int, mean_less: float, digits: int) -> tuple[float, float]:
    """Return what two unweighted means, one group inside the other, tell of those who are only in the larger.

    Returns
    -------
    tuple
        Mean of the ``n_all − n_less`` people, and how far off it may be because both means were rounded to ``digits`` decimals.
    """
    people = n_all - n_less
    half = 0.5 * 10**-digits
    return (n_all * mean_all - n_less * mean_less) / people, (n_all + n_less) * half / people
