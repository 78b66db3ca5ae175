"""The one chart that proves a finding."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from danaya.engines.language import in_language
from danaya.engines.publishing.charts import DifferenceChart, ProfileChart, Series
from danaya.engines.publishing.document import Figure
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import EstimateRow, Finding
from danaya.engines.restitution.documents.cells import point, rank_of
from danaya.engines.restitution.documents.figures import (
    CHANGE_AXIS,
    GAP_AXIS,
    NO_CHANGE,
    NO_GAP,
    SCORE_AXIS,
    SHARE_AXIS,
    bound_of,
    extremes,
    make_figure,
    profile_of,
    regions_figure,
    role_of,
    row_name,
    tabulated,
)
from danaya.engines.restitution.documents.likert import likert_figure
from danaya.engines.restitution.findings.naming import (
    audience_name,
    audience_named,
    domain_named,
    hurting_answer,
    is_lived,
    is_share,
    level_name,
    turned,
)
from danaya.engines.restitution.study import Study

CHANGE_OF_SHARE: Mapping[str, str] = {"fr": "Changement de la part favorable", "en": "Change of the favourable share"}
GAP_OF_SHARE: Mapping[str, str] = {
    "fr": "Écart de la part favorable : privé − douane",
    "en": "Gap of the favourable share: private − customs",
}

CHANGE_OF_ANSWER: Mapping[str, str] = {
    "fr": "Changement de la part « {answer} »",
    "en": "Change of the share of “{answer}”",
}
SHARE_OF_ANSWER: Mapping[str, str] = {"fr": "Part de réponses « {answer} »", "en": "Share of answers “{answer}”"}


def finding_figure(analysis: Analysis, finding: Finding, language: str) -> Figure | None:
    """Return the chart of a finding, its sentence being the finding's; None where the figures say it all."""
    figure = _MAKERS[finding.kind](analysis, finding, language)
    return replace(figure, sentence=in_language(finding.sentence, language)) if figure is not None else None


def _with_its_items(analysis: Analysis, finding: Finding, measure: str) -> list[EstimateRow]:
    """Return the rows of a finding's subject, followed by those of the items it is made of."""
    rows = [row for row in analysis.estimates if row.measure == measure and row.national]
    if finding.item:
        return [row for row in rows if row.item == finding.item]
    if not finding.factor:
        return [row for row in rows if not row.item]
    return [row for row in rows if row.factor == finding.factor and (not row.item or _scored(analysis, row))]


def _scored(analysis: Analysis, row: EstimateRow) -> bool:
    study = analysis.study
    return isinstance(study, Study) and any(one.key == row.item and one.kind == "perception" for one in study.items)


def _levels(analysis: Analysis, finding: Finding, language: str) -> Figure | None:
    rows = _with_its_items(analysis, finding, "score")
    return profile_of(analysis, language, rows, in_language(finding.sentence, language)) if rows else None


def _gap(analysis: Analysis, finding: Finding, language: str) -> Figure | None:
    axis = GAP_OF_SHARE if is_share(finding.measure) else GAP_AXIS
    return _differences(
        analysis,
        finding,
        _with_its_items(analysis, finding, finding.measure),
        axis[language],
        NO_GAP[language],
        language,
    )


def _change(analysis: Analysis, finding: Finding, language: str) -> Figure | None:
    rows = [row for row in _with_its_items(analysis, finding, finding.measure) if row.audience == finding.audience]
    axis = (CHANGE_OF_SHARE if is_share(finding.measure) else CHANGE_AXIS)[language]
    if any(is_lived(analysis.study, row) for row in rows):
        rows = [turned(row) for row in rows]
        axis = CHANGE_OF_ANSWER[language].format(answer=hurting_answer(analysis.study, finding.item, language))
    return _differences(analysis, finding, rows, axis, NO_CHANGE[language], language)


def _differences(
    analysis: Analysis, finding: Finding, rows: Sequence[EstimateRow], axis: str, none_shown: str, language: str
) -> Figure | None:
    if not rows:
        return None
    names = [row_name(analysis, row, language) for row in rows]
    audience = audience_named(analysis.study, finding.audience)
    chart = DifferenceChart(
        rows=tuple(names),
        points=tuple(point(row, language) for row in rows),
        axis=axis,
        none_shown=none_shown,
        language=language,
        bound=bound_of(analysis, finding.measure),
        decimals=0 if is_share(finding.measure) else 1,
        role=role_of(analysis, audience) if audience else "single",
        as_percent=is_share(finding.measure),
    )
    mine = dict(zip(names, rows, strict=True))
    head = audience_name(analysis.study, finding.audience, language) if finding.audience else axis
    sentence = in_language(finding.sentence, language)
    table = tabulated(names, [(head, mine)], language, sentence)
    audiences = [finding.audience] if finding.audience else [one.key for one in analysis.study.audiences]
    return make_figure(analysis, language, chart, sentence, axis, audiences, table, extremes(names, mine, language))


def _freely(analysis: Analysis, finding: Finding, language: str) -> Figure | None:
    if not finding.item:
        return None
    sentence = in_language(finding.sentence, language)
    by_region = regions_figure(analysis, language, item=finding.item)
    first = finding.figures[0].audience
    return by_region or likert_figure(analysis, language, items=[finding.item], audience=first, sentence=sentence)


def _group(analysis: Analysis, finding: Finding, language: str) -> Figure | None:
    domain = domain_named(analysis.study, finding.domain)
    if domain is None:
        return None
    measure = finding.measure.removesuffix("_difference")
    rows = {
        row.level: turned(row) if is_lived(analysis.study, row) else row
        for row in analysis.estimates
        if (row.measure, row.item, row.factor, row.audience, row.domain)
        == (measure, finding.item, finding.factor, finding.audience, finding.domain)
    }
    names = {level: level_name(analysis.study, domain.key, level, language) for level in rows}
    order = sorted(rows, key=lambda level: -rank_of(rows[level]))
    share = is_share(measure)
    audience = audience_named(analysis.study, finding.audience)
    role = role_of(analysis, audience) if audience else "single"
    head = audience_name(analysis.study, finding.audience, language)
    series = Series(role, head, tuple(point(rows[level], language) for level in order))
    axis = (SHARE_AXIS if share else SCORE_AXIS)[language]
    if any(is_lived(analysis.study, row) for row in rows.values()):
        axis = SHARE_OF_ANSWER[language].format(answer=hurting_answer(analysis.study, finding.item, language))
    chart = ProfileChart(tuple(names[level] for level in order), (series,), axis, language, high=1.0 if share else 10.0)
    sentence = in_language(finding.sentence, language)
    mine = {names[level]: rows[level] for level in order}
    table = tabulated(
        [names[level] for level in order], [(head, mine)], language, sentence, in_language(domain.name, language)
    )
    return make_figure(
        analysis, language, chart, sentence, axis, [finding.audience], table, extremes(list(mine), mine, language)
    )


_MAKERS: Mapping[str, Callable[[Analysis, Finding, str], Figure | None]] = {
    "strength": _levels,
    "improvement": _levels,
    "gap": _gap,
    "change": _change,
    "no_change": _change,
    "freely": _freely,
    "difference": _group,
}
