"""One question, one answer scale, one breakdown of a questionnaire in preparation."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.edit_codebook import (
    add_question,
    change_question,
    keep_breakdown,
    keep_scale,
    remove_breakdown,
    remove_question,
    remove_scale,
)
from danaya.apps.rounds.forms.codebook import (
    BreakdownForm,
    NewQuestionForm,
    NewScaleForm,
    QuestionForm,
    RowsForm,
    ScaleForm,
    breakdown_facts,
)
from danaya.apps.rounds.models import AnswerScale, Breakdown, Question, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.views.finding import find_breakdown, find_question, find_round, find_scale
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, posted, say_refusal


def kept(request: PostRequest, round_: Round, form: Any, keep: Callable[[], object]) -> HttpResponse | None:
    """Do what a valid form asks and lead back to the questionnaire; None where the page must be shown again."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        keep()
    except REFUSALS as refusal:
        say_refusal(form, refusal)
        return None
    messages.success(request, _("Kept."))
    return redirect("rounds:questionnaire", round_.pk)


@permission_required("rounds.prepare_round", of=find_round)
def new_question(request: PostRequest, round_: Round) -> HttpResponse:
    """Add a question."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    form = NewQuestionForm(posted(request), round_=round_, question=None, language=language_of_page())
    done = kept(
        request, round_, form, lambda: add_question(round_, actor=request.acting, at=now(), **form.cleaned_data)
    )
    context = {"form": form, "round": round_, "question": None}
    return done or render(request, "rounds/question.html", context, status=422 if form.errors else 200)


@permission_required("rounds.prepare_round", of=find_question)
def edit_question(request: PostRequest, question: Question) -> HttpResponse:
    """Change one question."""
    round_ = question.round
    refuse_closed(round_)
    form = QuestionForm(posted(request), round_=round_, question=question, language=language_of_page())
    done = kept(
        request, round_, form, lambda: change_question(question, actor=request.acting, at=now(), **form.cleaned_data)
    )
    context = {"form": form, "round": round_, "question": question}
    return done or render(request, "rounds/question.html", context, status=422 if form.errors else 200)


@permission_required("rounds.prepare_round", of=find_round)
def new_scale(request: PostRequest, round_: Round) -> HttpResponse:
    """Add an answer scale."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    form = NewScaleForm(posted(request), rows=[{}, {}])

    def keep() -> None:
        keep_scale(round_, key=form.cleaned_data["key"], codes=form.codes(), actor=request.acting, at=now())

    return kept(request, round_, form, keep) or rows_page(request, "rounds/scale.html", round_, form, None)


@permission_required("rounds.prepare_round", of=find_scale)
def edit_scale(request: PostRequest, scale: AnswerScale) -> HttpResponse:
    """Change an answer scale: labels, scores, what counts as favourable."""
    refuse_closed(scale.round)
    form = ScaleForm(posted(request), rows=scale.codes)

    def keep() -> None:
        keep_scale(scale.round, key=scale.key, codes=form.codes(), actor=request.acting, at=now())

    return kept(request, scale.round, form, keep) or rows_page(request, "rounds/scale.html", scale.round, form, scale)


@permission_required("rounds.prepare_round", of=find_round)
def new_breakdown(request: PostRequest, round_: Round) -> HttpResponse:
    """Add a breakdown."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    return breakdown_page(request, round_, None)


@permission_required("rounds.prepare_round", of=find_breakdown)
def edit_breakdown(request: PostRequest, breakdown: Breakdown) -> HttpResponse:
    """Change a breakdown: its column, its levels."""
    refuse_closed(breakdown.round)
    return breakdown_page(request, breakdown.round, breakdown)


def breakdown_page(request: PostRequest, round_: Round, breakdown: Breakdown | None) -> HttpResponse:
    """Return the page of a breakdown, or what follows when it was kept."""
    rows = breakdown.levels if breakdown else [{}, {}]
    form = BreakdownForm(posted(request), rows=rows, round_=round_, initial=breakdown_facts(breakdown))

    def keep() -> None:
        facts = {name: form.cleaned_data[name] for name in ("name", "column", "kind")}
        facts |= {"levels": form.levels(), "audiences": form.asked_of()}
        keep_breakdown(round_, breakdown, actor=request.acting, at=now(), **facts)

    return kept(request, round_, form, keep) or rows_page(request, "rounds/breakdown.html", round_, form, breakdown)


def rows_page(request: PostRequest, template: str, round_: Round, form: RowsForm, item: Model | None) -> HttpResponse:
    """Return a page of rows."""
    context = {"form": form, "round": round_, "item": item, "lines": form.lines(), "heads": form.heads}
    return render(request, template, context, status=422 if form.errors else 200)


@permission_required("rounds.prepare_round", of=find_question)
@require_POST
def drop_question(request: PostRequest, question: Question) -> HttpResponse:
    round_ = question.round
    remove_question(question, actor=request.acting, at=now())
    messages.success(request, _("The question is no longer in the questionnaire."))
    return redirect("rounds:questionnaire", round_.pk)


@permission_required("rounds.prepare_round", of=find_scale)
@require_POST
def drop_scale(request: PostRequest, scale: AnswerScale) -> HttpResponse:
    remove_scale(scale, actor=request.acting, at=now())
    messages.success(request, _("The scale is removed."))
    return redirect("rounds:questionnaire", scale.round_id)


@permission_required("rounds.prepare_round", of=find_breakdown)
@require_POST
def drop_breakdown(request: PostRequest, breakdown: Breakdown) -> HttpResponse:
    round_ = breakdown.round
    remove_breakdown(breakdown, actor=request.acting, at=now())
    messages.success(request, _("The breakdown is removed."))
    return redirect("rounds:questionnaire", round_.pk)
