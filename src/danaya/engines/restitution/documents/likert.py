"""Diverging bars of the answers to questions, as far as the shares may be told."""

from collections.abc import Iterable, Sequence

from danaya.engines.disclosure import show_distribution, show_share
from danaya.engines.language import Text, in_language, percent
from danaya.engines.publishing.charts import LikertChart, LikertRow
from danaya.engines.publishing.document import Figure, Table
from danaya.engines.restitution.analysis.analysis import Analysis
from danaya.engines.restitution.analysis.rows import EstimateRow
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.documents.cells import bounds_words, figure_words, point, rank_of, size_words
from danaya.engines.restitution.documents.figures import make_figure
from danaya.engines.restitution.findings.naming import audience_name, factor_name, range_of_share, side_words
from danaya.engines.restitution.study import Code, Item, Scale, Study

NEUTRAL: Text = {"fr": "Neutre", "en": "Neutral"}
NO_ANSWER: Text = {"fr": "Ne sait pas, refus", "en": "Don't know, refused"}
UNFAVOURABLE: Text = {"fr": "Défavorable", "en": "Unfavourable"}
FAVOURABLE: Text = {"fr": "Favorable", "en": "Favourable"}
SENTENCE: Text = {
    "fr": "{factor} : les réponses, question par question ({who})",
    "en": "{factor}: the answers, question by question ({who})",
}
MEASURE: Text = {"fr": "Part des réponses", "en": "Share of answers"}
QUESTION: Text = {"fr": "Question", "en": "Question"}

Group = tuple[str, int, tuple[Code, ...]]
"""Label, tone (−2 … 2) and codes of a segment."""


def likert_figure(
    analysis: Analysis,
    language: str,
    *,
    factor: str = "",
    items: Iterable[str] = (),
    audience: str = "",
    sentence: str = "",
) -> Figure | None:
    """Return the answers to the items of a factor (or to ``items``) in one audience, most favourable first.

    Where a share would tell of very few people, the answers are shown as unfavourable, neutral and favourable; where even
    that would, the row is protected.
    """
    study = analysis.study
    if not isinstance(study, Study):
        return None
    wanted = set(items)
    chosen = [
        item
        for item in study.items
        if audience in item.audiences
        and (item.key in wanted if wanted else item.factor == factor and item.kind == "perception")
    ]
    found = [(item, analysis.find("share", item=item.key, audience=audience)) for item in chosen]
    known = [(item, row) for item, row in found if row is not None]
    known.sort(key=lambda pair: -rank_of(pair[1]))
    if not any(row.shown for _, row in known):
        return None
    rows = tuple(_row(analysis, study, item, row, language) for item, row in known)
    chart = LikertChart(rows, NEUTRAL[language], NO_ANSWER[language], language)
    who = side_words(study, audience, language)
    title = sentence or SENTENCE[language].format(factor=in_language(factor_name(factor), language), who=who)
    table = _table(rows, [row for _, row in known], language, title)
    alt = f"{audience_name(study, audience, language)}. {title}."
    return make_figure(analysis, language, chart, title, MEASURE[language], [audience], table, alt)


def _row(analysis: Analysis, study: Study, item: Item, share: EstimateRow, language: str) -> LikertRow:
    text = in_language(item.text, language)
    drawn = point(share, language)
    if not share.told:
        return LikertRow(text, (), None, None, drawn, drawn.n, "protected" if share.shown else share.status)
    scale = study.scales[item.scale]
    silent, words = _silent(analysis, item, share.audience, language)
    for groups in (_by_code(scale, language), _by_tone(scale, language)):
        parts = _shares(analysis, item, share.audience, groups)
        if parts is not None:
            segments = tuple(
                (label, value, tone) for (label, tone, _), value in zip(groups, parts, strict=True) if tone
            )
            neutral = next((value for (_, tone, _), value in zip(groups, parts, strict=True) if not tone), 0.0)
            return LikertRow(text, segments, neutral, silent, drawn, share.n, no_answer_words=words)
    return LikertRow(text, (), None, None, drawn, share.n, "protected")


def _by_code(scale: Scale, language: str) -> list[Group]:
    """Return up to four segments: the two ends of the scale, and what lies between them on each side; and the neutral ones."""
    ordered = sorted(scale.scores, key=lambda code: scale.scores[code])
    bad = [code for code in ordered if code not in scale.favourable | scale.neutral]
    good = [code for code in ordered if code in scale.favourable]
    middle = [code for code in ordered if code in scale.neutral]
    groups = [(bad[:1], -2), (bad[1:], -1), (good[:-1], 1), (good[-1:], 2), (middle, 0)]
    return [(_label(scale, codes, language), tone, tuple(codes)) for codes, tone in groups if codes]


def _by_tone(scale: Scale, language: str) -> list[Group]:
    groups = [
        (UNFAVOURABLE, -1, [code for code in scale.scores if code not in scale.favourable | scale.neutral]),
        (FAVOURABLE, 1, [code for code in scale.scores if code in scale.favourable]),
        (NEUTRAL, 0, [code for code in scale.scores if code in scale.neutral]),
    ]
    return [(name[language], tone, tuple(codes)) for name, tone, codes in groups if codes]


def _label(scale: Scale, codes: Sequence[Code], language: str) -> str:
    return " / ".join(in_language(scale.labels.get(code, {}), language) for code in codes)


def _shares(analysis: Analysis, item: Item, audience: str, groups: Sequence[Group]) -> list[float] | None:
    """Return the share of each group, or None where one of them may not be told exactly."""
    counts, shares = [], []
    for _, _, codes in groups:
        rows = [analysis.find(f"answer_{shown_code(code)}", item=item.key, audience=audience) for code in codes]
        counts.append(sum(row.count or 0 for row in rows if row is not None))
        shares.append(sum(row.estimate or 0.0 for row in rows if row is not None))
    if not sum(counts) or not all(shown.exact for shown in show_distribution(counts, shares)):
        return None
    return [round(share, 2) for share in shares]


def _silent(analysis: Analysis, item: Item, audience: str, language: str) -> tuple[float | None, str]:
    """Return the share of don't-know and refusal together; of a very few no figure, but the words of its range."""
    rows = [analysis.find(measure, item=item.key, audience=audience) for measure in ("dont_know", "refusal")]
    known = [row for row in rows if row is not None and row.shown]
    if not known or not known[0].n:
        return 0.0, ""
    count, share = sum(row.count or 0 for row in known), sum(row.estimate or 0.0 for row in known)
    shown = show_share(count, known[0].n, share)
    return (round(share, 2), "") if shown.exact else (None, range_of_share(shown.low, shown.high, language))


def _table(rows: Sequence[LikertRow], shares: Sequence[EstimateRow], language: str, title: str) -> Table:
    interval = {"fr": "intervalle à 95 %", "en": "95% interval"}[language]
    heads = (
        QUESTION[language],
        UNFAVOURABLE[language],
        NEUTRAL[language],
        FAVOURABLE[language],
        interval,
        NO_ANSWER[language],
        "n",
    )
    body = tuple(
        (
            row.text,
            _told(sum(share or 0.0 for _, share, tone in row.segments if tone < 0) if row.segments else None, language),
            _told(row.neutral, language),
            figure_words(share, language),
            bounds_words(share, language),
            row.no_answer_words or _told(row.no_answer, language),
            size_words(share, language),
        )
        for row, share in zip(rows, shares, strict=True)
    )
    return Table(title, heads, body, frozenset(range(1, len(heads))))


def _told(share: float | None, language: str) -> str:
    return "c" if share is None else percent(share, language)
