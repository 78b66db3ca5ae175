"""From terms to sums to estimates: the aggregates a term needs, and its linearisation once they are there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import narwhals as nw
import numpy as np

from danaya.engines.perception.estimates import Estimates
from danaya.engines.perception.influence import Flags, Influence
from danaya.engines.perception.sample import Sample
from danaya.engines.perception.sums import Sums
from danaya.engines.perception.tree import Floats, Ints

ROUNDING = 1e-12
"""A sum of squares below this share of its terms is what rounding left of zero."""


class Missing(StrEnum):
    """Which rows an estimate rests on when answers are missing."""

    AVAILABLE = "available"
    """Each item on its own answers."""
    LISTWISE = "listwise"
    """Only rows with an answer to every item asked for together (``na.rm = TRUE`` of R)."""
    PROPAGATE = "propagate"
    """All rows: an estimate with a missing answer is missing."""


class DesignEffect(StrEnum):
    """Against which simple random sample a design effect is measured."""

    WITHOUT_REPLACEMENT = "noreplace"
    WITH_REPLACEMENT = "replace"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to estimate: Σw·y (``total``) or Σw·y / Σw·x, over the rows that have an ``answer``.

    y is ``value``, or 1 where ``condition`` is true; x is ``over``, or 1. Terms with the same ``base`` rest on the same rows.
    """

    name: str
    answer: nw.Expr
    """Missing where the row cannot be used; only that matters."""
    base: str
    value: nw.Expr | None = None
    condition: nw.Expr | None = None
    over: nw.Expr | None = None
    total: bool = False

    @property
    def known(self) -> nw.Expr:
        """Whether the row has an answer."""
        return ~self.answer.is_null()


def write_aggregates(
    sample: Sample, terms: Sequence[Term], rule: Missing, deff: DesignEffect | None = None
) -> dict[str, nw.Expr]:
    """Return the sums per leaf × domain that the terms need.

    Per base: ``n:`` rows used, ``w:`` their weight, ``k:`` rows known; per term: ``y:`` and, for a ratio, ``x:``; for design
    effects the weighted squares ``yy:``, ``xy:``, ``xx:``.
    """
    w = sample.weight
    everyone = _all_known(terms) if rule is Missing.LISTWISE else None
    found: dict[str, nw.Expr] = {}
    for number, term in enumerate(terms):
        used = term.known if everyone is None else everyone
        if rule is not Missing.PROPAGATE:
            found[f"n:{term.base}"] = term.answer.count() if everyone is None else one(used).sum()
        found[f"w:{term.base}"] = (w if rule is Missing.PROPAGATE else w * one(used)).sum()
        if rule is not Missing.AVAILABLE:
            found[f"k:{term.base}"] = term.answer.count()
        guard = used if everyone is not None or term.over is not None else None
        found |= {f"{name}:{number}": _guarded(value, guard).sum() for name, value in _products(term, w, deff)}
    return found


def finish(
    sample: Sample,
    terms: Sequence[Term],
    sums: Sums,
    by: Sequence[str],
    rule: Missing,
    deff: DesignEffect | None = None,
) -> Estimates:
    """Return the estimates of ``terms`` from their sums: point, linearised influence, standard error, counts."""
    inside = sums.cell >= 0
    leaf, cell = sums.leaf[inside], sums.cell[inside]
    factor = sample.tree.weight[leaf]
    table = _Table(sums, inside, cell, factor)
    y, x = table.columns("y", terms), _denominators(table, terms)
    rows, used, known = _counts(table, terms, rule)
    n, missing = table.by_domain(used), table.by_domain(rows[:, None] - known)
    estimate, influence = _linearise(table, terms, y, x)
    if rule is Missing.PROPAGATE:
        estimate = np.where(missing > 0, np.nan, estimate)
        influence = np.where((missing > 0)[cell], np.nan, influence)
    leaves = _leaves_of(sums, leaf, used) if not by else np.unique(sums.leaf)
    part = Influence(sample.tree, sample.design, leaf, cell, influence, used > 0, len(sums.domains), leaves)
    psus, strata = part.degrees()
    weight = table.by_domain(table.bases("w", terms))
    se = part.standard_errors()
    effects = None if deff is None else _design_effects(table, terms, estimate, weight, n, se, deff)
    return Estimates(
        terms=tuple(term.name for term in terms),
        by=tuple(by),
        domains=sums.domains,
        estimate=estimate.T.ravel(),
        se=se,
        n=n.T.ravel().astype(np.int64),
        missing=missing.T.ravel().astype(np.int64),
        weight=weight.T.ravel(),
        df=psus - strata,
        psus=psus,
        df_design=sample.df,
        deff=effects,
        parts=(part,),
    )


def _leaves_of(sums: Sums, leaf: Ints, used: Floats) -> Ints:
    """Return the leaves with an answer used, or all where nobody answered: an estimate of nobody is missing, not certain."""
    answered = np.unique(leaf[(used > 0).any(axis=1)])
    return answered if len(answered) else np.unique(sums.leaf)


def one(condition: nw.Expr) -> nw.Expr:
    """Return 1 where a condition holds, else 0 (or missing): a product with it is quicker than a branch."""
    return condition.cast(nw.Float64)


def is_one_of(value: nw.Expr, codes: Collection[object], *, whole: bool = False) -> nw.Expr:
    """Return whether a value is one of ``codes``; missing where it is missing.

    ``whole``: the column holds whole numbers only, so that codes in a row can be asked for as a range, which is quicker.
    """
    listed = list(codes)
    if not listed:
        return value != value  # noqa: PLR0124 never true
    if len(listed) == 1:
        return value == listed[0]
    if whole and all(isinstance(code, int) for code in listed):
        low, high = min(listed), max(listed)  # type: ignore[type-var]
        if high - low == len(set(listed)) - 1:  # type: ignore[operator]
            return (value >= low) & (value <= high)
    return value.is_in(listed)


def _all_known(terms: Sequence[Term]) -> nw.Expr:
    bases = {term.base: term.known for term in terms}
    return nw.all_horizontal(*bases.values(), ignore_nulls=False)


def _products(term: Term, w: nw.Expr, deff: DesignEffect | None) -> list[tuple[str, nw.Expr]]:
    if term.condition is not None:
        indicator = w * one(term.condition)
        return [("y", indicator), *([("yy", indicator)] if deff else [])]
    if term.value is None:
        raise TypeError(f"term {term.name} has neither value nor condition")
    y, x = term.value, term.over
    found = [("y", w * y)]
    if x is not None:
        found.append(("x", w * x))
    if deff:
        found.append(("yy", w * y * y))
    if deff and x is not None:
        found += [("xy", w * x * y), ("xx", w * x * x)]
    return found


def _guarded(value: nw.Expr, guard: nw.Expr | None) -> nw.Expr:
    return value if guard is None else nw.when(guard).then(value)


@dataclass(frozen=True, slots=True)
class _Table:
    """The sums of the known domains as matrices: rows (leaf × domain) × terms."""

    sums: Sums
    inside: Flags
    cell: Ints
    factor: Floats

    def columns(self, kind: str, terms: Sequence[Term]) -> Floats:
        """Weighted sums per term."""
        return self._stack([f"{kind}:{number}" for number in range(len(terms))]) * self.factor[:, None]

    def bases(self, kind: str, terms: Sequence[Term]) -> Floats:
        """Sums per term that terms of the same base share; weighted ones get the leaf's factor."""
        found = self._stack([f"{kind}:{term.base}" for term in terms])
        return found * self.factor[:, None] if kind == "w" else found

    def rows(self) -> Floats:
        return self.sums.rows[self.inside]

    def by_domain(self, values: Floats) -> Floats:
        """Add rows up per domain, shape (D, K)."""
        starts = np.flatnonzero(np.diff(self.cell, prepend=-1))
        return np.asarray(np.add.reduceat(values, starts, axis=0), dtype=float)

    def _stack(self, names: Sequence[str]) -> Floats:
        empty = np.zeros(len(self.inside))
        return np.column_stack([self.sums.values.get(name, empty)[self.inside] for name in names])


def _denominators(table: _Table, terms: Sequence[Term]) -> Floats:
    weights = table.bases("w", terms)
    ratios = np.array([term.over is not None for term in terms])
    return np.where(ratios, table.columns("x", terms), weights) if ratios.any() else weights


def _counts(table: _Table, terms: Sequence[Term], rule: Missing) -> tuple[Floats, Floats, Floats]:
    """Return rows (R,), rows used and rows known (R, K)."""
    rows = table.rows()
    known = table.bases("n" if rule is Missing.AVAILABLE else "k", terms)
    used = {Missing.AVAILABLE: known, Missing.PROPAGATE: np.repeat(rows[:, None], len(terms), axis=1)}
    return rows, used[rule] if rule in used else table.bases("n", terms), known


def _linearise(table: _Table, terms: Sequence[Term], y: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Return estimates (D, K) and influence per row (R, K)."""
    totals = np.array([term.total for term in terms])
    top, bottom = table.by_domain(y), table.by_domain(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(bottom != 0, top / bottom, np.nan)
        residual = (y - ratio[table.cell] * x) / bottom[table.cell]
    return np.where(totals, top, ratio), np.where(totals, y, residual)


def _design_effects(
    table: _Table,
    terms: Sequence[Term],
    estimate: Floats,
    weight: Floats,
    n: Floats,
    se: Floats,
    kind: DesignEffect,
) -> Floats:
    """Variance over that of a simple random sample of the same n (Kish 1965, section 8.2), flat (K · D,)."""
    totals = np.array([term.total for term in terms])
    yy, xy, xx = (table.by_domain(table.columns(name, terms)) for name in ("yy", "xy", "xx"))
    x = table.by_domain(_denominators(table, terms))
    plain = np.array([term.over is None for term in terms])
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.where(totals, estimate / weight, estimate)
        squares = np.where(plain, yy - centre**2 * weight, yy - 2 * estimate * xy + estimate**2 * xx)
        # Answers that are all alike have no spread; what subtraction leaves of it is rounding.
        squares = np.where(squares <= ROUNDING * yy, 0.0, squares)
        spread = np.where(n > 1, squares / weight * n / (n - 1), np.nan)
        simple = spread / n
        if kind is DesignEffect.WITHOUT_REPLACEMENT:
            # Weights that do not reach the sample's size count no population: no sample without replacement to compare with.
            simple = np.where(totals | (weight >= n), spread * (weight - n) / (weight * n), np.nan)
        simple = simple * np.where(totals, weight**2, np.where(plain, 1.0, (weight / x) ** 2))
        effects = se**2 / np.where(squares > 0, simple, np.nan).T.ravel()
    return np.where(se <= 1e-7 * np.abs(estimate.T.ravel()), 0.0, effects)
