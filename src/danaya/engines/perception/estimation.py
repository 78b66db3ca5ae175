"""Means, totals, shares, counts and ratios of a sample, in domains, with their joint covariance.

Every estimate is a function of weighted sums per leaf × domain (:func:`sum_by_leaf`), finished here by linearisation:
a ratio R = Σwy/Σwx has influence w(y − Rx)/Σwx (Särndal, Swensson & Wretman 1992, sections 5.5–5.7; Woodruff 1971).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import narwhals as nw

from danaya.engines.perception.estimates import Estimates
from danaya.engines.perception.frame import check_columns, explained, gather
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.sample import Sample
from danaya.engines.perception.sums import Levels, sum_by_leaf
from danaya.engines.perception.terms import DesignEffect, Missing, Term, finish, is_one_of, write_aggregates

Items = str | Sequence[str] | Mapping[str, nw.Expr]
"""Columns by name, or named expressions over columns."""


Option = TypeVar("Option", bound=StrEnum)


def mean(
    sample: Sample,
    items: Items,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    missing: Missing | str = Missing.AVAILABLE,
    deff: DesignEffect | str | None = None,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate weighted means.

    Parameters
    ----------
    items
        Numeric columns, or a mapping from name to expression.
    by
        Columns whose values make domains; only combinations with a row are estimated.
    where
        Condition that makes a domain: never a filter, the whole design stays known.
    missing
        Which rows count, see :class:`Missing`.
    deff
        Adds design effects against a simple random sample with or without replacement.
    levels
        Column of ``by`` → its values in the order wanted (else ascending).
    """
    terms = [Term(name, value, name, _number(value)) for name, value in name_items(sample, items).items()]
    return estimate_terms(sample, terms, by, where, missing=missing, deff=deff, levels=levels)


def total(
    sample: Sample,
    items: Items,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    missing: Missing | str = Missing.AVAILABLE,
    deff: DesignEffect | str | None = None,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate weighted totals; parameters as for :func:`mean`."""
    named = name_items(sample, items)
    terms = [Term(name, value, name, _number(value), total=True) for name, value in named.items()]
    return estimate_terms(sample, terms, by, where, missing=missing, deff=deff, levels=levels)


def ratio(
    sample: Sample,
    items: Items,
    over: Items,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    missing: Missing | str = Missing.AVAILABLE,
    deff: DesignEffect | str | None = None,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate ratios Σw·item / Σw·over, pair by pair; a row counts where both are known."""
    numerators, denominators = name_items(sample, items), name_items(sample, over)
    if len(numerators) != len(denominators):
        raise refuse("denominators-uneven", over=len(denominators), items=len(numerators))
    terms = []
    for (name, y), (below, x) in zip(numerators.items(), denominators.items(), strict=True):
        both = _number(y) + _number(x)
        terms.append(Term(f"{name}/{below}", both, f"{name}/{below}", _number(y), over=_number(x)))
    return estimate_terms(sample, terms, by, where, missing=missing, deff=deff, levels=levels)


def share(
    sample: Sample,
    items: Items,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    favourable: Sequence[object] | None = None,
    missing: Missing | str = Missing.AVAILABLE,
    deff: DesignEffect | str | None = None,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate shares 0–1: of each level of each item, or of the set ``favourable`` of its codes.

    Levels come from ``levels`` where it names the item (those the data do not hold are dropped), else from the data in
    ascending order; their terms are called ``item=level``.
    """
    terms = _level_terms(sample, items, favourable, levels or {}, total=False)
    return estimate_terms(sample, terms, by, where, missing=missing, deff=deff, levels=levels)


def mean_and_share(
    sample: Sample,
    items: Items,
    favourable: Sequence[object],
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    levels: Levels | None = None,
) -> tuple[Estimates, Estimates]:
    """Estimate the mean of each item and the share of the codes ``favourable``, on available answers, in one scan."""
    named = name_items(sample, items)
    means = [Term(name, value, name, _number(value)) for name, value in named.items()]
    schema = sample.frame.collect_schema()
    shares = [
        Term(
            name,
            value,
            name,
            condition=is_one_of(value, favourable, whole=name in schema and schema[name].is_integer()),
        )
        for name, value in named.items()
    ]
    both = estimate_terms(sample, [*means, *shares], by, where, levels=levels)
    return both.take(range(len(means))), both.take(range(len(means), 2 * len(means)))


def count(
    sample: Sample,
    items: Items,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    favourable: Sequence[object] | None = None,
    missing: Missing | str = Missing.AVAILABLE,
    deff: DesignEffect | str | None = None,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate how many people of the population give each answer; as :func:`share`, weighted up."""
    terms = _level_terms(sample, items, favourable, levels or {}, total=True)
    return estimate_terms(sample, terms, by, where, missing=missing, deff=deff, levels=levels)


def name_items(sample: Sample, items: Items) -> dict[str, nw.Expr]:
    """Return items as named expressions, after checking that the columns exist."""
    if isinstance(items, str):
        items = (items,)
    if not items:
        raise refuse("nothing-asked")
    if isinstance(items, Mapping):
        return dict(items)
    check_columns(sample.frame, items)
    return {name: nw.col(name) for name in items}


def find_levels(sample: Sample, items: Mapping[str, nw.Expr], order: Levels) -> dict[str, list[object]]:
    """Return the levels each item has in the data: those of ``order`` first, the others ascending."""
    found: dict[str, list[object]] = {}
    for name, value in items.items():
        with explained():
            column = sample.frame.select(value.alias("level")).filter(~nw.col("level").is_null()).unique()
        rows = gather(column)
        present = set(rows["level"].tolist())
        first = [level for level in order.get(name, ()) if level in present]
        found[name] = first + sorted(present - set(first))
    return found


def estimate_terms(
    sample: Sample,
    terms: Sequence[Term],
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    missing: Missing | str = Missing.AVAILABLE,
    deff: DesignEffect | str | None = None,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate any terms together: the one road from answers to estimates.

    Raises
    ------
    Problem
        ``domain-empty`` where nobody is in ``where``; ``stratum-lonely`` where the design says so.
    """
    rule, against = _choose(Missing, missing), _choose(DesignEffect, deff) if deff else None
    aggregates = write_aggregates(sample, terms, rule, against)
    sums = sum_by_leaf(sample, aggregates, by, where, levels)
    if not (sums.cell >= 0).any():
        raise refuse("domain-empty")
    return finish(sample, terms, sums, by, rule, against)


def _level_terms(
    sample: Sample, items: Items, favourable: Sequence[object] | None, order: Levels, *, total: bool
) -> list[Term]:
    named = name_items(sample, items)
    if favourable is not None:
        return [_share_term(name, name, value, favourable, total=total) for name, value in named.items()]
    found = find_levels(sample, named, order)
    return [
        _share_term(f"{name}={level}", name, value, [level], total=total)
        for name, value in named.items()
        for level in found[name]
    ]


def _share_term(name: str, base: str, value: nw.Expr, codes: Sequence[object], *, total: bool) -> Term:
    return Term(name, value, base, condition=is_one_of(value, codes), total=total)


def _number(value: nw.Expr) -> nw.Expr:
    return value.cast(nw.Float64)


def _choose(kind: type[Option], value: Option | str) -> Option:
    try:
        return kind(value)
    except ValueError:
        raise refuse("option-unknown", value=value, known=", ".join(kind)) from None
