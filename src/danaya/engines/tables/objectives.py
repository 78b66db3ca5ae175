"""Objectives of a strategic framework, read from a table: code, words in each language, the objective above."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.tables.account import Finding
from danaya.engines.tables.spelling import fold, raw_key
from danaya.engines.tables.table import Address, Cell, Table

LONGEST_CODE, LONGEST_TITLE = 40, 1000
BY_CODE, BY_COLUMN, NONE = "code", "column", "none"
"""How the objective above is known: ``1.2`` above ``1.2.3``; a column says it; there is none."""

_CODE_FIRST = re.compile(
    r"(?P<code>(?:[A-ZÀ-Ý][A-Za-zÀ-ÿ]{0,14}[ .\-]{0,2})?(?:\d+(?:[.\-]\d+)*|[IVX]+(?:[.\-]\d+)*))[ \t]*[.:)\-–—]*\s+(?P<words>\S.*)",
    re.DOTALL,
)
_SEPARATORS = re.compile(r"^(.*)[.\-/ ][^.\-/ ]*$", re.DOTALL)
_CODES = re.compile(r"(codes?|n|no|num|numero|number|ref|reference|index|indice|id)( .*)?")
_ENGLISH = re.compile(r".*\b(english|anglais|en|goals?|outcomes?|objectives?)\b.*")
_FRENCH = re.compile(
    r".*\b(francais|french|fr|objectifs?|intitules?|libelles?|resultats?|axes?|actions?|priorites?)\b.*"
)
_ABOVE = re.compile(r".*\b(parents?|superieurs?|rattache\w*|above|depend\w*)\b.*")


@dataclass(frozen=True, slots=True)
class ObjectivesMapping:
    """How a table of objectives is read: the column of codes, a column of words per language, where what is above stands.

    Where ``code_column`` is a column of words too, each of them begins with its code (``1.2 Publier les tarifs``).
    """

    code_column: str
    columns: Mapping[str, str] = field(default_factory=dict)
    above: str = BY_CODE
    above_column: str = ""


@dataclass(frozen=True, slots=True)
class ReadObjective:
    """One objective; ``above`` is the code of the one it belongs to, or empty."""

    code: str
    title: Text
    above: str
    address: Address


@dataclass(frozen=True, slots=True)
class ObjectivesAccount:
    """What a table of objectives says, and what in it was not understood. Nothing has been stored."""

    objectives: tuple[ReadObjective, ...]
    findings: tuple[Finding, ...]


def read_objectives(table: Table, mapping: ObjectivesMapping) -> ObjectivesAccount:
    """Return the objectives of a table in its order, with all that was not understood."""
    findings: list[Finding] = []
    rows: dict[str, ReadObjective] = {}
    for row in _rows(table, mapping):
        wrong = _wrong(row, rows)
        if wrong:
            findings.append(_finding(wrong, row.code or in_language(row.title, "fr"), row.address))
        else:
            rows[row.code] = row
    placed = tuple(_placed(rows, mapping, findings))
    return ObjectivesAccount(placed, tuple(findings))


def _rows(table: Table, mapping: ObjectivesMapping) -> Iterator[ReadObjective]:
    names = [name for name in (mapping.code_column, mapping.above_column, *mapping.columns.values()) if name]
    cells = {name: table.column(name).values for name in names}
    inside = mapping.code_column in mapping.columns.values()
    for index in range(table.height):
        told = {language: _words(cells[name][index]) for language, name in mapping.columns.items() if name}
        title: Text = {language: words for language, words in told.items() if words}
        code = _code(cells[mapping.code_column][index]) if mapping.code_column else ""
        if inside:
            code, title = split_code(code, title)
        above = _code(cells[mapping.above_column][index]) if mapping.above == BY_COLUMN and mapping.above_column else ""
        if code or title:
            yield ReadObjective(code, title, above, table.address(index, mapping.code_column))


def split_code(words: str, title: Text) -> tuple[str, Text]:
    """Return the code that ``words`` begin with, and ``title`` without it in any language; no code where none stands there."""
    found = _CODE_FIRST.fullmatch(words)
    if found is None:
        return "", title
    parts = {language: _CODE_FIRST.fullmatch(text) for language, text in title.items()}
    return found["code"].strip(), {
        language: part["words"] if (part := parts[language]) else text for language, text in title.items()
    }


def _words(cell: Cell) -> str:
    return " ".join(raw_key(cell).split())


def _code(cell: Cell) -> str:
    return _words(cell).rstrip(".:) ")


def _wrong(row: ReadObjective, before: Mapping[str, ReadObjective]) -> str:
    """Return what is wrong with a row, or nothing."""
    longest = max((len(words) for words in row.title.values()), default=0)
    tests = (
        ("objective-code-missing", not row.code),
        ("objective-code-date", _is_date(row.code)),
        ("objective-code-long", len(row.code) > LONGEST_CODE),
        ("objective-title-missing", not row.title),
        ("objective-title-long", longest > LONGEST_TITLE),
        ("objective-twice", row.code in before),
    )
    return next((code for code, true in tests if true), "")


def _is_date(code: str) -> bool:
    try:
        date.fromisoformat(code[:10])
    except ValueError:
        return False
    return len(code) >= 10


def _placed(
    rows: Mapping[str, ReadObjective], mapping: ObjectivesMapping, findings: list[Finding]
) -> Iterator[ReadObjective]:
    """Return the objectives, each with the one above it that exists and is not below it."""
    above = {code: _above(row, rows, mapping, findings) for code, row in rows.items()}
    for code, row in rows.items():
        if _in_circle(code, above):
            findings.append(_finding("objective-parent-circle", code, row.address))
            above[code] = ""
        yield ReadObjective(code, row.title, above[code], row.address)


def _above(
    row: ReadObjective, rows: Mapping[str, ReadObjective], mapping: ObjectivesMapping, findings: list[Finding]
) -> str:
    if mapping.above == BY_CODE:
        return next((code for code in shorter_codes(row.code) if code in rows), "")
    if row.above and row.above not in rows:
        findings.append(_finding("objective-parent-unknown", row.above, row.address))
    return row.above if row.above in rows else ""


def shorter_codes(code: str) -> Iterator[str]:
    """Return what a code begins with, the longest first: ``2.1.3`` → ``2.1``, ``2``."""
    while found := _SEPARATORS.match(code):
        code = found[1].rstrip(".-/ ")
        if code:
            yield code


def _in_circle(code: str, above: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    place = above[code]
    while place and place not in seen:
        if place == code:
            return True
        seen.add(place)
        place = above[place]
    return False


def _finding(code: str, raw: str, address: Address) -> Finding:
    limit = LONGEST_CODE if code == "objective-code-long" else LONGEST_TITLE
    shown = raw if len(raw) <= 80 else f"{raw[:79]}…"
    return Finding(f"{code}:{raw}:{address}", code, "open", {"raw": shown, "limit": limit}, (address,))


def propose_objectives(table: Table) -> ObjectivesMapping:
    """Return a first reading of a table of objectives for a person to check: which column holds code, words, what is above."""
    folded = {name: fold(name) for name in table.names}
    above = _first(_ABOVE, folded)
    texts = [name for name in table.names if name != above and _average(table.column(name).values) >= 12]
    code = _first(_CODES, {name: words for name, words in folded.items() if name != above and name not in texts})
    english = next((name for name in texts if _ENGLISH.fullmatch(folded[name]) and not _is_french(folded[name])), "")
    rest = [name for name in texts if name != english]
    french = next((name for name in rest if _FRENCH.fullmatch(folded[name])), "")
    french = french or max(rest, key=lambda name: _average(table.column(name).values), default="")
    code = code or _short_and_distinct(table, (above, french, english)) or french or english
    columns = {language: name for language, name in zip(LANGUAGES, (french, english), strict=True) if name}
    return ObjectivesMapping(code, columns, BY_COLUMN if above else BY_CODE, above)


def _is_french(words: str) -> bool:
    return bool(re.search(r"\b(francais|french|fr|objectifs?)\b", words))


def _first(pattern: re.Pattern[str], folded: Mapping[str, str]) -> str:
    return next((name for name, words in folded.items() if pattern.fullmatch(words)), "")


def _average(cells: Sequence[Cell]) -> float:
    filled = [len(cell) if isinstance(cell, str) else 0 for cell in cells if cell is not None]
    return sum(filled) / len(filled) if filled else 0.0


def _short_and_distinct(table: Table, taken: Iterable[str]) -> str:
    """Return the first other column whose cells are short and each its own: codes under another name."""
    for name in table.names:
        raws = [raw_key(cell) for cell in table.column(name).values if cell is not None]
        if name not in taken and raws and len(set(raws)) == len(raws) and max(map(len, raws)) <= 12:
            return name
    return ""
