"""What an analysis says: rows of estimates with their uncertainty, and all that a reader needs to judge them."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from danaya.engines.language import Text

PUBLISHED, MODELLED, REPORTED = "published", "modelled", "reported"
PROTECTED, NOT_ASKED, NOT_COMPARABLE = "protected", "not_asked", "not_comparable"
SHOWN = frozenset((PUBLISHED, MODELLED, REPORTED))
"""Statuses of rows that carry a figure."""

Address = tuple[str, str, str, str, str, str]
"""Measure, item, factor, audience, domain, level: where a row stands."""


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One figure: of one measure, for an item, a factor or all together, in an audience, in a domain's level.

    ``estimate``, ``se``, ``ci_low``, ``ci_high`` are on 0–10 for scores, 0–1 for shares. ``n``: answers it rests on
    (unweighted); ``missing``: people asked who left the question blank; ``count``: unweighted answers in a share's
    numerator; ``psus``: clusters behind it; ``ranged``: its exact figure stays with the
    team, as it would give back a share that is shown as a range; ``sized``: whether its ``n`` may leave the team; ``p``: of the t test that a difference is zero, ``fdr``: the same after Benjamini–Hochberg over the family
    the row was looked at with. A row whose ``status`` is not in :data:`SHOWN` has no figure at all.
    """

    measure: str
    item: str = ""
    factor: str = ""
    audience: str = ""
    domain: str = ""
    level: str = ""
    estimate: float | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    df: float | None = None
    n: int | None = None
    missing: int | None = None
    deff: float | None = None
    p: float | None = None
    fdr: float | None = None
    status: str = PUBLISHED
    reason: Text = field(default_factory=dict)
    count: int | None = None
    psus: int | None = None
    ranged: bool = False
    sized: bool = True

    @property
    def address(self) -> Address:
        """Where the row stands."""
        return self.measure, self.item, self.factor, self.audience, self.domain, self.level

    @property
    def shown(self) -> bool:
        """Whether the row carries a figure."""
        return self.status in SHOWN

    @property
    def told(self) -> bool:
        """Whether the row's figure may leave the team."""
        return self.shown and not self.ranged

    @property
    def national(self) -> bool:
        """Whether the row is of everybody, not of one level of a breakdown."""
        return not self.domain

    def emptied(self, status: str, reason: Text) -> "EstimateRow":
        """Return the row without any figure."""
        nothing: dict[str, Any] = dict.fromkeys(_FIGURES)
        return replace(self, **nothing, status=status, reason=reason)

    def rounded(self) -> "EstimateRow":
        """Return the row as far as it is hashed: six decimals, beyond which sums of doubles differ from run to run."""
        numbers: dict[str, Any] = {name: getattr(self, name) for name in _REALS}
        rounded: dict[str, Any] = {name: None if x is None else round(x, 6) + 0.0 for name, x in numbers.items()}
        return replace(self, **rounded)


_REALS = ("estimate", "se", "ci_low", "ci_high", "df", "deff", "p", "fdr")
_FIGURES = (*_REALS, "n", "missing", "count", "psus")


@dataclass(frozen=True, slots=True)
class Response:
    """Who answered: aimed at, existing, answering, and what those who did not answer could change."""

    audience: str
    selection: str
    target: int | None
    population: int | None
    n: int | None
    rate: float | None
    """``n`` of ``target``; None where no target is known."""
    assumption: Text
    """What must hold for the intervals, in a sentence."""
    what_if: Text = field(default_factory=dict)
    """What non-response could change, in a sentence; empty where it cannot be said."""


@dataclass(frozen=True, slots=True)
class Comparability:
    """Whether a change may be shown, for one audience's item or factor, and if not, why."""

    audience: str
    factor: str
    item: str
    comparable: bool
    reason: Text
    caution: Text = field(default_factory=dict)
    """What to bear in mind though it is comparable."""


@dataclass(frozen=True, slots=True)
class Account:
    """What was read: rows, rows that belong to no audience, and values of no known code (column → value → how often)."""

    rows: int
    of_no_audience: int = 0
    not_understood: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding rests on."""

    questions: tuple[tuple[str, Text], ...]
    """Key and wording of each question."""
    selection: Text
    comparability: Text
    dataset_digest: str
    engine_version: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the figures say, in both languages, with its figures and what it rests on.

    ``kind``: ``strength``, ``improvement``, ``gap``, ``change``, ``no_change``, ``freely``, ``difference``.
    """

    number: str
    kind: str
    measure: str
    item: str
    factor: str
    audience: str
    domain: str
    level: str
    sentence: Text
    lines: tuple[Text, ...]
    figures: tuple[EstimateRow, ...]
    basis: Basis
    trust: tuple[Text, ...]


def plain(thing: Any) -> Any:
    """Return dataclasses, mappings and tuples as what JSON knows."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {spot.name: plain(getattr(thing, spot.name)) for spot in dataclasses.fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [plain(value) for value in thing]
    return thing


def rows_from(plain_rows: Iterable[Mapping[str, Any]]) -> tuple[EstimateRow, ...]:
    """Return rows from what :func:`plain` made of them."""
    return tuple(EstimateRow(**row) for row in plain_rows)


def finding_from(table: Mapping[str, Any]) -> Finding:
    """Return a finding from what :func:`plain` made of it."""
    basis = dict(table["basis"])
    basis["questions"] = tuple((key, text) for key, text in basis["questions"])
    parts = {"figures": rows_from(table["figures"]), "basis": Basis(**basis)}
    return Finding(**{**table, **parts, "lines": tuple(table["lines"]), "trust": tuple(table["trust"])})
