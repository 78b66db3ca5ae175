"""Nothing that was typed is lost when a visit ends in the middle of a form: it comes back on a page, to be sent again.

It is kept on that page alone, never on the server: what one side prepares privately must not rest here.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from danaya.apps.people.access import declared_access
from danaya.apps.people.models import Account

SECRET = "password"  # noqa: S105 - what the names of fields with secrets contain
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


class KeptForms:
    """Middleware that answers a form sent after its visit ended with what was typed, instead of leading to sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as ever."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Give back what was typed where the view asks for an account and nobody is signed in any more."""
        return kept_page(request) if not isinstance(request.user, Account) else None


def kept_page(request: HttpRequest) -> HttpResponse | None:
    """Return the page that holds what a form sent; nothing where it sent nothing worth keeping."""
    access = declared_access(request.resolver_match.func) if request.resolver_match else None
    if request.method != "POST" or access is None or not access.account or not is_from_here(request):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != TOKEN
        for value in values
        if SECRET not in name
    ]
    if not any(value for _name, value in fields):
        return None
    context = {
        "fields": fields,
        "files": [sent.name for name in request.FILES for sent in request.FILES.getlist(name)],
        "address": request.get_full_path(),
        "signed_in": isinstance(request.user, Account),
        "page_errors": True,
    }
    response = render(request, "web/kept.html", context, status=403)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this installation, as the browser says."""
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(told).netloc == request.get_host()
