"""Results that somebody reports (scores, shares, n per audience and factor), read from a table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from danaya.engines.language import LANGUAGES, Problems, in_language
from danaya.engines.tables.account import Finding
from danaya.engines.tables.sentences import RANGES
from danaya.engines.tables.spelling import as_number, is_percentage, raw_key
from danaya.engines.tables.table import Address, Cell, Table

ALL_FACTORS = ""
"""Key of the figure over all factors together."""
N_INSIDE = re.compile(r"\b[nN]\s*=\s*([\d\s\u00a0\u202f]+)")
"""How a number of respondents is written in words: ``n = 316``."""


@dataclass(frozen=True, slots=True)
class ResultsMapping:
    """How a table of reported results is read.

    ``form`` is ``wide`` (a row per factor, columns per audience: ``audience_columns``, ``n_columns`` map column → audience)
    or ``long`` (a row per figure). ``factors``, ``audiences``, ``measures`` map what stands in the file to keys (``measures``
    of a wide table: column → measure); the factor ``""`` is all factors together. ``audience`` and ``measure`` hold where
    nothing else says so. ``known_n``: audience → n for figures without their own. ``scale_min``–``scale_max`` is the scale
    the scores are on, as the person states it; shares are on 0–1, or on 0–100 where one of them is above 1.
    """

    form: str
    factor_column: str
    audience_column: str = ""
    measure_column: str = ""
    estimate_column: str = ""
    n_column: str = ""
    audience_columns: Mapping[str, str] = field(default_factory=dict)
    n_columns: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    audience: str = ""
    measure: str = "score"
    known_n: Mapping[str, int] = field(default_factory=dict)
    n_rows: frozenset[str] = frozenset()
    scale_min: float = 0.0
    scale_max: float = 10.0
    decimal: str = "."
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure as reported: a score on 0–10 or a share on 0–1, with the place it was read from."""

    audience: str
    factor: str
    measure: str
    estimate: float
    n: int | None
    address: Address


@dataclass(frozen=True, slots=True)
class ResultsAccount:
    """What a table of results says, and what in it was not understood. Nothing has been stored."""

    results: tuple[Reported, ...]
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing stops the import."""
        return not any(finding.stops for finding in self.findings)

    def result(self) -> tuple[Reported, ...]:
        """Return the figures, or raise ``Problems`` with every finding that stops the import."""
        if not self.complete:
            raise Problems(finding.as_problem() for finding in self.findings if finding.stops)
        return self.results


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure before it is understood: what stands in its cells, and where."""

    factor: Cell
    audience: str | None
    measure: str | None
    estimate: Cell
    n: Cell
    address: Address
    top: float = 1.0
    """Highest share that its column could hold: 1 or 100."""


def read_results(table: Table, mapping: ResultsMapping) -> ResultsAccount:
    """Return the figures of a table of reported results, with all that was not understood.

    Percentages (``45,9 %``) and decimal commas are understood; scores are brought to 0–10, shares to 0–1.
    Where the same figure stands several times, the first one counts.
    """
    findings: dict[str, Finding] = {}
    results: dict[tuple[str, str, str], Reported] = {}
    row_n: dict[str, int] = {}
    for figure in _figures(table, mapping):
        if raw_key(figure.factor) in mapping.n_rows:
            number = people(figure.estimate, mapping.decimal)
            if figure.audience and number is not None:
                row_n[figure.audience] = number
            continue
        reported = _understood(figure, mapping, findings)
        if reported is None:
            continue
        place = (reported.audience, reported.factor, reported.measure)
        if place in results:
            _note(findings, mapping, "result-twice", " / ".join(filter(None, place)), reported.address)
        else:
            results[place] = reported
    if not results:
        findings["no-result"] = Finding("no-result", "no-result", "blocking", {})
    known = {**mapping.known_n, **row_n}
    return ResultsAccount(tuple(_with_n(result, known) for result in results.values()), tuple(findings.values()))


def _with_n(result: Reported, known: Mapping[str, int]) -> Reported:
    if result.n is not None or result.audience not in known:
        return result
    return Reported(
        result.audience, result.factor, result.measure, result.estimate, known[result.audience], result.address
    )


def _figures(table: Table, mapping: ResultsMapping) -> Iterator[_Figure]:
    factors = table.column(mapping.factor_column).values
    named = mapping.audience_columns if mapping.form == "wide" else (mapping.estimate_column,)
    tops = {name: _top(table, mapping, name) for name in named if name}
    for index, factor in enumerate(factors):
        if mapping.form == "wide":
            yield from _wide_figures(table, mapping, index, factor, tops)
        else:
            yield _long_figure(table, mapping, index, factor, tops)


def _top(table: Table, mapping: ResultsMapping, name: str) -> float:
    """Return whether the shares of a column are written on 0–1 or on 0–100: one above 1 tells."""
    factors = table.column(mapping.factor_column).values
    measures = table.column(mapping.measure_column).values if mapping.measure_column else None
    for index, cell in enumerate(table.column(name).values):
        measure = mapping.measures.get(raw_key(measures[index]), "") if measures else "share"
        number = as_number(cell, mapping.decimal)
        if measure == "share" and raw_key(factors[index]) not in mapping.n_rows and number is not None and number > 1:
            return 100.0
    return 1.0


def _wide_figures(
    table: Table, mapping: ResultsMapping, index: int, factor: Cell, tops: Mapping[str, float]
) -> Iterator[_Figure]:
    n_of = {audience: column for column, audience in mapping.n_columns.items()}
    cells = {name: table.column(name).values[index] for name in (*mapping.audience_columns, *mapping.n_columns)}
    if factor is None and not any(cell is not None for cell in cells.values()):
        return
    for name, audience in mapping.audience_columns.items():
        measure = mapping.measures.get(name, mapping.measure)
        n = cells[n_of[audience]] if audience in n_of else None
        if cells[name] is None and len(mapping.audience_columns) > len(set(mapping.audience_columns.values())):
            continue  # scores and shares side by side: one of the two may be missing
        yield _Figure(factor, audience, measure, cells[name], n, table.address(index, name), tops.get(name, 1.0))


def _long_figure(table: Table, mapping: ResultsMapping, index: int, factor: Cell, tops: Mapping[str, float]) -> _Figure:
    def cell(name: str) -> Cell:
        return table.column(name).values[index] if name else None

    audience, measure = raw_key(cell(mapping.audience_column)), raw_key(cell(mapping.measure_column))
    return _Figure(
        factor,
        mapping.audiences.get(audience) if mapping.audience_column else mapping.audience,
        mapping.measures.get(measure) if mapping.measure_column else mapping.measure,
        cell(mapping.estimate_column),
        cell(mapping.n_column),
        table.address(index, mapping.estimate_column),
        tops.get(mapping.estimate_column, 1.0),
    )


def _understood(figure: _Figure, mapping: ResultsMapping, findings: dict[str, Finding]) -> Reported | None:
    raw = raw_key(figure.factor)
    wrong = ""
    if raw not in mapping.factors:
        wrong = "factor-unknown"
    elif figure.audience is None:
        wrong = "audience-unknown"
    elif figure.measure is None:
        wrong = "measure-unknown"
    if wrong:
        _note(findings, mapping, wrong, raw if wrong == "factor-unknown" else str(figure.address), figure.address)
        return None
    estimate = _estimate(figure, mapping, findings)
    if estimate is None or figure.audience is None or figure.measure is None:
        return None
    n = people(figure.n, mapping.decimal)
    if n is None and figure.n is not None:
        _note(findings, mapping, "n-not-count", raw_key(figure.n), figure.address)
    return Reported(figure.audience, mapping.factors[raw], figure.measure, estimate, n, figure.address)


def _estimate(figure: _Figure, mapping: ResultsMapping, findings: dict[str, Finding]) -> float | None:
    """Return a score on 0–10 or a share on 0–1, or None after noting why not."""
    raw = raw_key(figure.estimate)
    number = as_number(figure.estimate, mapping.decimal)
    if number is None:
        _note(findings, mapping, "estimate-not-number" if raw else "estimate-empty", raw, figure.address)
        return None
    low, high = _scale(figure, mapping)
    if not low <= number <= high:
        expected = {
            f"expected_{language}": in_language(RANGES[False, True, True], language).format(
                low=raw_key(low), high=raw_key(high)
            )
            for language in LANGUAGES
        }
        _note(findings, mapping, "estimate-outside", raw, figure.address, **expected)
        return None
    highest = 10 if figure.measure == "score" else 1
    return highest * (number - low) / (high - low)


def _scale(figure: _Figure, mapping: ResultsMapping) -> tuple[float, float]:
    if is_percentage(figure.estimate):
        return 0.0, 100.0
    return (0.0, figure.top) if figure.measure == "share" else (mapping.scale_min, mapping.scale_max)


def people(cell: Cell, decimal: str) -> int | None:
    """Return the number of people that a cell tells, alone or as ``n = 316``; None where it tells none."""
    inside = N_INSIDE.search(cell) if isinstance(cell, str) else None
    number = as_number(inside[1] if inside else cell, decimal)
    return int(number) if number is not None and number >= 0 and number.is_integer() else None


def _note(
    findings: dict[str, Finding], mapping: ResultsMapping, code: str, raw: str, address: Address, **values: object
) -> None:
    """Keep a finding; the same value not understood again adds its place."""
    key = f"{code}:{raw}" if raw else f"{code}:{address}"
    before = findings.get(key)
    places = (*(before.places if before else ()), address)
    findings[key] = Finding(key, code, "open", {"raw": raw, **values}, places, key in mapping.accepted)
