"""What a vote showed: three sentences with their drawings, every list whole, other measures as a second view."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.dialogue.models import Consultation, Expectation, Poll
from danaya.apps.dialogue.views.by_card.discreet import page_language, small_number
from danaya.apps.dialogue.views.frame import frame
from danaya.apps.dialogue.views.lookup import find_consultation
from danaya.apps.dialogue.votes.charting import CAPTIONS, HEADS, KINDS, drawings_of, figure_of, one_row
from danaya.apps.dialogue.votes.results import LISTS, Cell, Results, Row, ended_polls, results_of
from danaya.apps.dialogue.votes.telling import (
    Headline,
    ended_in_words,
    headlines,
    split_in_words,
    tell_row,
    votes_as_counted,
    why_unknown,
)
from danaya.apps.dialogue.votes.telling import say as tell
from danaya.apps.people.access import PostRequest, permission_required
from danaya.engines.framework import load_factors
from danaya.engines.language import in_language, number
from danaya.engines.publishing.document import Figure
from danaya.engines.publishing.outline import figure_notes
from danaya.engines.publishing.words import say as published

FIRST, A_PAGE = 8, 50
MOST_COLUMNS = 3
"""Groups beyond which their votes stand in one column, one under the other."""

OF_VOTES = frozenset({"shared", "dividing", "not_dividing"})
"""Lists that show how many agree; stars say nothing of a group that is divided in itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: which vote (the last where it names none), which key factor."""

    poll: int | None
    factor: str

    @classmethod
    def read(cls, request: HttpRequest) -> "Asked":
        """Read it; what is not understood is left out."""
        known = {factor.key for factor in load_factors()}
        factor = request.GET.get("factor", "")
        return cls(small_number(request.GET.get("poll", "")) or None, factor if factor in known else "")

    def query(self, **changed: object) -> str:
        """Return it as the end of an address, with changes."""
        asked = {"poll": self.poll, "factor": self.factor, **changed}
        kept = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def keeps(self, row: Row) -> bool:
        """Whether a row is about the key factor asked for."""
        return not self.factor or row.expectation.factor == self.factor


@dataclass(frozen=True, slots=True)
class Column:
    """What one group said, as a table shows it; ``n`` is empty where nothing may be told."""

    name: str
    side: str
    words: str
    n: str


@dataclass(frozen=True, slots=True)
class Line:
    """One expectation in a table: what each group said, the figure of its list, what else must be known of it."""

    row: Row
    columns: tuple[Column, ...]
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """Lines with their heads; those of more than three groups stand in one column. ``note`` says why some have no share."""

    caption: str
    lines: tuple[Line, ...]
    head: str
    in_one: bool
    in_words: bool
    note: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as pages show it: its drawings are SVG of the publishing engine."""

    sentence: str
    subtitle: str
    notes: tuple[str, ...]
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """One of the lists of the page: how many there are, the first of them drawn and tabled."""

    headline: Headline
    count: int
    drawn: Drawn | None
    table: Table


@dataclass(frozen=True, slots=True)
class ListOf:
    """One list of a consultation, whole."""

    consultation: Consultation
    kind: str


def find_list(pk: UUID, kind: str) -> ListOf:
    """Return the list that the address names."""
    if kind not in LISTS:
        raise Http404
    return ListOf(find_consultation(pk), kind)


@dataclass(frozen=True, slots=True)
class VoteOn:
    """What the last vote that ended shows of one expectation, for its page."""

    sentences: tuple[str, ...]
    drawn: Drawn | None
    columns: tuple[Column, ...]


def vote_on(expectation: Expectation, language: str) -> VoteOn | None:
    """Return what the last vote that ended shows of an expectation; None before the first, or where it was not voted on."""
    found = results_of(expectation.consultation)
    row = found.row_of(expectation) if found else None
    if found is None or row is None:
        return None
    sentences = tuple(tell_row(row, found, language))
    figure = one_row(found, row, sentences[0], language)
    columns = tuple(_column(cell, found, language) for cell in row.cells)
    return VoteOn(sentences, drawn_of(figure, language) if figure else None, columns)


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def results(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """What gathers, what divides, what matters most; before the first count, what will stand here and when."""
    asked, language = Asked.read(request), page_language()
    found = results_of(consultation, asked.poll)
    if found is None:
        if asked.poll:
            raise Http404
        return render(request, "dialogue/results_none.html", frame(request, consultation, "results"))
    found = found.only(asked.keeps)
    sections = [section_of(found, headline, language) for headline in headlines(found, language)]
    context = {**frame_of(request, found, asked), "sections": sections}
    return render(request, "dialogue/results.html", context)


@permission_required("dialogue.see", of=find_list)
@require_safe
def results_list(request: PostRequest, wanted: ListOf) -> HttpResponse:
    """Every expectation of one list, page by page."""
    asked, language = Asked.read(request), page_language()
    found = results_of(wanted.consultation, asked.poll)
    if found is None:
        raise Http404
    found = found.only(asked.keeps)
    rows = LISTS[wanted.kind](found)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame_of(request, found, asked),
        "kind": wanted.kind,
        "title": tell(wanted.kind, language),
        "count": len(rows),
        "page": page,
        "table": table_of(found, list(page.object_list), wanted.kind, language),
    }
    return render(request, "dialogue/results_list.html", context)


def frame_of(request: HttpRequest, found: Results, asked: Asked) -> dict[str, Any]:
    """Return what every page of results shows around its lists: which vote, who voted, what the address asks for."""
    language = page_language()
    factors = [(factor.key, in_language(factor.name, language)) for factor in load_factors()]
    chosen = dict(factors).get(asked.factor)
    return {
        **frame(request, found.consultation, "results"),
        "results": found,
        "ended": ended_in_words(found, language),
        "polls": [(poll, poll_words(poll), asked.query(poll=poll.number)) for poll in ended_polls(found.consultation)],
        "voters": [voters_of(found, group, language) for group in found.groups],
        "factors": [("", _("every key factor")), *factors],
        "asked": asked,
        "query": asked.query(),
        "page_query": asked.query().removeprefix("?"),
        "applied": [(chosen, asked.query(factor="") or "?")] if chosen else [],
    }


def poll_words(poll: Poll) -> str:
    """Return the name of a vote among others."""
    return _("Vote %(number)s") % {"number": poll.number}


def voters_of(found: Results, group: Any, language: str) -> Column:
    """Return how many of a group voted."""
    words = _("fewer than 5") if group.voters is None else number(group.voters, language)
    return Column(in_language(group.name, language), group.side, words, "")


def section_of(found: Results, headline: Headline, language: str) -> Section:
    """Return one of the three things a vote shows, with the first of its list."""
    rows = LISTS[headline.kind](found)
    figure = figure_of(found, rows[:FIRST], headline.kind, headline.short, language)
    drawn = drawn_of(figure, language) if figure else None
    return Section(headline, len(rows), drawn, table_of(found, rows[:FIRST], headline.kind, language))


def drawn_of(figure: Figure, language: str) -> Drawn:
    """Return a figure as a page shows it."""
    drawings = {
        name: mark_safe(svg)  # noqa: S308 - made by the publishing engine, which escapes
        for name, svg in drawings_of(figure).items()
    }
    return Drawn(figure.sentence, figure.subtitle, figure_notes(figure, language), **drawings)


def table_of(found: Results, rows: Sequence[Row], kind: str, language: str) -> Table:
    """Return rows as a table with a link each: what is drawn, in words."""
    how = KINDS.get(kind) or KINDS["shared"]
    lines = tuple(
        Line(
            row,
            tuple(_column(cell, found, language) for cell in how.cells(row)),
            why_unknown(row, language) if kind == "unknown" else how.figure(row, language),
            _note(row, kind, language),
        )
        for row in rows
    )
    head = _("Why") if kind == "unknown" else in_language(HEADS[how.head], language)
    small = any(cell.status != "shown" for row in rows for cell in how.cells(row))
    return Table(
        in_language(CAPTIONS[kind], language),
        lines,
        head,
        in_one=len(found.groups) > MOST_COLUMNS,
        in_words=kind == "unknown",
        note=published("voters_note", language) if small else "",
    )


def _column(cell: Cell, found: Results, language: str) -> Column:
    n = number(cell.seen, language) if cell.status != "hidden" else "c"
    return Column(in_language(cell.group.short, language), cell.group.side, votes_as_counted(cell, found, language), n)


def _note(row: Row, kind: str, language: str) -> str:
    """Return what else must be known of a row: that it was merged since, which groups are divided in themselves."""
    into = row.expectation.merged_into
    merged = [tell("merged", language, reference=into.reference)] if into else []
    split = (
        [tell("row_split", language, groups=split_in_words(row, language))] if row.split and kind in OF_VOTES else []
    )
    return " ".join([*merged, *split])
