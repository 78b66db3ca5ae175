"""Plans: the list, the overview of one with what waits for the viewer, opening and changing one."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.commitments.actions.make_plan import change_plan, make_plan
from danaya.apps.commitments.drafting.held import against_facts, in_short
from danaya.apps.commitments.drafting.waiting import Waits, next_in_drafting
from danaya.apps.commitments.forms.planning import PlanForm
from danaya.apps.commitments.models import CommitmentState, Plan, PlanState
from danaya.apps.commitments.overviews import beside as overviews
from danaya.apps.commitments.progress.said import on_plan
from danaya.apps.commitments.progress.waiting import next_in_progress
from danaya.apps.commitments.queries import readable_plans
from danaya.apps.commitments.signing.waiting import next_in_signing
from danaya.apps.commitments.views.frame import address_of, frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan, once_of
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem

REFUSED = {
    "commitments-plan-title": "title",
    "commitments-plan-order": "ends",
    "commitments-plan-most": "most_at_once",
    "commitments-at-signature": "title",
}
"""Code of a refusal → the field it stands beside."""


@permission_required("commitments.see")
@require_safe
def list_plans(request: PostRequest) -> HttpResponse:
    """Every plan that the viewer may open, with how many commitments stand where."""
    plans = readable_plans(request.user).annotate(
        adopted=Count("commitments", filter=Q(commitments__state=CommitmentState.ADOPTED)),
        proposed=Count("commitments", filter=Q(commitments__state=CommitmentState.PROPOSED)),
    )
    context = {"plans": plans, "may_make": may(request, "commitments.manage")}
    return render(request, "commitments/list.html", context)


@permission_required("commitments.see", of=find_plan)
@require_safe
def plan(request: PostRequest, plan: Plan) -> HttpResponse:
    """Title, dates, where it stands, what is next for the viewer, ratings held against facts."""
    waiting = waiting_in(request, plan)
    context = {
        **frame(request, plan, "plan"),
        **overviews.beside(request, plan),
        **on_plan(plan),
        "next_step": waiting[0] if waiting else None,
        "waiting": waiting[1:],
        "counts": counts_of(plan),
        "ratings": (ratings := against_facts(plan, page_language())),
        "ratings_in_short": in_short(ratings, page_language()),
        "bodies": plan.bodies.select_related("organisation", "signatory"),
        "may_manage": may(request, "commitments.manage", plan),
        "pages": {name: address_of(name, plan) for name in ("table", "signing", "drafts")},
    }
    return render(request, "commitments/plan.html", context)


def waiting_in(request: PostRequest, plan: Plan) -> list[Waits]:
    """Return what waits for the viewer in a plan: what is signed and drafted before what was promised, unless it runs."""
    asked = [*next_in_signing(request, plan), *next_in_drafting(request, plan)]
    promised = next_in_progress(request, plan)
    return [*promised, *asked] if plan.state == PlanState.ADOPTED else [*asked, *promised]


def counts_of(plan: Plan) -> dict[str, int]:
    """Return how many commitments of a plan both sides see, by state."""
    shown = (CommitmentState.PROPOSED, CommitmentState.ADOPTED, CommitmentState.ABANDONED)
    rows: Any = plan.commitments.filter(state__in=shown).order_by().values_list("state")
    return dict(rows.annotate(count=Count("pk")))


@permission_required("commitments.manage")
@require_http_methods(["GET", "POST"])
def make(request: PostRequest) -> HttpResponse:
    """Open a plan."""
    form, once = PlanForm(posted(request), today=today()), once_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_plan(form.facts(), key=once, actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, REFUSED.get(refused.code))
        else:
            messages.success(request, _("Open. Customs and private-sector bodies can draft commitments."))
            return redirect("commitments:plan", made.pk)
    return render(request, "commitments/make.html", {"form": form, "once": once}, status=status_of(form))


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def change(request: PostRequest, plan: Plan) -> HttpResponse:
    """Change the settings of a plan."""
    form = PlanForm(posted(request), today=today(), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(plan, form.facts(), actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, REFUSED.get(refused.code))
        else:
            messages.success(request, _("Kept."))
            return redirect("commitments:plan", plan.pk)
    context = {**frame(request, plan, "change"), "form": form}
    return render(request, "commitments/change.html", context, status=status_of(form))
