"""What a round asked of whom, and how its sample came to be: everything an analysis needs besides the answers.

A :class:`Study` is written and read as a DESIGN file (TOML); a closed dataset is an answers file with its study.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from danaya.engines.language import Text
from danaya.engines.perception import Design, Selection

Code = int | float | str
"""An answer code as it stands in the answers file."""


class Side(StrEnum):
    """Customs or private sector; observers answer no survey."""

    CUSTOMS = "customs"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Scale:
    """Answer codes of a question and what each is worth.

    ``scores`` maps a code to 0–10 (best answer = 10); ``favourable`` and ``neutral`` are subsets of its codes;
    ``dont_know``, ``refusal`` are answers of their own (counted, never scored); ``not_asked`` are codes of
    questions a respondent never saw.
    """

    key: str
    labels: Mapping[Code, Text]
    scores: Mapping[Code, float]
    favourable: frozenset[Code]
    neutral: frozenset[Code] = frozenset()
    dont_know: frozenset[Code] = frozenset()
    refusal: frozenset[Code] = frozenset()
    not_asked: frozenset[Code] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its column in the answers, wording, scale, key factor and audiences.

    ``kind`` is ``perception`` (scored, in its factor), ``experience`` (behaviour module: its share only, never in a
    factor score). ``freely`` marks the items of "speaking freely". ``earlier`` is the key of the item of the earlier
    round it is compared with (its own key when empty); ``reworded`` says that the wording changed, so no change is shown.
    """

    key: str
    column: str
    text: Text
    scale: str
    audiences: tuple[str, ...]
    factor: str = ""
    kind: str = "perception"
    sensitive: bool = False
    freely: bool = False
    earlier: str = ""
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """Who answered: one side's respondents, how they were selected, how many were aimed at and exist.

    ``values`` are the values of ``Study.audience_column`` that make this audience (empty: every row).
    ``target`` = people asked or aimed at, ``population`` = people there are; None where not known.
    """

    key: str
    name: Text
    side: Side
    values: tuple[Code, ...] = ()
    selection: Selection = Selection.PROBABILITY
    target: int | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """A breakdown: a column and its levels in the order they are shown (region, gender, trade …)."""

    key: str
    column: str
    name: Text
    levels: Mapping[Code, Text]
    kind: str = "group"
    """``region`` makes the panels of differences by region; ``gender`` the comparison of women and men."""


@dataclass(frozen=True, slots=True)
class Study:
    """The whole of a round besides its answers. See ``docs/reference/design-file.md`` for the file form."""

    title: Text
    label: Text
    """The round's short name, as ``Ronde 1 (année 0)``."""
    year: str
    audiences: tuple[Audience, ...]
    items: tuple[Item, ...]
    scales: Mapping[str, Scale]
    design: Design
    audience_column: str = ""
    domains: tuple[Domain, ...] = ()
    derive: tuple[Mapping[str, object], ...] = ()
    """Derived columns in order, each ``{"column": …, "kind": "block" | "expression" | …, …}``."""
    coverage: Text = field(default_factory=dict)
    mode: str = ""
    """How answers were collected (``tablet``, ``paper``, ``online`` …), for the comparability check."""
    fieldwork: str = ""
    notice: Text = field(default_factory=dict)
    """A notice that every page and file must carry (the demonstration says so of itself)."""


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """One figure somebody reported to us: not recomputable. ``factor`` empty = all factors together."""

    audience: str
    factor: str
    measure: str
    """``score`` (0–10) or ``share`` (0–1)."""
    estimate: float
    n: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None


@dataclass(frozen=True, slots=True)
class ReportedStudy:
    """Results of a survey that only its report preserves."""

    title: Text
    label: Text
    year: str
    audiences: tuple[Audience, ...]
    results: tuple[ReportedResult, ...]
    source: str
    """The document they were taken from, as it is cited."""
    document_digest: str = ""
    notice: Text = field(default_factory=dict)
