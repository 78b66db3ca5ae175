"""Seven intervals for a share from a complex sample."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from danaya.engines.perception.estimates import Estimates, quantile_of_t
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.tree import Floats

_BORDER = 1e-12
"""A share closer than this to 0 or 1 counts as 0 or 1: only ``mean`` has an interval there."""


class Method(StrEnum):
    """How the interval of a share is made."""

    LOGIT = "logit"
    LIKELIHOOD = "likelihood"
    ASIN = "asin"
    BETA = "beta"
    MEAN = "mean"
    XLOGIT = "xlogit"
    WILSON = "wilson"


Bounds = tuple[float, float]


def proportion_interval(
    share: float, se: float, n: int, df: int, level: float = 0.95, method: Method | str = Method.LOGIT
) -> Bounds:
    """Return the confidence interval of a share.

    Parameters
    ----------
    share, se
        Estimate 0–1 and its design-based standard error.
    n
        Unweighted answers it rests on.
    df
        #PSU − #strata of the domain; below 1 there is no interval (NaN).
    method
        ``logit`` and ``xlogit``: t on the logit scale; ``asin``: on the arcsine scale; ``mean``: on the share itself;
        ``beta``: Clopper–Pearson on the effective sample size (Korn & Graubard 1998); ``wilson``: score interval on the
        effective sample size with t for z (Wilson 1927; Dean & Pagano 2015); ``likelihood``: scaled binomial deviance
        (Rao & Scott 1984).

    Notes
    -----
    A share of 0 or 1 has no standard error to build on: NaN, except ``mean``, which returns the share twice.
    """
    try:
        method = Method(method)
    except ValueError:
        raise refuse("option-unknown", value=method, known=", ".join(Method)) from None
    if np.isnan(share) or np.isnan(se):
        return np.nan, np.nan
    if not -_BORDER <= share <= 1 + _BORDER:
        raise refuse("share-out-of-range", share=f"{share:g}")
    t = float(quantile_of_t(level, np.array([df]))[0])
    if np.isnan(t):
        return np.nan, np.nan
    if share <= _BORDER or share >= 1 - _BORDER:
        return (share, share) if method is Method.MEAN else (np.nan, np.nan)
    if se <= _BORDER * share:
        return share, share
    return _METHODS[method](share, se, n, t, level)


def share_intervals(
    estimates: Estimates, level: float = 0.95, method: Method | str = Method.BETA
) -> tuple[Floats, Floats]:
    """Return lower and upper bounds of every share in ``estimates``, on each domain's n and df."""
    bounds = [
        proportion_interval(float(p), float(se), int(n), int(df), level, method)
        for p, se, n, df in zip(estimates.estimate, estimates.se, estimates.n, estimates.df, strict=True)
    ]
    return np.array([low for low, _ in bounds]), np.array([high for _, high in bounds])


def _logit(p: float, se: float, n: int, t: float, level: float) -> Bounds:
    centre, half = np.log(p / (1 - p)), t * se / (p * (1 - p))
    return float(1 / (1 + np.exp(-(centre - half)))), float(1 / (1 + np.exp(-(centre + half))))


def _asin(p: float, se: float, n: int, t: float, level: float) -> Bounds:
    """Sine of the bounds squared, not clipped at 0 and 1 (as R ``survey``)."""
    centre, half = np.arcsin(np.sqrt(p)), t * se / (2 * np.sqrt(p * (1 - p)))
    return float(np.sin(centre - half) ** 2), float(np.sin(centre + half) ** 2)


def _mean(p: float, se: float, n: int, t: float, level: float) -> Bounds:
    return p - t * se, p + t * se


def _beta(p: float, se: float, n: int, t: float, level: float) -> Bounds:
    from scipy.special import betaincinv  # slow import  # noqa: PLC0415

    simple = float(quantile_of_t(level, np.array([n - 1]))[0])
    effective = p * (1 - p) / se**2 * (simple / t) ** 2
    tail = (1 - level) / 2
    low = betaincinv(effective * p, effective * (1 - p) + 1, tail)
    return float(low), float(betaincinv(effective * p + 1, effective * (1 - p), 1 - tail))


def _wilson(p: float, se: float, n: int, t: float, level: float) -> Bounds:
    effective = p * (1 - p) / se**2
    centre = (p + t**2 / (2 * effective)) / (1 + t**2 / effective)
    half = t / (1 + t**2 / effective) * np.sqrt(p * (1 - p) / effective + t**2 / (4 * effective**2))
    return float(centre - half), float(centre + half)


def _likelihood(p: float, se: float, n: int, t: float, level: float) -> Bounds:
    from scipy.optimize import brentq  # slow import  # noqa: PLC0415

    limit = t**2 * n * se**2 / (p * (1 - p))

    def excess(q: float) -> float:
        return float(2 * (n - 1) * (p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))) - limit)

    edge = 1e-15
    low = brentq(excess, edge, p, xtol=1e-15) if excess(edge) > 0 else 0.0
    high = brentq(excess, p, 1 - edge, xtol=1e-15) if excess(1 - edge) > 0 else 1.0
    return float(low), float(high)


_METHODS: dict[Method, Callable[[float, float, int, float, float], Bounds]] = {
    Method.LOGIT: _logit,
    Method.XLOGIT: _logit,
    Method.ASIN: _asin,
    Method.MEAN: _mean,
    Method.BETA: _beta,
    Method.WILSON: _wilson,
    Method.LIKELIHOOD: _likelihood,
}
