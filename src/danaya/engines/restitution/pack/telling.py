"""``findings.json``: the findings with their figures, rounded and fit to release."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import EstimateRow, Finding, plain
from danaya.engines.restitution.documents.cells import figure_words, point
from danaya.engines.restitution.findings.naming import has_interval
from danaya.engines.restitution.study import ReportedStudy


def write_findings(analysis: Analysis) -> str:
    """Return the findings as JSON in both languages."""
    study = analysis.study
    told = {
        "title": plain(study.title),
        "label": plain(study.label),
        "notice": plain(study.notice),
        "reported": isinstance(study, ReportedStudy),
        "source": study.source if isinstance(study, ReportedStudy) else "",
        "dataset_digest": analysis.dataset_digest,
        "earlier_digest": analysis.earlier_digest,
        "digest": analysis.digest,
        "engine_version": analysis.version,
        "parameters": plain(analysis.parameters),
        "responses": plain(analysis.responses),
        "comparability": plain(analysis.comparability),
        "findings": [_finding(finding) for finding in analysis.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> Mapping[str, Any]:
    named = (
        "number",
        "kind",
        "measure",
        "item",
        "factor",
        "audience",
        "domain",
        "level",
        "sentence",
        "lines",
        "basis",
        "trust",
    )
    return {name: plain(getattr(finding, name)) for name in named} | {"figures": list(_figures(finding))}


def _figures(finding: Finding) -> Iterator[Mapping[str, Any]]:
    for row in finding.figures:
        yield {**{name: getattr(row, name) for name in _ADDRESS}, **_rounded(row)}


_ADDRESS = ("measure", "item", "factor", "audience", "domain", "level", "status")


def _rounded(row: EstimateRow) -> dict[str, Any]:
    drawn = point(row, "fr")
    told = {language: figure_words(row, language) for language in ("fr", "en")}
    bounds = {"ci_low": drawn.low, "ci_high": drawn.high} if has_interval(row) else {"ci_low": None, "ci_high": None}
    adjusted = None if row.fdr is None else round(row.fdr, 3)
    return {"estimate": drawn.value, **bounds, "n": drawn.n, "p_adjusted": adjusted, "shown": told}
