"""Prepared columns → estimates of everything in everybody and in every level, in one wide pass per breakdown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from danaya.engines.language import Problem
from danaya.engines.perception import Design, Estimates, Sample
from danaya.engines.perception.frame import ROW
from danaya.engines.restitution.analysis.preparing import Floats, Measured, Prepared
from danaya.engines.restitution.analysis.summing import average, subtract
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.answers.columns import Column
from danaya.engines.restitution.study import Study

AUDIENCE = "danaya_audience"
LEVEL = "danaya_level"
ORDER = "danaya_order"
REST = "\x1frest"


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
class Units:
    """Where each answer stands in the sample, and what it weighs."""

    prepared: Prepared
    sample: Sample
    leaf: npt.NDArray[np.int64]
    weight: Floats

    def average(self, measured: Sequence[Measured], level: npt.NDArray[Any] | None, levels: Sequence[str]) -> Estimates:
        """Return the means of ``measured`` by audience, and by level where there is one."""
        keys = [audience.key for audience in self.prepared.study.audiences]
        place = _placed(self.prepared.audience, keys)
        domains: list[tuple[object, ...]] = [(key,) for key in keys]
        if level is not None:
            place = place * len(levels) + _placed(level, levels)
            domains = [(key, name) for key in keys for name in levels]
        cell = np.where(np.isnan(place), -1, place).astype(np.int64)
        by = (AUDIENCE,) if level is None else (AUDIENCE, LEVEL)
        return average(self.sample, self.leaf, self.weight, measured, cell, domains, by)


@dataclass(frozen=True, eq=False)
class Estimated:
    """A round, estimated: one pass for everybody, one per breakdown."""

    prepared: Prepared
    units: Units
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
    with _called_as_in_the_answers(prepared):
        return _estimated(prepared)


def _estimated(prepared: Prepared) -> Estimated:
    columns = {_in_design(name): _as_numbers(column) for name, column in prepared.design_columns().items()}
    columns[ORDER] = np.arange(len(prepared.audience), dtype=np.float64)
    sample = Sample(columns, _renamed(prepared.study.design))
    leaf = sample.tree.find({**columns, ROW: np.arange(1, len(prepared.audience) + 1)})
    weights = prepared.study.design.weights
    weight = prepared.columns[weights] if weights else np.ones(len(leaf))
    units = Units(prepared, sample, leaf, np.asarray(weight, dtype=np.float64))
    return Estimated(prepared, units, {domain: _one_pass(units, domain) for domain in ("", *prepared.levels)})


@contextmanager
def _called_as_in_the_answers(prepared: Prepared) -> Iterator[None]:
    """Call columns, strata and clusters in a refusal of the design what they are called in the answers."""
    try:
        yield
    except Problem as problem:
        design, values = prepared.study.design, dict(problem.values)
        stage = int(str(values.get("stage", 1))) - 1
        for name, columns in (("stratum", design.strata), ("cluster", design.clusters)):
            if name in values and stage < len(columns):
                values[name] = _name_of(values[name], prepared.columns[columns[stage]])
        plain = {name: _without_prefix(value) for name, value in values.items()}
        raise Problem(problem.code, problem.text, _without_prefix(problem.where), **plain) from problem


def _without_prefix(value: Any) -> Any:
    return value.replace(_in_design(""), "") if isinstance(value, str) else value


def _name_of(place: object, column: Column) -> object:
    """Return the name of a stratum or cluster from the number :func:`_as_numbers` gave it."""
    if column.dtype.kind == "f" or not str(place):
        return shown_code(place) if str(place) else "–"
    return shown_code(_names_in(column)[int(float(str(place)))])


def _names_in(column: Column) -> list[str]:
    return sorted({str(value) for value in column if value is not None})


def _as_numbers(column: Column) -> Column:
    """Return names of strata and clusters as numbers: DuckDB reads a column of Python texts a hundred times slower."""
    if column.dtype.kind == "f":
        return column
    names = _names_in(column)
    return _placed(np.array([None if value is None else str(value) for value in column], dtype=object), names)


def _placed(values: npt.NDArray[Any], names: Sequence[str]) -> Floats:
    """Return the place of each value among ``names``, NaN where it is none of them."""
    places = {name: float(place) for place, name in enumerate(names)}
    return np.array([places.get(value, np.nan) for value in values], dtype=np.float64)


def compare_levels(estimated: Estimated, domain: str) -> Iterator[tuple[str, Estimates]]:
    """Yield each level of a breakdown and its estimates minus those of everyone else in the audience.

    A breakdown of two levels is compared once: the first minus the second.
    """
    units = estimated.units
    order, values = _levels(units.prepared, domain), units.prepared.levels[domain]
    measured = [one for one in units.prepared.measured if one.measure in {"score", "share", "silence"}]
    if len(order) == 2:
        yield from _minus(order[0], units.average(measured, values, order), order[1])
        return
    for level in order:
        member = np.where(values == level, level, REST)
        yield from _minus(level, units.average(measured, member, [level, REST]), REST)


def levels_of(prepared: Prepared) -> dict[str, tuple[str, ...]]:
    """Return the levels of every breakdown that anybody has, in the order of the study."""
    return {domain: tuple(_levels(prepared, domain)) for domain in prepared.levels}


def _minus(level: str, estimates: Estimates, other: str) -> Iterator[tuple[str, Estimates]]:
    found = subtract(estimates, level, other, axis=1)
    if found is not None:
        yield level, found


def _levels(prepared: Prepared, domain: str) -> list[str]:
    """Return the levels of a breakdown that anybody has, in the order of the study."""
    described = next(one for one in prepared.study.domains if one.key == domain)
    present = set(prepared.levels[domain].tolist())
    return [name for name in map(shown_code, described.levels) if name in present]


def _in_design(name: str) -> str:
    return f"design {name}"


def _renamed(design: Design) -> Design:
    return replace(
        design,
        clusters=tuple(map(_in_design, design.clusters)),
        strata=tuple(map(_in_design, design.strata)),
        fpc=tuple(map(_in_design, design.fpc)),
        weights=_in_design(design.weights) if design.weights else None,
    )


def _one_pass(units: Units, domain: str) -> Pass:
    prepared = units.prepared
    measured = tuple(one for one in prepared.measured if one.breakdowns or not domain)
    levels = _levels(prepared, domain) if domain else []
    if domain and not levels:
        return Pass(domain, None, measured, {}, {})
    estimates = units.average(measured, prepared.levels[domain] if domain else None, levels)
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
