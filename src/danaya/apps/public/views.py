"""Public pages: the newest authorised edition of each plan, plain and light; nothing that was not authorised.

A page shows the frozen content of an edition and nothing else of the database, so that it cannot show more than the director read; only
that a body contests its signature since is said above it, by its acronym, from that day on. It sets no cookie, needs no script, and
is asked for anew each time: what was withdrawn is gone at once.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Edition, Evidence, Plan
from danaya.apps.commitments.signing.contested import contested_words
from danaya.apps.commitments.telling.editions import public_edition, public_editions
from danaya.apps.commitments.telling.reading import read_edition
from danaya.apps.people.access import open_to_all
from danaya.base.files.models import Visibility
from danaya.base.files.views import hand_out
from danaya.engines.language import LANGUAGES, day_in_words
from danaya.engines.seals import short

A_PAGE = 20
"""Commitments of one page: with more it would weigh more than 30 KB."""


def language_of(request: HttpRequest) -> str:
    """Return the language asked for in the address, else that of the browser, else French."""
    asked = request.GET.get("language", "")
    if asked in LANGUAGES:
        return asked
    active = (get_language() or "").split("-")[0]
    return active if active in LANGUAGES else LANGUAGES[0]


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is public: the one plan itself, or the list of several; that there is nothing yet."""
    editions = public_editions()
    if len(editions) == 1:
        return _page(request, editions[0])
    language = language_of(request)
    plans = [(edition.plan_id, read_edition(edition, language, ())) for edition in editions]
    return _light(request, "public/index.html", language, {"plans": plans})


@open_to_all
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The newest authorised edition of one plan; what is not authorised does not exist."""
    found = public_edition(get_object_or_404(Plan, pk=pk))
    if found is None:
        raise Http404
    return _page(request, found)


@open_to_all
@require_safe
def evidence(request: HttpRequest, pk: UUID, evidence: UUID) -> FileResponse:
    """A file that the authorised edition names, as long as it is meant for everyone."""
    edition = public_edition(get_object_or_404(Plan, pk=pk))
    if edition is None or str(evidence) not in _evidence_in(edition):
        raise Http404
    found = get_object_or_404(Evidence.objects.select_related("file"), pk=evidence, visibility=Visibility.PUBLIC)
    if found.file is None:
        raise Http404
    return hand_out(found.file)


def _evidence_in(edition: Edition) -> set[str]:
    milestones = [one for commitment in edition.content["commitments"] for one in commitment["milestones"]]
    return {one["id"] for milestone in milestones for one in milestone["evidence"] if one["id"]}


def _page(request: HttpRequest, edition: Edition) -> HttpResponse:
    language = language_of(request)
    page = Paginator(edition.content["commitments"], A_PAGE).get_page(request.GET.get("page"))
    context = {
        "told": read_edition(edition, language, list(page.object_list)),
        "page": page,
        "edition": edition,
        "contested": contested_words(edition.plan, language),
        "authorised_on": day_in_words(edition.authorised_on, language) if edition.authorised_on else "",
        "digest": short(edition.digest),
        "evidence_url": f"{reverse('public:plan', args=[edition.plan_id])}evidence/",
    }
    return _light(request, "public/plan.html", language, context)


def _light(request: HttpRequest, template: str, language: str, context: dict[str, Any]) -> HttpResponse:
    with override(language):
        shown = {
            **context,
            "language": language,
            "other_languages": [(code, NAMES[code]) for code in LANGUAGES if code != language],
            "is_demonstration": settings.DEMONSTRATION,
        }
        response = render(request, template, shown)
    response["Cache-Control"] = "no-cache"
    response["Content-Language"] = language
    return response


NAMES = {"fr": "Français", "en": "English"}
"""Each language under its own name."""
