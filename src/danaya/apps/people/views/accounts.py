"""One's own account; help for somebody who can't sign in."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from danaya.apps.people.access import PersonRequest, PostRequest, permission_required, signed_in
from danaya.apps.people.acting import ACTING_POST, tenures_today
from danaya.apps.people.actions.change_account import change_account
from danaya.apps.people.actions.change_password import change_password as change
from danaya.apps.people.actions.make_recovery_sheet import make_recovery_sheet
from danaya.apps.people.actions.set_temporary_password import set_temporary_password
from danaya.apps.people.clock import now
from danaya.apps.people.forms.accounts import AccountForm
from danaya.apps.people.forms.handing_over import HelpForm
from danaya.apps.people.forms.sign_in import ChangePasswordForm
from danaya.apps.people.models import Account


@signed_in
@require_http_methods(["GET", "POST"])
def my_account(request: PersonRequest) -> HttpResponse:
    """Language, how one is reached, and everything that protects the account."""
    account = Account.objects.get(pk=request.user.pk)
    form = AccountForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        change_account(account, **form.cleaned_data, actor=request.acting, at=now())
        messages.success(request, gettext("Your account is changed."))
        return redirect("people:my_account")
    return render(request, "people/account.html", {"form": form, **_protections(request.user)})


def _protections(account: Account) -> dict[str, object]:
    kinds = list(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    return {
        "tenures": tenures_today(account),
        "has_authenticator": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "has_sheet": account.recovery_codes.filter(ended_at=None).exists(),
    }


@signed_in
@sensitive_post_parameters("old_password", "password1", "password2")
@require_http_methods(["GET", "POST"])
def change_password(request: PersonRequest) -> HttpResponse:
    """Choose another password; every other session of the account ends."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change(request.user, form.cleaned_data["password1"], actor=request.acting, at=now())
        update_session_auth_hash(request, request.user)
        messages.success(request, gettext("Your password is changed."))
        return redirect("people:my_account")
    context = {"form": form, "forced": request.user.must_change_password}
    return render(request, "people/change_password.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def my_sheet(request: PersonRequest) -> HttpResponse:
    """Print a code for the day one has forgotten the password."""
    if request.method == "GET":
        return render(request, "people/my_sheet.html")
    code = make_recovery_sheet(request.user, actor=request.acting, at=now())
    context = {"code": code, "account": request.user, "posts": [t.post for t in tenures_today(request.user)]}
    return render(request, "people/sheet.html", {**context, "mine": True})


@permission_required("people.choose_post")
@require_POST
def choose_post(request: PostRequest) -> HttpResponse:
    """Act under another of one's posts."""
    held = {str(tenure.post_id) for tenure in tenures_today(request.user)}
    if request.POST.get("post") in held:
        request.session[ACTING_POST] = request.POST["post"]
    return redirect("home")


def find_account_by_id(account_id: str) -> Account:
    """Return the account of an address."""
    return get_object_or_404(Account, pk=account_id)


@permission_required("people.help_account", of=find_account_by_id)
@require_http_methods(["GET", "POST"])
def help_account(request: PostRequest, account: Account) -> HttpResponse:
    """Let somebody in who has lost the password: by a printed sheet or a dictated password."""
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _help(request, account, form)
    posts = [tenure.post for tenure in tenures_today(account)]
    return render(request, "people/help_account.html", {"form": form, "account": account, "posts": posts})


def _help(request: PostRequest, account: Account, form: HelpForm) -> HttpResponse:
    posts = [tenure.post for tenure in tenures_today(account)]
    without = form.cleaned_data["without_authenticators"]
    context: dict[str, object] = {"account": account, "posts": posts}
    if form.cleaned_data["how"] == HelpForm.SHEET:
        code = make_recovery_sheet(account, actor=request.acting, at=now(), without_authenticators=without)
        return render(request, "people/sheet.html", {**context, "code": code})
    password = set_temporary_password(account, actor=request.acting, at=now(), without_authenticators=without)
    return render(request, "people/dictated.html", {**context, "password": password})
