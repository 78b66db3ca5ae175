"""What each distinct value of a column becomes, and the findings on those that were not understood."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from danaya.engines.language import Text, in_language
from danaya.engines.tables.account import Finding, Places
from danaya.engines.tables.mapping import Absence, Code, Feed, TableMapping, Target
from danaya.engines.tables.sentences import RANGES
from danaya.engines.tables.spelling import as_date, as_number, formula_like, raw_key
from danaya.engines.tables.table import Cell, Column, Table

MOST_VALUES = 12
"""Values of a column that are reported one by one."""
OTHERS = "…"
"""Stands, in a finding's key, for all further values."""
_FEW = 3
_LONGEST_KEY = 120
_LONGEST_SHOWN = 60
_SHOWN_CODES = 8


@dataclass(slots=True)
class Verdict:
    """What one distinct value becomes; ``wrong`` names the finding when it was not understood."""

    value: Code | None = None
    status: str = "understood"
    wrong: str = ""


@dataclass(slots=True)
class Work:
    """What an account is taken of, and the findings so far."""

    table: Table
    mapping: TableMapping
    targets: Mapping[str, Target]
    findings: list[Finding] = field(default_factory=list)

    def report(
        self,
        code: str,
        key: str,
        severity: str,
        values: Mapping[str, object],
        indexes: Sequence[int] = (),
    ) -> Finding:
        """Keep and return a finding on the records at ``indexes`` (of the column that ``values`` name)."""
        column = str(values.get("column", ""))
        places = Places(self.table, indexes, column) if len(indexes) else ()
        finding = Finding(key, code, severity, {"count": len(indexes), **values}, places, key in self.mapping.accepted)
        self.findings.append(finding)
        return finding


def names_of(target: Target) -> dict[str, object]:
    """Return the target's name in each language."""
    return {f"target_{language}": in_language(target.name, language) or target.key for language in ("fr", "en")}


def expected_of(target: Target) -> dict[str, object]:
    """Return what a cell of the target may hold, in words of each language."""
    return {f"expected_{language}": _expected_in(target, language) for language in ("fr", "en")}


def _expected_in(target: Target, language: str) -> str:
    if target.codes:
        shown = [_code_in_words(code, label, language) for code, label in target.codes.items()]
        return " · ".join(shown[:_SHOWN_CODES]) + (" · …" if len(shown) > _SHOWN_CODES else "")
    low, high, above = (None if bound is None else float(bound) for bound in (target.low, target.high, target.above))
    bounds = {"low": low if above is None else above, "high": high}
    return in_language(RANGES[above is not None, low is not None, high is not None], language).format(
        **{name: "" if bound is None else raw_key(bound) for name, bound in bounds.items()}
    )


def _code_in_words(code: Code, label: Text, language: str) -> str:
    words = in_language(label, language)
    return f"{raw_key(code)} = {words}" if words and as_number(code) is not None else words or raw_key(code)


def judge(work: Work, feed: Feed, excluded: Collection[int]) -> dict[Cell, Verdict]:
    """Return what each distinct value of a feed's column becomes; report those not understood outside ``excluded`` rows."""
    target = work.targets[feed.target]
    column = work.table.column(feed.column)
    understand = _READERS[target.kind](feed, target)
    verdicts = {value: _verdict(value, column, feed, target, understand) for value in column.distinct()}
    wrong = {value: verdict.wrong for value, verdict in verdicts.items() if verdict.wrong}
    if wrong:
        _report_wrong(work, column, target, wrong, excluded)
    if target.kind == "text" or not target.codes:
        _note_formulas(work, column, verdicts)
    return verdicts


def _verdict(value: Cell, column: Column, feed: Feed, target: Target, understand: Callable[[Cell], Verdict]) -> Verdict:
    if value is None:
        return Verdict(status=Absence.MISSING)
    key = raw_key(value)
    if key not in feed.recodes:
        absence = feed.absences.get(key)
        if absence is None and column.declares_missing(value):
            absence = Absence.MISSING
        if absence is not None:
            return Verdict(target.code_of(absence), str(absence))
    return understand(value)


def _wrong(value: Cell, code: str) -> Verdict:
    return Verdict(status="not_understood", wrong="value-formula" if formula_like(value) else code)


def _code_reader(feed: Feed, target: Target) -> Callable[[Cell], Verdict]:
    known = dict(feed.recodes) or {raw_key(code): code for code in target.codes}

    def understand(value: Cell) -> Verdict:
        key = raw_key(value)
        if key in known:
            return Verdict(known[key], str(target.absence_of(known[key]) or "understood"))
        if target.codes or formula_like(value):
            return _wrong(value, "value-unknown")
        number = as_number(value) if isinstance(value, int | float) else None
        return Verdict(key if number is None else int(number) if number.is_integer() else number)

    return understand


def _number_reader(feed: Feed, target: Target) -> Callable[[Cell], Verdict]:
    def understand(value: Cell) -> Verdict:
        number = as_number(value, feed.decimal)
        if number is None:
            return _wrong(value, "value-not-number")
        too_low = (target.low is not None and number < target.low) or (
            target.above is not None and number <= target.above
        )
        if too_low or (target.high is not None and number > target.high):
            return _wrong(value, "value-outside")
        return Verdict(number)

    return understand


def _text_reader(_feed: Feed, _target: Target) -> Callable[[Cell], Verdict]:
    return lambda value: (
        Verdict(raw_key(value)) if isinstance(value, str) or not formula_like(value) else _wrong(value, "")
    )


def _date_reader(_feed: Feed, _target: Target) -> Callable[[Cell], Verdict]:
    def understand(value: Cell) -> Verdict:
        day = as_date(value)
        return Verdict(day.isoformat()) if day else _wrong(value, "value-not-date")

    return understand


_READERS: dict[str, Callable[[Feed, Target], Callable[[Cell], Verdict]]] = {
    "code": _code_reader,
    "number": _number_reader,
    "text": _text_reader,
    "date": _date_reader,
}


def _report_wrong(
    work: Work, column: Column, target: Target, wrong: Mapping[Cell, str], excluded: Collection[int]
) -> None:
    """Report each wrong value with all its cells; past :data:`MOST_VALUES` values, the rest together.

    A column in which no value was understood is no answer to this question: it is reported as a whole.
    """
    indexes: dict[Cell, list[int]] = {}
    for index, value in enumerate(column.values):
        if value in wrong and index not in excluded:
            indexes.setdefault(value, []).append(index)
    common = {"column": column.name, **expected_of(target), **names_of(target)}
    ranked = list(indexes)
    foreign = len(ranked) > _FEW and _none_understood(column, wrong)
    for value in () if foreign else ranked[:MOST_VALUES]:
        values = {**common, "raw": shortened(raw_key(value))}
        work.report(wrong[value], value_key(target, value), "open", values, indexes[value])
    rest = ranked if foreign else ranked[MOST_VALUES:]
    if rest:
        rows = sorted(index for value in rest for index in indexes[value])
        examples = " · ".join(shortened(raw_key(value)) for value in rest[:3])
        code = "column-foreign" if foreign else wrong[rest[0]]
        values = {**common, "raw": examples + (" …" if len(rest) > 3 else ""), "values": len(rest)}
        work.report(code, f"value:{target.key}:{OTHERS}", "open", values, rows)


def _none_understood(column: Column, wrong: Mapping[Cell, str]) -> bool:
    return all(value in wrong for value in column.distinct() if value is not None)


def value_key(target: Target, value: Cell) -> str:
    """Return the key of the finding on a value; of a very long one, its beginning and its digest."""
    raw = raw_key(value)
    short = raw if len(raw) <= _LONGEST_KEY else f"{raw[:_LONGEST_KEY]}…{crc32(raw.encode()):08x}"
    return f"value:{target.key}:{short}"


def shortened(raw: str) -> str:
    """Return a value as messages show it."""
    return raw if len(raw) <= _LONGEST_SHOWN else raw[:_LONGEST_SHOWN] + "…"


def _note_formulas(work: Work, column: Column, verdicts: Mapping[Cell, Verdict]) -> None:
    texts = {
        value
        for value, verdict in verdicts.items()
        if not verdict.wrong and isinstance(value, str) and formula_like(value)
    }
    if texts:
        rows = [index for index, value in enumerate(column.values) if value in texts]
        values = {"column": column.name, "raw": shortened(raw_key(column.values[rows[0]]))}
        work.report("text-like-formula", f"formula-text:{column.name}", "note", values, rows)
