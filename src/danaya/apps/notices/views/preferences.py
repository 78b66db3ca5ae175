"""How one wants to be told; and the page, reached from a mail without sign-in, on which a button stops mails."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danaya.apps.notices.actions.change_preferences import change_preferences, stop_mail
from danaya.apps.notices.addresses import account_of
from danaya.apps.notices.forms import PreferencesForm
from danaya.apps.notices.kinds import KINDS
from danaya.apps.notices.models import Preferences
from danaya.apps.notices.views.notices import mail_facts
from danaya.apps.people.access import PersonRequest, open_to_all, signed_in
from danaya.apps.people.actions.change_account import change_account
from danaya.apps.people.clock import now
from danaya.apps.people.models import Account


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    """Choose language, kinds, days and pause."""
    account = Account.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, account=account, preferences=Preferences.of(account))
    if request.method == "POST" and form.is_valid():
        _save(request, account, form)
        messages.success(request, _("Your choices are kept."))
        return redirect("notices:preferences")
    context = {
        "form": form,
        "always": [kind for kind in KINDS.values() if not kind.may_opt_out],
        **mail_facts(request),
    }
    return render(request, "notices/preferences.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(request: PersonRequest, account: Account, form: PreferencesForm) -> None:
    chosen, at = form.cleaned_data, now()
    if chosen["language"] != account.language:
        same = {name: getattr(account, name) for name in ("display_name", "email", "telephone")}
        change_account(account, **same, language=chosen["language"], actor=request.acting, at=at)
    kept = {name: chosen[name] for name in ("mail", "days", "paused_until")}
    change_preferences(account, **kept, refused_kinds=form.refused_kinds, actor=request.acting, at=at)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails of the account that the link names: opening it changes nothing, its button does."""
    account = account_of(token)
    if account is None:
        return render(request, "notices/stop_unknown.html", {"page_errors": True}, status=404)
    if request.method == "POST":
        stop_mail(account, at=now())
    return render(request, "notices/stop.html", {"stopped": not Preferences.of(account).mail})
