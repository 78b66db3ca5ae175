"""Rows → rows that may be published: small cells, what would reveal them, and what earlier releases forbid, emptied."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from danaya.engines.disclosure import (
    PUBLIC_REASON,
    Cell,
    Key,
    Ledger,
    Protection,
    Release,
    Released,
    Rule,
    Table,
    check,
    protect_all,
    released_cells,
    tabulate,
)
from danaya.engines.restitution.analysis.estimating import Estimated
from danaya.engines.restitution.analysis.preparing import Flags
from danaya.engines.restitution.analysis.rows import PROTECTED, SHOWN, EstimateRow
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.study import Study

RESPONDENTS = "respondents"


@dataclass(frozen=True)
class Shield:
    """What may be shown of a round: per audience and table, which cells."""

    protections: Mapping[str, Protection]
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Tables of a later round → tables of this one, where items are paired under other keys."""

    def shows(self, audience: str, table: str, domain: str = "", level: str = "") -> bool:
        """Whether the cell of a table may be published."""
        protection = self.protections.get(table_name(audience, self.renamed.get(table, table)))
        return (
            protection is not None
            and place(domain, level) in protection.decisions
            and protection.shows(place(domain, level))
        )

    def releases(self) -> Iterator[Released]:
        """Yield every published cell as the ledger keeps it."""
        for name, protection in self.protections.items():
            audience, table = name.split("/", 1)
            yield from released_cells(protection, table, audience=audience)


def table_name(audience: str, table: str) -> str:
    """Return the name of the disclosure table of one audience."""
    return f"{audience}/{table}"


def place(domain: str, level: str) -> Key:
    """Return the coordinates of a cell."""
    return ((domain, level),) if domain else ()


def shield(
    estimated: Estimated, rows: Sequence[EstimateRow], rule: Rule, ledger: Ledger | None, release: Release
) -> Shield:
    """Decide what of a round may be published, also beside everything the ledger knows.

    Cells that the ledger refuses count as secret and everything is decided anew, until nothing is refused.
    """
    tables = list(_tables(estimated, rows))
    secret: dict[str, set[Key]] = {}
    while True:
        found = Shield(protect_all(tables, rule, secret={name: frozenset(keys) for name, keys in secret.items()}))
        refused = list(_refused(found, ledger, rule, estimated, release))
        new = [(name, cell) for name, cell in refused if cell not in secret.get(name, ())]
        if not new:
            return found
        for name, cell in new:
            secret.setdefault(name, set()).add(cell)


def _tables(estimated: Estimated, rows: Sequence[EstimateRow]) -> Iterator[Table]:
    cells: dict[tuple[str, str], dict[Key, Cell]] = {}
    sensitive = {item.key for item in estimated.study.items if item.sensitive}
    for row in rows:
        if row.n is not None and row.measure in _bases(row, estimated.study):
            spot = place(row.domain, row.level)
            cell = Cell(spot, row.n, row.psus, sensitive=row.item in sensitive)
            cells.setdefault((row.audience, table_of(row)), {}).setdefault(spot, cell)
    for (audience, table), found in cells.items():
        parts = [table_name(audience, part) for part in _parts(table, estimated.study) if (audience, part) in cells]
        yield tabulate(table_name(audience, table), found.values(), made_of=parts, people=audience)
    yield from _respondents(estimated)


def table_of(row: EstimateRow) -> str:
    """Return the disclosure table a row's cell belongs to."""
    if row.item:
        return f"item:{row.item}"
    if row.measure.startswith("silence"):
        return "silence"
    return f"factor:{row.factor}" if row.factor else "all"


def _bases(row: EstimateRow, study: Study) -> tuple[str, ...]:
    """Measures whose n is the n of the table."""
    if not row.item:
        return ("score", "silence")
    item = next(item for item in study.items if item.key == row.item)
    if item.kind != "choice":
        return ("share",)
    return tuple(f"answer_{shown_code(code)}" for code in study.scales[item.scale].labels)


def _parts(table: str, study: Study) -> Iterable[str]:
    scored = [item for item in study.items if item.kind == "perception"]
    if table.startswith("factor:"):
        return [f"item:{item.key}" for item in scored if item.factor == table.removeprefix("factor:")]
    if table == "silence":
        return [f"item:{item.key}" for item in study.items if item.sensitive]
    return [f"item:{item.key}" for item in scored] if table == "all" else []


def _respondents(estimated: Estimated) -> Iterator[Table]:
    """Tables of how many people answered at all."""
    prepared = estimated.prepared
    for audience in estimated.study.audiences:
        mine = prepared.audience == audience.key
        cells = [Cell((), int(mine.sum()))]
        for domain, values in prepared.levels.items():
            names, counts = np.unique(values[mine & (values != None)].astype(str), return_counts=True)  # noqa: E711 elementwise
            cells += [Cell(place(domain, name), int(n)) for name, n in zip(names.tolist(), counts, strict=True)]
        yield tabulate(table_name(audience.key, RESPONDENTS), cells, people=audience.key)


def _refused(
    found: Shield, ledger: Ledger | None, rule: Rule, estimated: Estimated, release: Release
) -> Iterator[tuple[str, Key]]:
    if ledger is None or not ledger.releases:
        return
    proposed = replace(release, cells=tuple(found.releases()))
    for refusal in check(ledger, proposed, rule, members=_members(estimated)):
        audience = next(min(levels) for column, levels in refusal.cell.conditions if column == "audience")
        yield table_name(audience, refusal.cell.about), refusal.cell.key("audience")


def _members(estimated: Estimated) -> Callable[[str, Any], Any]:
    """Return the function that says which respondents stand behind a figure, for exact differencing."""
    prepared = estimated.prepared
    base: dict[str, Flags] = {}
    for one in prepared.measured:
        if (
            one.measure in {"share", "silence"}
            or one.measure.startswith("answer_")
            or (one.measure == "score" and not one.item)
        ):
            base.setdefault(one.table, ~np.isnan(one.values))

    def members(about: str, conditions: Any) -> Any:
        rows = base.get(about, np.ones(len(prepared.audience), dtype=bool)).copy()
        for column, levels in conditions:
            values = prepared.audience if column == "audience" else prepared.levels.get(column)
            rows &= np.isin(values.astype(str), sorted(levels)) if values is not None else False
        return rows

    return members


def protect_rows(
    rows: Iterable[EstimateRow],
    shields: Sequence[Shield],
    pair: tuple[str, str] | None,
    levels: Mapping[str, Sequence[str]],
) -> Iterator[EstimateRow]:
    """Yield the rows, emptied where one of the cells they rest on may not be shown.

    Parameters
    ----------
    shields
        Of the rounds the rows rest on, later first.
    pair
        The two audiences, for gaps.
    levels
        The levels of each breakdown that anybody has, for differences between them.
    """
    for row in rows:
        if row.status not in SHOWN:
            yield row
            continue
        audiences = (row.audience,) if row.audience else pair or ()
        table = table_of(row)
        shown = all(
            shield.shows(audience, table, *cell)
            for shield in shields
            for audience in audiences
            for cell in _rests_on(row, levels)
        )
        yield row if shown and row.estimate is not None else row.emptied(PROTECTED, PUBLIC_REASON)


def _rests_on(row: EstimateRow, levels: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the cells whose figures a row tells: of a difference also the other level, or everybody, less which it is taken."""
    yield row.domain, row.level
    if row.measure.endswith("_difference"):
        known = levels.get(row.domain, ())
        if len(known) == 2:
            yield from ((row.domain, level) for level in known if level != row.level)
        else:
            yield "", ""
