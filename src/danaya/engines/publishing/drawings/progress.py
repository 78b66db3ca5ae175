"""What is claimed over what is confirmed: two bars a row on one scale, each with its own words."""

from danaya.engines.language import percent, typeset
from danaya.engines.publishing.canvas import Canvas
from danaya.engines.publishing.drawings.groups import Laid, Name, lay_groups, write_group_names, write_headings
from danaya.engines.publishing.drawings.patterns import Area, KeyEntry, draw_bar, part_entry, write_key
from danaya.engines.publishing.drawings.rows import (
    Scale,
    draw_axis,
    is_stacked,
    name_part,
    overhang,
    score_ticks,
    stacked_start,
)
from danaya.engines.publishing.plan_charts import ProgressChart, ProgressRow
from danaya.engines.publishing.words import say

BAR, APART = 0.8, 1.2
"""Ems of the height of a bar, and between the middles of both."""


def draw_progress(chart: ProgressChart, canvas: Canvas) -> float:
    """Draw the chart and return its height."""
    em, stacked, language = canvas.theme.em, is_stacked(canvas), chart.language
    texts = [typeset(f"{row.reference} {row.label}".strip(), language) for row in chart.rows]
    longest = max((canvas.wide(text) for text in texts), default=0) + 1
    room = canvas.width if stacked else min(canvas.width * name_part(canvas), longest)
    ticks = score_ticks(0.0, 1.0, language)
    said = max((canvas.wide(words) for row in chart.rows for words in words_of(row, language)), default=0)
    left = stacked_start(canvas, ticks) if stacked else room + em(1.2)
    scale = Scale(0.0, 1.0, left, canvas.width - max(said + em(0.7), overhang(canvas, ticks)))
    names = [Name(canvas.wrapped(text, room), (), row.group) for text, row in zip(texts, chart.rows, strict=True)]
    top = write_key(canvas, _key(chart)) + em(0.2)
    laid = lay_groups(canvas, names, top, em(3), language, stacked=stacked, continues=chart.continues)
    end = draw_axis(canvas, scale, ticks, top, laid.bottom, typeset(chart.axis, language))
    write_headings(canvas, laid)
    write_group_names(canvas, laid, names, stacked=stacked)
    _draw_rows(canvas, chart, scale, laid)
    return end


def words_of(row: ProgressRow, language: str) -> tuple[str, str]:
    """Return what stands beside the two bars of a row."""
    if row.words is not None:
        return typeset(row.words[0], language), typeset(row.words[1], language)
    shares = (("claimed_share", row.claimed), ("confirmed_share", row.confirmed))
    claimed, confirmed = (say(key, language).format(share=percent(share, language)) for key, share in shares)
    return claimed, confirmed


def _key(chart: ProgressChart) -> list[KeyEntry]:
    looks = ["claimed", *(["contested"] if any(row.contested for row in chart.rows) else []), "confirmed"]
    return [part_entry(look, say(look, chart.language)) for look in looks] if chart.rows else []


def _draw_rows(canvas: Canvas, chart: ProgressChart, scale: Scale, laid: Laid) -> None:
    em, wide = canvas.theme.em, scale.right - scale.left
    for row, place in zip(chart.rows, laid.rows, strict=True):
        bars = ((row.claimed, 0.0, row.contested), (row.confirmed, row.confirmed, 0.0))
        for order, ((claimed, confirmed, contested), words) in enumerate(
            zip(bars, words_of(row, chart.language), strict=True)
        ):
            y = place.marks + em(APART * (order - 0.5))
            draw_bar(canvas, Area(scale.left, y - em(BAR / 2), wide, em(BAR)), claimed, confirmed, contested)
            canvas.text(canvas.width, y + em(0.34), words, anchor="end", weight=600 if order else 400)
