"""Charts as plain data: what is drawn, not how. Every kind becomes a Vega-Lite drawing, a native slide chart, a table.

A point is never a bare number: it carries its interval and n, or why it is not there (``status``).
"""

from dataclasses import dataclass


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

    Roles: ``customs`` (● blue), ``private`` (◆ ochre), ``women``, ``men``, ``earlier``, ``later``, ``single``.
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


Chart = ProfileChart | LikertChart | DifferenceChart | PanelsChart
