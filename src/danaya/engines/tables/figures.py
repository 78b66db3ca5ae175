"""Dated figures of administrative series, read from a table: one figure a row, one series a column, or one period a column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from danaya.engines.language import period_end
from danaya.engines.tables.account import Finding
from danaya.engines.tables.periods import Period, as_month, as_period
from danaya.engines.tables.spelling import as_number, fold, raw_key
from danaya.engines.tables.table import Address, Cell, Table

LARGEST = 1e11
"""Bound of a figure: eleven digits before the mark leave four behind it of the fifteen that a double keeps."""
BLANKS = frozenset({"", "nd", "n d", "na", "n a", "nc", "n c"})
"""What offices write, folded, where there is no figure: a dash, ``n.d.``, ``n/a``."""


@dataclass(frozen=True, slots=True)
class FiguresMapping:
    """How a table of dated figures is read.

    ``layout`` is ``long`` (a row per figure: ``value_column``, ``series_column``, ``note_column``), ``wide`` (a row per period,
    ``columns`` maps column → series), ``across`` (a row per series, columns headed by periods) or ``calendar`` (a row per year,
    columns headed by months). ``label_column`` holds what each row is: the period, the series, the year. ``series`` maps
    what stands in the column of series to series; ``only`` is the series of all figures where nothing else says it.
    """

    layout: str
    label_column: str
    value_column: str = ""
    series_column: str = ""
    note_column: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    decimal: str = "."


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """One figure: its series, the last day of its period, its value, what is noted beside it, where it was read."""

    series: str
    day: date
    value: float
    note: str
    address: Address


@dataclass(frozen=True, slots=True)
class FiguresAccount:
    """What a table of figures says, and what in it was not understood. Nothing has been stored."""

    figures: tuple[DatedFigure, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    """One figure before it is understood. ``said`` is what names its period."""

    series: str
    said: str
    period: Period | None
    value: Cell
    address: Address
    note: str = ""


def read_figures(table: Table, mapping: FiguresMapping, months: Mapping[str, int], today: date) -> FiguresAccount:
    """Return the dated figures of a table, with all that was not understood.

    Parameters
    ----------
    months
        Series → months of one of its periods (1, 3, 6 or 12). Figures of other series are left aside.
    today
        A period that begins later is not taken.
    """
    findings: dict[str, Finding] = {}
    kept: dict[tuple[str, date], DatedFigure] = {}
    for raw in LAYOUTS[mapping.layout](table, mapping):
        if raw.series not in months or _is_blank(raw.value):
            continue
        figure = _understood(raw, mapping.decimal, months[raw.series], today, findings)
        if figure is None:
            continue
        before = kept.setdefault((figure.series, figure.day), figure)
        if before.value != figure.value:
            _note(findings, "figure-twice", raw_key(raw.value), raw.address)
    return FiguresAccount(tuple(kept.values()), tuple(findings.values()))


def _understood(raw: _Raw, decimal: str, months: int, today: date, findings: dict[str, Finding]) -> DatedFigure | None:
    value = None if isinstance(raw.value, bool) else as_number(raw.value, decimal)
    wrong = _wrong_period(raw.period, months, today)
    if wrong:
        _note(findings, wrong, raw.said, raw.address)
    elif value is None:
        _note(findings, "figure-not-number", raw_key(raw.value), raw.address)
    elif abs(value) >= LARGEST:
        _note(findings, "figure-too-large", raw_key(raw.value), raw.address)
    elif raw.period is not None:
        return DatedFigure(raw.series, period_end(raw.period.last, months), value, raw.note, raw.address)
    return None


def _wrong_period(period: Period | None, months: int, today: date) -> str:
    if period is None:
        return "period-unknown"
    if period.months > months:
        return "period-long"
    return "period-ahead" if period.first > today else ""


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and fold(cell) in BLANKS)


def _note(findings: dict[str, Finding], code: str, raw: str, address: Address) -> None:
    """Keep a finding; the same value not understood again adds its place."""
    key = f"{code}:{raw}"
    before = findings.get(key)
    findings[key] = Finding(key, code, "open", {"raw": raw}, (*(before.places if before else ()), address))


def _rows(table: Table, mapping: FiguresMapping) -> Iterator[tuple[int, Cell]]:
    """Return the index and the label of each row; totals are no periods, and a label merged over rows holds for all of them."""
    totals, label = set(table.totals), None
    for index, cell in enumerate(table.column(mapping.label_column).values):
        label = cell if cell is not None else label
        if index not in totals:
            yield index, label


def _long(table: Table, mapping: FiguresMapping) -> Iterator[_Raw]:
    def cell(name: str, index: int) -> Cell:
        return table.column(name).values[index] if name else None

    named: Cell = None
    for index, label in _rows(table, mapping):
        own = cell(mapping.series_column, index)
        named = own if own is not None else named  # a name merged over its rows stands in the first of them
        series = mapping.series.get(raw_key(named), "") if mapping.series_column else mapping.only
        value, note = cell(mapping.value_column, index), raw_key(cell(mapping.note_column, index))
        address = table.address(index, mapping.value_column)
        yield _Raw(series, raw_key(label), as_period(label), value, address, note)


def _wide(table: Table, mapping: FiguresMapping) -> Iterator[_Raw]:
    for index, label in _rows(table, mapping):
        for name, series in mapping.columns.items():
            value = table.column(name).values[index]
            yield _Raw(series, raw_key(label), as_period(label), value, table.address(index, name))


def _across(table: Table, mapping: FiguresMapping) -> Iterator[_Raw]:
    periods = {name: period for name in _others(table, mapping) if (period := as_period(name)) is not None}
    for index, label in enumerate(table.column(mapping.label_column).values):
        series = mapping.only or mapping.series.get(raw_key(label), "")
        for name, period in periods.items():
            yield _Raw(series, name, period, table.column(name).values[index], table.address(index, name))


def _calendar(table: Table, mapping: FiguresMapping) -> Iterator[_Raw]:
    months = {name: month for name in _others(table, mapping) if (month := as_month(name)) is not None}
    for index, label in _rows(table, mapping):
        year = as_period(label)
        for name, month in months.items():
            first = date(year.first.year, month, 1) if year and year.months == 12 else None
            period = Period(first, period_end(first, 1)) if first else None
            said = f"{name} {raw_key(label)}"
            yield _Raw(mapping.only, said, period, table.column(name).values[index], table.address(index, name))


def _others(table: Table, mapping: FiguresMapping) -> Sequence[str]:
    return [name for name in table.names if name != mapping.label_column]


LAYOUTS: Mapping[str, Callable[[Table, FiguresMapping], Iterator[_Raw]]] = {
    "long": _long,
    "wide": _wide,
    "across": _across,
    "calendar": _calendar,
}
