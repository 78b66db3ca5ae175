"""From problem to solution: causes and options, what both sides think of each option, the one chosen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from danaya.apps.dialogue import beside
from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.forms.solving import CauseForm, OptionForm, RatingForm
from danaya.apps.dialogue.models import Cause, Expectation, Option, Rating
from danaya.apps.dialogue.queries import rated_by_both
from danaya.apps.dialogue.ratings import rated_options
from danaya.apps.dialogue.views.answering import about
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.expectations import solved
from danaya.apps.dialogue.views.frame import posted, say, status_of
from danaya.apps.dialogue.views.lookup import find_expectation, find_option
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import Problem

KINDS: dict[str, Any] = {"cause": Cause, "option": Option}

KEPT = {
    False: gettext_lazy("Kept. Ratings are shown once both sides have rated."),
    True: gettext_lazy("Kept. Both sides have rated: the ratings are shown."),
}
"""Whether both sides have rated an option → what is said to whoever just did."""


@permission_required("dialogue.solve", of=find_expectation)
@require_http_methods(["GET", "POST"])
def solve(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Causes and options of an expectation, and how far each option is rated."""
    adds = request.POST.get("adds", "")
    forms = {
        "cause": CauseForm(request.POST if adds == "cause" else None),
        "option": OptionForm(request.POST if adds == "option" else None),
    }
    form = forms.get(adds)
    if form is not None and form.is_valid():
        try:
            add_contribution(KINDS[adds], expectation, form.cleaned_data["text"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, "text")
        else:
            messages.success(request, _("Added."))
            return redirect("dialogue:solve", expectation.consultation_id, expectation.pk)
    context = {
        **about(request, expectation),
        **solved(request, expectation),
        **{f"{name}_form": one for name, one in forms.items()},
        "form": form,
        "open": is_open(expectation),
        "may_choose": may(request, "dialogue.choose", expectation),
    }
    return render(request, "dialogue/solve.html", context, status=status_of(*forms.values()))


def is_open(expectation: Expectation) -> bool:
    """Tell whether causes and options are still gathered."""
    return expectation.is_votable and not expectation.options.filter(chosen_on__isnull=False).exists()


@permission_required("dialogue.solve", of=find_expectation)
@require_http_methods(["GET", "POST"])
def rate(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Say of an option how much it would change and how feasible it is; nobody sees it before both sides have."""
    option = find_option(request, expectation)
    if option is None:
        return _no_option(request, expectation)
    (rated,) = rated_options([option], request.acting.post, rates=True)
    form = RatingForm(posted(request), initial=_start(rated.mine))
    if request.method == "POST" and form.is_valid():
        try:
            rate_option(option, **form.steps(), actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, KEPT[rated_by_both([option])[option.pk]])
            return redirect("dialogue:solve", expectation.consultation_id, expectation.pk)
    context = {
        **about(request, expectation),
        "option": option,
        "words": beside.said_columns(option.text),
        "rated": rated,
        "form": form,
    }
    return render(request, "dialogue/rate.html", context, status=status_of(form))


def _no_option(request: PostRequest, expectation: Expectation) -> HttpResponse:
    messages.warning(request, _("Choose an option of the list."))
    return redirect("dialogue:solve", expectation.consultation_id, expectation.pk)


def _start(mine: Rating | None) -> dict[str, int]:
    return {"effect": mine.effect, "feasibility": mine.feasibility} if mine else {}


@permission_required("dialogue.choose", of=find_expectation)
@require_http_methods(["GET", "POST"])
def choose(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Go on with one option: looked at once more, then chosen; nothing is added to the others after."""
    option = find_option(request, expectation)
    if option is None:
        return _no_option(request, expectation)
    problem = ""
    if request.method == "POST":
        try:
            choose_option(option, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(request, _("Chosen: it is ready to become a commitment."))
            return redirect("dialogue:solve", expectation.consultation_id, expectation.pk)
    rates = may(request, "dialogue.solve", expectation)
    (rated,) = rated_options([option], request.acting.post, rates=rates)
    context = {
        **about(request, expectation),
        "option": option,
        "words": beside.said_columns(option.text),
        "rated": rated,
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "dialogue/choose.html", context, status=422 if problem else 200)
