"""Which figures become findings. The rules are written out in ``docs/explanation/how-findings-are-chosen.md``.

Every rule reads published rows only. A difference counts as shown where its adjusted p is at most :data:`FDR`; figures
that were only reported have no test, so the largest are kept and marked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danaya.engines.restitution.analysis.analysis import FDR, Analysis
from danaya.engines.restitution.analysis.rows import REPORTED, EstimateRow, Finding
from danaya.engines.restitution.findings.basis import basis_of, trust_in
from danaya.engines.restitution.findings.naming import domain_named, item_of
from danaya.engines.restitution.findings.sentences import word
from danaya.engines.restitution.study import Study

STRONG = 6.5
"""A strength's lower bound is above this on every side that was asked."""
WEAK = 5.0
"""An area for improvement's upper bound is below this."""
MOST = {
    "strength": 3,
    "improvement": 4,
    "gap": 5,
    "gap item": 2,
    "change": 8,
    "change item": 3,
    "no_change": 4,
    "gender": 3,
    "region": 3,
    "group": 2,
}
"""How many findings of a kind a report can hold before nobody reads them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it is worded: what it is about, and the row it rests on first."""

    kind: str
    row: EstimateRow
    figures: tuple[EstimateRow, ...]
    audiences: tuple[str, ...] = ()
    """The audiences it is said of (strengths, areas for improvement)."""
    lowest: bool = False
    """An area for improvement because it is the lowest, not because it is below :data:`WEAK`."""


def find_all(analysis: Analysis) -> tuple[Finding, ...]:
    """Return the findings of an analysis, numbered C-01, C-02 … in the order of the report."""
    weak = list(_improvements(analysis))
    gaps = list(_gaps(analysis))
    drafts = [
        *_strengths(analysis),
        *weak,
        *gaps,
        *_changes(analysis),
        *_unchanged(analysis, {draft.row.factor or draft.row.item for draft in (*weak, *gaps)}),
        *_freely(analysis),
        *_differences(analysis),
    ]
    return tuple(_finding(analysis, draft, f"C-{place:02d}") for place, draft in enumerate(drafts, start=1))


def _finding(analysis: Analysis, draft: Draft, number: str) -> Finding:
    row = draft.row
    sentence, lines = word(analysis, draft)
    audiences = draft.audiences or ((row.audience,) if row.audience else tuple(a.key for a in analysis.study.audiences))
    return Finding(
        number=number,
        kind=draft.kind,
        measure=row.measure,
        item=row.item,
        factor=row.factor,
        audience=row.audience if draft.kind not in {"strength", "improvement", "freely"} else "",
        domain=row.domain,
        level=row.level,
        sentence=sentence,
        lines=lines,
        figures=tuple(figure.rounded() for figure in draft.figures),
        basis=basis_of(analysis, row, audiences),
        trust=trust_in(analysis, row, audiences),
    )


def subjects(analysis: Analysis, measure: str) -> list[EstimateRow]:
    """Return the national rows of a measure for every factor, or for every item where the study has no factors."""
    rows = [row for row in analysis.estimates if row.measure == measure and row.national and row.told]
    factors = [row for row in rows if row.factor and not row.item]
    if factors or not isinstance(analysis.study, Study) or any(item.factor for item in analysis.study.items):
        return factors
    return [row for row in rows if row.item]


def low_of(row: EstimateRow) -> float:
    """Return the lower bound, or the figure itself where it was only reported."""
    bound = row.ci_low if row.ci_low is not None or row.status != REPORTED else row.estimate
    return -1.0 if bound is None else bound


def high_of(row: EstimateRow) -> float:
    """Return the upper bound, or the figure itself where it was only reported."""
    bound = row.ci_high if row.ci_high is not None or row.status != REPORTED else row.estimate
    return 11.0 if bound is None else bound


def _by_subject(rows: Iterable[EstimateRow]) -> dict[tuple[str, str], list[EstimateRow]]:
    found: dict[tuple[str, str], list[EstimateRow]] = {}
    for row in rows:
        found.setdefault((row.item, row.factor), []).append(row)
    return found


def _value(row: EstimateRow) -> float:
    return float(row.estimate or 0.0)


def _size(row: EstimateRow) -> float:
    return -abs(_value(row))


def _strengths(analysis: Analysis) -> list[Draft]:
    asked = _asked(analysis)
    found = [
        (sum(map(_value, rows)) / len(rows), rows)
        for subject, rows in _by_subject(subjects(analysis, "score")).items()
        if {row.audience for row in rows} == asked[subject] and all(low_of(row) > STRONG for row in rows)
    ]
    found.sort(key=lambda pair: -pair[0])
    return [
        Draft("strength", rows[0], tuple(rows), tuple(row.audience for row in rows))
        for _, rows in found[: MOST["strength"]]
    ]


def _asked(analysis: Analysis) -> Mapping[tuple[str, str], set[str]]:
    """Who was asked about each subject, also where the figure is protected."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in analysis.estimates:
        if row.measure == "score" and row.national and row.status != "not_asked":
            found.setdefault((row.item, row.factor), set()).add(row.audience)
    return found


def _improvements(analysis: Analysis) -> list[Draft]:
    rows = subjects(analysis, "score")
    lowest = {id(row) for row in _lowest(analysis, rows)}
    found = []
    for scores in _by_subject(rows).values():
        weak = [row for row in scores if high_of(row) < WEAK]
        last = [row for row in scores if id(row) in lowest and row not in weak]
        if weak or last:
            said = tuple(row.audience for row in (weak or last))
            found.append(Draft("improvement", (weak or last)[0], tuple(scores), said, lowest=not weak))
    found.sort(key=lambda draft: min(map(_value, draft.figures)))
    return found[: MOST["improvement"]]


def _lowest(analysis: Analysis, rows: Sequence[EstimateRow]) -> Iterator[EstimateRow]:
    """Yield each audience's lowest subject where its interval lies below that of all together."""
    for audience in analysis.study.audiences:
        mine = [row for row in rows if row.audience == audience.key]
        whole = analysis.find("score", audience=audience.key)
        if len(mine) > 1 and whole is not None and whole.shown:
            last = min(mine, key=_value)
            if high_of(last) < low_of(whole):
                yield last


def _proven(row: EstimateRow) -> bool:
    return row.told and (row.status == REPORTED or (row.fdr is not None and row.fdr <= FDR))


def _gaps(analysis: Analysis) -> list[Draft]:
    rows = [row for row in analysis.estimates if row.measure == "score_gap" and row.national and _proven(row)]
    whole = [row for row in rows if not row.item and not row.factor]
    factors = sorted((row for row in rows if row.factor and not row.item), key=_size)[: MOST["gap"]]
    items = sorted((row for row in rows if row.item), key=_size)[: MOST["gap item"] if factors else MOST["gap"]]
    return [Draft("gap", row, (row, *_sides_of(analysis, row))) for row in (*whole, *factors, *items)]


def _sides_of(analysis: Analysis, row: EstimateRow) -> Iterator[EstimateRow]:
    measure = row.measure.removesuffix("_gap")
    for audience in analysis.study.audiences:
        found = analysis.find(
            measure, item=row.item, factor=row.factor, audience=audience.key, domain=row.domain, level=row.level
        )
        if found is not None:
            yield found


def _changes(analysis: Analysis) -> list[Draft]:
    rows = [row for row in analysis.estimates if row.national and row.audience and _proven(row)]
    scores = [row for row in rows if row.measure == "score_change"]
    factors = sorted((row for row in scores if not row.item), key=_size)[: MOST["change"]]
    items = sorted((row for row in scores if row.item), key=_size)[: MOST["change item"] if factors else MOST["change"]]
    lived = [row for row in rows if row.measure == "share_change" and _kind(analysis, row) == "experience"]
    lived = sorted(lived, key=_size)[: MOST["change item"]]
    return [Draft("change", row, (row, *_then_and_now(analysis, row))) for row in (*factors, *items, *lived)]


def _kind(analysis: Analysis, row: EstimateRow) -> str:
    item = item_of(analysis.study, row.item)
    return item.kind if item else ""


def _then_and_now(analysis: Analysis, row: EstimateRow) -> Iterator[EstimateRow]:
    measure = row.measure.removesuffix("_change")
    item = item_of(analysis.study, row.item)
    before = (item.earlier or item.key) if item else ""
    for other in analysis.earlier_rows:
        if (other.measure, other.item, other.audience) == (measure, before, row.audience) and (
            (other.domain, other.level) == (row.domain, row.level) and (row.item or other.factor == row.factor)
        ):
            yield other
    now = analysis.find(
        measure, item=row.item, factor=row.factor, audience=row.audience, domain=row.domain, level=row.level
    )
    if now is not None:
        yield now


def _unchanged(analysis: Analysis, watched: set[str]) -> list[Draft]:
    """Subjects that somebody may have promised to improve: weak ones and those seen differently, where no change is shown."""
    rows = [row for row in subjects(analysis, "score_change") if row.audience and not _proven(row)]
    rows = [row for row in rows if (row.factor or row.item) in watched]
    rows.sort(key=lambda row: -_size(row))
    return [Draft("no_change", row, (row, *_then_and_now(analysis, row))) for row in rows[: MOST["no_change"]]]


def _freely(analysis: Analysis) -> Iterator[Draft]:
    for item in analysis.study.items if isinstance(analysis.study, Study) else ():
        if item.freely:
            rows = [analysis.find("share", item=item.key, audience=key) for key in item.audiences]
            shown = tuple(row for row in rows if row is not None and row.shown)
            if shown:
                audiences = tuple(row.audience for row in shown)
                yield Draft("freely", shown[0], (*shown, *_about_freely(analysis, shown)), audiences)
    silent = tuple(row for row in analysis.estimates if row.measure == "silence" and row.national and row.shown)
    if silent:
        yield Draft("freely", silent[0], silent, tuple(row.audience for row in silent))


def _about_freely(analysis: Analysis, shown: Sequence[EstimateRow]) -> Iterator[EstimateRow]:
    """Changes of the same item: in the whole country and by region."""
    regions = (
        {domain.key for domain in analysis.study.domains if domain.kind == "region"}
        if isinstance(analysis.study, Study)
        else set()
    )
    for row in analysis.estimates:
        if row.measure == "share_change" and row.item == shown[0].item and row.told and row.domain in {"", *regions}:
            yield row


def _differences(analysis: Analysis) -> Iterator[Draft]:
    for kind in ("gender", "region", "group"):
        rows = [row for row in analysis.estimates if _tells(analysis, row, kind) and _proven(row)]
        rows.sort(key=lambda row: (_kind(analysis, row) != "experience", bool(row.item), _relative(row)))
        for row in rows[: MOST[kind]]:
            yield Draft("difference", row, (row, *_levels_beside(analysis, row)))


def _relative(row: EstimateRow) -> float:
    return _size(row) * (10 if row.measure.startswith("share") else 1)


def _tells(analysis: Analysis, row: EstimateRow, kind: str) -> bool:
    """Scores of factors and of all together; shares of lived experience and of speaking freely."""
    domain = domain_named(analysis.study, row.domain)
    if domain is None or domain.kind != kind:
        return False
    item = item_of(analysis.study, row.item)
    if item is None:
        return row.measure == "score_difference"
    return row.measure == "share_difference" and (item.kind == "experience" or item.freely)


def _levels_beside(analysis: Analysis, row: EstimateRow) -> Iterator[EstimateRow]:
    measure = row.measure.removesuffix("_difference")
    for other in analysis.estimates:
        same = (other.measure, other.item, other.factor, other.audience, other.domain)
        if same == (measure, row.item, row.factor, row.audience, row.domain) and other.shown:
            yield other
