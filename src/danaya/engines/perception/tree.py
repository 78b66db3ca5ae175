"""The selected units of a design, stage by stage, as they stand in the whole sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from danaya.engines.perception.design import Design
from danaya.engines.perception.frame import ROW, Columns, gather
from danaya.engines.perception.refusals import refuse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SELF_REPRESENTING = 1e-7
"""Below this share left unsampled a stratum counts as taken whole (as in R ``survey``)."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage of selection. Units and strata are numbered over the whole sample, parents before children.

    ``unit`` (leaf → unit), ``stratum`` (unit → stratum), ``parent`` (stratum → unit of the stage above, 0 at stage 1),
    ``sampled`` and ``population`` (stratum → n, N; N infinite without ``fpc``), ``reach`` (stratum → product of n/N of
    the stages above: the weight of this stage's variance), ``name`` (stratum → what it is called).
    """

    unit: Ints
    stratum: Ints
    parent: Ints
    sampled: Ints
    population: Floats
    reach: Floats
    name: tuple[str, ...]

    @property
    def unsampled(self) -> Floats:
        """1 − n/N of each stratum."""
        return np.asarray(1.0 - self.sampled / self.population, dtype=float)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """All selected units of a sample; a leaf is a unit of the last stage that counts for the variance."""

    keys: tuple[str, ...]
    """Columns that together name a leaf."""
    values: tuple[NDArray[Any], ...]
    """Per key, its values in ascending order."""
    codes: Ints
    """Leaf names as numbers over ``values``, ascending, and ``leaf_of_code``: the leaf of each."""
    leaf_of_code: Ints
    stages: tuple[Stage, ...]
    rows: Ints
    """Answers in each leaf."""
    weight: Floats
    """Factor of each leaf's weights: N/n over the stages where the design has no weights of its own, else 1."""

    @property
    def psus(self) -> int:
        """Number of first-stage units."""
        return len(self.stages[0].stratum)

    @property
    def strata(self) -> int:
        """Number of first-stage strata."""
        return len(self.stages[0].sampled)

    def find(self, columns: Columns) -> Ints:
        """Return the leaf of each row of ``columns``, which hold ``keys``."""
        code = np.zeros(len(columns[self.keys[0]]), dtype=np.int64)
        for key, values in zip(self.keys, self.values, strict=True):
            code = code * len(values) + np.searchsorted(values, np.asarray(columns[key]))
        return np.asarray(self.leaf_of_code[np.searchsorted(self.codes, code)], dtype=np.int64)

    def degrees(self, leaves: Ints) -> tuple[int, int]:
        """Return how many PSUs and strata hold any of ``leaves``."""
        units = np.unique(self.stages[0].unit[leaves])
        return len(units), len(np.unique(self.stages[0].stratum[units]))


def stage_keys(design: Design) -> list[tuple[str, ...]]:
    """Return, per stage that counts, the columns naming its strata and units within the stage above.

    The first stage ``fpc`` does not reach is the last: taken with replacement, it holds the variance of those below.
    """
    stages = min(max(1, len(design.clusters)), len(design.fpc) + 1) if design.fpc else 1
    clusters = design.clusters or (ROW,)
    strata = [design.strata[k : k + 1] for k in range(stages)]
    return [(*strata[k], clusters[k]) for k in range(stages)]


def leaf_keys(design: Design) -> tuple[str, ...]:
    """Return the fewest columns that name a leaf: a cluster's stratum follows from the cluster unless names repeat."""
    keys = dict.fromkeys(key for stage in stage_keys(design) for key in stage)
    if design.strata and (not design.nest or not design.clusters):
        del keys[design.strata[0]]
    return tuple(keys)


def grow_tree(frame: nw.LazyFrame[Any], design: Design) -> Tree:
    """Read the selected units of ``design`` in one grouped scan and number them.

    Raises
    ------
    Problem
        ``data-empty``, ``psu-in-two-strata``, ``fpc-too-small``, ``fpc-varies``, ``fpc-mixed``.
    """
    keys = tuple(dict.fromkeys(key for stage in stage_keys(design) for key in stage))
    sizes = [
        bound(nw.col(column).cast(nw.Float64)).alias(f"{name}_{k}")
        for k, column in enumerate(design.fpc)
        for name, bound in (("low", nw.Expr.min), ("high", nw.Expr.max))
    ]
    found = gather(frame.group_by(*keys).agg(nw.len().alias("rows"), *sizes))
    if not len(found["rows"]):
        raise refuse("data-empty")
    codes, values = _code(found, keys)
    order = np.lexsort(tuple(reversed([codes[key] for key in keys])))
    codes = {key: code[order] for key, code in codes.items()}
    found = {name: np.asarray(column)[order] for name, column in found.items()}
    if not design.nest and design.strata and design.clusters:
        _refuse_shared_clusters(found, design.strata[0], design.clusters[0])
    stages = _number_stages(design, codes, found)
    names = leaf_keys(design)
    name = np.zeros(len(order), dtype=np.int64)
    for key in names:
        name = name * len(values[key]) + codes[key]
    leaf_of_code = np.argsort(name, kind="stable")
    levels = tuple(values[key] for key in names)
    rows = found["rows"].astype(np.int64)
    return Tree(names, levels, name[leaf_of_code], leaf_of_code, stages, rows, _inverse_fractions(design, stages))


def _code(found: Columns, keys: Sequence[str]) -> tuple[dict[str, Ints], dict[str, NDArray[Any]]]:
    pairs = {key: np.unique(np.asarray(found[key]), return_inverse=True) for key in keys}
    return {key: code.astype(np.int64) for key, (_, code) in pairs.items()}, {key: pairs[key][0] for key in keys}


def _refuse_shared_clusters(found: Columns, stratum: str, cluster: str) -> None:
    home: dict[object, object] = {}
    for name, place in zip(found[cluster].tolist(), found[stratum].tolist(), strict=True):
        if home.setdefault(name, place) != place:
            raise refuse("psu-in-two-strata", cluster=name)


def _number_stages(design: Design, codes: dict[str, Ints], found: Columns) -> tuple[Stage, ...]:
    """Number units and strata of every stage; leaves come sorted, so that each unit is one run of them."""
    any_size = _sizes_not_fractions(design, found)
    above = np.zeros(len(found["rows"]), dtype=np.int64)
    reach = np.ones(1)
    stages: list[Stage] = []
    for k, keys in enumerate(stage_keys(design)):
        stratum_leaf = _runs(above, *(codes[key] for key in keys[:-1]))
        unit = _runs(stratum_leaf, codes[keys[-1]])
        first = np.flatnonzero(np.diff(unit, prepend=-1))
        stratum = stratum_leaf[first]
        heads = np.flatnonzero(np.diff(stratum_leaf, prepend=-1))
        sampled = np.bincount(stratum).astype(np.int64)
        names = tuple(str(found[keys[0]][head]) if len(keys) > 1 else "" for head in heads)
        population = _population(design, k, found, stratum_leaf, sampled, names, any_size)
        stages.append(Stage(unit, stratum, above[heads], sampled, population, reach[above[heads]], names))
        reach = (reach[above[heads]] * sampled / population)[stratum]
        above = unit
    return tuple(stages)


def _runs(*codes: Ints) -> Ints:
    """Number the runs of equal tuples in sorted leaves from 0."""
    change = np.zeros(len(codes[0]), dtype=bool)
    for code in codes:
        change |= np.diff(code, prepend=code[0]) != 0
    return np.cumsum(change).astype(np.int64)


def _sizes_not_fractions(design: Design, found: Columns) -> bool:
    highs = [found[f"high_{k}"] for k in range(len(design.fpc))]
    lows = [found[f"low_{k}"] for k in range(len(design.fpc))]
    sizes = any(bool((high > 1).any()) for high in highs)
    if sizes and any(bool((low < 1).any()) for low in lows):
        raise refuse("fpc-mixed", column=", ".join(design.fpc))
    return sizes


def _population(
    design: Design, k: int, found: Columns, stratum_leaf: Ints, sampled: Ints, names: tuple[str, ...], sizes: bool
) -> Floats:
    if k >= len(design.fpc):
        return np.full(len(sampled), np.inf)
    heads = np.flatnonzero(np.diff(stratum_leaf, prepend=-1))
    low = np.minimum.reduceat(found[f"low_{k}"], heads)
    high = np.maximum.reduceat(found[f"high_{k}"], heads)
    for name in (name for name, wide in zip(names, high - low > 1e-9 * high, strict=True) if wide):
        raise refuse("fpc-varies", column=design.fpc[k], stratum=name)
    population: Floats = high if sizes else sampled / high
    for s in np.flatnonzero(population < sampled * (1 - 1e-12)):
        raise refuse(
            "fpc-too-small",
            stratum=names[s],
            population=f"{population[s]:g}",
            sampled=int(sampled[s]),
            column=design.fpc[k],
        )
    return population


def _inverse_fractions(design: Design, stages: tuple[Stage, ...]) -> Floats:
    """N/n over all stages, per leaf, where weights follow from the design alone."""
    leaves = len(stages[0].unit)
    if design.weights is not None or not design.fpc:
        return np.ones(leaves)
    last = stages[-1]
    reach: Floats = (last.reach * last.sampled / last.population)[last.stratum][last.unit]
    return np.asarray(1.0 / reach, dtype=float)
