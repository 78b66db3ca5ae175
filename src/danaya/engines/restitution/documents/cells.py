"""Rows → points of charts and cells of tables, rounded as far as they may leave the team."""

from collections.abc import Mapping

from danaya.engines.language import Text, number, percent, signed
from danaya.engines.publishing.charts import Point
from danaya.engines.restitution.analysis.rows import NOT_ASKED, NOT_COMPARABLE, PROTECTED, PUBLISHED, EstimateRow
from danaya.engines.restitution.findings.naming import (
    has_interval,
    interval_words,
    is_share,
    range_of_share,
    shown_share,
)

HIDDEN_WORDS: Mapping[str, Text] = {
    PROTECTED: {"fr": "c", "en": "c"},
    NOT_ASKED: {"fr": "non posé", "en": "not asked"},
    NOT_COMPARABLE: {"fr": "non comparable", "en": "not comparable"},
}
"""What stands where a figure is not shown: never nothing, never a lone dash."""


def point(row: EstimateRow | None, language: str) -> Point:
    """Return a row as a chart draws it, rounded as tables show it."""
    if row is None:
        return Point(None, status=NOT_ASKED)
    if not row.shown:
        return Point(None, status=row.status, reason=row.reason.get(language, ""))
    n = row.n if row.sized else None
    if row.ranged:
        return Point(None, n=n, status=PROTECTED)
    shown = shown_share(row)
    if shown is not None and not shown.exact:
        return Point(None, n=n, status=PROTECTED, reason=shown.reason.get(language, ""))
    digits = 2 if is_share(row.measure) else 1
    low, high = (None if bound is None else round(bound, digits) for bound in (row.ci_low, row.ci_high))
    status = "shown" if row.status == PUBLISHED else row.status
    return Point(round(row.estimate or 0.0, digits), low, high, n, status)


def rank_of(row: EstimateRow | None) -> float:
    """Return what a chart or a sentence puts a row in order by: as much of its figure as is told, −1 for nothing."""
    if row is None or not row.told:
        return -1.0
    shown = None if is_difference(row.measure) else shown_share(row)
    return float(row.estimate or 0.0) if shown is None or shown.exact else shown.low


def figure_words(row: EstimateRow | None, language: str) -> str:
    """Return a row's figure as a table shows it, or the word that stands in its place."""
    if row is None:
        return HIDDEN_WORDS[NOT_ASKED][language]
    if not row.told:
        return HIDDEN_WORDS[PROTECTED if row.shown else row.status][language]
    if is_share(row.measure):
        return _share_words(row, language)
    show = signed if is_difference(row.measure) else number
    return show(row.estimate, language, 1)


def _share_words(row: EstimateRow, language: str) -> str:
    if is_difference(row.measure):
        return signed(100 * (row.estimate or 0.0), language, 0)
    shown = shown_share(row)
    if shown is None or shown.exact:
        return percent(row.estimate, language)
    return range_of_share(shown.low, shown.high, language)


def is_difference(measure: str) -> bool:
    """Whether a measure is a gap, a change or a difference: its figures carry a sign."""
    return measure.endswith(("_gap", "_change", "_difference"))


def bounds_words(row: EstimateRow | None, language: str) -> str:
    """Return a row's interval as a table shows it."""
    return interval_words(row, language) if row is not None and row.told and has_interval(row) else ""


def size_words(row: EstimateRow | None, language: str) -> str:
    """Return a row's n as a table shows it."""
    return number(row.n, language) if row is not None and row.shown and row.sized and row.n is not None else ""


def sheet_values(row: EstimateRow, language: str) -> tuple[str | float | None, float | None, float | None, int | None]:
    """Return estimate, bounds and n of a row as a workbook holds them: rounded numbers, or ``c`` as text."""
    drawn = point(row, language)
    if drawn.value is None:
        return figure_words(row, language), None, None, drawn.n if row.shown else None
    if not has_interval(row):
        return drawn.value, None, None, drawn.n
    return drawn.value, drawn.low, drawn.high, drawn.n
