"""Answers together with the design that brought them: what every estimate starts from."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from danaya.engines.perception.design import Design
from danaya.engines.perception.frame import ROW, check_columns, gather, number_rows, read_frame
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.tree import Tree, grow_tree, stage_keys

if TYPE_CHECKING:
    import duckdb


ONE = "danaya_one"
"""Column of ones: the weight where the design has none of its own."""


@dataclass(frozen=True, slots=True)
class WeightsSummary:
    """What unequal weights cost. Kish (1965, section 11.7): n_eff = (Σw)²/Σw², design effect of weighting = n/n_eff."""

    n: int
    total: float
    squares: float
    df: int

    @property
    def effective_n(self) -> float:
        """Size of the equally weighted sample that would be as precise."""
        return self.total**2 / self.squares

    @property
    def design_effect(self) -> float:
        """Unequal weighting effect."""
        return self.n * self.squares / self.total**2


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Answers and their design, checked when they are put together.

    Parameters
    ----------
    data
        A DuckDB relation, a path to a Parquet or CSV file, a mapping from column name to NumPy array or list, or a lazy
        frame that narwhals knows (Spark).
    design
        How the sample came to be.
    connection
        DuckDB connection to read files and columns with; a private one when there is none.

    Raises
    ------
    Problem
        ``column-unknown``, ``weight-missing``, ``weight-negative``, ``weight-all-zero``, ``design-missing``,
        ``psu-in-two-strata``, ``cluster-single``, ``fpc-too-small``, ``fpc-varies``, ``fpc-mixed``, ``fpc-stages``, ``data-empty`` …
    """

    data: Any = field(repr=False)
    design: Design
    connection: "duckdb.DuckDBPyConnection | None" = field(default=None, repr=False)
    frame: nw.LazyFrame[Any] = field(init=False, repr=False)
    tree: Tree = field(init=False, repr=False)
    weights: WeightsSummary = field(init=False)
    df: int = field(init=False)
    """Degrees of freedom of the design: #PSU − #strata with an answer of some weight."""
    holds_zero_weights: bool = field(init=False)
    """Whether some answers stand for nobody: they are in no estimate, while their clusters stay in the sample."""

    def __post_init__(self) -> None:
        frame = read_frame(self.data, self.connection)
        design = self.design
        _check_stages(design)
        named = (*design.clusters, *design.strata, *design.fpc, *([design.weights] if design.weights else []))
        check_columns(frame, named)
        if not design.clusters:
            frame = number_rows(frame)
        zeros = _check_values(frame, design)
        if design.weights is None:
            frame = frame.with_columns(nw.lit(1.0).alias(ONE))
        object.__setattr__(self, "frame", frame)
        object.__setattr__(self, "tree", grow_tree(frame, design))
        _refuse_single_cluster(self.tree, design)
        object.__setattr__(self, "holds_zero_weights", zeros > 0)
        object.__setattr__(self, "df", self._degrees())
        object.__setattr__(self, "weights", self._summarise_weights())

    @property
    def weight(self) -> nw.Expr:
        """Weight of an answer as an expression; N/n of the stages is applied per leaf (``tree.weight``)."""
        return nw.col(self.design.weights or ONE).cast(nw.Float64)

    @property
    def n(self) -> int:
        """Number of answers."""
        return int(self.tree.rows.sum())

    def with_columns(self, columns: Mapping[str, nw.Expr]) -> "Sample":
        """Return the same sample (same units, same weights) with further columns."""
        widened = copy(self)
        frame = self.frame.with_columns(*(value.alias(name) for name, value in columns.items()))
        object.__setattr__(widened, "frame", frame)
        return widened

    def _degrees(self) -> int:
        if not self.holds_zero_weights:
            return self.tree.psus - self.tree.strata
        leaves = gather(self.frame.filter(self.weight > 0).select(*self.tree.keys).unique())
        psus, strata = self.tree.degrees(self.tree.find(leaves)) if len(leaves[self.tree.keys[0]]) else (0, 0)
        return psus - strata

    def _summarise_weights(self) -> WeightsSummary:
        if self.design.weights is None:
            rows, factor = self.tree.rows, self.tree.weight
            total, squares = float(rows @ factor), float(rows @ factor**2)
        else:
            sums = gather(
                self.frame.select(self.weight.sum().alias("w"), (self.weight * self.weight).sum().alias("ww"))
            )
            total, squares = float(sums["w"][0]), float(sums["ww"][0])
        if not total > 0:
            raise refuse("weight-all-zero", where=self.design.weights or "")
        return WeightsSummary(self.n, total, squares, self.df)


def _check_stages(design: Design) -> None:
    stages = max(1, len(design.clusters))
    weightless = design.weights is None and 0 < len(design.fpc) < stages
    if len(design.fpc) > stages or weightless:
        raise refuse("fpc-stages", fpc=len(design.fpc), clusters=stages)


def _refuse_single_cluster(tree: Tree, design: Design) -> None:
    """Refuse a sample that shows no spread at all, unless its clusters are named within strata (as R ``survey``)."""
    if tree.psus == 1 and design.clusters and not (design.nest and design.strata):
        raise refuse("cluster-single", where=design.clusters[0], column=design.clusters[0])


def _check_values(frame: nw.LazyFrame[Any], design: Design) -> int:
    """Refuse missing design values and weights that cannot stand for people, in one scan; return how many weights are 0."""
    needed = list(dict.fromkeys([*(key for stage in stage_keys(design) for key in stage if key != ROW), *design.fpc]))
    missing = [nw.col(name).is_null().cast(nw.Int64).sum().alias(f"missing_{k}") for k, name in enumerate(needed)]
    found = gather(frame.select(nw.len().alias("rows"), *missing, *_weight_checks(frame, design)))
    if not found["rows"][0]:
        raise refuse("data-empty")
    for k, name in enumerate(needed):
        if found[f"missing_{k}"][0]:
            raise refuse("design-missing", where=name, count=int(found[f"missing_{k}"][0]), column=name)
    for code in ("weight-missing", "weight-negative"):
        if design.weights is not None and np.ma.filled(found[code], 0)[0]:
            raise refuse(code, where=design.weights, count=int(found[code][0]))
    return int(np.ma.filled(found["zeros"], 0)[0]) if design.weights is not None else 0


def _weight_checks(frame: nw.LazyFrame[Any], design: Design) -> list[nw.Expr]:
    schema = frame.collect_schema()
    for name in (*([design.weights] if design.weights else []), *design.fpc):
        if not schema[name].is_numeric():
            raise refuse("column-not-number", where=name, column=name)
    if design.weights is None:
        return []
    weight = nw.col(design.weights).cast(nw.Float64)
    wrong = (weight < 0) | ~weight.is_finite()
    return [
        weight.is_null().cast(nw.Int64).sum().alias("weight-missing"),
        wrong.cast(nw.Int64).sum().alias("weight-negative"),
        (weight == 0).cast(nw.Int64).sum().alias("zeros"),
    ]
