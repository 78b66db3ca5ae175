"""The administration itself: its names, its letterhead, its logo."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.people.access import PostRequest, open_to_all, permission_required
from danaya.apps.people.actions.change_administration import change_administration
from danaya.apps.people.clock import now
from danaya.apps.people.forms.accounts import AdministrationForm
from danaya.apps.people.models import Administration

SHOWN = ("name", "short_name", "time_zone", "motto", "letterhead", "alert_channel")


@permission_required("people.manage_administration")
@require_http_methods(["GET", "POST"])
def administration(request: PostRequest) -> HttpResponse:
    """Change what every page and letter says of the administration."""
    current = Administration.current()
    if current is None:
        raise Http404
    form = AdministrationForm(
        request.POST or None, request.FILES or None, initial={name: getattr(current, name) for name in SHOWN}
    )
    if request.method == "POST" and form.is_valid():
        change_administration(current, **form.cleaned_data, actor=request.acting, at=now())
        messages.success(request, gettext("The administration is changed."))
        return redirect("people:administration")
    return render(request, "people/administration.html", {"form": form, "has_logo": bool(current.logo)})


@open_to_all
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Send the administration's logo."""
    current = Administration.current()
    if current is None or not current.logo:
        raise Http404
    response = HttpResponse(bytes(current.logo), content_type=current.logo_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Every page shows it, also over a slow line; it tells nothing that the sign-in page does not tell.
    response["Cache-Control"] = "private, max-age=3600"
    return response
