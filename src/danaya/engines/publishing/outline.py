"""Levels of headings: the title is 1, the smallest level used is 2, none is skipped."""

from collections.abc import Sequence
from dataclasses import dataclass

from danaya.engines.language import typeset
from danaya.engines.publishing.charts import AgreementChart, Chart, DifferenceChart, LikertChart
from danaya.engines.publishing.document import Block, DecisionBlock, Figure, FindingBlock, Heading, Table, TextIn
from danaya.engines.publishing.plan_charts import MatrixChart, ProgressChart, TimelineChart
from danaya.engines.publishing.words import OWN_NAMES, say


@dataclass(frozen=True, slots=True)
class Leveled:
    """A block with the level of its own heading (for tables and text: of a heading it would have)."""

    block: Block
    level: int


def level_blocks(blocks: Sequence[Block], top: int = 2) -> list[Leveled]:
    """Give each block the level of its heading, ``top`` for the highest heading used.

    Findings, decisions and figures stand one level below the section they are in.
    """
    smallest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    current, leveled = top - 1, []
    for block in blocks:
        if isinstance(block, Heading):
            current = min(block.level - smallest + top, current + 1)
            leveled.append(Leveled(block, current))
        else:
            leveled.append(Leveled(block, current + 1))
    return leveled


def figures_of(blocks: Sequence[Block]) -> list[Figure]:
    """Return all figures in their order, those of findings too."""
    found = []
    for block in blocks:
        figure = block.figure if isinstance(block, FindingBlock) else block
        if isinstance(figure, Figure):
            found.append(figure)
    return found


def own_tables(blocks: Sequence[Block]) -> frozenset[Table]:
    """Return the tables that stand in the document themselves."""
    return frozenset(block for block in blocks if isinstance(block, Table))


def statuses(chart: Chart) -> frozenset[str]:
    """Return how the points of a chart are there or not; charts of a plan have no points that could be missing."""
    if isinstance(chart, TimelineChart | ProgressChart | MatrixChart):
        return frozenset()
    if isinstance(chart, LikertChart):
        return frozenset({row.status for row in chart.rows} | {row.favourable.status for row in chart.rows})
    if isinstance(chart, DifferenceChart):
        return frozenset(point.status for point in chart.points)
    if isinstance(chart, AgreementChart):
        return frozenset(votes.status for group in chart.groups for votes in group.votes)
    return frozenset(point.status for series in chart.series for point in series.points)


def figure_notes(figure: Figure, language: str) -> tuple[str, ...]:
    """Return the notes under a figure: its own, and what ``c`` and hollow marks mean when it does not say so."""
    found = statuses(figure.chart)
    notes = [figure.note] if figure.note else []
    says_it = any(mark in figure.note for mark in ("c :", "c\u00a0:", "c:"))
    if "protected" in found and not says_it:
        notes.append(say("protected_note", language))
    if "reported" in found and say("reported", language) not in figure.note:
        notes.append(say("reported_note", language))
    if isinstance(figure.chart, AgreementChart):
        notes += _agreement_notes(figure.chart, language)
    return tuple(notes)


def _agreement_notes(chart: AgreementChart, language: str) -> list[str]:
    """Return what a tick is, and why votes are counted or missing, where the chart has such."""
    notes = []
    if any(chart.tick(row) is not None for row in range(len(chart.rows))):
        notes.append(say("tick_note", language))
    if statuses(chart) & {"few", "counted"}:
        notes.append(say("voters_note", language))
    return notes


def decision_letters(block: DecisionBlock) -> tuple[tuple[str, str, str], ...]:
    """Return ``(letter, option, consequence)`` of a decision."""
    return tuple(
        (chr(ord("A") + place), option, consequence) for place, (option, consequence) in enumerate(block.options)
    )


def text_head(part: TextIn, language: str) -> tuple[str, str]:
    """Return the name of a text's language in that language, and its status in the document's."""
    status = part.status or ("" if part.text else say("not_translated", language))
    return OWN_NAMES.get(part.language, part.language), typeset(status, language)
