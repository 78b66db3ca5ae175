"""Estimates → rows: one for each measure, item or factor, audience and level; intervals by the kind of measure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from danaya.engines.language import Text
from danaya.engines.perception import Estimates, proportion_interval
from danaya.engines.perception.sums import Domain as Cell
from danaya.engines.restitution.analysis.estimating import AUDIENCE, Estimated, Pass, compare_levels
from danaya.engines.restitution.analysis.preparing import Measured, audience_of
from danaya.engines.restitution.analysis.rows import MODELLED, NOT_ASKED, PUBLISHED, EstimateRow
from danaya.engines.restitution.analysis.summing import subtract
from danaya.engines.restitution.study import Side, Study

NOT_ASKED_REASON: Text = {"fr": "question non posée à ce public", "en": "question not asked of this audience"}


def tabulate_round(estimated: Estimated) -> Iterator[EstimateRow]:
    """Yield a row for every estimate of a round, its gaps and its differences between levels; nothing is protected yet."""
    for one_pass in estimated.passes.values():
        yield from _levels_of(estimated, one_pass)
    yield from _not_asked(estimated)
    yield from _gaps(estimated)
    yield from _differences(estimated)


def status_of(study: Study, audiences: Iterable[str]) -> str:
    """Return ``published`` where every audience's selection carries a margin of error, else ``modelled``."""
    carried = all(audience_of(study, key).selection.carries_margin for key in audiences)
    return PUBLISHED if carried else MODELLED


def rows_of_difference(
    estimates: Estimates, measured: Mapping[str, Measured], suffix: str, frame: EstimateRow, domain: str = ""
) -> Iterator[EstimateRow]:
    """Yield rows of differences: t intervals, and the p-value of the test that there is none."""
    low, high = estimates.interval()
    p = estimates.p_values()
    width = len(estimates.domains)
    for number, value in enumerate(estimates.estimate):
        one, cell = measured[estimates.terms[number // width]], estimates.domains[number % width]
        audience, level = _cell_of(cell, estimates.by, frame)
        if not np.isfinite(value):
            continue
        yield replace(
            frame,
            measure=one.measure + suffix,
            item=one.item,
            factor=one.factor,
            audience=audience,
            domain=domain,
            level=level,
            estimate=float(value),
            se=_real(estimates.se[number]),
            ci_low=_real(low[number]),
            ci_high=_real(high[number]),
            df=_real(estimates.df[number]),
            n=int(estimates.n[number]),
            p=_certain(p[number], float(value), float(estimates.se[number])),
        )


def _cell_of(cell: Cell, by: tuple[str, ...], frame: EstimateRow) -> tuple[str, str]:
    named = dict(zip(by, map(str, cell), strict=True))
    audience = named.pop(AUDIENCE, frame.audience)
    return audience, next(iter(named.values()), frame.level)


def _certain(p: float, difference: float, se: float) -> float | None:
    """p-value; none where there is no degree of freedom, nor where nothing varies and a test means nothing."""
    return None if se <= 1e-12 * max(1.0, abs(difference)) else _real(p)


def _real(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _levels_of(estimated: Estimated, one_pass: Pass) -> Iterator[EstimateRow]:
    found = one_pass.estimates
    if found is None:
        return
    low, high = _intervals(found, one_pass.measured)
    width = len(found.domains)
    statuses = {audience.key: status_of(estimated.study, [audience.key]) for audience in estimated.study.audiences}
    for number in range(len(found)):
        one, cell = one_pass.measured[number // width], found.domains[number % width]
        audience, level = str(cell[0]), str(cell[1]) if len(cell) > 1 else ""
        if audience not in one.audiences:
            continue
        place = (one.name, audience, level)
        yield EstimateRow(
            measure=one.measure,
            item=one.item,
            factor=one.factor,
            audience=audience,
            domain=one_pass.domain,
            level=level,
            estimate=_real(found.estimate[number]),
            se=_real(found.se[number]),
            ci_low=_real(low[number]),
            ci_high=_real(high[number]),
            df=_real(found.df[number]),
            n=int(found.n[number]),
            missing=one_pass.blanks.get(place, 0),
            deff=_real(found.deff[number]) if found.deff is not None else None,
            status=statuses[audience],
            count=one_pass.counts.get(place),
            psus=int(found.psus[number]),
        )


Bounds = npt.NDArray[np.float64]


def _intervals(found: Estimates, measured: Sequence[Measured]) -> tuple[Bounds, Bounds]:
    """Return t intervals within the scale for scores and mean shares, Korn–Graubard for shares of one answer."""
    low, high = found.interval()
    width = len(found.domains)
    tops = np.repeat([10.0 if one.measure == "score" else 1.0 for one in measured], width)
    low, high = np.clip(low, 0.0, tops), np.clip(high, 0.0, tops)
    for number in np.flatnonzero(np.repeat([one.yes_no for one in measured], width)):
        share, se, n, df = (float(column[number]) for column in (found.estimate, found.se, found.n, found.df))
        low[number], high[number] = proportion_interval(share, se, int(n), int(df), method="beta")
    return low, high


def _not_asked(estimated: Estimated) -> Iterator[EstimateRow]:
    for one in estimated.prepared.measured:
        if one.measure not in {"score", "share"}:
            continue
        for audience in estimated.study.audiences:
            if audience.key not in one.audiences:
                yield EstimateRow(
                    one.measure, one.item, one.factor, audience.key, status=NOT_ASKED, reason=NOT_ASKED_REASON
                )


def sides(study: Study) -> tuple[str, str] | None:
    """Return the private sector's audience and that of customs, or None where there is only one."""
    by_side = {audience.side: audience.key for audience in study.audiences}
    return (by_side[Side.PRIVATE], by_side[Side.CUSTOMS]) if len(by_side) == 2 else None


GAPPED = ("score", "share", "dont_know", "refusal", "silence")


def gaps_of(estimated: Estimated, domain: str) -> Estimates | None:
    """Return private − customs for everything both were asked, or None where there is nothing to compare."""
    pair, one_pass = sides(estimated.study), estimated.passes[domain]
    if pair is None or one_pass.estimates is None:
        return None
    return subtract(one_pass.estimates, pair[0], pair[1], axis=0)


def _gaps(estimated: Estimated) -> Iterator[EstimateRow]:
    pair = sides(estimated.study)
    if pair is None:
        return
    frame = EstimateRow("", status=status_of(estimated.study, pair))
    for domain in estimated.passes:
        found = gaps_of(estimated, domain)
        if found is not None:
            yield from (
                row
                for row in rows_of_difference(found, estimated.by_name, "_gap", frame, domain)
                if row.measure.removesuffix("_gap") in GAPPED
            )


def _differences(estimated: Estimated) -> Iterator[EstimateRow]:
    for domain in estimated.prepared.levels:
        for level, found in compare_levels(estimated, domain):
            for row in rows_of_difference(found, estimated.by_name, "_difference", EstimateRow(""), domain):
                if row.audience in _asked_of(estimated, row):
                    yield replace(row, level=level, status=status_of(estimated.study, [row.audience]))


def _asked_of(estimated: Estimated, row: EstimateRow) -> tuple[str, ...]:
    measure = row.measure.removesuffix("_difference")
    name = f"{measure}:{row.item}" if row.item else f"{measure}:@{row.factor}"
    return estimated.by_name[name].audiences
