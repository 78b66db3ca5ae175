"""Editions for everyone: prepared by whoever manages the plan, read and authorised, refused or withdrawn by the director."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.commitments.actions.telling.authorise_edition import (
    authorise_edition,
    refuse_edition,
    withdraw_edition,
)
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.forms.telling import WhyForm
from danaya.apps.commitments.models import Edition, Plan
from danaya.apps.commitments.signing.contested import contested_words
from danaya.apps.commitments.telling.editions import is_whole, named_in, public_edition
from danaya.apps.commitments.telling.reading import read_edition
from danaya.apps.commitments.telling.slots import public_path
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.telling.finding import find_edition
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import Problem
from danaya.engines.seals import short

A_PAGE = 50
"""Commitments of one page; the director authorises all pages together."""
FIELDS = {"commitments-edition-refusal": "why", "commitments-edition-withdrawal": "why"}


@permission_required("commitments.see", of=find_plan)
@require_safe
def editions(request: PostRequest, plan: Plan) -> HttpResponse:
    """Every edition with what became of it, the newest first."""
    rows = list(plan.editions.defer("content").select_related("made_by__organisation", "authorised_by__organisation"))
    context = {
        **frame(request, plan, "editions"),
        "editions": rows,
        "public": public_edition(plan),
        "public_url": public_path(plan),
        "waiting": rows[0] if rows and rows[0].is_waiting else None,
        "may_make": may(request, "commitments.tell"),
        "may_authorise": may(request, "commitments.authorise"),
    }
    return render(request, "commitments/telling/editions.html", context)


@permission_required("commitments.tell", of=find_plan)
@require_POST
def make(request: PostRequest, plan: Plan) -> HttpResponse:
    """Freeze what is confirmed today."""
    try:
        made = make_edition(plan, actor=request.acting, at=now())
    except Problem as refused:
        messages.warning(request, refused.in_language(page_language()))
        return redirect("commitments:editions", plan.pk)
    messages.success(request, _("The edition is prepared. It is shown to everyone once the director authorises it."))
    return redirect("commitments:edition", plan.pk, made.number)


@permission_required("commitments.see", of=find_edition)
@require_safe
def edition(request: PostRequest, edition: Edition) -> HttpResponse:
    """What everyone would read, exactly; for the director, the button that makes it so."""
    return render(request, "commitments/telling/edition.html", _about(request, edition))


def _about(request: PostRequest, edition: Edition) -> dict[str, Any]:
    newest = not edition.plan.editions.filter(number__gt=edition.number).exists()
    decides = may(request, "commitments.authorise")
    public = public_edition(edition.plan)
    page = Paginator(edition.content["commitments"], A_PAGE).get_page(request.GET.get("page"))
    return {
        **frame(request, edition.plan, "editions"),
        "edition": edition,
        "contested": contested_words(edition.plan, page_language()),
        "page": page,
        "told": read_edition(edition, page_language(), list(page.object_list)),
        "digest": short(edition.digest),
        "is_whole": is_whole(edition),
        "is_shown": public is not None and public.pk == edition.pk,
        "is_replaced": not newest and edition.is_waiting,
        "may_authorise": decides and edition.is_waiting and newest,
        "may_withdraw": decides and edition.is_public,
        "names": named_in(edition.content) if may(request, "commitments.see_director_page") else [],
    }


@permission_required("commitments.authorise", of=find_edition)
@require_POST
def authorise(request: PostRequest, edition: Edition) -> HttpResponse:
    """Make public what the page showed, and nothing else."""
    try:
        authorise_edition(edition, shown=request.POST.get("digest", ""), actor=request.acting, at=now())
    except Problem as refused:
        context = {**_about(request, edition), "problem": refused.in_language(page_language()), "page_errors": True}
        return render(request, "commitments/telling/edition.html", context, status=409)
    messages.success(request, _("Authorised: everyone can read it now."))
    return redirect("commitments:edition", edition.plan_id, edition.number)


@permission_required("commitments.authorise", of=find_edition)
@require_http_methods(["GET", "POST"])
def refuse(request: PostRequest, edition: Edition) -> HttpResponse:
    """Say what must change."""
    return _with_reason(request, edition, refuse_edition, "refuse", _("Refused: the team reads why."))


@permission_required("commitments.authorise", of=find_edition)
@require_http_methods(["GET", "POST"])
def withdraw(request: PostRequest, edition: Edition) -> HttpResponse:
    """Take back what everyone could read."""
    return _with_reason(
        request, edition, withdraw_edition, "withdraw", _("Withdrawn: nothing of the plan is public any more.")
    )


def _with_reason(request: PostRequest, edition: Edition, act: Any, name: str, done: str) -> HttpResponse:
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(edition, why=form.cleaned_data["why"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, FIELDS.get(refused.code))
        else:
            messages.success(request, done)
            return redirect("commitments:editions", edition.plan_id)
    context = {**frame(request, edition.plan, "editions"), "edition": edition, "form": form, "act": name}
    return render(request, "commitments/telling/why.html", context, status=status_of(form))
