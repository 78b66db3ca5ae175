"""Getting in and out: sign-in, printed code, the demonstration's one click, sign-out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.account.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.people.access import open_to_all
from danaya.apps.people.actions.reset_with_recovery_code import reset_with_recovery_code
from danaya.apps.people.actions.sign_in_as import sign_in_as as act_as_post
from danaya.apps.people.clock import now, today
from danaya.apps.people.demonstration import is_demonstration
from danaya.apps.people.forms.errors import add_refusal
from danaya.apps.people.forms.sign_in import RecoverForm
from danaya.apps.people.identifiers import one_spelling
from danaya.apps.people.models import Account, Administration, Post
from danaya.apps.people.queries import demonstration_posts
from danaya.base.limits.tries import too_many, within_limits
from danaya.engines.language import Problem


class SignInPage(LoginView):  # type: ignore[misc]
    """Identifier and password, a passkey, or in the demonstration one click."""

    template_name = "people/sign_in/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead a newcomer to the pages that create the administration."""
        if request.method == "GET" and Administration.current() is None:
            return redirect("people:setup")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the posts of the demonstration."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["posts"] = demonstration_posts(today()) if is_demonstration() else []
        context["next"] = self.get_next_url() or ""
        return context


class SignOutPage(LogoutView):  # type: ignore[misc]
    """Ends the visit and asks the browser to forget what it kept of it."""

    template_name = "people/sign_in/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session; browsers that can also empty what they kept of this site."""
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@open_to_all
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the visit is over and what stays on the computer."""
    return render(request, "people/sign_in/signed_out.html")


@open_to_all
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Choose a password with a printed code: at the first sign-in, or when it was forgotten."""
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not within_limits(request, "recover", one_spelling(form.cleaned_data["identifier"])):
            return too_many(request)
        account = _account_of_code(form)
        if account is not None:
            record_authentication(request, account, method="password", reauthenticated=True)
            response: HttpResponse = perform_login(request, account, redirect_url=reverse("people:my_account"))
            return response
    return render(request, "people/sign_in/recover.html", {"form": form})


def _account_of_code(form: RecoverForm) -> Account | None:
    typed = form.cleaned_data
    try:
        return reset_with_recovery_code(typed["identifier"], typed["code"], typed["password1"], at=now())
    except Problem as problem:
        add_refusal(form, problem)
        return None


def only_in_the_demonstration(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer as if there were no such page, whatever the method, in every other installation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_demonstration():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@open_to_all
@only_in_the_demonstration
@require_POST
def sign_in_as(request: HttpRequest, post_id: str) -> HttpResponse:
    """Sign in as the holder of a post: in the demonstration only."""
    act_as_post(request, get_object_or_404(Post, pk=post_id))
    return redirect("home")
