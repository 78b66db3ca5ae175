"""Charts as plain data: what is drawn, not how. Every kind becomes a drawing, a slide, a table.

A point is never a bare number: it carries its interval and n, or why it is not there (``status``).
"""

from dataclasses import dataclass

from danaya.engines.publishing.plan_charts import MatrixChart, ProgressChart, TimelineChart


@dataclass(frozen=True, slots=True)
class Point:
    """An estimate as drawn: value with interval, or the reason why there is no mark.

    ``status``: ``shown``, ``protected`` (drawn as a grey ``c``), ``not_asked``, ``not_comparable``, ``reported`` (hollow),
    ``modelled`` (quota or open sample: lighter interval).
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    status: str = "shown"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One side's or group's points, in the order of the chart's rows; ``role`` picks mark and colour.

    Roles: ``customs`` (● blue), ``private`` (◆ ochre), ``women``, ``men``, ``earlier``, ``later``, ``single``; bodies are
    ``body1`` to ``body8``, told apart by shape.
    """

    role: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ProfileChart:
    """Dots with intervals on the whole 0–10 scale (or 0–1 shares), one row per factor or item, one series per side."""

    rows: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    language: str
    low: float = 0.0
    high: float = 10.0


@dataclass(frozen=True, slots=True)
class LikertRow:
    """Shares of one item, each 0–1: unfavourable and favourable segments from the middle outwards, others apart.

    ``segments`` are ``(label, share, tone)`` from most unfavourable to most favourable; ``tone`` −2, −1, 1, 2.
    ``None`` shares with ``status`` ``protected`` draw a grey ``c``.
    """

    text: str
    segments: tuple[tuple[str, float | None, int], ...]
    neutral: float | None
    no_answer: float | None
    favourable: Point
    n: int | None
    status: str = "shown"
    no_answer_words: str = ""
    """Stands for ``no_answer`` where that may only be told as a range ("under 2 %")."""


@dataclass(frozen=True, slots=True)
class LikertChart:
    """Diverging bars: one zero line, neutral and don't-know + refusal as two columns of their own."""

    rows: tuple[LikertRow, ...]
    neutral_name: str
    no_answer_name: str
    language: str


@dataclass(frozen=True, slots=True)
class DifferenceChart:
    """One dot per row = a difference with the interval of the difference, and the zero line (gap, change).

    Crossing zero is hollow grey with ``none_shown`` in words; not comparable has no mark but its reason.
    """

    rows: tuple[str, ...]
    points: tuple[Point, ...]
    axis: str
    none_shown: str
    language: str
    bound: float
    """The axis runs from −bound to +bound, the same in all charts of a kind in one report."""
    decimals: int = 1
    role: str = "single"
    as_percent: bool = False


@dataclass(frozen=True, slots=True)
class PanelsChart:
    """Small panels on one scale, one per region (or group), with the national value as a thin line."""

    panels: tuple[str, ...]
    series: tuple[Series, ...]
    national: tuple[tuple[str, float | None], ...]
    """``(role, value)`` of the whole country."""
    axis: str
    language: str
    low: float = 0.0
    high: float = 10.0


HIDDEN_UNDER = 5
"""Voters of a group on a statement below whom nothing is said of their votes."""
COUNTS_UNDER = 8
"""Voters below whom votes are only counted: no share, no mark."""


@dataclass(frozen=True, slots=True)
class Votes:
    """How one group voted on one statement: ``agree`` of ``seen`` (passes included), with the 90 % interval of that share.

    What may be shown follows from ``seen`` alone, so that no caller can show more: under 5 voters nothing, from 5 to 7 the count.
    """

    agree: int
    seen: int
    low: float | None = None
    high: float | None = None

    @property
    def status(self) -> str:
        """``few``, ``counted`` or ``shown``."""
        return "few" if self.seen < HIDDEN_UNDER else "counted" if self.seen < COUNTS_UNDER else "shown"

    @property
    def share(self) -> float:
        """The share that agrees, 0–1; for ``shown`` votes only."""
        return self.agree / self.seen


@dataclass(frozen=True, slots=True)
class Voters:
    """One group's votes, in the order of the chart's statements; ``role`` picks mark and colour, as for ``Series``."""

    role: str
    name: str
    votes: tuple[Votes, ...]


@dataclass(frozen=True, slots=True)
class AgreementChart:
    """What is shared and what divides: a dot per group on 0–100 % with its interval, one row per statement, in the order given.

    A tick stands at the lowest of the lower bounds, where every group has one: at least that share of each group agrees.
    """

    rows: tuple[str, ...]
    groups: tuple[Voters, ...]
    axis: str
    language: str
    figures: tuple[str, ...] = ()
    """What a column at the end says of each row, in words: that lowest bound, a difference. Empty: no column."""
    figures_head: str = ""
    ticks: bool = True

    def tick(self, row: int) -> float | None:
        """Return where the tick of a row stands, 0–1; None where a group may not be shown, or ticks are not wanted."""
        bounds = [one.votes[row].low for one in self.groups if one.votes[row].status == "shown"]
        known = [bound for bound in bounds if bound is not None]
        return min(known) if self.ticks and known and len(known) == len(self.groups) else None


Chart = (
    ProfileChart
    | LikertChart
    | DifferenceChart
    | PanelsChart
    | AgreementChart
    | TimelineChart
    | ProgressChart
    | MatrixChart
)
