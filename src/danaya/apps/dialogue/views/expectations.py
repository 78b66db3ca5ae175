"""The list of expectations with filters in its address, one expectation with all that was said of it, and the answers due."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.dialogue import beside, listing
from danaya.apps.dialogue.forms.filtering import FIRST, FilterForm
from danaya.apps.dialogue.models import Consultation, Expectation, FateKind, Merge, Reply, State, Voice
from danaya.apps.dialogue.models.expectations import ALERTING
from danaya.apps.dialogue.queries import answered_in_time, answers_to, votable_expectations
from danaya.apps.dialogue.ratings import rated_options
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.frame import frame, readers_of_text
from danaya.apps.dialogue.views.lookup import find_consultation, find_expectation
from danaya.apps.dialogue.views.results import vote_on
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import today
from danaya.apps.people.models import Administration
from danaya.engines.language import LANGUAGES

A_PAGE = 50
ACTS = (
    ("restate", "dialogue.restate"),
    ("solve", "dialogue.solve"),
    ("fate", "dialogue.record_fate"),
    ("translate", "dialogue.translate"),
    ("tag", "dialogue.tag"),
)
"""Name of a page → the permission it asks for on an expectation."""


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def expectations(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """The expectations that the filters of the address leave, page by page."""
    form = FilterForm(request.GET, organisations=listing.organisations_that_spoke(consultation))
    applied = form.applied()
    chosen = {name: value for name, (value, _words) in applied.items()}
    found = listing.matching(scope_of(request, consultation), chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(expectation) for expectation in page.object_list]
    address = request.build_absolute_uri(f"{request.path}?{urlencode(chosen)}" if chosen else request.path)
    context = {
        **frame(request, consultation, "expectations"),
        "form": form,
        "applied": [
            (words, f"?{urlencode(listing.without(chosen, name))}") for name, (_value, words) in applied.items()
        ],
        "count": len(found),
        "page": page,
        "rows": rows,
        "query": urlencode(chosen),
        "more": bool(set(chosen) - set(FIRST)),
        "address": address,
        "may_write": consultation.gathers and may(request, "dialogue.write", consultation),
        "may_manage": may(request, "dialogue.manage", consultation),
    }
    return render(request, "dialogue/expectations.html", context)


def scope_of(request: HttpRequest, consultation: Consultation) -> listing.Scope:
    """Return what the list is asked for: whoever reads or answers knows the side of a text without a name."""
    return listing.Scope(consultation, today(), knows_sides=may(request, "dialogue.vote", consultation))


def row_of(expectation: Expectation) -> dict[str, Any]:
    """Return what the list says of one expectation."""
    due = listing.due_on(expectation)
    return {
        "expectation": expectation,
        "name": beside.name_of(expectation),
        "side": beside.side_shown(expectation),
        "factor": beside.factor_name(expectation.factor),
        "answer": FateKind(answer).label if (answer := expectation.answer) else "",  # type: ignore[attr-defined]
        "due": due,
        "late": due is not None and due < today(),
        "translation": beside.translation_state(expectation),
    }


@permission_required("dialogue.see_expectation", of=find_expectation)
@require_safe
def expectation(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """One expectation: the words, what it rests on, how it was understood, solved and answered; what the viewer may do."""
    context = {
        **frame(request, expectation.consultation),
        "visibility": readers_of_text(expectation),
        **words_of(expectation),
        **said_of(expectation),
        **solved(request, expectation),
        **standing_of(request, expectation),
        "acts": acts_of(request, expectation),
    }
    return render(request, "dialogue/expectation.html", context)


def words_of(expectation: Expectation) -> dict[str, Any]:
    """Return the words of an expectation, whose they are, and what they are about."""
    return {
        "expectation": expectation,
        "columns": beside.columns_of(expectation.text, expectation.language),
        "name": beside.name_of(expectation),
        "side": beside.side_shown(expectation),
        "translation": beside.translation_state(expectation),
        "factor": beside.factor_name(expectation.factor),
        "matters": beside.matter_names(expectation.matters),
        "findings": expectation.findings.select_related("analysis__table", "analysis__round").order_by("order"),
    }


def said_of(expectation: Expectation) -> dict[str, Any]:
    """Return how the other side restated it, what was merged into it, what it was answered."""
    restated: list[dict[str, Any]] = [
        {"reformulation": one, "columns": beside.said_columns(one.text)}
        for one in expectation.reformulations.select_related("by__organisation")
    ]
    merged = [
        {"merge": merge, "original": merge.original, "columns": beside.said_columns(merge.original.text),
         "name": beside.name_of(merge.original), "side": beside.side_shown(merge.original)}
        for merge in Merge.objects.filter(original__merged_into=expectation, undone_on=None).select_related(
            "original__organisation"
        )
    ]  # fmt: skip
    fates = [
        {"fate": fate, "columns": beside.said_columns(fate.reason), "words": FateKind(fate.kind).label}
        for fate in answers_to(expectation)
    ]
    return {
        "restated": [one for one in restated if one["reformulation"].reply != Reply.CORRECTED],
        "attempts": [one for one in restated if one["reformulation"].reply == Reply.CORRECTED],
        "merged": merged,
        "fate": fates[0] if fates else None,
        "earlier": fates[1:],
        "vote": vote_on(expectation, page_language()),
    }


def solved(request: PostRequest, expectation: Expectation) -> dict[str, Any]:
    """Return causes and options, with what the viewer may see of ratings."""
    options = list(expectation.options.select_related("by__organisation", "chosen_by__organisation"))
    rates = may(request, "dialogue.solve", expectation)
    return {
        "causes": [
            {"cause": cause, "columns": beside.said_columns(cause.text)}
            for cause in expectation.causes.select_related("by__organisation")
        ],
        "options": [
            {"rated": rated, "columns": beside.said_columns(rated.option.text)}
            for rated in rated_options(options, request.acting.post, rates=rates)
        ],
    }


def standing_of(request: PostRequest, expectation: Expectation) -> dict[str, Any]:
    """Return where a text stands before it is shown, and by when it is answered after."""
    own = may(request, "dialogue.answer_for_author", expectation)
    readings = expectation.readings.filter(revision=expectation.revision).select_related("by__organisation")
    held = [reading for reading in readings if not reading.cleared]
    due = listing.due_on(expectation)
    administration = Administration.current() if own and held else None
    return {
        "own": own,
        "state": State(expectation.state),
        "held": held,
        "alerting": any(reading.ground in ALERTING for reading in held),
        "channel": administration.alert_channel if administration else {},
        "read_by": {reading.side for reading in readings if reading.cleared},
        "may_change": own and expectation.state in {State.WAITING, State.HELD},
        "due": due,
        "late": due is not None and due < today(),
        "pending": own and expectation.reformulations.filter(reply=Reply.PENDING).exists(),
        "reads": not expectation.is_shown and may(request, "dialogue.read_first", expectation),
    }


def acts_of(request: PostRequest, expectation: Expectation) -> set[str]:
    """Return the names of the pages on which the viewer may do something with an expectation, as far as it can be done now."""
    allowed = {name for name, permission in ACTS if may(request, permission, expectation)}
    closed = set()
    if expectation.merged_into_id or expectation.reformulations.exclude(reply=Reply.CORRECTED).exists():
        closed.add("restate")
    if expectation.merged_into_id:
        closed |= {"solve", "fate"}
    if expectation.of_author >= set(LANGUAGES):
        closed.add("translate")
    return allowed - closed if expectation.is_shown else set()


@permission_required("dialogue.see", of=find_consultation)
@require_safe
def answers(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """The share answered in time per side, and the expectations that still wait, the longest first."""
    unanswered = votable_expectations(consultation).filter(answered_on=None)
    waiting = listing.with_answer(unanswered.select_related("organisation", "consultation"))
    page = Paginator(waiting.order_by("cleared_on", "number"), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {**row_of(one), "may_answer": may(request, "dialogue.record_fate", one), "answers": answering(request, one)}
        for one in page.object_list
    ]
    context = {
        **frame(request, consultation, "answers"),
        "answered": answered_in_time(consultation, today()),
        "page": page,
        "rows": rows,
        "done": votable_expectations(consultation).filter(answered_on__isnull=False).count(),
        "within": timedelta(days=consultation.answer_within).days,
    }
    return render(request, "dialogue/answers.html", context)


def answering(request: PostRequest, expectation: Expectation) -> str:
    """Return who answers: the other side; of a text without a name only to whoever takes part."""
    if expectation.voice == Voice.ANONYMOUS and not may(request, "dialogue.vote", expectation.consultation):
        return str(_("the other side"))
    return str(expectation.other_side.label)
