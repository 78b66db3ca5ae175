"""Results that only a report preserves → rows: as they were reported, and change from them without a test."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from danaya.engines.language import Text
from danaya.engines.perception import Selection
from danaya.engines.restitution.analysis.rows import REPORTED, EstimateRow
from danaya.engines.restitution.study import Audience, ReportedResult, ReportedStudy, Side

REPORTED_REASON: Text = {"fr": "communiqué, non recalculable", "en": "reported, not recomputable"}
WITHOUT_TEST: Text = {
    "fr": "écart avec un chiffre communiqué, non recalculable : montré sans test",
    "en": "difference from a reported figure, not recomputable: shown without a test",
}


def reported_rows(reported: ReportedStudy) -> Iterator[EstimateRow]:
    """Yield a row for each reported figure, and the gaps between both sides' figures."""
    rows = [
        EstimateRow(
            result.measure,
            "",
            result.factor,
            result.audience,
            estimate=result.estimate,
            ci_low=result.ci_low,
            ci_high=result.ci_high,
            n=result.n,
            status=REPORTED,
            reason=REPORTED_REASON,
        )
        for result in reported.results
    ]
    yield from rows
    by_side = {audience.side: audience.key for audience in reported.audiences}
    if len(by_side) == 2:
        yield from _reported_gaps(rows, by_side[Side.PRIVATE], by_side[Side.CUSTOMS])


def _reported_gaps(rows: Iterable[EstimateRow], private: str, customs: str) -> Iterator[EstimateRow]:
    known = {(row.audience, row.measure, row.factor): row for row in rows}
    for (audience, measure, factor), row in known.items():
        other = known.get((customs, measure, factor))
        if audience == private and other is not None and row.estimate is not None and other.estimate is not None:
            difference = row.estimate - other.estimate
            yield replace(_bare(row), measure=f"{measure}_gap", audience="", estimate=difference)


def _bare(row: EstimateRow) -> EstimateRow:
    return replace(
        row, ci_low=None, ci_high=None, se=None, n=None, df=None, deff=None, missing=None, count=None, psus=None
    )


def mixed_changes(later: Iterable[EstimateRow], earlier: Iterable[EstimateRow]) -> Iterator[EstimateRow]:
    """Yield later − earlier where one of the two is only reported: the difference alone, without interval or test."""
    before = {row.address: row for row in earlier if row.shown and row.national and not row.item}
    for row in later:
        other = before.get(row.address)
        if row.shown and other is not None and row.measure in _CHANGED:
            difference = float(row.estimate or 0.0) - float(other.estimate or 0.0)
            yield replace(
                _bare(row),
                measure=f"{row.measure}_change",
                estimate=difference,
                p=None,
                fdr=None,
                status=REPORTED,
                reason=WITHOUT_TEST,
            )


_CHANGED = ("score", "share", "score_gap", "share_gap")


def reported_study_from(data: Mapping[str, Any]) -> ReportedStudy:
    """Return a reported study from its plain form."""
    audiences = tuple(
        Audience(
            **{
                **entry,
                "side": Side(entry["side"]),
                "selection": Selection(entry["selection"]),
                "values": tuple(entry["values"]),
            }
        )
        for entry in data["audiences"]
    )
    results = tuple(ReportedResult(**entry) for entry in data["results"])
    return ReportedStudy(**{**data, "audiences": audiences, "results": results})
