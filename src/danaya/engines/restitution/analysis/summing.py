"""Many short columns in memory → estimates: the perception engine's linearisation on sums made by NumPy.

An analysis asks some hundred averages of some hundred or thousand answers in a dozen breakdowns. Building a query
expression for each costs far more than adding the answers up, so they are added up here; everything after the sums is
:func:`danaya.engines.perception.terms.finish`, as for data that do not fit into memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from danaya.engines.perception import Estimates, Missing, Sample
from danaya.engines.perception.influence import Influence, lengths
from danaya.engines.perception.sums import Domain, Sums
from danaya.engines.perception.terms import DesignEffect, Term, finish
from danaya.engines.restitution.analysis.preparing import Floats, Measured

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Mean:
    """What :func:`finish` reads of a term that is a mean."""

    name: str
    base: str
    over: None = None
    total: bool = False


def average(
    sample: Sample,
    leaf: Ints,
    weight: Floats,
    measured: Sequence[Measured],
    cell: Ints,
    domains: Sequence[Domain],
    by: Sequence[str],
) -> Estimates:
    """Return the weighted mean of each measured column in each domain, with design effects against replacement.

    Parameters
    ----------
    leaf, weight, cell
        Of each answer: its unit in the sample's tree, its weight, and its place among ``domains`` (−1 for none).
    domains, by
        The domains, and the columns their levels come from. Domains without an answer are left out.
    """
    group, rows = np.unique(cell * (leaf.max() + 1) + leaf, return_inverse=True)
    first = np.zeros(len(group), dtype=np.int64)
    first[rows] = np.arange(len(rows))
    present = np.unique(cell[cell >= 0])
    renumbered = np.where(cell >= 0, np.searchsorted(present, cell), -1)
    values: dict[str, Floats] = {}
    for number, one in enumerate(measured):
        values |= _summed(number, one, rows, weight, len(group))
    counts = np.bincount(rows, minlength=len(group)).astype(np.float64)
    sums = Sums(leaf[first], renumbered[first], tuple(domains[place] for place in present), counts, values)
    terms = cast("list[Term]", [_Mean(one.name, one.name) for one in measured])
    return finish(sample, terms, sums, by, Missing.AVAILABLE, DesignEffect.WITH_REPLACEMENT)


def _summed(number: int, one: Measured, rows: Ints, weight: Floats, groups: int) -> dict[str, Floats]:
    known = ~np.isnan(one.values)
    y = np.where(known, one.values, 0.0)
    w = np.where(known, weight, 0.0)
    parts = {f"n:{one.name}": known, f"w:{one.name}": w, f"y:{number}": w * y, f"yy:{number}": w * y * y}
    return {name: np.bincount(rows, column, groups).astype(np.float64) for name, column in parts.items()}


def subtract(estimates: Estimates, first: object, second: object, axis: int) -> Estimates | None:
    """Return first − second of two levels on one axis of the domains, with their covariance; None where no pair is there.

    Equal to :func:`danaya.engines.perception.gap`, one pair of domains at a time for all terms together.
    """
    there = set(estimates.domains)
    rest = [cell[:axis] + cell[axis + 1 :] for cell in estimates.domains if cell[axis] == first]
    rest = [cell for cell in rest if (*cell[:axis], second, *cell[axis:]) in there]
    if not rest:
        return None
    pairs = [
        tuple(estimates.domains.index((*cell[:axis], level, *cell[axis:])) for level in (first, second))
        for cell in rest
    ]
    return _together(estimates, list(_subtracted(estimates, pairs)), rest, axis)


def _subtracted(estimates: Estimates, pairs: Sequence[tuple[int, ...]]) -> Iterator[dict[str, Any]]:
    width = len(estimates.domains)
    for plus, minus in pairs:
        part = _pair(estimates.parts[0], plus, minus)
        psus, strata = part.degrees()
        yield {
            "estimate": estimates.estimate[plus::width] - estimates.estimate[minus::width],
            "se": lengths(part.root()),
            "n": estimates.n[plus::width] + estimates.n[minus::width],
            "missing": estimates.missing[plus::width] + estimates.missing[minus::width],
            "weight": estimates.weight[plus::width] + estimates.weight[minus::width],
            "df": psus - strata,
            "psus": psus,
        }


def _pair(part: Influence, plus: int, minus: int) -> Influence:
    """Return the influence of the units on the difference of two domains, term by term."""
    rows = [np.flatnonzero(part.cell == cell) for cell in (plus, minus)]
    leaves = np.unique(part.leaf[np.concatenate(rows)])
    values = np.zeros((len(leaves), part.values.shape[1]))
    used = np.zeros(values.shape, dtype=bool)
    for sign, mine in zip((1.0, -1.0), rows, strict=True):
        place = np.searchsorted(leaves, part.leaf[mine])
        values[place] += sign * part.values[mine]
        used[place] |= part.used[mine]
    return replace(
        part, leaf=leaves, cell=np.zeros(len(leaves), dtype=np.int64), values=values, used=used, cells=1, leaves=leaves
    )


def _together(estimates: Estimates, columns: list[dict[str, Any]], domains: Sequence[Domain], axis: int) -> Estimates:
    """Put the differences of all pairs into one set of estimates: all domains of the first term, then of the second."""
    flat: dict[str, Any] = {name: np.stack([column[name] for column in columns], axis=1).ravel() for name in columns[0]}
    by = estimates.by[:axis] + estimates.by[axis + 1 :]
    return replace(estimates, by=by, domains=tuple(domains), deff=None, parts=(), **flat)


def subtract_independent(now: Estimates, before: Estimates, terms: dict[str, str]) -> Estimates | None:
    """Return now − before for samples drawn independently: variances and degrees of freedom add.

    Parameters
    ----------
    terms
        Term of ``before`` → the term of ``now`` that measures the same.
    """
    kept = {old: new for old, new in terms.items() if old in before.terms and new in now.terms}
    domains = tuple(cell for cell in now.domains if cell in before.domains)
    if not kept or not domains:
        return None
    here = _positions(now, list(kept.values()), domains)
    there = _positions(before, list(kept), domains)
    both: dict[str, Any] = {
        name: getattr(now, name)[here] + getattr(before, name)[there]
        for name in ("n", "missing", "weight", "df", "psus")
    }
    difference = now.estimate[here] - before.estimate[there]
    se = np.hypot(now.se[here], before.se[there])
    return replace(
        now, terms=tuple(kept.values()), domains=domains, estimate=difference, se=se, deff=None, parts=(), **both
    )


def _positions(estimates: Estimates, terms: Sequence[str], domains: Sequence[Domain]) -> list[int]:
    width = len(estimates.domains)
    rows = {term: number for number, term in enumerate(estimates.terms)}
    columns = {cell: number for number, cell in enumerate(estimates.domains)}
    return [rows[term] * width + columns[cell] for term in terms for cell in domains]
