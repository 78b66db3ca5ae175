"""A workbook that came back: which sheet is which, which column is which, and the cells of each row, whatever was moved or renamed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from danaya.apps.commitments.overviews.workbook.choices import Lists, filled
from danaya.apps.commitments.overviews.workbook.columns import COMMITMENTS, MILESTONES, Field
from danaya.apps.commitments.overviews.workbook.values import Misread, fold, shown
from danaya.apps.commitments.overviews.workbook.wording import HIDDEN_HEADS, SHEETS
from danaya.apps.commitments.problems import problem
from danaya.base.files.models import StoredFile
from danaya.base.files.tables import SMALL_LIMITS, read_table, sheets_of
from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.tables import Table

MB = 1024 * 1024
LARGEST = 8 * MB
LIMITS = replace(SMALL_LIMITS, bytes=LARGEST, documents=False)
SHEETS_READ = 8
KINDS = frozenset({"xlsx", "xlsb", "ods", "ole"})
TOLD = frozenset({"merged-filled", "cell-error", "formula-empty", "formula-results", "formulas-unseen"})
"""Remarks of the reader that a person should see."""
NO_TABLE = frozenset({"sheet-empty", "no-header", "no-rows"})
"""What the reader says of a sheet that holds nothing for us."""
MARKERS: Mapping[str, tuple[tuple[Field, ...], frozenset[str]]] = {
    "commitments": (COMMITMENTS, frozenset({"result_fr", "owner", "counterpart"})),
    "milestones": (MILESTONES, frozenset({"text_fr", "due", "weight"})),
}
"""Which sheet is which: the columns that only it has."""

UNKNOWN_COLUMN: Text = {
    "fr": "La colonne « {name} » ({sheet}) n'est pas de ce classeur : elle n'est pas reprise.",
    "en": "The column “{name}” ({sheet}) is not of this workbook: it is not taken over.",
}
MISSING_COLUMN: Text = {
    "fr": "La colonne « {name} » ({sheet}) manque : rien n'y change.",
    "en": "The column “{name}” ({sheet}) is missing: nothing changes in it.",
}
NO_MILESTONES: Text = {
    "fr": "La feuille des jalons manque : aucun jalon ne change.",
    "en": "The sheet of milestones is missing: no milestone changes.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that came back: where it stands, its hidden key, the digests of what was exported, its cells by field."""

    place: str
    key: str
    revision: str
    seals: Mapping[str, str]
    cells: Mapping[str, str | Misread]

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.key and not any(self.cells.values())

    def text(self, key: str) -> str:
        """Return the written form of a cell that was understood; empty where it was not."""
        found = self.cells.get(key, "")
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class CameBack:
    """Both sheets of a workbook, and what to say of them."""

    commitments: Sequence[Row]
    milestones: Sequence[Row]
    notes: Sequence[Text]


def read_workbook(stored: StoredFile, lists: Lists) -> CameBack:
    """Return what came back in a kept file.

    Raises
    ------
    Problem
        ``commitments-workbook-unknown`` where it has no sheet of commitments; whatever the reader refuses.
    """
    tables = _tables(stored)
    if "commitments" not in tables:
        raise problem(
            "workbook-unknown",
            "Ce classeur n'a pas de feuille d'engagements. Exportez le plan vers Excel, changez ce fichier, puis renvoyez-le.",
            "This workbook has no sheet of commitments. Export the plan to Excel, change that file, then send it back.",
        )
    notes: list[Text] = [] if "milestones" in tables else [NO_MILESTONES]
    rows: dict[str, list[Row]] = {"commitments": [], "milestones": []}
    for name, table in tables.items():
        columns, said = columns_of(table, MARKERS[name][0])
        notes += said
        rows[name] = _rows(table, columns, MARKERS[name][0], lists)
        notes += [_remark(one) for one in table.remarks if one.code in TOLD]
    return CameBack(rows["commitments"], rows["milestones"], notes)


def _tables(stored: StoredFile) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for sheet in sorted(sheets_of(stored, limits=LIMITS)[:SHEETS_READ], key=_is_strange):
        if len(found) == len(MARKERS):
            break  # each sheet is read by a process of its own, which takes its time to start
        try:
            table = read_table(stored, sheet, limits=LIMITS)
        except Problem as refused:
            if refused.code in NO_TABLE:
                continue
            raise
        for name, (fields, markers) in MARKERS.items():
            columns, _notes = columns_of(table, fields)
            if name not in found and markers <= set(columns.values()):
                found[name] = table
                break
    return found


def _is_strange(sheet: str) -> bool:
    """Tell whether a sheet has another name than those that are taken back: it is read only if one of these is not found."""
    return sheet not in {name for key in MARKERS for name in SHEETS[key].values()}


def _remark(remark: object) -> Text:
    return {code: remark.in_language(code) for code in LANGUAGES}  # type: ignore[attr-defined]


def columns_of(table: Table, fields: Sequence[Field]) -> tuple[dict[str, str], list[Text]]:
    """Return the field of each column by the column's name, and what to say of columns that are missing or strange.

    The hidden first row says it. Where somebody took that row away, headings say it in any language.
    """
    by_key = {one.key: one.key for one in fields} | {key: key for key in HIDDEN_HEADS}
    known = {name: by_key[name] for name in table.names if name in by_key}
    if len(known) < min(len(by_key), len(table.names)) / 2:
        known = _by_heads(table, fields)
    sheet = table.sheet or ""
    strange = [
        column.name
        for column in table.columns
        if column.name not in known and any(v is not None for v in column.values)
    ]
    missing = [one for one in fields if one.key not in known.values()]
    said = [filled(UNKNOWN_COLUMN, name=name, sheet=sheet) for name in strange]
    return known, [*said, *(_missing(one, sheet) for one in missing)]


def _missing(field: Field, sheet: str) -> Text:
    return {code: MISSING_COLUMN[code].format(name=field.head[code], sheet=sheet) for code in LANGUAGES}


def _by_heads(table: Table, fields: Sequence[Field]) -> dict[str, str]:
    heads = {fold(head[code]): key for key, head in HIDDEN_HEADS.items() for code in LANGUAGES}
    heads |= {fold(one.head[code]): one.key for one in fields for code in LANGUAGES}
    found: dict[str, str] = {}
    for name in table.names:
        key = heads.get(fold(name))
        if key is not None and key not in found.values():
            found[name] = key
    return found


def _rows(table: Table, columns: Mapping[str, str], fields: Sequence[Field], lists: Lists) -> list[Row]:
    readers = {one.key: one for one in fields}
    values = {key: table.column(name).values for name, key in columns.items()}
    heads = {fold(one.head[code]) for one in fields for code in LANGUAGES}
    rows = []
    for index in range(table.height):
        raw = {key: cells[index] for key, cells in values.items()}
        if _is_heading(raw, heads):
            continue
        cells = {key: readers[key].read(cell, lists) for key, cell in raw.items() if key in readers}
        row = Row(
            table.address(index).in_language(lists.language),
            shown(raw.get("id")),
            shown(raw.get("revision")),
            dict(pair.split("=", 1) for pair in shown(raw.get("seal")).split() if "=" in pair),
            cells,
        )
        if not row.is_empty:
            rows.append(row)
    return rows


def _is_heading(raw: Mapping[str, object], heads: set[str]) -> bool:
    """Tell whether a row repeats the headings: the row under the hidden one does, whatever was renamed in it."""
    key = str(raw.get("id") or "")
    if KEY.fullmatch(key):
        return False  # thousands of rows: no word of theirs is compared
    if fold(key) in HIDDEN_WORDS:
        return True
    said = [fold(str(cell)) for cell in raw.values() if cell is not None]
    return bool(said) and sum(one in heads for one in said) > len(said) / 2


KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HIDDEN_WORDS = frozenset(fold(head[code]) for head in HIDDEN_HEADS.values() for code in LANGUAGES)
"""Headings of the hidden columns, folded."""
