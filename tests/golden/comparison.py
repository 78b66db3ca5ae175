"""Whether an answer holds every number of a fixture's result."""

from collections.abc import Mapping
from typing import Any

import numpy as np

LABELS = frozenset({"class", "terms", "names", "by", "dim", "dimnames", "method"})
TOLERANCE = 1e-9
ZERO = 1e-7
"""A standard error below this share of its estimate counts as zero."""


def differences(expected: Mapping[str, Any], found: Mapping[str, Any], tolerance: float) -> list[str]:
    """Return what differs, a line each; none where every number agrees."""
    wrong: list[str] = []
    scale = _scales(expected)
    for key, value in expected.items():
        if key in LABELS:
            continue
        if isinstance(value, Mapping):
            inner = found.get(key)
            inner = inner if isinstance(inner, Mapping) else {}
            pairs = [(f"{key}.{name}", part, inner.get(name)) for name, part in value.items() if name not in LABELS]
        else:
            pairs = [(key, value, found.get(key))]
        wrong += [line for name, a, b in pairs if (line := _compare(name, a, b, tolerance, scale))]
    return wrong


def _scales(expected: Mapping[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """Sizes that a difference is measured against where a number is itself near zero.

    ``spread``: the errors on the diagonal of ``vcov`` where it is there: for domains they can differ from ``se``.
    """
    estimate, se = _numbers(expected.get("estimate")), _numbers(expected.get("se"))
    if estimate.size == 0 or estimate.size != se.size:
        return {}
    vcov = _numbers(expected.get("vcov"))
    spread = np.sqrt(np.abs(vcov[:: se.size + 1])) if vcov.size == se.size**2 else se
    errors = {"se": se, "spread": spread}
    zero = {f"{name}_zero": (np.abs(e) < ZERO * np.abs(estimate)) | (e == 0) for name, e in errors.items()}
    return {"estimate": np.abs(estimate), **{name: np.nan_to_num(np.abs(e)) for name, e in errors.items()}, **zero}


def _compare(
    name: str, expected: Any, found: Any, tolerance: float, scale: dict[str, np.ndarray[Any, Any]]
) -> str | None:
    if isinstance(expected, str):
        return None
    a, b = _numbers(expected), _numbers(found)
    if expected is None and (np.isnan(b).all() or name in ("vcov", "deff")):
        return None  # no number on either side; or R was not asked for it
    if a.shape != b.shape:
        return f"{name}: {a.size} numbers expected, {b.size} found"
    if name == "deff" and scale and a.size == scale["se"].size:
        # Where the error counts as zero, so does the design effect; R shows nothing over nothing there.
        a, b = np.where(scale["se_zero"], 0.0, a), np.where(scale["se_zero"] & np.isnan(b), 0.0, b)
    if name in ("se", "vcov") or name.startswith("ci_"):
        # An estimate that is missing has no error, though R may show what it added up until then.
        a = np.where(_without_estimate(scale, a.size), np.nan, a)
    floor = _floor(name, a, tolerance, scale)
    gaps = np.abs(a - b)
    agree = (np.isnan(a) & np.isnan(b)) | (gaps <= tolerance * np.abs(a)) | (gaps <= floor)
    if agree.all():
        return None
    worst = int(np.flatnonzero(~agree)[0])
    return f"{name}[{worst}]: expected {a[worst]!r}, found {b[worst]!r}"


def _without_estimate(scale: Mapping[str, np.ndarray[Any, Any]], size: int) -> np.ndarray[Any, Any]:
    """Return which of ``size`` numbers (one per estimate, or per pair of estimates) belong to a missing estimate."""
    missing = np.isnan(scale.get("estimate", np.zeros(0)))
    shapes = {missing.size: missing, missing.size**2: (missing[:, None] | missing).ravel()}
    return shapes.get(size, np.zeros(size, dtype=bool))


def _floor(
    name: str, expected: np.ndarray[Any, Any], tolerance: float, scale: dict[str, np.ndarray[Any, Any]]
) -> np.ndarray[Any, Any]:
    """Absolute difference that is only rounding: covariances by their diagonal, bounds by estimate and error."""
    nothing = np.zeros(expected.shape)
    if not scale:
        return nothing
    estimate, se, zero = scale["estimate"], scale["se"], scale["se_zero"]
    size = estimate.size
    if name == "se":
        return np.where(zero, ZERO * estimate, nothing) if expected.size == size else nothing
    if name == "vcov" and expected.size == size**2:
        error = np.where(scale["spread_zero"], ZERO * estimate, scale["spread"])
        limit = np.where(scale["spread_zero"], 1.0, tolerance)
        return (np.outer(error, error) * np.sqrt(np.outer(limit, limit))).ravel()
    if name == "deff" and expected.size == size:
        return np.where(zero, 1e-12, nothing)
    bounded = name == "estimate" or name.startswith(("ci_z", "ci_t"))
    return tolerance * np.where(zero, ZERO / tolerance * estimate, se) if bounded and expected.size == size else nothing


def _numbers(value: Any) -> np.ndarray[Any, Any]:
    """Flatten to floats, row by row; null and what is not finite become NaN."""
    if value is None:
        return np.zeros(0)
    flat: list[float] = []
    _flatten(value.tolist() if isinstance(value, np.ndarray) else value, flat)
    found = np.array(flat, dtype=float)
    return np.where(np.isfinite(found), found, np.nan)


def _flatten(value: Any, into: list[float]) -> None:
    if isinstance(value, list | tuple):
        for item in value:
            _flatten(item, into)
    elif isinstance(value, str):
        into.append({"Inf": np.inf, "-Inf": -np.inf}.get(value, np.nan))
    else:
        into.append(np.nan if value is None else float(value))
