"""Prepared columns → estimates of everything in everybody and in every level, in one wide pass per breakdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from danaya.engines.perception import Design, Estimates, Sample, gap, mean
from danaya.engines.restitution.analysis.preparing import Measured, Prepared
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.study import Study

AUDIENCE = "danaya_audience"
LEVEL = "danaya_level"
REST = "rest"


@dataclass(frozen=True, eq=False)
class Pass:
    """The estimates of one breakdown (``domain`` empty: of everybody), with counts the engine does not make."""

    domain: str
    estimates: Estimates | None
    """None where nobody has a level of the breakdown."""
    measured: tuple[Measured, ...]
    blanks: Mapping[tuple[str, str, str], int]
    counts: Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, eq=False)
class Estimated:
    """A round, estimated: one pass for everybody, one per breakdown."""

    prepared: Prepared
    sample: Sample
    passes: Mapping[str, Pass]

    @property
    def study(self) -> Study:
        """What was asked."""
        return self.prepared.study

    @cached_property
    def by_name(self) -> Mapping[str, Measured]:
        """Column name → what is measured."""
        return {measured.name: measured for measured in self.prepared.measured}


def estimate(prepared: Prepared) -> Estimated:
    """Return all estimates of a round.

    Raises
    ------
    Problem
        What the design does not allow (a stratum with one cluster, a cluster in two strata …).
    """
    columns: dict[str, Any] = {_in_design(name): column for name, column in prepared.design_columns().items()}
    columns |= {measured.name: measured.values for measured in prepared.measured}
    columns |= {_of_domain(key): values for key, values in prepared.levels.items()}
    columns |= {_of_level(key, level): values for key, level, values in _membership(prepared)}
    sample = Sample({AUDIENCE: prepared.audience, **columns}, _renamed(prepared.study.design))
    passes = {domain: _one_pass(prepared, sample, domain) for domain in ("", *prepared.levels)}
    return Estimated(prepared, sample, passes)


def compare_levels(estimated: Estimated, domain: str) -> Iterator[tuple[str, Estimates]]:
    """Yield each level of a breakdown and its estimates minus those of everyone else in the audience.

    A breakdown of two levels is compared once: the first minus the second.
    """
    prepared, order = estimated.prepared, _orders(estimated.prepared, domain)[_of_domain(domain)]
    if len(order) == 2:
        whole = estimated.passes[domain].estimates.select(_compared(prepared))
        yield from _minus(order[0], whole, order[0], order[1], _of_domain(domain))
        return
    for level in order:
        flag = _of_level(domain, level)
        pair = mean(estimated.sample, _compared(prepared), by=(AUDIENCE, flag))
        yield from _minus(level, pair, level, REST, flag)


def _minus(level: str, estimates: Estimates, first: str, second: str, by: str) -> Iterator[tuple[str, Estimates]]:
    pairs = {domain for domain in estimates.domains if (domain[0], second) in estimates.domains}
    if any((domain[0], first) in pairs for domain in pairs):
        yield level, gap(estimates, first, second, by)


def _compared(prepared: Prepared) -> list[str]:
    return [one.name for one in prepared.measured if one.measure in {"score", "share", "silence"}]


def _membership(prepared: Prepared) -> Iterator[tuple[str, str, npt.NDArray[Any]]]:
    for domain, values in prepared.levels.items():
        for level in _orders(prepared, domain)[_of_domain(domain)]:
            yield domain, level, np.where(values == level, level, REST).astype(object)


def _in_design(name: str) -> str:
    return f"design {name}"


def _of_domain(key: str) -> str:
    return f"level {key}"


def _of_level(domain: str, level: str) -> str:
    return f"level {domain} {level}"


def _renamed(design: Design) -> Design:
    return replace(
        design,
        clusters=tuple(map(_in_design, design.clusters)),
        strata=tuple(map(_in_design, design.strata)),
        fpc=tuple(map(_in_design, design.fpc)),
        weights=_in_design(design.weights) if design.weights else None,
    )


def _orders(prepared: Prepared, domain: str) -> dict[str, list[str]]:
    """Audiences, and the levels of a breakdown that anybody has, in the order of the study."""
    orders = {AUDIENCE: [audience.key for audience in prepared.study.audiences]}
    for described in prepared.study.domains:
        if described.key == domain:
            present = set(prepared.levels[domain].tolist())
            names = [shown_code(code) for code in described.levels]
            orders[_of_domain(domain)] = [name for name in names if name in present]
    return orders


def _one_pass(prepared: Prepared, sample: Sample, domain: str) -> Pass:
    measured = tuple(one for one in prepared.measured if one.breakdowns or not domain)
    by = (AUDIENCE, _of_domain(domain)) if domain else (AUDIENCE,)
    if domain and not _orders(prepared, domain)[by[1]]:
        return Pass(domain, None, measured, {}, {})
    names = [one.name for one in measured]
    estimates = mean(sample, names, by=by, deff="replace", levels=_orders(prepared, domain))
    return Pass(domain, estimates, measured, *_counted(prepared, measured, domain))


Counts = dict[tuple[str, str, str], int]


def _counted(prepared: Prepared, measured: Sequence[Measured], domain: str) -> tuple[Counts, Counts]:
    """Blank answers and unweighted yeses per measured column, audience and level."""
    level = prepared.levels[domain] if domain else np.full(len(prepared.audience), "", dtype=object)
    known = [a is not None and b is not None for a, b in zip(prepared.audience, level, strict=True)]
    pairs = [f"{a}\x1f{b}" for a, b in zip(prepared.audience[known], level[known], strict=True)]
    names, cell = np.unique(pairs, return_inverse=True)
    cells = [tuple(name.split("\x1f")) for name in names.tolist()]
    blanks: Counts = {}
    counts: Counts = {}
    for one in measured:
        _tally(blanks, one.name, cells, np.bincount(cell, one.blank[known], len(names)))
        if one.yes_no:
            _tally(counts, one.name, cells, np.bincount(cell, np.nan_to_num(one.values[known]), len(names)))
    return blanks, counts


def _tally(counts: Counts, name: str, cells: Sequence[tuple[str, ...]], found: Any) -> None:
    counts.update({(name, audience, level): round(n) for (audience, level), n in zip(cells, found, strict=True)})
