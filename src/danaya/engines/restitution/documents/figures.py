"""The charts of a restitution, each with its sentence, subtitle, alt text and table; made from published rows only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from danaya.engines.language import Text, in_language, number
from danaya.engines.publishing.charts import Chart, DifferenceChart, PanelsChart, Point, ProfileChart, Series
from danaya.engines.publishing.document import Figure, Table
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import MODELLED, PROTECTED, EstimateRow
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.documents.cells import bounds_words, figure_words, point, rank_of, size_words
from danaya.engines.restitution.documents.counting import count_changes, count_gaps, count_higher
from danaya.engines.restitution.findings.naming import (
    audience_name,
    audience_named,
    is_share,
    level_name,
    numbered_factor,
    side_words,
    subject_name,
)
from danaya.engines.restitution.findings.rules import subjects
from danaya.engines.restitution.findings.wording import COLON
from danaya.engines.restitution.study import Audience, Domain, Study

Words = Mapping[str, str]

SEPARATOR = " · "
SCORE_AXIS: Words = {"fr": "Note de 0 à 10", "en": "Score from 0 to 10"}
SHARE_AXIS: Words = {"fr": "Part de réponses favorables", "en": "Share of favourable answers"}
GAP_AXIS: Words = {"fr": "Écart de note : privé − douane", "en": "Gap of scores: private − customs"}
CHANGE_AXIS: Words = {"fr": "Changement de note", "en": "Change of score"}
NO_GAP: Words = {"fr": "pas d'écart démontré", "en": "no gap shown"}
NO_CHANGE: Words = {"fr": "pas de changement démontré", "en": "no change shown"}
MODEL_NOTE: Words = {"fr": "si les répondants ressemblent à leur groupe", "en": "if respondents resemble their group"}
PROTECTED_NOTE: Words = {
    "fr": "c : protégé (moins de 10 réponses, 20 si sensible, ou pour protéger une autre case).",
    "en": "c: protected (fewer than 10 answers, 20 if sensitive, or to protect another cell).",
}
SUBJECT: Words = {"fr": "Sujet", "en": "Subject"}
INTERVAL: Words = {"fr": "intervalle à 95 %", "en": "95% interval"}
FIGURE_OF: Words = {"fr": "note", "en": "score"}
SHARE_OF: Words = {"fr": "part", "en": "share"}
TABLE_BELOW: Words = {"fr": "Tableau ci-dessous.", "en": "Table below."}
PROFILE: Words = {"fr": "Les notes, de la plus haute à la plus basse", "en": "The scores, from highest to lowest"}
REPORTED_CHANGE: Words = {
    "fr": "{who} : écarts avec des chiffres communiqués, sans test",
    "en": "{who}: differences from reported figures, without a test",
}
REGIONS: Words = {"fr": "Les notes d'ensemble par {name}", "en": "Overall scores by {name}"}
GENDER: Words = {"fr": "Femmes et hommes : {who}", "en": "Women and men: {who}"}


def caption(text: Words, language: str, **values: object) -> str:
    """Return a wording in ``language`` with its places filled."""
    return text[language].format(**values)


def role_of(analysis: Analysis, audience: Audience) -> str:
    """Return the mark and colour of an audience: its side's, or the single one's."""
    return audience.side.value if len(analysis.study.audiences) > 1 else "single"


def row_name(analysis: Analysis, row: EstimateRow, language: str) -> str:
    """Return what a chart row is called: the numbered factor, or the question's wording."""
    return (
        in_language(subject_name(analysis.study, row), language)
        if row.item or not row.factor
        else numbered_factor(row.factor, language)
    )


def subtitle(analysis: Analysis, language: str, measure: str, audiences: Sequence[str]) -> str:
    """Return measure, who, when and n, and the assumption where an interval needs one."""
    parts = [
        measure,
        *(_who(analysis, key, language) for key in audiences),
        in_language(analysis.study.label, language),
    ]
    if any(_is_modelled(analysis, key) for key in audiences):
        parts.append(MODEL_NOTE[language])
    return SEPARATOR.join(parts)


def _is_modelled(analysis: Analysis, audience: str) -> bool:
    return any(row.status == MODELLED and row.audience == audience for row in analysis.estimates)


def _who(analysis: Analysis, key: str, language: str) -> str:
    response = next((one for one in analysis.responses if one.audience == key), None)
    size = f" (n = {number(response.n, language)})" if response is not None and response.n is not None else ""
    return audience_name(analysis.study, key, language) + size


def source_line(analysis: Analysis, language: str) -> str:
    """Return where a chart's figures come from."""
    return f"{in_language(analysis.study.title, language)}, {in_language(analysis.study.label, language)}."


def make_figure(
    analysis: Analysis,
    language: str,
    chart: Chart,
    sentence: str,
    measure: str,
    audiences: Sequence[str],
    table: Table,
    alt: str,
) -> Figure:
    """Return a chart with all the words around it."""
    protected = any(cell == "c" for row in table.rows for cell in row)
    return Figure(
        chart=chart,
        sentence=sentence,
        subtitle=subtitle(analysis, language, measure, audiences),
        alt=f"{alt} {TABLE_BELOW[language]}",
        table=table,
        note=PROTECTED_NOTE[language] if protected else "",
        source=source_line(analysis, language),
    )


Column = tuple[str, Mapping[str, EstimateRow]]
"""Head of a group of columns, and its row by the name of the table row."""


def tabulated(names: Sequence[str], columns: Sequence[Column], language: str, title: str, first: str = "") -> Table:
    """Return a table with figure, interval and n for each group of columns."""
    measure = SHARE_OF if any(is_share(row.measure) for _, rows in columns for row in rows.values()) else FIGURE_OF
    heads = [first or SUBJECT[language]]
    for head, _ in columns:
        heads += [f"{head}, {measure[language]}", INTERVAL[language], "n"]
    body = []
    for name in names:
        cells = [name]
        for _, rows in columns:
            row = rows.get(name)
            cells += [figure_words(row, language), bounds_words(row, language), size_words(row, language)]
        body.append(tuple(cells))
    return Table(title, tuple(heads), tuple(body), frozenset(range(1, len(heads))))


def extremes(names: Sequence[str], rows: Mapping[str, EstimateRow], language: str) -> str:
    """Return the highest and the lowest figure in words, for alt texts."""
    shown = [(name, rows[name]) for name in names if name in rows and rows[name].told]
    if not shown:
        return ""
    first = max(shown, key=lambda pair: rank_of(pair[1]))
    last = min(shown, key=lambda pair: rank_of(pair[1]))
    form = {"fr": "Le plus haut : {}, {}. Le plus bas : {}, {}.", "en": "Highest: {}, {}. Lowest: {}, {}."}[language]
    return form.format(first[0], figure_words(first[1], language), last[0], figure_words(last[1], language))


def profile_figure(analysis: Analysis, language: str) -> Figure | None:
    """Return both audiences' scores over the factors, with intervals, highest mean first."""
    rows = _all_subjects(analysis, "score")
    return profile_of(analysis, language, rows, _profile_sentence(analysis, language)) if rows else None


def _all_subjects(analysis: Analysis, measure: str) -> list[EstimateRow]:
    """Shown subjects and, beside them, the protected and unasked rows of the same kind."""
    kinds = {bool(row.item) for row in subjects(analysis, measure)}
    return [
        row
        for row in analysis.estimates
        if row.measure == measure and row.national and bool(row.item) in kinds and (row.factor or row.item)
    ]


def profile_of(analysis: Analysis, language: str, rows: Sequence[EstimateRow], sentence: str) -> Figure:
    names = {row.address: row_name(analysis, row, language) for row in rows}
    means: dict[str, list[float]] = {}
    for row in rows:
        means.setdefault(names[row.address], []).extend([rank_of(row)] if row.told else [])
    order = sorted(means, key=lambda name: -(sum(means[name]) / len(means[name]) if means[name] else -1))
    series, columns = [], []
    for audience in analysis.study.audiences:
        mine = {names[row.address]: row for row in rows if row.audience == audience.key}
        points = tuple(point(mine.get(name), language) for name in order)
        head = in_language(audience.name, language)
        series.append(Series(role_of(analysis, audience), head, points))
        columns.append((head, mine))
    share = is_share(rows[0].measure)
    axis = (SHARE_AXIS if share else SCORE_AXIS)[language]
    chart = ProfileChart(tuple(order), tuple(series), axis, language, high=1.0 if share else 10.0)
    table = tabulated(order, columns, language, sentence)
    alt = " ".join(f"{head}{COLON[language]}{extremes(order, mine, language)}" for head, mine in columns)
    return make_figure(analysis, language, chart, sentence, axis, [a.key for a in analysis.study.audiences], table, alt)


def _profile_sentence(analysis: Analysis, language: str) -> str:
    gaps = [row for row in subjects(analysis, "score_gap") if row.shown]
    return count_higher(gaps, language) or PROFILE[language]


def gap_figure(analysis: Analysis, language: str) -> Figure | None:
    """Return the gaps between both audiences, with the interval of the difference, largest first."""
    rows = _all_subjects(analysis, "score_gap")
    if not rows:
        return None
    shown = sum(row.fdr is not None and row.fdr <= 0.05 for row in rows)
    sentence = count_gaps(rows, shown, language)
    return _difference_figure(analysis, language, rows, sentence, GAP_AXIS[language], NO_GAP[language], "")


def change_figure(analysis: Analysis, language: str, audience: str) -> Figure | None:
    """Return an audience's changes since the earlier round, largest first; those not comparable say why."""
    rows = [row for row in _all_subjects(analysis, "score_change") if row.audience == audience]
    if not rows:
        return None
    who = audience_name(analysis.study, audience, language)
    tested = [row for row in rows if row.fdr is not None]
    up = sum(row.fdr <= 0.05 and (row.estimate or 0.0) > 0 for row in tested if row.fdr is not None)
    down = sum(row.fdr <= 0.05 and (row.estimate or 0.0) < 0 for row in tested if row.fdr is not None)
    sentence = count_changes(rows, who, up, down, language) if tested else caption(REPORTED_CHANGE, language, who=who)
    return _difference_figure(analysis, language, rows, sentence, CHANGE_AXIS[language], NO_CHANGE[language], audience)


def _difference_figure(
    analysis: Analysis,
    language: str,
    rows: Sequence[EstimateRow],
    sentence: str,
    axis: str,
    none_shown: str,
    audience: str,
) -> Figure:
    ordered = sorted(rows, key=lambda row: (not row.told, -abs(row.estimate or 0.0) if row.told else 0.0))
    names = [row_name(analysis, row, language) for row in ordered]
    named = audience_named(analysis.study, audience)
    chart = DifferenceChart(
        rows=tuple(names),
        points=tuple(point(row, language) for row in ordered),
        axis=axis,
        none_shown=none_shown,
        language=language,
        bound=bound_of(analysis, rows[0].measure),
        decimals=0 if is_share(rows[0].measure) else 1,
        role=role_of(analysis, named) if named else "single",
        as_percent=is_share(rows[0].measure),
    )
    mine = dict(zip(names, ordered, strict=True))
    head = audience_name(analysis.study, audience, language) if audience else axis
    table = tabulated(names, [(head, mine)], language, sentence)
    table = replace(table, note=_reasons(ordered, names, language))
    audiences = [audience] if audience else [one.key for one in analysis.study.audiences]
    return make_figure(analysis, language, chart, sentence, axis, audiences, table, extremes(names, mine, language))


def _reasons(rows: Sequence[EstimateRow], names: Sequence[str], language: str) -> str:
    parts = [
        f"{name}{COLON[language]}{row.reason.get(language, '')}"
        for name, row in zip(names, rows, strict=True)
        if row.status == "not_comparable"
    ]
    return " ".join(f"{part.rstrip('.')}." for part in parts)


def bound_of(analysis: Analysis, measure: str) -> float:
    """Return the range of all charts of a measure in one report: the widest interval, rounded up."""
    ends = [
        abs(bound)
        for row in analysis.estimates
        if row.measure == measure and row.national
        for bound in (row.ci_low, row.ci_high, row.estimate)
        if bound is not None
    ]
    widest = max(ends, default=0.0)
    return max(2.0, float(ceil(widest))) if not is_share(measure) else max(0.2, ceil(10 * widest) / 10)


def regions_figure(analysis: Analysis, language: str, *, item: str = "", domain: str = "") -> Figure | None:
    """Return a small panel per region with both audiences and the whole country, highest first, protected last.

    Parameters
    ----------
    item
        Its favourable share instead of the overall score.
    domain
        Another breakdown than the regions.
    """
    found = next((one for one in _domains(analysis) if (one.key == domain if domain else one.kind == "region")), None)
    if found is None:
        return None
    measure = "share" if item else "score"
    rows = [
        row
        for row in analysis.estimates
        if row.measure == measure and row.item == item and (item or not row.factor) and row.domain == found.key
    ]
    if not any(row.shown for row in rows):
        return None
    return _panels(analysis, language, found, rows, measure)


def _domains(analysis: Analysis) -> tuple[Domain, ...]:
    return analysis.study.domains if isinstance(analysis.study, Study) else ()


def _panels(analysis: Analysis, language: str, domain: Domain, rows: Sequence[EstimateRow], measure: str) -> Figure:
    best = {row.level: max(rank_of(one) for one in rows if one.level == row.level) for row in rows}
    levels = sorted(best, key=lambda level: -best[level])
    names = [level_name(analysis.study, domain.key, level, language) for level in levels]
    series, columns, national = [], [], []
    for audience in analysis.study.audiences:
        mine = {
            level_name(analysis.study, domain.key, row.level, language): row
            for row in rows
            if row.audience == audience.key
        }
        if not mine:
            continue
        head, role = in_language(audience.name, language), role_of(analysis, audience)
        series.append(Series(role, head, tuple(_panel_point(mine.get(name), language) for name in names)))
        whole = analysis.find(measure, item=rows[0].item, audience=audience.key)
        national.append((role, point(whole, language).value))
        columns.append((head, mine))
    axis = (SHARE_AXIS if measure == "share" else SCORE_AXIS)[language]
    chart = PanelsChart(
        tuple(names), tuple(series), tuple(national), axis, language, high=1.0 if measure == "share" else 10.0
    )
    sentence = caption(REGIONS, language, name=in_language(domain.name, language).lower())
    if rows[0].item:
        sentence = in_language(subject_name(analysis.study, rows[0]), language)
    table = tabulated(names, columns, language, sentence, in_language(domain.name, language))
    alt = " ".join(f"{head}{COLON[language]}{extremes(names, mine, language)}" for head, mine in columns)
    return make_figure(analysis, language, chart, sentence, axis, [a.key for a in analysis.study.audiences], table, alt)


def _panel_point(row: EstimateRow | None, language: str) -> Point:
    """A level nobody of an audience has is as small as a cell can be: protected, not unasked."""
    return Point(None, status=PROTECTED) if row is None else point(row, language)


def gender_figure(analysis: Analysis, language: str, audience: str) -> Figure | None:
    """Return women's and men's scores over the factors in one audience."""
    domain = next((one for one in _domains(analysis) if one.kind == "gender"), None)
    if domain is None:
        return None
    whole = [row for row in subjects(analysis, "score") if row.audience == audience]
    keys = {(row.item, row.factor) for row in whole}
    rows = [
        row
        for row in analysis.estimates
        if (row.measure, row.domain, row.audience) == ("score", domain.key, audience) and (row.item, row.factor) in keys
    ]
    if not any(row.shown for row in rows):
        return None
    order = [row_name(analysis, row, language) for row in sorted(whole, key=lambda row: -(row.estimate or 0.0))]
    series, columns = [], []
    for level, role in _gender_roles(domain):
        mine = {row_name(analysis, row, language): row for row in rows if row.level == level}
        head = level_name(analysis.study, domain.key, level, language)
        series.append(Series(role, head, tuple(_panel_point(mine.get(name), language) for name in order)))
        columns.append((head, mine))
    sentence = caption(GENDER, language, who=side_words(analysis.study, audience, language))
    chart = ProfileChart(tuple(order), tuple(series), SCORE_AXIS[language], language)
    table = tabulated(order, columns, language, sentence)
    alt = " ".join(f"{head}{COLON[language]}{extremes(order, mine, language)}" for head, mine in columns)
    return make_figure(analysis, language, chart, sentence, SCORE_AXIS[language], [audience], table, alt)


WOMEN: Text = {"fr": "femme", "en": "wom"}


def _gender_roles(domain: Domain) -> list[tuple[str, str]]:
    """Return the levels of a breakdown by gender with their roles; women are found by their name, else stand first."""
    named = [(shown_code(code), name) for code, name in domain.levels.items()]
    women = next((level for level, name in named if _is_women(name)), named[0][0])
    others = [level for level, _ in named if level != women][:1]
    return [(women, "women"), *((level, "men") for level in others)]


def _is_women(name: Text) -> bool:
    return any(
        WOMEN[language] in name.get(language, "").casefold() or "female" in name.get(language, "").casefold()
        for language in WOMEN
    )
