"""Applying a mapping to a table: each distinct value is judged once, every cell that was not understood is pointed at."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from danaya.engines.language import in_language
from danaya.engines.tables.account import Account, Counts
from danaya.engines.tables.judging import OTHERS, Verdict, Work, expected_of, judge, names_of, shortened, value_key
from danaya.engines.tables.mapping import Code, Feed, TableMapping, Target, by_key
from danaya.engines.tables.sentences import quoted
from danaya.engines.tables.spelling import raw_key
from danaya.engines.tables.table import Cell, Table

_SHOWN_TARGETS = 6


def apply(table: Table, mapping: TableMapping, targets: Sequence[Target]) -> Account:
    """Return what ``mapping`` makes of ``table``, with every row and value that was not understood.

    Each distinct value of a column is judged once. Values not understood become empty cells only when their finding's key
    is in ``mapping.accepted``; rows are left out only when empty or accepted. Nothing is stored and nothing is calculated.
    """
    work = Work(table, mapping, by_key(targets))
    feeds = _sound_feeds(work)
    excluded = _unusable_rows(work)
    suspect = excluded.union(table.totals, table.ragged)  # reported as rows: their cells need no finding each
    verdicts = {feed.target: judge(work, feed, suspect) for feed in feeds}
    excluded |= _insufficient_rows(work, feeds, verdicts, excluded, suspect)
    rows: Sequence[int] = (
        [index for index in range(table.height) if index not in excluded] if excluded else range(table.height)
    )
    if not rows:
        work.report("no-row-left", "no-row-left", "blocking", {})
    kept = _Kept(work, rows, _audiences(work, feeds, verdicts, rows))
    columns, counts = {}, {}
    for feed in feeds:
        columns[feed.target], counts[feed.target] = kept.column(feed, verdicts[feed.target])
    findings = tuple(sorted(work.findings, key=lambda finding: _ORDER[finding.severity]))
    return Account(columns, rows, table.height, counts, findings, mapping.ignored(table))


_ORDER = {"blocking": 0, "open": 1, "note": 2}


def _audiences(
    work: Work, feeds: Sequence[Feed], verdicts: Mapping[str, Mapping[Cell, Verdict]], rows: Sequence[int]
) -> list[Code | None] | None:
    """Return the audience of each kept row; None where no column tells it."""
    feed = next((feed for feed in feeds if work.targets[feed.target].role == "audience"), None)
    if feed is None:
        return None
    codes = {cell: verdict.value for cell, verdict in verdicts[feed.target].items()}
    cells = work.table.column(feed.column).values
    return [codes[cells[row]] for row in rows]


@dataclass(slots=True)
class _Kept:
    """The rows that are kept, each with its audience: they become columns and counts."""

    work: Work
    rows: Sequence[int]
    audiences: list[Code | None] | None

    def column(self, feed: Feed, known: Mapping[Cell, Verdict]) -> tuple[list[Code | None], Counts]:
        """Return the codes of one target, and what became of its cells; a question is missing only where it was asked."""
        values = self.work.table.column(feed.column).values
        cells = values if len(self.rows) == self.work.table.height else [values[row] for row in self.rows]
        codes = {value: verdict.value for value, verdict in known.items()}
        column = [codes[cell] for cell in cells]
        asked_of = self.work.targets[feed.target].asked_of
        if not asked_of or self.audiences is None:
            return column, _count(Counter(cells), known)
        others = {audience for audience in set(self.audiences) if audience is not None and audience not in asked_of}
        if not others:
            return column, _count(Counter(cells), known)
        asked: Counter[Cell] = Counter()
        beside: Counter[Cell] = Counter()
        for cell, audience in zip(cells, self.audiences, strict=True):
            (beside if audience in others else asked)[cell] += 1
        answered = {cell for cell in beside if known[cell].status == "understood"}
        if answered:
            self._report_others(feed, cells, answered, others)
            column = [
                None if cell in answered and audience in others else code
                for cell, code, audience in zip(cells, column, self.audiences, strict=True)
            ]
        counts = _count(asked, known)
        return column, replace(counts, not_asked=counts.not_asked + beside.total())

    def _report_others(self, feed: Feed, cells: Sequence[Cell], answered: set[Cell], others: set[Code]) -> None:
        """Report the answers of an audience that was not asked: the audience, or the question's mark, is wrong."""
        target, audiences = self.work.targets[feed.target], self.audiences or []
        indexes = [
            row
            for row, cell, audience in zip(self.rows, cells, audiences, strict=True)
            if cell in answered and audience in others
        ]
        values = {"column": feed.column, **names_of(target)}
        self.work.report("answers-not-asked", f"not-asked:{target.key}", "open", values, indexes)


def _count(cells: Mapping[Cell, int], known: Mapping[Cell, Verdict]) -> Counts:
    totals: Counter[str] = Counter()
    for value, count in cells.items():
        totals[known[value].status] += count
    return Counts(**totals)


def _sound_feeds(work: Work) -> list[Feed]:
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
            work.report("target-twice", f"target:{feed.target}", "blocking", {"columns": both, **names_of(target)})
        else:
            _check_recodes(work, feed, target)
            sound[feed.target] = feed
    unfed = [target for target in work.targets.values() if target.key not in sound]
    for target in unfed:
        if target.required:
            work.report("target-unfed", f"target:{target.key}", "blocking", names_of(target))
    named = {feed.target for feed in work.mapping.feeds}  # a feed that names no column of the file is reported as such
    asked = [target for target in unfed if not target.required and target.role in _ASKED and target.key not in named]
    _report_questions_unfed(work, asked)
    return list(sound.values())


_ASKED = ("item", "domain")


def _report_questions_unfed(work: Work, unfed: Sequence[Target]) -> None:
    """Report the questions that no column answers, all together; accepting them holds for these and no others."""
    if not unfed:
        return
    names = {
        language: ", ".join(quoted(in_language(target.name, language), language) for target in unfed[:_SHOWN_TARGETS])
        + (", …" if len(unfed) > _SHOWN_TARGETS else "")
        for language in ("fr", "en")
    }
    mark = crc32("\n".join(sorted(target.key for target in unfed)).encode())
    values = {"targets_fr": names["fr"], "targets_en": names["en"], "count": len(unfed)}
    work.report("questions-unfed", f"unfed:{mark:08x}", "open", values)


def _check_recodes(work: Work, feed: Feed, target: Target) -> None:
    for raw, code in feed.recodes.items():
        if target.codes and code not in target.codes:
            values = {"column": feed.column, "raw": shortened(raw), "recoded": code, **expected_of(target)}
            work.report("code-unknown", f"recode:{target.key}:{raw}", "blocking", values)


def _unusable_rows(work: Work) -> set[int]:
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
    work: Work,
    feeds: Sequence[Feed],
    verdicts: Mapping[str, Mapping[Cell, Verdict]],
    unusable: Collection[int],
    suspect: Collection[int],
) -> set[int]:
    """Return the records left out, where accepted, for want of what is needed or because they repeat an identifier."""
    excluded = set(unusable)
    for feed in feeds:
        if work.targets[feed.target].needed_in_every_row:
            excluded.update(_rows_without(work, feed, verdicts[feed.target], excluded.union(suspect)))
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


def _rows_without(work: Work, feed: Feed, verdicts: Mapping[Cell, Verdict], excluded: set[int]) -> list[int]:
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
    values = {"column": feed.column, **names_of(target)}
    return rows if work.report("needed-empty", f"needed:{target.key}", "open", values, rows).accepted else []


def _still_open(work: Work, target: Target, value: Cell, verdict: Verdict) -> bool:
    """Whether a value that was not understood is reported as such, so its rows need no second finding."""
    if not verdict.wrong:
        return False
    keys = {value_key(target, value), f"value:{target.key}:{OTHERS}"}
    return not keys & work.mapping.accepted


def _repeats(work: Work, feed: Feed, verdicts: Mapping[Cell, Verdict], excluded: set[int]) -> list[int]:
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
