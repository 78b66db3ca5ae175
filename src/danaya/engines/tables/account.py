"""The account of an import: typed columns, and every row and value that was not understood, with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from danaya.engines.language import Problem, Problems, Text
from danaya.engines.tables.mapping import Code
from danaya.engines.tables.sentences import filled
from danaya.engines.tables.table import Address, Table
from danaya.engines.tables.wording import FINDINGS


@dataclass(frozen=True, slots=True)
class Places(Sequence[Address]):
    """Where something stands: every row, made into addresses only when looked at."""

    table: Table
    indexes: Sequence[int]
    column: str = ""

    def __len__(self) -> int:
        return len(self.indexes)

    @overload
    def __getitem__(self, place: int) -> Address: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Address]: ...

    def __getitem__(self, place: int | slice) -> Address | Sequence[Address]:
        if isinstance(place, slice):
            return [self.table.address(index, self.column) for index in self.indexes[place]]
        return self.table.address(self.indexes[place], self.column)

    def __iter__(self) -> Iterator[Address]:
        return (self.table.address(index, self.column) for index in self.indexes)

    def runs(self, most: int) -> tuple[list[tuple[Address, Address]], bool]:
        """Return the first ``most`` runs of rows that follow each other, and whether there are more."""
        found: list[list[int]] = []
        for index in self.indexes:
            if found and index == found[-1][1] + 1:
                found[-1][1] = index
            elif len(found) == most:
                return [(self._at(first), self._at(last)) for first, last in found], True
            else:
                found.append([index, index])
        return [(self._at(first), self._at(last)) for first, last in found], False

    def _at(self, index: int) -> Address:
        return self.table.address(index, self.column)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the file that was not understood, or that a person should know.

    ``severity``: ``blocking`` (the mapping must change), ``open`` (mend, map, or accept its ``key``), ``note``.
    """

    key: str
    code: str
    severity: str
    values: Mapping[str, object]
    places: Sequence[Address] = ()
    accepted: bool = False

    @property
    def text(self) -> Text:
        """What is wrong and what to do, per language, with named places for ``values``."""
        return FINDINGS[self.code]

    @property
    def count(self) -> int:
        """How many cells or rows it is about."""
        return len(self.places)

    @property
    def raw(self) -> str:
        """The value as it stands in the file."""
        return str(self.values.get("raw", ""))

    @property
    def stops(self) -> bool:
        """Whether the import waits for it."""
        return self.severity == "blocking" or (self.severity == "open" and not self.accepted)

    def in_language(self, language: str) -> str:
        """Return the finding in ``language``, with the first place in front."""
        message = filled(self.text, language, self.values)
        return f"{self.places[0].in_language(language)}: {message}" if self.places else message

    def where(self, language: str, most: int = 8) -> tuple[list[str], bool]:
        """Return where it stands, rows that follow each other as one (``lignes 2 à 9``), and whether there is more."""
        if isinstance(self.places, Places):
            runs, more = self.places.runs(most)
            return [first.to(last, language) for first, last in runs], more
        return [place.in_language(language) for place in self.places[:most]], len(self.places) > most

    def as_problem(self) -> Problem:
        """Return it as a problem to raise."""
        told = {code: filled(self.text, code, self.values) for code in self.text}
        text = {code: words.replace("{", "{{").replace("}", "}}") for code, words in told.items()}
        return Problem(self.code, text, str(self.places[0]) if self.places else "", **self.values)


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a target's cells in the rows that are kept."""

    understood: int = 0
    missing: int = 0
    dont_know: int = 0
    refusal: int = 0
    not_asked: int = 0
    not_understood: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What an import would bring in, and all it did not understand. Nothing has been stored.

    ``rows`` are the indexes of the kept records; ``height`` how many the file has; ``unused`` the columns that feed nothing.
    """

    columns: Mapping[str, list[Code | None]]
    rows: Sequence[int]
    height: int
    counts: Mapping[str, Counts]
    findings: tuple[Finding, ...]
    unused: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing stops the import: everything was understood or its loss accepted."""
        return not any(finding.stops for finding in self.findings)

    @property
    def excluded(self) -> int:
        """How many of the file's records are not kept."""
        return self.height - len(self.rows)

    def result(self) -> Mapping[str, list[Code | None]]:
        """Return the typed columns of the kept rows.

        Raises
        ------
        Problems
            Every finding that stops the import: it comes in whole or not at all.
        """
        if not self.complete:
            raise Problems(finding.as_problem() for finding in self.findings if finding.stops)
        return self.columns
