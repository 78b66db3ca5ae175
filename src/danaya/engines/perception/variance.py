"""Linearised variance of a multistage stratified sample, with the five rules for lonely PSUs.

The variance is returned as a root ``A`` with ``V = AᵀA``, so that any covariance, contrast or diagonal follows from it
without forming ``V``. Särndal, Swensson & Wretman (1992), sections 4.3 and 5.5; lonely PSUs as R ``survey`` names them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from danaya.engines.perception.design import Design, Lonely
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.tree import SELF_REPRESENTING, Floats, Ints, Stage, Tree


@dataclass(frozen=True, slots=True)
class _Plan:
    """What each stratum of one stage does in one domain."""

    unit: Ints
    """Units present, in order."""
    place: Ints
    """Stratum (compact) of each unit present."""
    scale: Floats
    """Stratum (compact) → factor of its squares; 0 = adds nothing, NaN = nothing to average from."""
    absent: Floats
    """Stratum (compact) → selected units without a row in the domain."""
    grand: NDArray[np.bool_]
    """Stratum (compact) → centred at the mean of all instead of its own."""
    call: Ints
    """Stratum (compact) → parent (compact)."""
    total_units: Floats
    """Parent (compact) → units of its strata that are present."""


def variance_root(tree: Tree, leaves: Ints, influence: Floats, design: Design) -> Floats:
    """Return ``A`` such that ``AᵀA`` is the covariance matrix of the estimates.

    Parameters
    ----------
    leaves
        Leaves of ``tree`` with a row in the domain, ascending; shape (L,).
    influence
        Sum over each leaf of weight × influence of its rows on each estimate; shape (L, T).

    Raises
    ------
    Problem
        ``stratum-lonely`` where a stratum has one unit and ``design.lonely`` is ``fail``.

    Notes
    -----
    Stage 1: Σ_h (1−n/N)·n/(n−1)·Σ(z−z̄)(z−z̄)ᵀ over PSU totals z, n counted in the whole sample; each further stage the
    same within its parent, times Πn/N of the stages above. Strata without a row in the domain take no part.
    """
    parts = [_stage_root(stage, k, leaves, influence, design) for k, stage in enumerate(tree.stages)]
    return parts[0] if len(parts) == 1 else np.vstack(parts)


def _stage_root(stage: Stage, k: int, leaves: Ints, influence: Floats, design: Design) -> Floats:
    plan = _plan(stage, k, leaves, design)
    unit_of_leaf = np.searchsorted(plan.unit, stage.unit[leaves])
    total = _sum_runs(influence, unit_of_leaf)
    sums = _sum_runs(total, plan.place)
    count = stage.sampled[np.unique(stage.stratum[plan.unit])]
    centre = sums / count[:, None]
    if plan.grand.any():
        order = np.argsort(plan.call, kind="stable")
        whole = _sum_runs(sums[order], plan.call[order]) / plan.total_units[:, None]
        centre = np.where(plan.grand[:, None], whole[plan.call], centre)
    spread = (total - centre[plan.place]) * np.sqrt(plan.scale)[plan.place, None]
    empty = plan.absent > 0
    if not empty.any():
        return spread
    return np.vstack([spread, centre[empty] * np.sqrt(plan.scale * plan.absent)[empty, None]])


def _plan(stage: Stage, k: int, leaves: Ints, design: Design) -> _Plan:
    unit = np.unique(stage.unit[leaves])
    strata, place = np.unique(stage.stratum[unit], return_inverse=True)
    parents, call = np.unique(stage.parent[strata], return_inverse=True)
    n = stage.sampled[strata]
    present = np.bincount(place)
    unsampled = stage.unsampled[strata]
    open_ = unsampled >= SELF_REPRESENTING
    lonely = open_ & (n == 1)
    if design.lonely is Lonely.FAIL and lonely.any():
        raise refuse("stratum-lonely", stratum=stage.name[strata[np.argmax(lonely)]], stage=k + 1)
    # Alone in the domain counts as lonely even in a stratum taken whole: ``average`` of R survey 4.5 does, 4.1 did not.
    alone_here = (n > 1) & (present == 1) & design.domain_lonely
    scale = np.where(open_, unsampled * np.where(n > 1, n / np.maximum(n - 1, 1), 1.0), 0.0)
    grand = (lonely | alone_here) & (design.lonely is Lonely.ADJUST)
    if design.lonely is Lonely.AVERAGE:
        scale = _average(scale, lonely | alone_here, call, len(parents))
    elif design.lonely is not Lonely.ADJUST:
        scale = np.where(lonely, 0.0, scale)
    units = np.bincount(call, weights=n, minlength=len(parents)).astype(float)
    return _Plan(unit, place, scale * stage.reach[strata], (n - present).astype(float), grand, call, units)


def _average(scale: Floats, without: NDArray[np.bool_], call: Ints, parents: int) -> Floats:
    """Give strata that cannot speak the mean of the others of the same parent: sum × strata / others."""
    strata = np.bincount(call, minlength=parents)
    others = np.bincount(call, weights=~without, minlength=parents)
    with np.errstate(divide="ignore"):
        factor = np.where(others > 0, strata / others, np.nan)
    return np.where(without & (others > 0)[call], 0.0, np.where(without, np.nan, scale * factor[call]))


def _sum_runs(values: Floats, code: Ints) -> Floats:
    """Sum rows with equal ``code``; codes ascend and run from 0 without gaps."""
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    if len(starts) == len(values):
        return values
    return np.asarray(np.add.reduceat(values, starts, axis=0), dtype=float)
