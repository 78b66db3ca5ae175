"""Expectations that say the same: proposals, two side by side, merging, and undoing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.dialogue import beside
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations, undo_merge
from danaya.apps.dialogue.actions.propose_merges import set_aside
from danaya.apps.dialogue.models import Alike, Consultation, Expectation, Merge
from danaya.apps.dialogue.problems import changed_meanwhile, problem
from danaya.apps.dialogue.queries import votable_expectations
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.frame import frame
from danaya.apps.dialogue.views.lookup import find_consultation, find_shown, read_key
from danaya.apps.dialogue.work import ALIKE
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.base.jobs.work import enqueue
from danaya.engines.language import Problem

ASIDE = "aside"


@permission_required("dialogue.manage", of=find_consultation)
@require_safe
def merge(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """What seems to say the same, two numbers to compare, what was merged."""
    open_ = set(votable_expectations(consultation).values_list("pk", flat=True))
    proposals = [
        one
        for one in consultation.alikes.filter(set_aside_by=None).select_related("first", "second")
        if {one.first_id, one.second_id} <= open_
    ]
    merges = Merge.objects.filter(original__consultation=consultation, undone_on=None)
    context = {
        **frame(request, consultation),
        "alike": [_row(one) for one in proposals if not one.opposite],
        "opposite": [_row(one) for one in proposals if one.opposite],
        "merges": merges.select_related("original", "into", "by__organisation").order_by("original__number"),
        "count": len(open_),
    }
    return render(request, "dialogue/merge.html", context)


def _row(proposal: Alike) -> dict[str, Any]:
    return {
        "first": proposal.first,
        "second": proposal.second,
        "words": [beside.said_columns(one.text)[:1] for one in (proposal.first, proposal.second)],
    }


@permission_required("dialogue.manage", of=find_consultation)
@require_POST
def look_for_alike(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Ask for a look at all expectations, two by two."""
    asked = enqueue(ALIKE, owner=request.user, at=now(), consultation_id=str(consultation.pk))
    return redirect(asked.get_absolute_url())


@permission_required("dialogue.manage", of=find_consultation)
@require_http_methods(["GET", "POST"])
def merge_pair(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Two expectations side by side: which speaks for both, or that they do not say the same."""
    named = [request.POST.get(name) or request.GET.get(name, "") for name in ("first", "second")]
    first, second = (find_shown(consultation, typed) for typed in named)
    if first is None or second is None or first == second:
        messages.error(request, _("Give the numbers of two different expectations of this consultation, such as A-03."))
        return redirect("dialogue:merge", consultation.pk)
    refused_words = ""
    if request.method == "POST":
        try:
            return _decide(request, first, second)
        except Problem as refused:
            refused_words = refused.in_language(page_language())
    context = {
        **frame(request, consultation),
        "pair": [_side(one, other) for one, other in ((first, second), (second, first))],
        "problem": refused_words,
        "page_errors": bool(refused_words),
        "mergeable": first.is_votable and second.is_votable,
        "speaks": request.POST.get("speaks", ""),
    }
    return render(request, "dialogue/merge_pair.html", context, status=422 if refused_words else 200)


def _side(expectation: Expectation, other: Expectation) -> dict[str, Any]:
    return {
        "other": other.reference,
        "expectation": expectation,
        "columns": beside.columns_of(expectation.text, expectation.language),
        "name": beside.name_of(expectation),
        "side": beside.side_shown(expectation),
        "factor": beside.factor_name(expectation.factor),
    }


def _decide(request: PostRequest, first: Expectation, second: Expectation) -> HttpResponse:
    consultation = first.consultation
    if request.POST.get("step") == ASIDE:
        set_aside(first, second, actor=request.acting, at=now())
        messages.success(request, _("Kept: they are not proposed any more."))
        return redirect("dialogue:merge", consultation.pk)
    pair = {str(one.pk): one for one in (first, second)}
    into = pair.get(request.POST.get("speaks", ""))
    if into is None:
        raise problem(
            "merge-speaks",
            "Choisissez laquelle des deux parle pour l'autre.",
            "Choose which of the two speaks for the other.",
        )
    original = second if into == first else first
    merge_expectations(original, into, actor=request.acting, at=now())
    said = _("%(original)s is merged into %(into)s. It can be undone below.")
    messages.success(request, said % {"original": original.reference, "into": into.reference})
    return redirect("dialogue:merge", consultation.pk)


@permission_required("dialogue.manage", of=find_consultation)
@require_POST
def undo(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Let an expectation stand for itself again."""
    rows = Merge.objects.filter(original__consultation=consultation)
    found = rows.filter(pk=read_key(request.POST.get("merge", ""))).first()
    try:
        if found is None:
            raise changed_meanwhile()
        original = undo_merge(found, actor=request.acting, at=now())
    except Problem as refused:
        messages.error(request, refused.in_language(page_language()))
    else:
        messages.success(request, _("%(original)s stands for itself again.") % {"original": original.reference})
    return redirect("dialogue:merge", consultation.pk)
