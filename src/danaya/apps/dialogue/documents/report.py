"""The report of a consultation as a document: the summary first, what the vote shows, every expectation, the method."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from danaya.apps.dialogue.documents.entries import entry_blocks
from danaya.apps.dialogue.documents.proceedings import Proceedings
from danaya.apps.dialogue.documents.stamping import letterhead, stamp_of
from danaya.apps.dialogue.documents.wording import (
    METHOD,
    UNANSWERED,
    answer_words,
    counted,
    essentials,
    say,
    share_of,
    side_name,
)
from danaya.apps.dialogue.models import FateKind, Voice
from danaya.apps.dialogue.votes.charting import CAPTIONS, HEADS, KINDS, chart_of, figure_of
from danaya.apps.dialogue.votes.results import LISTS, Results, Row
from danaya.apps.dialogue.votes.telling import (
    Headline,
    cells_in_words,
    difference_in_words,
    ended_in_words,
    headlines,
    quoted,
    split_in_words,
    why_unknown,
)
from danaya.engines.language import in_language, number
from danaya.engines.publishing.agreement import agreement_table
from danaya.engines.publishing.document import (
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)

DRAWN = 8
"""Expectations of a list that are drawn; the table has all."""


def compose(told: Proceedings, language: str) -> Document:
    """Return the report in one language."""
    timbre, republic = letterhead(language)
    return Document(
        title=in_language(told.consultation.title, language),
        subtitle=say("report", language),
        language=language,
        blocks=tuple(_blocks(told, language)),
        stamp=stamp_of(told, language),
        timbre=timbre,
        republic=republic,
    )


def _blocks(told: Proceedings, language: str) -> Iterator[Block]:
    yield Heading(1, say("summary", language), "summary")
    yield Paragraph(in_language(told.consultation.question, language), "lead")
    yield Bullets(tuple(essentials(told, language)))
    yield PageBreak()
    yield from _who(told, language)
    if told.results is not None:
        for headline in headlines(told.results, language):
            yield from _section(told.results, headline, language)
    yield from _answers(told, language)
    yield Heading(1, say("one_by_one", language), "expectations")
    for entry in told.entries:
        yield from entry_blocks(entry, told.on, language)
    if told.results is not None:
        yield from _unclear(told.results, language)
    yield Heading(1, say("method", language), "method")
    yield Bullets(tuple(in_language(line, language) for line in METHOD))


def _who(told: Proceedings, language: str) -> Iterator[Block]:
    yield Heading(1, say("who", language), "who")
    if told.results is not None:
        yield Paragraph(f"{ended_in_words(told.results, language)}.")
        rows = tuple(
            (in_language(group.name, language), _voters(group.voters, language)) for group in told.results.groups
        )
        heads = (say("group", language), say("voters", language))
        yield Table(say("voters_table", language), heads, rows, frozenset({1}), say("cards_note", language))
    shown = [entry.expectation for entry in told.entries] + list(told.originals)
    counts = [(say(voice, language), sum(one.voice == voice for one in shown)) for voice in Voice.values]
    merged = (say("merged_count", language), len(told.originals))
    rows = tuple((name, number(count, language)) for name, count in [*counts, merged])
    heads = (say("name", language), say("texts", language))
    yield Table(say("texts_table", language), heads, rows, frozenset({1}))


def _voters(voters: int | None, language: str) -> str:
    return say("few", language) if voters is None else number(voters, language)


def _section(results: Results, headline: Headline, language: str) -> Iterator[Block]:
    kind = headline.kind
    rows = LISTS[kind](results)
    yield Heading(1, headline.title, kind)
    yield Paragraph(headline.sentence)
    figure = figure_of(results, rows[:DRAWN], kind, "", language)
    if figure is not None:
        # Drawn are the first; their table has every row.
        yield replace(figure, table=_table(results, rows, kind, language))
    elif rows:
        yield _table(results, rows, kind, language)
    yield from BESIDE.get(kind, _nothing)(results, language)


def _table(results: Results, rows: Sequence[Row], kind: str, language: str) -> Table:
    """Return every row of a list as a table; where there are more organisations than shapes, in words alone."""
    chart = chart_of(results, rows, kind, language)
    caption = in_language(CAPTIONS[kind], language)
    if chart is not None:
        return agreement_table(chart, caption, head=say("expectation", language))
    how = KINDS[kind]
    cells = [
        (quoted(row.expectation, language), cells_in_words(how.cells(row), language), how.figure(row, language))
        for row in rows
    ]
    heads = (say("expectation", language), say("group", language), in_language(HEADS[how.head], language))
    return Table(caption, heads, tuple(cells), frozenset({2}))


def _unknown(results: Results, language: str) -> Iterator[Block]:
    if results.unknown:
        heads = (say("expectation", language), say("why", language))
        rows = tuple((quoted(row.expectation, language), why_unknown(row, language)) for row in results.unknown)
        yield Table(say("unknown_table", language), heads, rows)


def _alike(results: Results, language: str) -> Iterator[Block]:
    if results.not_dividing:
        yield Paragraph(counted("unclear", len(results.not_dividing), language))
    rows = [row for row in results.rows if row.split]
    if rows:
        yield Paragraph(say("split", language))
        texts = ((quoted(row.expectation, language), split_in_words(row, language)) for row in rows)
        yield Bullets(tuple(say("split_line", language, named=named, groups=groups) for named, groups in texts))


def _unclear(results: Results, language: str) -> Iterator[Block]:
    """Yield what was compared without a clear difference: a long table, so behind what is read."""
    if results.not_dividing:
        yield Heading(1, say("unclear_table", language), "unclear")
        heads = (say("expectation", language), say("difference", language))
        rows = tuple(
            (quoted(row.expectation, language), difference_in_words(row.divide, language))
            for row in results.not_dividing
        )
        yield Table(say("unclear_caption", language), heads, rows, frozenset({1}))


def _nothing(_results: Results, _language: str) -> Iterator[Block]:
    yield from ()


BESIDE: dict[str, Callable[[Results, str], Iterator[Block]]] = {"shared": _unknown, "dividing": _alike}
"""What stands below a list: those of which nothing is known yet, what divides a group in itself."""


def _answers(told: Proceedings, language: str) -> Iterator[Block]:
    yield Heading(1, say("answers", language), "answers")
    rows = tuple(
        (
            side_name(one.side, language),
            number(one.in_time, language),
            number(one.due, language),
            share_of(one, language),
        )
        for one in told.answered
    )
    heads = tuple(say(key, language) for key in ("of_side", "in_time", "due", "share"))
    note = say("answered_note", language, days=told.consultation.answer_within)
    yield Table(say("answered_table", language), heads, rows, frozenset({1, 2, 3}), note)
    answered = [entry.fates[0].kind if entry.fates else UNANSWERED for entry in told.entries]
    kinds = [kind for kind in (*FateKind.values, UNANSWERED) if kind != FateKind.MERGED]
    counted = tuple((answer_words(kind, language), number(answered.count(kind), language)) for kind in kinds)
    merged = (answer_words(FateKind.MERGED, language), number(len(told.originals), language))
    heads = (say("answer", language), say("number", language))
    yield Table(say("fates_table", language), heads, (*counted, merged), frozenset({1}))
