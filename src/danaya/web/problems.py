"""A problem that an engine or action raises and no form caught becomes a page that says what to do."""

from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import get_language

from danaya.engines.language import Problem, Problems, number
from danaya.web.bodies import EDGES, texts_at
from danaya.web.views.errors import wrong_method

TOO_LARGE = {
    "fr": "L'envoi dépasse {limit} Mo. Choisissez un fichier plus petit, ou partagez-le en plusieurs.",
    "en": "What was sent is over {limit} MB. Choose a smaller file, or split it.",
}


class ProblemPages:
    """Middleware that shows ``Problem`` and ``Problems`` as a page, in the language of the visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if size_of_body(request) > settings.LARGEST_UPLOAD:
            # Before anything reads the body: it is not even unpacked.
            limit = number(settings.LARGEST_UPLOAD // 1024**2, page_language())
            edges = getattr(request, "scope", {}).get(EDGES, (b"", b""))
            typed = texts_at(edges, request.META.get("CONTENT_TYPE", ""))
            return page(request, [Problem("upload-too-large", TOO_LARGE, limit=limit)], status=413, typed=typed)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return wrong_method(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a problem, nothing for any other exception."""
        if not isinstance(exception, Problem | Problems):
            return None
        return page(request, exception.problems if isinstance(exception, Problems) else [exception], status=422)


def size_of_body(request: HttpRequest) -> int:
    """Return how many bytes the request says it carries."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if str(told).isdecimal() else 0


def page_language() -> str:
    """Return the language of the page."""
    return (get_language() or "fr").split("-")[0]


def page(request: HttpRequest, problems: Iterable[Problem], *, status: int, typed: Sequence[str] = ()) -> HttpResponse:
    """Return the page that lists problems and says that nothing was kept, with the texts that were typed to be copied."""
    language = page_language()
    lines = [{"where": problem.where, "words": problem.in_language(language)} for problem in problems]
    context = {"problems": lines, "page_errors": True, "typed": typed}
    return render(request, "web/problem.html", context, status=status)
