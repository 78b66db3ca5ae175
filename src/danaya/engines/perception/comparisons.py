"""Comparisons of estimates with their joint covariance: contrasts, gap, change, difference in differences."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from danaya.engines.perception.estimates import Estimates, Key
from danaya.engines.perception.formulas import evaluate_formula
from danaya.engines.perception.influence import Influence, lengths
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.sums import Domain
from danaya.engines.perception.tree import Floats

Contrast = Mapping[Key, float] | str
"""Coefficients by key, or a formula over ``of['key']``."""


def contrast(estimates: Estimates, contrasts: Mapping[str, Contrast]) -> Estimates:
    """Estimate linear combinations and smooth functions of estimates.

    Parameters
    ----------
    contrasts
        Name → coefficients by key (``{"customs": 1, "private": -1}``) or formula
        (``"log(of['customs'] / of['private'])"``).

    Returns
    -------
    Estimates
        One term per contrast. Variance C·V·Cᵀ; for a formula C is its gradient (delta method: Woodruff 1971).
        ``n`` = answers of the estimates it combines.
    """
    values, rows = [], []
    for wanted in contrasts.values():
        value, gradient = _evaluate(estimates, wanted)
        values.append(value)
        rows.append(gradient)
    chosen = sorted({number for row in rows for number in row})
    matrix = np.array([[row.get(number, 0.0) for row in rows] for number in chosen]).reshape(len(chosen), len(rows))
    return _combine(estimates, chosen, matrix, np.array(values), tuple(contrasts), (), ((),))


def gap(estimates: Estimates, first: object = "private", second: object = "customs", by: str = "audience") -> Estimates:
    """Estimate first − second for every term and every remaining domain that both have.

    Parameters
    ----------
    first, second
        Two levels of column ``by``, one of ``estimates.by``.
    """
    if by not in estimates.by:
        raise refuse("option-unknown", value=by, known=", ".join(estimates.by))
    axis = estimates.by.index(by)
    rest = [domain[:axis] + domain[axis + 1 :] for domain in estimates.domains if domain[axis] == first]
    there = set(estimates.domains)
    rest = [domain for domain in rest if (*domain[:axis], second, *domain[axis:]) in there]
    if not rest:
        raise refuse("domain-empty", where=f"{first} − {second}")
    place = {domain: number for number, domain in enumerate(estimates.domains)}
    width = len(estimates.domains)
    pairs = [
        [k * width + place[(*domain[:axis], level, *domain[axis:])] for level in (first, second)]
        for k in range(len(estimates.terms))
        for domain in rest
    ]
    keep = (*estimates.by[:axis], *estimates.by[axis + 1 :])
    return _difference(estimates, pairs, estimates.terms, keep, tuple(rest))


def change(later: Estimates, earlier: Estimates) -> Estimates:
    """Estimate later − earlier for the terms and domains both have.

    Estimates of two samples are independent: their variances and degrees of freedom add, as in a design that stacks the
    two. Estimates of the same :class:`Sample` (a panel, two items) keep their covariance.
    """
    if later.by != earlier.by:
        raise refuse("option-unknown", value=", ".join(earlier.by), known=", ".join(later.by))
    terms = tuple(term for term in later.terms if term in earlier.terms)
    domains = tuple(domain for domain in later.domains if domain in earlier.domains)
    if not terms or not domains:
        raise refuse("domain-empty")
    plus = [_number(later, term, domain) for term in terms for domain in domains]
    minus = [_number(earlier, term, domain) for term in terms for domain in domains]
    one = np.eye(len(plus))
    parts = [part.combine(plus, one) for part in later.parts]
    own = len(parts)
    for part in (part.combine(minus, -one) for part in earlier.parts):
        twin = next((k for k in range(own) if parts[k].tree is part.tree), None)
        if twin is None:
            parts.append(part)
        else:
            parts[twin] = parts[twin].merge(part)
    return _assemble(
        tuple(parts),
        later.estimate[plus] - earlier.estimate[minus],
        {name: getattr(later, name)[plus] + getattr(earlier, name)[minus] for name in _COUNTS},
        later.df_design + (earlier.df_design if len(parts) > own else 0),
        (terms, later.by, domains),
    )


def combine_domains(
    estimates: Estimates, by: tuple[str, ...], weights: Mapping[Domain, Mapping[int, float]]
) -> Estimates:
    """Estimate, for every term, one combination of its domains per new domain; ``weights``: new domain → number → weight."""
    width = len(estimates.domains)
    rows = [
        {k * width + number: weight for number, weight in mix.items()}
        for k in range(len(estimates.terms))
        for mix in weights.values()
    ]
    chosen = sorted({number for row in rows for number in row})
    matrix = np.array([[row.get(number, 0.0) for row in rows] for number in chosen])
    values = np.array([sum(c * estimates.estimate[number] for number, c in row.items()) for row in rows])
    return _combine(estimates, chosen, matrix, values, estimates.terms, by, tuple(weights))


def false_discovery(p_values: Sequence[float] | Floats) -> Floats:
    """Adjust p-values so that rejecting those ≤ q keeps the false discovery rate at q.

    Benjamini & Hochberg (1995), step-up: p₍ᵢ₎ adjusted = min over j ≥ i of m·p₍ⱼ₎/j. NaN stay NaN and do not count in m.
    """
    p = np.asarray(p_values, dtype=float)
    known = ~np.isnan(p)
    if (outside := known & ((p < 0) | (p > 1))).any():
        raise refuse("p-value-out-of-range", value=float(p[outside][0]))
    order = np.argsort(p[known])[::-1]
    m = len(order)
    adjusted = np.empty(m)
    adjusted[order] = np.minimum.accumulate(p[known][order] * m / np.arange(m, 0, -1))
    found = np.full(p.shape, np.nan)
    found[known] = np.minimum(adjusted, 1.0)
    return found


def _number(estimates: Estimates, term: str, domain: Domain) -> int:
    return estimates.terms.index(term) * len(estimates.domains) + estimates.domains.index(domain)


def _evaluate(estimates: Estimates, wanted: Contrast) -> tuple[float, dict[int, float]]:
    if isinstance(wanted, str):
        values = {key: float(value) for key, value in zip(estimates.keys, estimates.estimate, strict=True)}
        value, slopes = evaluate_formula(wanted, values)
        return value, {estimates.position(key): slope for key, slope in slopes.items()}
    weights = {estimates.position(key): float(coefficient) for key, coefficient in wanted.items()}
    return float(sum(c * estimates.estimate[number] for number, c in weights.items())), weights


def _difference(
    estimates: Estimates,
    pairs: list[list[int]],
    terms: tuple[str, ...],
    by: tuple[str, ...],
    domains: tuple[Domain, ...],
) -> Estimates:
    chosen = sorted({number for pair in pairs for number in pair})
    place = {number: row for row, number in enumerate(chosen)}
    matrix = np.zeros((len(chosen), len(pairs)))
    for k, (plus, minus) in enumerate(pairs):
        matrix[place[plus], k], matrix[place[minus], k] = 1.0, -1.0
    values = np.array([estimates.estimate[plus] - estimates.estimate[minus] for plus, minus in pairs])
    return _combine(estimates, chosen, matrix, values, terms, by, domains)


def _combine(
    estimates: Estimates,
    chosen: list[int],
    matrix: Floats,
    values: Floats,
    terms: tuple[str, ...],
    by: tuple[str, ...],
    domains: tuple[Domain, ...],
) -> Estimates:
    parts = tuple(part.combine(chosen, matrix) for part in estimates.parts)
    used = (matrix != 0).astype(np.int64)
    counts = {name: getattr(estimates, name)[chosen] @ used for name in _COUNTS}
    return _assemble(parts, values, counts, estimates.df_design, (terms, by, domains))


_COUNTS = ("n", "missing", "weight")


def _assemble(
    parts: tuple[Influence, ...],
    values: Floats,
    counts: Mapping[str, Any],
    df_design: int,
    labels: tuple[tuple[str, ...], tuple[str, ...], tuple[Domain, ...]],
) -> Estimates:
    """Make estimates of combinations: errors from the joint influence, df over all units they rest on."""
    degrees = [part.degrees() for part in parts]
    psus, strata = (np.sum([found[k] for found in degrees], axis=0) for k in range(2))
    terms, by, domains = labels
    return Estimates(
        terms=terms,
        by=by,
        domains=domains,
        estimate=values,
        se=np.sqrt(np.sum([lengths(part.root()) ** 2 for part in parts], axis=0)),
        df=psus - strata,
        psus=psus,
        df_design=df_design,
        deff=None,
        parts=parts,
        **counts,
    )
