"""A problem that an engine or action raises and no form caught becomes a page that says what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from danaya.engines.language import Problem, Problems


class ProblemPages:
    """Middleware that shows ``Problem`` and ``Problems`` as a page, in the language of the visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a problem, nothing for any other exception."""
        if not isinstance(exception, Problem | Problems):
            return None
        found = exception.problems if isinstance(exception, Problems) else (exception,)
        language = (get_language() or "fr").split("-")[0]
        lines = [{"where": problem.where, "words": problem.in_language(language)} for problem in found]
        return render(request, "web/problem.html", {"problems": lines, "page_errors": True}, status=422)
