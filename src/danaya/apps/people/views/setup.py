"""From an empty data folder to one's own administration: several short pages; going back loses nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from danaya.apps.people.access import open_to_all
from danaya.apps.people.actions.create_administration import create_administration
from danaya.apps.people.actions.sign_in_as import BACKEND
from danaya.apps.people.clock import now
from danaya.apps.people.drafts import FORMS, STEPS, Draft, bodies_to_choose, plan_of
from danaya.apps.people.forms.accounts import language_choices
from danaya.apps.people.forms.setup import SetupCodeForm, country_choices
from danaya.apps.people.models import Administration, Role, SetupDraft
from danaya.apps.people.setup_code import ALLOWED, forget_setup_code, is_right_code, may_set_up
from danaya.base.limits.tries import too_many, within_limits

CHECK = "check"
NAMES = {
    "country": _("Country and language"),
    "administration": _("Your administration"),
    "regions": _("Regions"),
    "bodies": _("Who takes part"),
    "posts": _("Posts"),
    "coordinator": _("Your account"),
    CHECK: _("Check your answers"),
}
PageView = Callable[..., HttpResponse]


def only_before_there_is_an_administration(view: PageView) -> PageView:
    """Answer as if there were no such page once the administration exists."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Administration.current() is not None:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
@only_before_there_is_an_administration
def begin(request: HttpRequest) -> HttpResponse:
    """Say what comes; ask for the code where the visitor does not sit at the machine."""
    form = None if may_set_up(request) else SetupCodeForm(request.POST or None)
    if request.method == "POST":
        if not within_limits(request, "setup_code"):
            return too_many(request)
        if form is None or _gave_the_code(request, form):
            if not SetupDraft.objects.exists():
                SetupDraft.objects.create(began_at=now())
            return redirect("people:setup_step", STEPS[0])
    context = {"form": form, "begun": SetupDraft.objects.exists(), "names": list(NAMES.values())}
    return render(request, "people/setup/begin.html", context)


def _gave_the_code(request: HttpRequest, form: SetupCodeForm) -> bool:
    if not form.is_valid():
        return False
    if not is_right_code(form.cleaned_data["code"]):
        form.add_error("code", gettext("Check the setup code: it is not this one."))
        return False
    request.session[ALLOWED] = True
    return True


@open_to_all
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
@only_before_there_is_an_administration
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Show one page, keep what was typed on it, go on or back."""
    stored = SetupDraft.objects.first()
    if stored is None or not may_set_up(request):
        return redirect("people:setup")
    draft = Draft(stored, (get_language() or "fr").split("-")[0])
    if step == CHECK:
        return _check(request, draft)
    if step not in FORMS:
        raise Http404
    return _answer(request, draft, step) if request.method == "POST" else _show(request, draft, step, draft.form(step))


def _show(request: HttpRequest, draft: Draft, step: str, form: Any) -> HttpResponse:
    place = STEPS.index(step)
    following = (*STEPS, CHECK)[place + 1]
    context = {
        "form": form,
        "step": step,
        "name": NAMES[step],
        "next_name": NAMES[following],
        "number": place + 1,
        "total": len(STEPS) + 1,
        "previous": place > 0,
        "draft": draft,
        "has_logo": bool(draft.stored.logo),
        "page_errors": bool(getattr(form, "total_error_count", None) and form.is_bound and form.total_error_count()),
    }
    page = {"bodies": "rows", "posts": "rows"}.get(step, "step")
    return render(request, f"people/setup/{page}.html", context)


def _answer(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    draft.keep(step, request.POST)
    if "back" in request.POST:
        return redirect("people:setup_step", STEPS[max(STEPS.index(step) - 1, 0)])
    if "more" in request.POST and "form-TOTAL_FORMS" in request.POST:
        draft.add_rows(step)
        return redirect("people:setup_step", step)
    form = draft.form(step, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, draft, step, form)
    _keep_what_is_not_typed(draft, step, form)
    return redirect("people:setup_step", (*STEPS, CHECK)[STEPS.index(step) + 1])


def _keep_what_is_not_typed(draft: Draft, step: str, form: Any) -> None:
    """Keep the picture and the hash of the password."""
    logo = form.cleaned_data.get("logo") if step == "administration" else None
    if logo is not None:
        draft.stored.logo, draft.stored.logo_type = logo.content, logo.media_type
    password = form.cleaned_data.get("password1") if step == "coordinator" else None
    if password:
        draft.stored.answers["password_hash"] = make_password(password)
    draft.stored.save()


def _check(request: HttpRequest, draft: Draft) -> HttpResponse:
    missing = next((name for name in STEPS if not draft.is_complete(name)), None)
    if missing is not None:
        return redirect("people:setup_step", missing)
    if request.method != "POST":
        return _show_answers(request, draft)
    try:
        created = create_administration(plan_of(draft), actor=None, at=now())
    except ValidationError as refusal:
        return _show_answers(request, draft, refusal.messages)
    forget_setup_code()
    login(request, created.tenure.account, backend=BACKEND)
    created.tenure.account.acting = created.tenure
    record_authentication(request, created.tenure.account, method="password", reauthenticated=True)
    context = {"code": created.code, "account": created.tenure.account, "posts": [created.tenure.post]}
    return render(request, "people/setup/created.html", context)


def _show_answers(request: HttpRequest, draft: Draft, refusals: list[str] | None = None) -> HttpResponse:
    plan = plan_of(draft)
    labels = dict(Role.choices)
    acronyms = bodies_to_choose(draft)
    context = {
        "plan": plan,
        "country": dict(country_choices()).get(plan.country, plan.country),
        "language": dict(language_choices()).get(plan.language, plan.language),
        "posts": [(post, labels[post.role], acronyms[post.body][0]) for post in plan.posts],
        "names": NAMES,
        "number": len(STEPS) + 1,
        "total": len(STEPS) + 1,
        "refusals": refusals or [],
        "page_errors": bool(refusals),
        "has_logo": bool(draft.stored.logo),
    }
    return render(request, "people/setup/check.html", context)
