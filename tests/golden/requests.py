"""Requests of golden fixtures → the engine's answers, in the form of a fixture's result."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import narwhals as nw
import numpy as np

from danaya.engines.perception import (
    Estimates,
    contrast,
    count,
    count_domains,
    mean,
    proportion_interval,
    ratio,
    share,
    summarise_weights,
    total,
)
from tests.golden.designs import Plan, UnsupportedError
from tests.golden.expressions import Column, UnreadableError, number

Answer = dict[str, Any]
Designs = Callable[[str], Plan]


def answer(request: Mapping[str, Any], designs: Designs) -> Answer:
    """Return what the engine says to one request."""
    stat = request["stat"]
    if stat == "design":
        designs(request.get("design", "main"))
        return {}
    if stat in _PLAIN:
        return _PLAIN[stat](request, designs(request.get("design", "main")))
    df = _degrees(designs("main"))
    if stat == "ciprop":
        return _interval(request, designs(request.get("design", "main")), df)
    estimates = _contrast(request, designs) if stat == "contrast" else _estimate(request, designs)
    if request.get("as") == "est_se":
        return {"value": np.column_stack([estimates.estimate, estimates.se]).ravel()}
    if request.get("as"):
        raise UnsupportedError(f"result form {request['as']}")
    written = _write(estimates, df)
    return written if stat == "contrast" else written | {"degf_domain": _domain_degrees(request, designs, estimates)}


def _estimate(request: Mapping[str, Any], designs: Designs) -> Estimates:
    stat = request["stat"]
    if stat not in _ESTIMATORS:
        raise UnsupportedError(f"statistic {stat}")
    plan = designs(request.get("design", "main"))
    by = _names(request.get("by"), plan)
    options = {
        "by": by,
        "where": plan.within(request.get("where")),
        "missing": "listwise" if request.get("na_rm") else "propagate",
        "deff": request.get("deff") or None,
        "levels": _orders(plan),
    }
    estimates = _ESTIMATORS[stat](request, plan, options)
    return _write_domains(estimates, plan.columns)


def _mean(request: Mapping[str, Any], plan: Plan, options: dict[str, Any]) -> Estimates:
    return mean(plan.sample, _numbers(request["y"], plan), **options)


def _total(request: Mapping[str, Any], plan: Plan, options: dict[str, Any]) -> Estimates:
    return total(plan.sample, _numbers(request["y"], plan), **options)


def _ratio(request: Mapping[str, Any], plan: Plan, options: dict[str, Any]) -> Estimates:
    found = ratio(plan.sample, _numbers(request["y"], plan), _numbers(request["over"], plan), **options)
    return found.rename(dict(zip(found.terms, request["y"], strict=True)))


def _levels(verb: Callable[..., Estimates]) -> Callable[..., Estimates]:
    def estimate(request: Mapping[str, Any], plan: Plan, options: dict[str, Any]) -> Estimates:
        items = {text: plan.compile(text).expr for text in _texts(request["y"])}
        return verb(plan.sample, items, **options)

    return estimate


_ESTIMATORS: dict[str, Callable[..., Estimates]] = {
    "mean": _mean,
    "total": _total,
    "ratio": _ratio,
    "share": _levels(share),
    "count": _levels(count),
}


def _contrast(request: Mapping[str, Any], designs: Designs) -> Estimates:
    of = _estimate(request["of"], designs)
    terms: dict[str, Any] = {}
    for name, wanted in request["terms"].items():
        terms[name] = wanted["formula"] if "formula" in wanted else {str(key): c for key, c in wanted.items()}
    return contrast(_answer_to_keys(of, terms), terms)


def _answer_to_keys(of: Estimates, terms: Mapping[str, Any]) -> Estimates:
    """Shares are called as the request calls their levels: ``E``, ``stype.E``, ``stypeE`` …"""
    asked = {key for wanted in terms.values() if not isinstance(wanted, str) for key in wanted}
    if of.by or not asked or asked <= set(of.keys):
        return of
    for style in ("{1}", "{0}{1}", "{0}.{1}", "{0}:{1}"):
        names = {term: style.format(*term.partition("=")[::2]) for term in of.terms}
        if asked <= set(names.values()):
            return of.rename(names)
    return of


def _interval(request: Mapping[str, Any], plan: Plan, df: int) -> Answer:
    (text,) = _texts(request["y"])
    where = plan.within(request.get("where"))
    (found,) = mean(plan.sample, {text: number(plan.compile(text))}, where=where, missing="propagate")
    level = request.get("level") or 0.95
    low, high = proportion_interval(found.estimate, found.se, found.n, found.df, level, request["method"])
    return {"estimate": found.estimate, "se": found.se, "ci": {"low": low, "high": high}, "degf": df, "n": found.n}


def _count_rows(request: Mapping[str, Any], plan: Plan) -> Answer:
    items = {text: plan.compile(text).expr for text in _texts(request["y"])}
    known = ~nw.all_horizontal(*(~value.is_null() for value in items.values()), ignore_nulls=False)
    found = count_domains(
        plan.sample,
        _names(request.get("by"), plan),
        plan.within(request.get("where")),
        known=~known,
        levels=_orders(plan),
    )
    return {"value": [domain.known for domain in found]}


def _count_degrees(request: Mapping[str, Any], plan: Plan) -> Answer:
    where = plan.within(request.get("where"))
    return {
        "value": [
            domain.df
            for domain in count_domains(plan.sample, _names(request.get("by"), plan), where, levels=_orders(plan))
        ]
    }


def _summarise(request: Mapping[str, Any], plan: Plan) -> Answer:
    found = summarise_weights(plan.sample, plan.within(request.get("where")))
    return {"value": [found.n, found.total, found.squares, found.effective_n, found.design_effect, found.df]}


_PLAIN: dict[str, Callable[[Mapping[str, Any], Plan], Answer]] = {
    "n": _count_rows,
    "degf": _count_degrees,
    "weights_summary": _summarise,
}


def _write(estimates: Estimates, df: int) -> Answer:
    in_main = replace(estimates, df=np.full(len(estimates), df))
    normal, student = estimates.interval(0.95, "normal"), in_main.interval(0.95)
    return {
        "estimate": estimates.estimate,
        "se": estimates.se,
        "vcov": estimates.vcov,
        "ci_z": {"low": normal[0], "high": normal[1]},
        "ci_t": {"low": student[0], "high": student[1]},
        "deff": estimates.deff,
        "degf": df,
        "degf_domain": estimates.df,
        "n": estimates.n,
    }


def _degrees(plan: Plan) -> int:
    if plan.domain is None:
        return plan.sample.df
    (found,) = count_domains(plan.sample, where=plan.domain)
    return found.df


def _domain_degrees(request: Mapping[str, Any], designs: Designs, estimates: Estimates) -> list[int]:
    """#PSU − #strata of each domain, answered or not, once per term."""
    plan = designs(request.get("design", "main"))
    names = _names(request.get("by"), plan)
    found = count_domains(plan.sample, names, plan.within(request.get("where")), levels=_orders(plan))
    return [domain.df for _ in estimates.terms for domain in found]


def _write_domains(estimates: Estimates, columns: Mapping[str, Column]) -> Estimates:
    """Call domains as the CSV writes their levels."""
    known = {column.name: column for column in columns.values()}
    names = [_written(known.get(name)) for name in estimates.by]
    domains = (tuple(name(level) for name, level in zip(names, domain, strict=True)) for domain in estimates.domains)
    return replace(estimates, domains=tuple(domains))


def _written(column: Column | None) -> Callable[[Any], str]:
    written = (column.written if column else None) or {}
    return lambda level: str(level).upper() if isinstance(level, bool) else written.get(level, str(level))


def _orders(plan: Plan) -> dict[str, tuple[object, ...]]:
    """Levels by the name of the column in the frame, and by the text of an item."""
    known = {name: column for name, column in plan.columns.items() if column.levels}
    return {key: column.levels for name, column in known.items() for key in (name, column.name)}


def _names(by: list[str] | str | None, plan: Plan) -> tuple[str, ...]:
    return tuple(
        plan.columns[name].name if name in plan.columns else name
        for name in ([by] if isinstance(by, str) else by or ())
    )


def _numbers(texts: str | list[str], plan: Plan) -> dict[str, nw.Expr]:
    return {text: number(plan.compile(text)) for text in _texts(texts)}


def _texts(texts: str | list[str]) -> list[str]:
    found = [texts] if isinstance(texts, str) else list(texts)
    if not found:
        raise UnreadableError("no y")
    return found
