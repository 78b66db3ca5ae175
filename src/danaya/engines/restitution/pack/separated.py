"""Comma-separated text that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

from danaya.engines.language import in_language
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import EstimateRow
from danaya.engines.restitution.answers.codes import normal_code
from danaya.engines.restitution.findings.naming import level_name

COLUMNS = (
    *("measure", "item", "factor", "audience", "domain", "level", "estimate", "se", "ci_low", "ci_high"),
    *("df", "n", "missing", "deff", "status", "reason", "p", "fdr", "level_label", "visibility"),
)
"""Columns of ``estimates.csv``, described in ``docs/reference/command-line.md``."""


def separated(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (UTF-8, commas, points); text that a spreadsheet would run as a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_harmless(head) for head in heads])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _harmless(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    text = str(cell)
    if text[:1] not in {"=", "+", "-", "@", "\t", "\r"} or isinstance(normal_code(text), float):
        return text
    return f"'{text}"


def write_estimates(analysis: Analysis, language: str) -> str:
    """Return every row at full precision; protected ones have no figure. The team's."""
    return separated(COLUMNS, (_cells(analysis, row, language) for row in analysis.estimates))


def _cells(analysis: Analysis, row: EstimateRow, language: str) -> list[object]:
    plain = [getattr(row, name) for name in COLUMNS[:15]]
    label = level_name(analysis.study, row.domain, row.level, language) if row.domain else ""
    return [*plain, in_language(row.reason, language), row.p, row.fdr, label, "team"]
