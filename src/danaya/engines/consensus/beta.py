"""The incomplete beta function and its inverse in NumPy alone, so that a web process needs no SciPy."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from danaya.engines.consensus.refusals import refuse

Floats = NDArray[np.float64]

_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400)
"""Coefficients of Stirling's series (DLMF 5.11.1)."""
_SERIES_FROM = 16
"""From this argument on the series has all digits of a double."""
_TINY = 1e-300
_MOST_TERMS = 20_000
_MOST_STEPS = 100
_CLOSE = 1e-10
"""Newton's last step: what is left after it is its square."""


def regularised_beta(a: ArrayLike, b: ArrayLike, x: ArrayLike) -> Floats:
    """Return I_x(a, b), the distribution function of Beta(a, b) at ``x``; a, b > 0; arrays are broadcast."""
    a, b, x = (np.array(each, dtype=float) for each in np.broadcast_arrays(a, b, x))
    inside = (x > 0) & (x < 1)
    found = np.where(x >= 1, 1.0, 0.0)
    found[inside] = _tails(a[inside], b[inside], x[inside], 1 - x[inside])[0]
    return found


def inverse_regularised_beta(a: ArrayLike, b: ArrayLike, p: ArrayLike) -> Floats:
    """Return x with I_x(a, b) = p, the p-quantile of Beta(a, b); arrays are broadcast.

    Newton's method on the logit of x. There the distribution function and its complement are log-concave, so a step on the
    logarithm of the smaller tail always lands on the same side of the root and cannot diverge. Within 1e-12 (relative) of SciPy for
    a, b from 0.5 to a million.

    Raises
    ------
    Problem
        ``beta-out-of-range``: a or b not positive and finite, or p outside ]0, 1[.
    """
    a, b, p = (np.array(each, dtype=float) for each in np.broadcast_arrays(a, b, p))
    if not ((a > 0) & (b > 0) & (p > 0) & (p < 1) & np.isfinite(a + b)).all():
        raise refuse("beta-out-of-range")
    distinct, back = np.unique(np.stack([a.ravel(), b.ravel(), p.ravel()]), axis=1, return_inverse=True)
    return _quantiles(*distinct)[back.reshape(a.shape)]


def _quantiles(a: Floats, b: Floats, p: Floats) -> Floats:
    logit = _first_guess(a, b, p)
    open_ = np.arange(a.size)
    for _ in range(_MOST_STEPS):
        if not open_.size:
            break
        u, low = logit[open_], p[open_] <= 0.5
        below, above, slope = _tails(a[open_], b[open_], 1 / (1 + np.exp(-u)), 1 / (1 + np.exp(u)))
        mass, wanted = np.where(low, below, above), np.where(low, p[open_], 1 - p[open_])
        step = np.log(mass / wanted) * mass / slope * np.where(low, 1, -1)
        logit[open_] = u - step
        open_ = open_[np.abs(step) > _CLOSE]
    return np.asarray(1 / (1 + np.exp(-logit)))


def _first_guess(a: Floats, b: Floats, p: Floats) -> Floats:
    """Normal quantile with about the mean and variance of the logit of a beta variable."""
    tails, place = np.unique(p, return_inverse=True)
    z = np.array([NormalDist().inv_cdf(tail) for tail in tails])[place]
    return np.asarray(np.log(a / b) + z * np.sqrt(1 / a + 1 / b))


def _tails(a: Floats, b: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Return I_x(a, b), its complement and x^a y^b / B(a, b), where y = 1 − x is given to its own last digit."""
    slope, drift = _density(a, b, x, y), a * y - b * x
    left = drift >= 0
    near = slope / _continued_fraction(
        np.where(left, a, b), np.where(left, b, a), np.where(left, x, y), np.where(left, y, x), np.abs(drift)
    )
    return np.where(left, near, 1 - near), np.where(left, 1 - near, near), slope


def _density(a: Floats, b: Floats, x: Floats, y: Floats) -> Floats:
    """x^a y^b / B(a, b) by the saddle-point expansion (Loader 2000), which keeps its digits for large a and b."""
    n, drift = a + b, b * x - a * y
    deviance = a * _excess(drift / a, n * x / a) + b * _excess(-drift / b, n * y / b)
    remainder = _stirling_error(n) - _stirling_error(a) - _stirling_error(b)
    return np.asarray(np.sqrt(a * b / (2 * np.pi * n)) * np.exp(remainder - deviance))


def _excess(s: Floats, one_plus_s: Floats) -> Floats:
    """Return s − log(1 + s); far from 0 by the ratio itself, whose digits 1 + s would lose."""
    near = np.abs(s) < 0.5
    return np.where(near, s - np.log1p(np.where(near, s, 0)), s - np.log(np.where(near, 1, one_plus_s)))


def _stirling_error(n: Floats) -> Floats:
    """Return log Γ(n) − [(n − ½) log n − n + ½ log 2π]; small n by δ(n) = δ(n+1) + (n+½) log(1 + 1/n) − 1."""
    n, error = n.copy(), np.zeros_like(n)
    while (small := n < _SERIES_FROM).any():
        m = n[small]
        error[small] += (m + 0.5) * np.log1p(1 / m) - 1
        n[small] += 1
    inverse = 1 / n
    return np.asarray(error + inverse * np.polynomial.polynomial.polyval(inverse**2, _STIRLING))


def _continued_fraction(a: Floats, b: Floats, x: Floats, y: Floats, drift: Floats) -> Floats:
    """β₁ + α₂/(β₂ + α₃/(β₃ + …)) of DiDonato and Morris (1992), the even part of DLMF 8.17.22; drift = a y − b x ≥ 0.

    By Lentz's method as modified by Thompson and Barnett (1986). About √max(a, b) terms.
    """
    value = _not_zero(a / (a + 1) * (drift + 1))
    numerator, denominator, settled = value, np.zeros_like(x), np.zeros(x.shape, dtype=bool)
    for n in range(1, _MOST_TERMS):
        last, w = a + 2 * n - 1, n * (b - n) * x
        alpha = (a + n - 1) * (a + b + n - 1) * w * x / (last * last)
        beta = n + w / last + (a + n) / (last + 2) * (drift + 1 + n * (1 + y))
        denominator = 1 / _not_zero(beta + alpha * denominator)
        numerator = _not_zero(beta + alpha / numerator)
        change = np.where(settled, 1.0, numerator * denominator)
        value = value * change
        settled |= np.abs(change - 1) < 4e-16
        if settled.all():
            break
    return value


def _not_zero(values: Floats) -> Floats:
    return np.where(np.abs(values) < _TINY, _TINY, values)
