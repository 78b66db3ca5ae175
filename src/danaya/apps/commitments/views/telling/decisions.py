"""Decisions: asked by whoever manages the plan, taken by the director, followed up; and the list of what became of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.commitments.actions.telling.ask_decision import ask_decision, drop_decision
from danaya.apps.commitments.actions.telling.take_decision import follow_up_decision, take_decision
from danaya.apps.commitments.forms.telling import AskForm, DecideForm, FollowUpForm
from danaya.apps.commitments.models import Decision, Plan
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan, once_of, read_key
from danaya.apps.commitments.views.telling.director import readers
from danaya.apps.commitments.views.telling.finding import find_decision
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.base.journal.entries import history
from danaya.engines.language import Problem

A_PAGE = 20
"""Decisions of one page, the latest first."""
FIELDS = {
    "commitments-decision-question": "question",
    "commitments-decision-consequence": "consequence_1",
    "commitments-decision-options": "option_2",
    "commitments-decision-commitment": "commitment",
    "commitments-decision-abandons": "commitment",
    "commitments-decision-option": "chosen",
    "commitments-decision-ahead": "decided_on",
    "commitments-follow-up-empty": "follow_up",
    "commitments-follow-up-reference": "reference",
}
"""What an action refuses → the field beside which it is said; above the form where it is none's."""


@permission_required("commitments.see", of=find_plan)
@require_safe
def decisions(request: PostRequest, plan: Plan) -> HttpResponse:
    """What the director decided about the plan, and what became of it; to those who ask or decide, also what waits."""
    rows = plan.decisions.select_related("commitment__plan", "asked_by__organisation", "decided_by__organisation")
    taken = rows.filter(chosen__isnull=False).order_by("-decided_on", "pk")
    inside = may(request, "commitments.see_director_page")
    context = {
        **frame(request, plan, "director"),
        "page": Paginator(taken, A_PAGE).get_page(request.GET.get("page")),
        "open": list(rows.filter(chosen=None, dropped_on=None)) if inside else [],
        "dropped": list(rows.filter(dropped_on__isnull=False)) if inside else [],
        "inside": inside,
        "may_decide": may(request, "commitments.decide"),
        "may_ask": may(request, "commitments.tell"),
    }
    return render(request, "commitments/telling/decisions.html", context)


@permission_required("commitments.tell", of=find_plan)
@require_http_methods(["GET", "POST"])
def ask(request: PostRequest, plan: Plan) -> HttpResponse:
    """Put a question to the director."""
    named = plan.commitments.filter(pk=read_key(request.GET.get("commitment", ""))).first()
    form = AskForm(posted(request), plan=plan, initial={"commitment": named})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            ask_decision(
                plan,
                typed["question"],
                form.choices(),
                commitment=typed["commitment"],
                key=once,
                actor=request.acting,
                at=now(),
            )
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("The question stands on the director's page."))
            return redirect("commitments:director", plan.pk)
    context = {**frame(request, plan, "director"), "form": form, "once": once, "visibility": readers()}
    return render(request, "commitments/telling/ask.html", context, status=status_of(form))


@permission_required("commitments.decide", of=find_decision)
@require_http_methods(["GET", "POST"])
def decide(request: PostRequest, decision: Decision) -> HttpResponse:
    """Record what the director decided; deciding anew replaces it, and the journal keeps both."""
    start = {name: getattr(decision, name) for name in ("chosen", "reference", "follow_up", "remark")}
    first = {**start, "decided_on": decision.decided_on or today()}
    form = DecideForm(posted(request), decision=decision, language=page_language(), initial=first, stands=start)
    if request.method == "POST" and form.is_valid():
        try:
            take_decision(decision, actor=request.acting, at=now(), **form.cleaned_data)
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("commitments:director", decision.plan_id)
    context = {**_about(request, decision), "form": form, "past": history(decision)}
    return render(request, "commitments/telling/decide.html", context, status=status_of(form))


def _about(request: PostRequest, decision: Decision) -> dict[str, Any]:
    return {**frame(request, decision.plan, "director"), "decision": decision}


@permission_required("commitments.tell", of=find_decision)
@require_http_methods(["GET", "POST"])
def follow_up(request: PostRequest, decision: Decision) -> HttpResponse:
    """Write down what became of a decision."""
    start = {"follow_up": decision.follow_up, "reference": decision.reference}
    form = FollowUpForm(posted(request), initial=start, stands=start)
    if request.method == "POST" and form.is_valid():
        try:
            follow_up_decision(decision, **form.cleaned_data, actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, _("Kept: what became of the decision stands beside it."))
            return redirect("commitments:decisions", decision.plan_id)
    context = {**_about(request, decision), "form": form}
    return render(request, "commitments/telling/follow_up.html", context, status=status_of(form))


@permission_required("commitments.tell", of=find_decision)
@require_POST
def drop(request: PostRequest, decision: Decision) -> HttpResponse:
    """Take a question back."""
    try:
        drop_decision(decision, actor=request.acting, at=now())
    except Problem as refused:
        messages.warning(request, refused.in_language(page_language()))
    else:
        messages.success(request, _("The question is taken back."))
    return redirect("commitments:decisions", decision.plan_id)
