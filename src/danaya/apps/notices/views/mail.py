"""Whether mails go from this installation: for the coordinator, and for whoever keeps the machine."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from danaya.apps.notices.actions.ask_test_mail import ask_test_mail, try_again
from danaya.apps.notices.actions.mail_came_back import mail_came_back
from danaya.apps.notices.forms import CameBackForm
from danaya.apps.notices.models import Mail
from danaya.apps.notices.queries import mail_counts, refused_addresses
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem


@permission_required("notices.see_mail")
@require_safe
def mail_state(request: PostRequest) -> HttpResponse:
    """Show whether a server is named, what waits, what failed, whose address was refused."""
    return _state(request, CameBackForm())


def _state(request: PostRequest, form: CameBackForm) -> HttpResponse:
    context = {
        "form": form,
        "server": settings.MAIL,
        "address": settings.ADDRESS,
        "counts": mail_counts(),
        "refused": refused_addresses(today()),
        "test": Mail.objects.filter(account=request.user, urgency="").first(),
        "has_address": bool(request.user.email),
    }
    return render(request, "notices/mail_state.html", context, status=422 if form.errors else 200)


@permission_required("notices.see_mail")
@require_POST
def test_mail(request: PostRequest) -> HttpResponse:
    """Send a mail to oneself within a minute."""
    if settings.MAIL is None:
        messages.error(request, _("No mail server is named: no mail can go."))
    else:
        ask_test_mail(request.user, actor=request.acting, at=now())
        messages.success(request, _("A test mail to yourself goes within a minute. Then load this page again."))
    return redirect("notices:mail")


@permission_required("notices.see_mail")
@require_POST
def retry(request: PostRequest) -> HttpResponse:
    """Try now what did not go, and take refused addresses for good again."""
    try_again(actor=request.acting, at=now())
    messages.success(request, _("What waits is tried within a minute. Refused addresses get mails again."))
    return redirect("notices:mail")


@permission_required("notices.see_mail")
@require_POST
def came_back(request: PostRequest) -> HttpResponse:
    """Keep that a mail came back: its address gets nothing more until it changes."""
    form = CameBackForm(request.POST)
    if form.is_valid():
        try:
            mail_came_back(form.cleaned_data["address"], actor=request.acting, at=now())
        except Problem as refused:
            form.add_error("address", refused.in_language((get_language() or "fr").split("-")[0]))
        else:
            messages.success(request, _("Kept: nothing more goes to this address. Its post stands below."))
            return redirect("notices:mail")
    return _state(request, form)
