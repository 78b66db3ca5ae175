"""Whether the installation is well, and that nothing of it is to be indexed."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from danaya import __version__


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the web process and its database work; tells nothing about the administration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
