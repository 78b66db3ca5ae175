"""Applying a mapping to a table: each distinct value is judged once, every cell that was not understood is pointed at."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from danaya.engines.language import in_language
from danaya.engines.tables.account import Account, Counts, Finding, Places
from danaya.engines.tables.mapping import Absence, Code, Feed, TableMapping, Target, by_key
from danaya.engines.tables.spelling import as_date, as_number, formula_like, raw_key
from danaya.engines.tables.table import Cell, Column, Table

MOST_VALUES = 200
OTHERS = "…"


@dataclass(slots=True)
class _Verdict:
    """What one distinct value becomes; ``wrong`` names the finding when it was not understood."""

    value: Code | None = None
    status: str = "understood"
    wrong: str = ""


@dataclass(slots=True)
class _Work:
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
        column = str(values.get("column", ""))
        places = Places(self.table, indexes, column) if len(indexes) else ()
        finding = Finding(key, code, severity, {"count": len(indexes), **values}, places, key in self.mapping.accepted)
        self.findings.append(finding)
        return finding


def apply(table: Table, mapping: TableMapping, targets: Sequence[Target]) -> Account:
    """Return what ``mapping`` makes of ``table``, with every row and value that was not understood.

    Each distinct value of a column is judged once. Values not understood become empty cells only when their finding's key
    is in ``mapping.accepted``; rows are left out only when empty or accepted. Nothing is stored and nothing is calculated.
    """
    work = _Work(table, mapping, by_key(targets))
    feeds = _sound_feeds(work)
    excluded = _unusable_rows(work)
    verdicts = {feed.target: _judge(work, feed, excluded) for feed in feeds}
    excluded |= _insufficient_rows(work, feeds, verdicts, excluded)
    rows: Sequence[int] = (
        [index for index in range(table.height) if index not in excluded] if excluded else range(table.height)
    )
    if not rows:
        work.report("no-row-left", "no-row-left", "blocking", {})
    columns, counts = {}, {}
    for feed in feeds:
        cells = _kept(table.column(feed.column).values, rows, table.height)
        known = verdicts[feed.target]
        values = {value: verdict.value for value, verdict in known.items()}
        columns[feed.target] = [values[cell] for cell in cells]
        counts[feed.target] = _count(cells, known)
    findings = tuple(sorted(work.findings, key=lambda finding: _ORDER[finding.severity]))
    return Account(columns, rows, table.height, counts, findings, mapping.ignored(table))


_ORDER = {"blocking": 0, "open": 1, "note": 2}


def _kept(values: Sequence[Cell], rows: Sequence[int], height: int) -> Sequence[Cell]:
    return values if len(rows) == height else [values[row] for row in rows]


def _count(cells: Sequence[Cell], known: Mapping[Cell, _Verdict]) -> Counts:
    totals: Counter[str] = Counter()
    for value, count in Counter(cells).items():
        totals[known[value].status] += count
    return Counts(**totals)


def _sound_feeds(work: _Work) -> list[Feed]:
    """Return the feeds that can be applied; report the others and the targets that nothing feeds."""
    sound: dict[str, Feed] = {}
    for feed in work.mapping.feeds:
        target = work.targets.get(feed.target)
        if target is None:
            work.report("target-unknown", f"target:{feed.target}", "blocking", {"target": feed.target})
        elif feed.column not in work.table.names:
            work.report("column-unknown", f"column:{feed.column}", "blocking", {"column": feed.column})
        elif feed.target in sound:
            both = f"{sound[feed.target].column}, {feed.column}"
            work.report("target-twice", f"target:{feed.target}", "blocking", {"columns": both, **_names(target)})
        else:
            _check_recodes(work, feed, target)
            sound[feed.target] = feed
    for target in work.targets.values():
        if target.required and target.key not in sound:
            work.report("target-unfed", f"target:{target.key}", "blocking", _names(target))
    return list(sound.values())


def _names(target: Target) -> dict[str, object]:
    return {f"target_{language}": in_language(target.name, language) or target.key for language in ("fr", "en")}


def _check_recodes(work: _Work, feed: Feed, target: Target) -> None:
    for raw, code in feed.recodes.items():
        if target.codes and code not in target.codes:
            values = {"column": feed.column, "raw": raw, "recoded": code, "expected": _expected(target)}
            work.report("code-unknown", f"recode:{target.key}:{raw}", "blocking", values)


def _expected(target: Target) -> str:
    if target.codes:
        return ", ".join(raw_key(code) for code in list(target.codes)[:12]) + (", …" if len(target.codes) > 12 else "")
    low, high = (("" if bound is None else raw_key(float(bound))) for bound in (target.low, target.high))
    return f"> {raw_key(float(target.above))}" if target.above is not None else f"{low}–{high}"


def _judge(work: _Work, feed: Feed, excluded: Collection[int]) -> dict[Cell, _Verdict]:
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


def _verdict(
    value: Cell, column: Column, feed: Feed, target: Target, understand: Callable[[Cell], _Verdict]
) -> _Verdict:
    if value is None:
        return _Verdict(status=Absence.MISSING)
    key = raw_key(value)
    if key not in feed.recodes:
        absence = feed.absences.get(key)
        if absence is None and column.declares_missing(value):
            absence = Absence.MISSING
        if absence is not None:
            return _Verdict(target.code_of(absence), str(absence))
    return understand(value)


def _wrong(value: Cell, code: str) -> _Verdict:
    return _Verdict(status="not_understood", wrong="value-formula" if formula_like(value) else code)


def _code_reader(feed: Feed, target: Target) -> Callable[[Cell], _Verdict]:
    known = dict(feed.recodes) or {raw_key(code): code for code in target.codes}

    def understand(value: Cell) -> _Verdict:
        key = raw_key(value)
        if key in known:
            return _Verdict(known[key])
        if target.codes or formula_like(value):
            return _wrong(value, "value-unknown")
        number = as_number(value) if isinstance(value, int | float) else None
        return _Verdict(key if number is None else int(number) if number.is_integer() else number)

    return understand


def _number_reader(feed: Feed, target: Target) -> Callable[[Cell], _Verdict]:
    def understand(value: Cell) -> _Verdict:
        number = as_number(value, feed.decimal)
        if number is None:
            return _wrong(value, "value-not-number")
        too_low = (target.low is not None and number < target.low) or (
            target.above is not None and number <= target.above
        )
        if too_low or (target.high is not None and number > target.high):
            return _wrong(value, "value-outside")
        return _Verdict(number)

    return understand


def _text_reader(_feed: Feed, _target: Target) -> Callable[[Cell], _Verdict]:
    return lambda value: (
        _Verdict(raw_key(value)) if isinstance(value, str) or not formula_like(value) else _wrong(value, "")
    )


def _date_reader(_feed: Feed, _target: Target) -> Callable[[Cell], _Verdict]:
    def understand(value: Cell) -> _Verdict:
        day = as_date(value)
        return _Verdict(day.isoformat()) if day else _wrong(value, "value-not-date")

    return understand


_READERS: dict[str, Callable[[Feed, Target], Callable[[Cell], _Verdict]]] = {
    "code": _code_reader,
    "number": _number_reader,
    "text": _text_reader,
    "date": _date_reader,
}


def _report_wrong(
    work: _Work, column: Column, target: Target, wrong: Mapping[Cell, str], excluded: Collection[int]
) -> None:
    """Report each wrong value with all its cells; past :data:`MOST_VALUES` values, the rest together."""
    indexes: dict[Cell, list[int]] = {}
    for index, value in enumerate(column.values):
        if value in wrong and index not in excluded:
            indexes.setdefault(value, []).append(index)
    common = {"column": column.name, "expected": _expected(target)}
    ranked = list(indexes)
    for value in ranked[:MOST_VALUES]:
        raw = raw_key(value)
        work.report(wrong[value], f"value:{target.key}:{raw}", "open", {**common, "raw": raw}, indexes[value])
    rest = ranked[MOST_VALUES:]
    if rest:
        rows = sorted(index for value in rest for index in indexes[value])
        work.report(wrong[rest[0]], f"value:{target.key}:{OTHERS}", "open", {**common, "raw": OTHERS}, rows)


def _note_formulas(work: _Work, column: Column, verdicts: Mapping[Cell, _Verdict]) -> None:
    texts = {
        value
        for value, verdict in verdicts.items()
        if not verdict.wrong and isinstance(value, str) and formula_like(value)
    }
    if texts:
        rows = [index for index, value in enumerate(column.values) if value in texts]
        values = {"column": column.name, "raw": raw_key(column.values[rows[0]])}
        work.report("text-like-formula", f"formula-text:{column.name}", "note", values, rows)


def _unusable_rows(work: _Work) -> set[int]:
    """Return the records left out whatever is mapped: empty ones, and accepted totals and slipped rows."""
    excluded = set(_empty_rows(work.table))
    if excluded:
        work.report("empty-rows", "empty-rows", "note", {}, sorted(excluded))
    for code, indexes in (("total-rows", work.table.totals), ("ragged-rows", work.table.ragged)):
        found = [index for index in indexes if index not in excluded]
        if found and work.report(code, code, "open", {"raw": _first_cell(work.table, found[0])}, found).accepted:
            excluded.update(found)
    return excluded


def _insufficient_rows(
    work: _Work, feeds: Sequence[Feed], verdicts: Mapping[str, Mapping[Cell, _Verdict]], unusable: Collection[int]
) -> set[int]:
    """Return the records left out, where accepted, for want of what is needed or because they repeat an identifier."""
    excluded = set(unusable)
    for feed in feeds:
        if work.targets[feed.target].needed_in_every_row:
            excluded.update(_rows_without(work, feed, verdicts[feed.target], excluded))
    for feed in feeds:
        if work.targets[feed.target].role == "identifier":
            excluded.update(_repeats(work, feed, verdicts[feed.target], excluded))
    return excluded


def _empty_rows(table: Table) -> list[int]:
    rows: Sequence[int] = range(table.height)
    for column in table.columns:
        values = column.values
        rows = [row for row in rows if values[row] is None]
        if not rows:
            break
    return list(rows)


def _first_cell(table: Table, index: int) -> str:
    return next((raw_key(column.values[index]) for column in table.columns if column.values[index] is not None), "")


def _rows_without(work: _Work, feed: Feed, verdicts: Mapping[Cell, _Verdict], excluded: set[int]) -> list[int]:
    target = work.targets[feed.target]
    empty = {
        value
        for value, verdict in verdicts.items()
        if verdict.value is None and not _still_open(work, target, value, verdict)
    }
    cells = work.table.column(feed.column).values
    rows = [index for index, cell in enumerate(cells) if cell in empty and index not in excluded] if empty else []
    if not rows:
        return []
    values = {"column": feed.column, **_names(target)}
    return rows if work.report("needed-empty", f"needed:{target.key}", "open", values, rows).accepted else []


def _still_open(work: _Work, target: Target, value: Cell, verdict: _Verdict) -> bool:
    """Whether a value that was not understood is reported as such, so its rows need no second finding."""
    if not verdict.wrong:
        return False
    keys = {f"value:{target.key}:{raw_key(value)}", f"value:{target.key}:{OTHERS}"}
    return not keys & work.mapping.accepted


def _repeats(work: _Work, feed: Feed, verdicts: Mapping[Cell, _Verdict], excluded: set[int]) -> list[int]:
    cells = work.table.column(feed.column).values
    seen: set[Code] = set()
    rows: list[int] = []
    for index, cell in enumerate(cells):
        value = verdicts[cell].value
        if value is None or index in excluded:
            continue
        if value in seen:
            rows.append(index)
        seen.add(value)
    if not rows:
        return []
    values = {"column": feed.column, "raw": raw_key(cells[rows[0]])}
    return rows if work.report("duplicate-ids", "duplicate-ids", "open", values, rows).accepted else []
