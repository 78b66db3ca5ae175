"""Other measures of a vote, as a second view: consensus as Polis computes it, what sets a group apart, groups of opinion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from danaya.apps.dialogue.models import Consultation
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.lookup import find_consultation
from danaya.apps.dialogue.views.results import Asked, frame_of
from danaya.apps.dialogue.votes.measures import Listed, second_view
from danaya.apps.dialogue.votes.opinions import FEWEST_PEOPLE, OpinionView
from danaya.apps.dialogue.votes.results import Results, Row, results_of
from danaya.apps.people.access import PostRequest, permission_required
from danaya.engines.language import in_language, number, percent

STANCES: Mapping[str, str | Promise] = {"agree": _("agrees"), "disagree": _("disagrees")}
A_LIST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One expectation in a list, with the stance it stands out by and the figures beside it."""

    row: Row
    stance: str | Promise = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """What sets a group apart."""

    name: str
    entries: tuple[Entry, ...]


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def measures(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """The measures that stand beside ours, each with what it is and what it is not."""
    asked, language = Asked.read(request), page_language()
    found = results_of(consultation, asked.poll)
    if found is None:
        raise Http404
    rows = {str(row.expectation.pk): row for row in found.rows}
    view = second_view(found.tally, [(key, row.expectation.number or 0) for key, row in rows.items()])
    names = {group.key: in_language(group.name, language) for group in found.groups}
    informed = [
        Entry(rows[key], figures=(number(agree, language, 2), number(disagree, language, 2)))
        for key, agree, disagree in view.informed
    ]
    context = {
        **frame_of(request, found, asked),
        "informed": informed[:A_LIST],
        "more": max(0, len(informed) - A_LIST),
        "majority": [entry_of(one, rows, language) for one in view.majority],
        "apart": [
            ListedGroup(names[key], tuple(entry_of(one, rows, language) for one in listed))
            for key, listed in view.apart.items()
            if listed
        ],
        "opinions": opinion_groups(found.opinions, rows),
        "divisions": divisions(found, language),
        "fewest": FEWEST_PEOPLE,
    }
    return render(request, "dialogue/measures.html", context)


def entry_of(one: Listed, rows: Mapping[str, Row], language: str) -> Entry:
    """Return one line of a list."""
    return Entry(rows[one.key], STANCES[one.stance], (percent(one.share, language),))


def opinion_groups(view: OpinionView | None, rows: Mapping[str, Row]) -> list[tuple[int, list[Entry]]]:
    """Return the share of each group of opinion and the expectations that set it apart; those no longer shown are left out."""
    return [(share, entries_of(statements, rows)) for share, statements in view.groups] if view else []


def entries_of(statements: Iterable[tuple[str, str]], rows: Mapping[str, Row]) -> list[Entry]:
    """Return expectations with their stance, as far as they are shown."""
    return [Entry(rows[key], STANCES[stance]) for key, stance in statements if key in rows]


def divisions(found: Results, language: str) -> Sequence[tuple[str, ...]]:
    """Return for each number of groups how far apart they are and how well they hold."""
    kept = found.opinions.divisions if found.opinions else ()
    return [(number(k, language), *(number(figure, language, 2) for figure in figures)) for k, *figures in kept]
