"""Which column feeds what: the targets of an import, and the mapping a person checks and corrects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from danaya.engines.language import Text
from danaya.engines.tables.table import Table
from danaya.engines.tables.wording import problem

Code = int | float | str
"""An answer code as it will stand in the dataset."""


class Absence(StrEnum):
    """Why a cell holds no answer; don't-know and refusal are answers of their own."""

    MISSING = "missing"
    DONT_KNOW = "dont_know"
    REFUSAL = "refusal"
    NOT_ASKED = "not_asked"


NEEDED_IN_EVERY_ROW = frozenset({"audience", "weight", "stratum", "psu", "fpc", "identifier"})


@dataclass(frozen=True, slots=True)
class Target:
    """Something an import fills: an item of the codebook or a column of the design.

    Parameters
    ----------
    key
        Name of the column in the dataset.
    name
        Wording of the question, or name of the margin.
    kind
        ``code``, ``number``, ``text`` or ``date``.
    codes
        Answers and their labels; empty with kind ``code`` = any value is kept as it stands (names of clusters).
    dont_know, refusal, not_asked
        Code written in the dataset for such a cell; None = null, counted all the same.
    silences
        Further codes that are no answer, each with the absence it stands for.
    asked_of
        Codes of the audience that was asked; empty = everybody.
    role
        ``item``, ``audience``, ``weight``, ``stratum``, ``psu``, ``fpc``, ``domain`` or ``identifier``.
    required
        The import is refused without it; for the design's columns, also in every row.
    aliases
        Other names it goes by (its question number in another round).
    low, high, above
        Bounds of a number: included, included, excluded.
    """

    key: str
    name: Text
    kind: str = "code"
    codes: Mapping[Code, Text] = field(default_factory=dict)
    dont_know: Code | None = None
    refusal: Code | None = None
    not_asked: Code | None = None
    silences: Mapping[Code, Absence] = field(default_factory=dict)
    asked_of: frozenset[Code] = frozenset()
    role: str = "item"
    required: bool = False
    aliases: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    above: float | None = None

    @property
    def needed_in_every_row(self) -> bool:
        """Whether a row without it cannot be used."""
        return self.required and self.role in NEEDED_IN_EVERY_ROW

    def code_of(self, absence: Absence) -> Code | None:
        """Return what the dataset holds for an absence."""
        codes = {Absence.DONT_KNOW: self.dont_know, Absence.REFUSAL: self.refusal, Absence.NOT_ASKED: self.not_asked}
        return codes.get(absence)

    def absence_of(self, code: Code) -> Absence | None:
        """Return which absence a code of the dataset stands for, if it is no answer."""
        own = (absence for absence in Absence if code == self.code_of(absence) and code is not None)
        return next(own, self.silences.get(code))


@dataclass(frozen=True, slots=True)
class Feed:
    """One column feeds one target.

    ``recodes`` and ``absences`` are keyed by :func:`raw_key` of the cell; without recodes a cell must hold the code
    itself. ``confidence`` (0–1) and ``reason`` (``name``, ``alias``, ``label``, ``words``, ``role``) say how it was proposed.
    """

    column: str
    target: str
    recodes: Mapping[str, Code] = field(default_factory=dict)
    absences: Mapping[str, Absence] = field(default_factory=dict)
    decimal: str = "."
    confidence: float = 1.0
    reason: str = "person"


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Feeds, and the keys of the findings a person accepts; columns that no feed names are ignored."""

    feeds: tuple[Feed, ...] = ()
    accepted: frozenset[str] = frozenset()

    def feeding(self, target: str) -> Feed | None:
        """Return the feed of a target, if any."""
        return next((feed for feed in self.feeds if feed.target == target), None)

    def ignored(self, table: Table) -> tuple[str, ...]:
        """Return the table's columns that feed nothing."""
        used = {feed.column for feed in self.feeds}
        return tuple(name for name in table.names if name not in used)

    def accepting(self, keys: Iterable[str]) -> "TableMapping":
        """Return this mapping with more findings accepted."""
        return TableMapping(self.feeds, self.accepted.union(keys))

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists and dicts that JSON keeps."""
        return {"feeds": [_feed_to_dict(feed) for feed in self.feeds], "accepted": sorted(self.accepted)}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "TableMapping":
        """Return the mapping that :meth:`to_dict` saved; Problem ``not-a-mapping`` when it is no such thing."""
        try:
            return cls(tuple(map(_feed_from_dict, saved["feeds"])), frozenset(map(str, saved["accepted"])))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise problem("not-a-mapping") from error


def _feed_to_dict(feed: Feed) -> dict[str, Any]:
    return {
        "column": feed.column,
        "target": feed.target,
        "recodes": [[raw, code] for raw, code in feed.recodes.items()],
        "absences": [[raw, str(absence)] for raw, absence in feed.absences.items()],
        "decimal": feed.decimal,
        "confidence": feed.confidence,
        "reason": feed.reason,
    }


def _feed_from_dict(saved: Mapping[str, Any]) -> Feed:
    if saved["decimal"] not in {",", "."}:
        raise ValueError(saved["decimal"])
    return Feed(
        column=str(saved["column"]),
        target=str(saved["target"]),
        recodes={str(raw): code for raw, code in saved["recodes"]},
        absences={str(raw): Absence(absence) for raw, absence in saved["absences"]},
        decimal=saved["decimal"],
        confidence=float(saved["confidence"]),
        reason=str(saved["reason"]),
    )


def by_key(targets: Sequence[Target]) -> dict[str, Target]:
    """Return targets by key."""
    return {target.key: target for target in targets}
