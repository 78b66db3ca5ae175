"""The desk of readers: texts that wait for their side, one at a time; those held, with where they stand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.dialogue import beside
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.forms.reading import HoldForm
from danaya.apps.dialogue.models import Consultation, Expectation, Ground, Reading, State, Translation
from danaya.apps.dialogue.naming import hints_of
from danaya.apps.dialogue.queries import waiting_for
from danaya.apps.dialogue.views.by_card.discreet import page_language, small_number
from danaya.apps.dialogue.views.frame import frame, say, status_of
from danaya.apps.dialogue.views.lookup import find_consultation, find_expectation
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.people.models import Organisation, Post
from danaya.engines.language import Problem

GONE = frozenset({"dialogue-changed-meanwhile", "dialogue-read-already"})
"""Refusals after which there is nothing left to decide on the page: the next text is offered."""


@permission_required("dialogue.read_first", of=find_consultation)
@require_safe
def reading(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """How many texts wait for the viewer's side, and those that are held."""
    waiting = list(texts_for(request.acting.post, consultation))
    held = Reading.objects.filter(
        expectation__consultation=consultation, expectation__state=State.HELD, cleared=False
    ).select_related("expectation__organisation", "by__organisation")
    current = [one for one in held if one.revision == one.expectation.revision]
    context = {
        **frame(request, consultation, "reading"),
        "visibility": readers_only(),
        "count": len(waiting),
        "first": waiting[0] if waiting else None,
        "elsewhere": read_here(request.acting.post, consultation),
        "held": [{"reading": one, "columns": beside.said_columns(one.expectation.text)} for one in current],
    }
    return render(request, "dialogue/reading.html", context)


def texts_for(post: Post, consultation: Consultation) -> Any:
    """Return the texts of a consultation that wait for a reader, in the order of their keys: drawn at random, never of arrival."""
    return waiting_for(post).filter(consultation=consultation).order_by("pk")


def read_here(post: Post, consultation: Consultation) -> int:
    """Return how many texts the post's side has read and the other has not."""
    waiting = consultation.expectations.filter(state=State.WAITING)
    done = Reading.objects.filter(side=post.side, expectation__in=waiting).values_list("expectation_id", "revision")
    revisions = dict(waiting.values_list("pk", "revision"))
    return sum(revisions[pk] == revision for pk, revision in done)


def readers_only() -> str:
    """Return who can read texts that wait."""
    return _("the readers of this consultation; of each text also its author")


@permission_required("dialogue.read_first", of=find_expectation)
@require_http_methods(["GET", "POST"])
def read_text(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """One text with its hints: it may be shown, or it is held and its author told why. After it, the next."""
    consultation = expectation.consultation
    holds = request.POST.get("decision") == "hold"
    form = HoldForm(request.POST if holds else None)
    if request.method == "POST" and (not holds or form.is_valid()):
        try:
            _decide(request, expectation, form if holds else None)
        except Problem as refused:
            if refused.code not in GONE:
                say(form, refused)
            return _page(request, expectation, form, refused)
        messages.success(request, _("Held: its author is told why.") if holds else _("Kept: it may be shown."))
        return onward(request, consultation)
    return _page(request, expectation, form)


def _decide(request: PostRequest, expectation: Expectation, form: HoldForm | None) -> None:
    revision = small_number(request.POST.get("revision", ""))
    if form is None:
        clear_expectation(expectation, revision=revision, actor=request.acting, at=now())
        return
    ground, remark = Ground(form.cleaned_data["ground"]), form.cleaned_data["remark"]
    hold_expectation(expectation, ground=ground, remark=remark, revision=revision, actor=request.acting, at=now())


def _page(
    request: PostRequest, expectation: Expectation, form: HoldForm, refused: Problem | None = None
) -> HttpResponse:
    expectation.refresh_from_db()
    waiting = texts_for(request.acting.post, expectation.consultation)
    open_ = waiting.filter(pk=expectation.pk).exists()
    context = {
        **frame(request, expectation.consultation, "reading"),
        "visibility": readers_only(),
        "expectation": expectation,
        "columns": beside.columns_of(expectation.text, expectation.language),
        "name": beside.name_of(expectation),
        "side": expectation.side,
        "factor": beside.factor_name(expectation.factor),
        "matters": beside.matter_names(expectation.matters),
        "untranslated": expectation.translation == Translation.MISSING,
        "hints": hints_of(expectation.text, names_of_bodies()),
        "form": form,
        "open": open_,
        "refused": refused.in_language(page_language()) if refused and refused.code in GONE else "",
        "page_errors": refused is not None,
        "left": waiting.exclude(pk=expectation.pk).count(),
        "next": waiting.exclude(pk=expectation.pk).first(),
        "readings": expectation.readings.filter(revision=expectation.revision).select_related("by__organisation"),
    }
    return render(request, "dialogue/read_text.html", context, status=422 if refused else status_of(form))


def names_of_bodies() -> list[str]:
    """Return names and acronyms of organisations, which are no names of persons."""
    rows = Organisation.objects.values_list("name", "acronym")
    return [name for names, acronym in rows for name in (*names.values(), acronym)]


def onward(request: PostRequest, consultation: Consultation) -> HttpResponse:
    """Lead to the next text that waits, or back to the desk."""
    following = texts_for(request.acting.post, consultation).first()
    if following is None:
        return redirect("dialogue:reading", consultation.pk)
    return redirect("dialogue:read_text", consultation.pk, following.pk)
