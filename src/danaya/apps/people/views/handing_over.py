"""One screen hands a post over: who, from when, what changes for whom, then the sheet to print."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.actions.end_tenure import end_tenure as end
from danaya.apps.people.actions.hand_over_post import Handover
from danaya.apps.people.actions.hand_over_post import hand_over_post as hand_over_to
from danaya.apps.people.actions.make_recovery_sheet import FIRST_SIGN_IN, make_recovery_sheet
from danaya.apps.people.actions.open_account import open_account
from danaya.apps.people.clock import now, today
from danaya.apps.people.forms.errors import add_refusal
from danaya.apps.people.forms.handing_over import EndTenureForm, HandOverForm
from danaya.apps.people.models import Post, Tenure
from danaya.apps.people.queries import effect_of_handover
from danaya.apps.people.views.organisations import find_post
from danaya.engines.language import Problem


@permission_required("people.hand_over_post", of=find_post)
@require_http_methods(["GET", "POST"])
def hand_over_post(request: PostRequest, post: Post) -> HttpResponse:
    """Ask who takes the post up; show what changes; do it."""
    form = HandOverForm(request.POST or None, initial={"since": today()})
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _ask(request, post, form)
    if "confirm" not in request.POST:
        return _show_effect(request, post, form)
    try:
        done, code = _hand_over(request, post, form)
    except (ValidationError, Problem) as refusal:
        add_refusal(form, refusal, "since", {"account": "identifier"})
        return _ask(request, post, form)
    context = {"post": post, "done": done, "code": code, "account": done.tenure.account, "posts": [post]}
    return render(request, "people/handed_over.html", {**context, "days": FIRST_SIGN_IN.days})


def _ask(request: PostRequest, post: Post, form: HandOverForm) -> HttpResponse:
    holder = post.tenures.on(today()).select_related("account").first()
    return render(request, "people/hand_over.html", {"form": form, "post": post, "holder": holder})


def _show_effect(request: PostRequest, post: Post, form: HandOverForm) -> HttpResponse:
    typed = form.cleaned_data
    effect = effect_of_handover(post, form.account, typed["since"], typed["until"])
    hidden = [(name, value) for name, value in request.POST.items() if name in form.fields]
    context = {"effect": effect, "post": post, "hidden": hidden, "new_name": typed["display_name"]}
    return render(request, "people/hand_over_effect.html", {**context, "interim": typed["interim"]})


@transaction.atomic
def _hand_over(request: PostRequest, post: Post, form: HandOverForm) -> tuple[Handover, str]:
    """Return what was done, and the code of the new holder's sheet (empty for who already signs in here)."""
    typed, actor, at = form.cleaned_data, request.acting, now()
    addresses = {name: typed[name] for name in ("display_name", "email", "telephone")}
    account = form.account or open_account(**addresses, actor=actor, at=at)
    facts = {name: typed[name] for name in ("since", "until", "interim")}
    done = hand_over_to(post, account, **facts, actor=actor, at=at)
    code = "" if form.account else make_recovery_sheet(account, actor=actor, at=at, lasts=FIRST_SIGN_IN)
    return done, code


def find_tenure(tenure_id: str) -> Tenure:
    """Return the tenure of an address."""
    return get_object_or_404(Tenure.objects.select_related("post__organisation", "account"), pk=tenure_id)


@permission_required("people.manage_posts", of=find_tenure)
@require_http_methods(["GET", "POST"])
def end_tenure(request: PostRequest, tenure: Tenure) -> HttpResponse:
    """End a tenure without a next holder."""
    form = EndTenureForm(request.POST or None, initial={"until": today()})
    if request.method == "POST" and form.is_valid():
        try:
            end(tenure, until=form.cleaned_data["until"], actor=request.acting, at=now())
        except (ValidationError, Problem) as refusal:
            add_refusal(form, refusal, "until")
        else:
            messages.success(request, gettext("The tenure has its end."))
            return redirect("people:post", tenure.post_id)
    return render(request, "people/end_tenure.html", {"form": form, "tenure": tenure})
