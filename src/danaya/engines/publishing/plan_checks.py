"""What a chart of a plan must hold before it is drawn."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from danaya.engines.language import Problem
from danaya.engines.publishing.plan_charts import MatrixChart, ProgressChart, TimelineChart
from danaya.engines.publishing.plan_words import ODD_COLUMN, ODD_PROGRESS, ODD_REFERENCE, ODD_TERM


def check_timeline(chart: TimelineChart) -> None:
    """Refuse terms that end before they start, shares that cannot be, references given twice."""
    for row in chart.rows:
        if row.due < row.starts:
            raise Problem("odd-term", ODD_TERM, row=row.label, due=row.due, starts=row.starts)
        _check_shares(row.label, row.claimed, row.confirmed)
    _check_once(name for row in chart.rows for name in (row.reference, *(mark.reference for mark in row.marks)))


def check_progress(chart: ProgressChart) -> None:
    """Refuse shares that cannot be."""
    for row in chart.rows:
        _check_shares(row.label, row.claimed, row.confirmed + row.contested)


def check_matrix(chart: MatrixChart) -> None:
    """Refuse commitments without a column, and columns given twice."""
    known = {column.reference for column in chart.columns}
    _check_once(column.reference for column in chart.columns)
    for row in chart.rows:
        for reference in row.columns:
            if reference not in known:
                raise Problem("odd-column", ODD_COLUMN, row=row.label, reference=reference)


def _check_shares(label: str, claimed: float, confirmed: float) -> None:
    if not 0 <= confirmed <= claimed + 1e-9 <= 1 + 2e-9:
        raise Problem("odd-progress", ODD_PROGRESS, row=label, claimed=claimed, confirmed=confirmed)


def _check_once(references: Iterable[str]) -> None:
    twice = [reference for reference, count in Counter(references).items() if count > 1 and reference]
    if twice:
        raise Problem("odd-reference", ODD_REFERENCE, reference=twice[0])


CHECKS: dict[type, Callable[[Any], None]] = {
    TimelineChart: check_timeline,
    ProgressChart: check_progress,
    MatrixChart: check_matrix,
}
