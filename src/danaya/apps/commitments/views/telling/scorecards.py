"""The scorecard on screen and as a file: claimed and confirmed side by side, one section an organisation."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.telling.director import counts_line
from danaya.apps.commitments.telling.scorecard import MOST_PRINTED, due_words, files_of, gather, rows_of, state_words
from danaya.apps.commitments.telling.stamping import file_name, midnight
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.telling.files import handed_out
from danaya.apps.commitments.views.telling.finding import FileOf, find_document
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today

A_PAGE = 30
"""Commitments of one page on screen."""


@permission_required("commitments.see", of=find_plan)
@require_safe
def scorecard(request: PostRequest, plan: Plan) -> HttpResponse:
    """Every organisation's own section; ``?of=`` shows one of them alone, to print for it."""
    language, only = page_language(), _only(request)
    rows = rows_of(plan, only)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    card = gather(plan, page.object_list, today())
    sections = [
        (section.organisation, [(one, due_words(one, language), state_words(one, language)) for one in section.rows])
        for section in card.sections
    ]
    context = {
        **frame(request, plan, "scorecard"),
        "counts": counts_line(card.counts, language),
        "sections": sections,
        "only": only,
        "page": page,
        "query": urlencode({"of": only}) if only else "",
        "may_print": page.paginator.count <= MOST_PRINTED,
        "bodies": _bodies(plan) if not only and page.paginator.num_pages > 1 else [],
    }
    return render(request, "commitments/telling/scorecard.html", context)


def _only(request: PostRequest) -> str:
    """The acronym of the one organisation asked for; what can be none's is left out."""
    typed = request.GET.get("of", "")
    return typed if typed.isprintable() else ""


def _bodies(plan: Plan) -> list[str]:
    """The organisations that promised something, in the order of their parts."""
    return list(dict.fromkeys(rows_of(plan).values_list("owner__organisation__acronym", flat=True)))


@permission_required("commitments.see", of=find_document)
@require_safe
def scorecard_file(request: PostRequest, wanted: FileOf) -> HttpResponse:
    """The scorecard to print (A4) or to edit."""
    rows = rows_of(wanted.plan, _only(request))
    if rows.count() > MOST_PRINTED:
        problem = _(
            "There are too many commitments for one file. Choose one organisation on the page, then print its part."
        )
        context = {**frame(request, wanted.plan, "scorecard"), "problem": problem}
        return render(request, "commitments/telling/overflow.html", context, status=422)
    content = files_of(gather(wanted.plan, rows, today()), wanted.language, wanted.kind, midnight(now()))
    name = {"fr": "tableau-de-suivi", "en": "scorecard"}[wanted.language]
    return handed_out(content, file_name(name, wanted.plan.title, wanted.language, wanted.kind))
