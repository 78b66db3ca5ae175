"""Pages for what cannot be shown: what happened and what to do, never a traceback."""

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from danaya.web.kept_forms import kept_page

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413: an address the installation does not know, too much for a form, else something unreadable."""
    if isinstance(exception, DisallowedHost):
        asked = request.META.get("HTTP_HOST", "")
        host = split_domain_port(asked)[0] or "…"
        return render(request, "web/host.html", {"page_errors": True, "host": host}, status=400)
    if isinstance(exception, TOO_MUCH):
        return render(request, "web/too_large.html", {"page_errors": True}, status=413)
    return render(request, "web/400.html", {"page_errors": True}, status=400)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: somebody opened the address of a form."""
    response = render(request, "web/405.html", {"page_errors": True}, status=405)
    response["Allow"] = allowed
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "web/403.html", {"page_errors": True}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that stayed open too long or came from elsewhere; what was typed here comes back to be sent again."""
    return kept_page(request) or render(request, "web/csrf.html", {"page_errors": True}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "web/404.html", {"page_errors": True}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without context processors, so that the fault cannot strike again here."""
    return HttpResponse(render_to_string("web/500.html", {"code": (get_language() or "fr")[:2]}), status=500)
