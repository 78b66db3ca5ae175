"""The three files of a consultation: votes, groups, statements. CSV is streamed (millions of rows in seconds), workbooks are read as tables."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danaya.engines.consensus import Moderation, Statement
from danaya.engines.language import LANGUAGES, Problem, Problems, Text, typeset
from danaya.engines.tables import FileKind, inspect, read

MOST_PROBLEMS = 10
"""So many rows are named before reading stops; the others mostly err alike."""
LONGEST_CELL = 1 << 20

Row = tuple[int, list[str]]
"""Line of the file and the cells of the columns asked for."""

_WORDS: Mapping[str, Text] = {
    "column-missing": {
        "fr": "La colonne « {column} » manque. Il faut : {wanted} ; le fichier a : {there}.",
        "en": "Column “{column}” is missing. Wanted: {wanted}; the file has: {there}.",
    },
    "vote-unknown": {
        "fr": "« {value} » n'est pas un vote. Écrivez 1 (d'accord), -1 (pas d'accord) ou 0 (passe).",
        "en": "“{value}” is not a vote. Write 1 (agree), -1 (disagree) or 0 (pass).",
    },
    "cell-empty": {
        "fr": "La colonne « {column} » est vide sur cette ligne. Complétez-la ou retirez la ligne.",
        "en": "Column “{column}” is empty in this row. Fill it in or take the row out.",
    },
    "voter-in-two-groups": {
        "fr": "Le votant « {voter} » est déjà dans le groupe « {first} » ; cette ligne le met dans « {second} ». Gardez un seul groupe.",
        "en": "Voter “{voter}” is in group “{first}” already; this row puts them in “{second}”. Keep one group.",
    },
    "groups-none": {
        "fr": "Ce fichier ne met aucun votant dans un groupe. Donnez au moins un votant et son groupe (voter,group).",
        "en": "This file puts no voter in a group. Give at least one voter with their group (voter,group).",
    },
    "statement-twice": {
        "fr": "L'énoncé « {statement} » figure deux fois. Gardez une seule ligne.",
        "en": "Statement “{statement}” stands there twice. Keep one row.",
    },
    "moderation-unknown": {
        "fr": "« {value} » n'est pas une modération. Écrivez 1 (accepté), 0 (pas encore) ou -1 (écarté).",
        "en": "“{value}” is not a moderation. Write 1 (accepted), 0 (not yet) or -1 (out).",
    },
    "quote-not-closed": {
        "fr": "Un guillemet ouvert ici n'est pas refermé. Fermez-le ou enregistrez à nouveau le fichier en CSV.",
        "en": "A quotation mark opened here is not closed. Close it, or save the file as CSV again.",
    },
    "file-unreadable": {
        "fr": "Ce fichier ne peut pas être lu ({detail}). Vérifiez son nom et les droits d'accès.",
        "en": "This file cannot be read ({detail}). Check its name and who may read it.",
    },
}

_NUMBERS = {
    "1": 1,
    "-1": -1,
    "0": 0,
    "+1": 1,
    "\N{MINUS SIGN}1": -1,
    "1.0": 1,
    "-1.0": -1,
    "0.0": 0,
    "1,0": 1,
    "-1,0": -1,
    "0,0": 0,
}
"""How −1, 0 and 1 are written, spreadsheets included."""


def _problem(code: str, where: str, **values: object) -> Problem:
    return Problem(code, {each: typeset(words, each) for each, words in _WORDS[code].items()}, where, **values)


@dataclass(slots=True)
class VoteColumns:
    """The columns of VOTES, one entry a row."""

    voters: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)


def read_votes(path: Path) -> VoteColumns:
    """Read ``voter,statement,vote``; a file of headings only holds no vote yet.

    Raises
    ------
    Problem, Problems
        What is wrong, with the line of the file.
    """
    found, problems = VoteColumns(), _Found(path)
    names: dict[str, str] = {}
    for line, (voter, statement, vote) in _rows(path, ("voter", "statement", "vote")):
        value = _NUMBERS.get(vote)
        if value is None or not voter or not statement:
            problems.add(_wrong_vote(path, line, voter, statement, vote))
            continue
        found.voters.append(names.setdefault(voter, voter))
        found.statements.append(names.setdefault(statement, statement))
        found.values.append(value)
    problems.stop()
    return found


def _wrong_vote(path: Path, line: int, voter: str, statement: str, vote: str) -> Problem:
    empty = [name for name, cell in (("voter", voter), ("statement", statement), ("vote", vote)) if not cell]
    if empty:
        return _problem("cell-empty", _place(path, line), column=empty[0])
    return _problem("vote-unknown", _place(path, line), value=vote[:40])


def read_groups(path: Path) -> dict[str, str]:
    """Read ``voter,group``; a voter whose group is empty belongs to none.

    Raises
    ------
    Problem, Problems
        A voter in two groups; nobody in any.
    """
    found: dict[str, str] = {}
    problems = _Found(path)
    for line, (voter, group) in _rows(path, ("voter", "group")):
        if not voter:
            problems.add(_problem("cell-empty", _place(path, line), column="voter"))
        elif group and found.setdefault(voter, group) != group:
            clash = _problem("voter-in-two-groups", _place(path, line), voter=voter, first=found[voter], second=group)
            problems.add(clash)
    problems.stop()
    if not found:
        raise _problem("groups-none", path.name)
    return found


def read_statements(path: Path) -> tuple[Statement, ...]:
    """Read ``statement,text_fr,text_en,moderated``; all but the first may be missing.

    Raises
    ------
    Problem, Problems
        A statement twice; an unknown moderation.
    """
    found: dict[str, Statement] = {}
    problems = _Found(path)
    texts = tuple(f"text_{language}" for language in LANGUAGES)
    for line, (name, *words, moderated) in _rows(path, ("statement",), (*texts, "moderated")):
        moderation = _NUMBERS.get(moderated or "0")
        if not name:
            problems.add(_problem("cell-empty", _place(path, line), column="statement"))
        elif name in found:
            problems.add(_problem("statement-twice", _place(path, line), statement=name))
        elif moderation is None:
            problems.add(_problem("moderation-unknown", _place(path, line), value=moderated[:40]))
        else:
            text = {language: each for language, each in zip(LANGUAGES, words, strict=True) if each}
            found[name] = Statement(name, text, Moderation(moderation))
    problems.stop()
    return tuple(found.values())


class _Found:
    """Problems gathered, so that a person mends several rows at once."""

    def __init__(self, path: Path) -> None:
        self._problems: list[Problem] = []

    def add(self, problem: Problem) -> None:
        self._problems.append(problem)
        if len(self._problems) >= MOST_PROBLEMS:
            self.stop()

    def stop(self) -> None:
        """Raise what was found, if anything."""
        if len(self._problems) == 1:
            raise self._problems[0]
        if self._problems:
            raise Problems(self._problems)


def _place(path: Path, line: int) -> str:
    return f"{path.name}:{line}"


def _rows(path: Path, wanted: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the cells of the columns asked for, stripped; "" for an optional column that is not there. Blank rows are passed over."""
    try:
        inspection = inspect(path)
        if inspection.kind is FileKind.CSV:
            yield from _text_rows(path, inspection.encoding, inspection.delimiter, wanted, optional)
        else:
            yield from _table_rows(path, wanted, optional)
    except OSError as error:
        raise _problem("file-unreadable", path.name, detail=error.strerror or str(error)) from error


def _text_rows(
    path: Path, encoding: str, delimiter: str, wanted: Sequence[str], optional: Sequence[str]
) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    last = 0
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            places = _places(path, _headings(reader), wanted, optional)
            width, last = max(places) + 1, reader.line_num
            for row in reader:
                line, last = last + 1, reader.line_num
                row.extend([""] * (width - len(row)))
                cells = [row[place].strip() if place >= 0 else "" for place in places]
                if any(cells):
                    yield line, cells
        except csv.Error as error:
            raise _problem("quote-not-closed", _place(path, last + 1)) from error


def _headings(reader: Iterator[list[str]]) -> list[str]:
    """The first row that holds anything, after the line by which a spreadsheet names its delimiter."""
    for row in reader:
        if any(cell.strip() for cell in row) and not row[0].startswith("sep="):
            return row
    return []


def _places(path: Path, headings: Sequence[str], wanted: Sequence[str], optional: Sequence[str]) -> list[int]:
    """Where each column stands, -1 for an optional one that is missing; capitals and spaces around do not count."""
    there = [heading.strip().casefold() for heading in headings]
    missing = [name for name in wanted if name not in there]
    if missing:
        shown = ", ".join(heading.strip() for heading in headings if heading.strip())[:200] or "–"
        raise _problem("column-missing", path.name, column=missing[0], wanted=", ".join(wanted), there=shown)
    return [there.index(name) if name in there else -1 for name in (*wanted, *optional)]


def _table_rows(path: Path, wanted: Sequence[str], optional: Sequence[str]) -> Iterator[Row]:
    table = read(path)
    places = _places(path, [column.name for column in table.columns], wanted, optional)
    columns = [table.columns[place].values if place >= 0 else None for place in places]
    for number, line in enumerate(table.row_numbers):
        cells = ["" if column is None else _written(column[number]) for column in columns]
        if any(cells):
            yield line, cells


def _written(cell: object) -> str:
    """A cell as a person would write it: whole numbers without decimals."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
