"""What every page of an analysis shows around its content: where one is, what its figures are worth, who can read them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danaya.apps.findings.facts import read_facts
from danaya.apps.findings.models import Analysis
from danaya.apps.findings.queries import newer_than, replacement_of
from danaya.apps.people.access import may
from danaya.base.files.models import Visibility

LANGUAGES_DRAWN = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of an analysis."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Replaced:
    """Closed data that corrected ones took the place of, and why."""

    round: Any
    replacement: Any


def page_language() -> str:
    """Return the language of the page, as far as parts of pages are drawn in it."""
    language = (get_language() or "fr").split("-")[0]
    return language if language in LANGUAGES_DRAWN else "en"


def frame(request: HttpRequest, analysis: Analysis, current: str = "") -> dict[str, Any]:
    """Return what the layout of an analysis needs."""
    facts = read_facts(analysis)
    return {
        "analysis": analysis,
        "facts": facts,
        "tabs": tabs(request, analysis, current, compared=facts.earlier is not None),
        "replaced": [Replaced(source.round, replacement_of(source)) for source in analysis.replaced_sources],
        "newer": newer_than(analysis, request.user),
        "may_analyse": may(request, "findings.analyse_round"),
        "visibility": readers_of(analysis),
        "language": page_language(),
    }


def tabs(request: HttpRequest, analysis: Analysis, current: str, *, compared: bool) -> list[Tab]:
    """Return the pages of an analysis that the viewer may open."""
    pages = [("restitution", _("Restitution"), True)]
    pages.append(("questions", _("Question by question"), not analysis.is_reported))
    pages.append(("comparison", _("Compared with the earlier round"), compared))
    pages.append(("method", _("How far to trust it"), True))
    pages.append(("tables", _("Tables"), True))
    pages.append(("director", _("Director's page"), may(request, "findings.see_director_page")))
    pages.append(("pack", _("Files"), True))
    return [
        Tab(label, reverse(f"findings:{name}", args=[analysis.pk]), name == current)
        for name, label, open_ in pages
        if open_
    ]


def readers_of(analysis: Analysis) -> str:
    """Return who can read the pages of an analysis, now and later."""
    if analysis.is_released:
        return str(analysis.visibility.label)
    return _("%(team)s and the director; after release also %(forum)s") % {
        "team": Visibility.TEAM.label,
        "forum": Visibility.FORUM.label,
    }


def readers_of_director_page() -> str:
    """Return who can read the director's page: nobody else, also after release."""
    return _("%(team)s and the director, also after release") % {"team": Visibility.TEAM.label}
