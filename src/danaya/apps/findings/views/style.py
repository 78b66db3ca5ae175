"""The rules of drawn parts of pages: the same file that the publishing engine puts into its documents."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from danaya.apps.people.access import open_to_all


@open_to_all
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Send the style sheet."""
    from danaya.engines.publishing import block_css  # noqa: PLC0415  # slow import

    response = HttpResponse(block_css(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
