"""The director's page of a plan, on screen and on one sheet of A4."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.telling.director import (
    FITTING,
    aimed_line,
    counts_line,
    fitting,
    fitting_word,
    gather,
    improved_line,
    stalling_line,
    taken_line,
)
from danaya.apps.commitments.telling.stamping import file_name, midnight
from danaya.apps.commitments.telling.wording import say
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.telling.files import handed_out
from danaya.apps.commitments.views.telling.finding import FileOf, find_document
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem

WHOLE = 10
"""Decisions taken that stand whole on the page, the latest; all of them stand on the page of decisions."""


def readers() -> str:
    """Return who can read the director's page, now and later."""
    return _("the director and those who manage the plan")


@permission_required("commitments.see_director_page", of=find_plan)
@require_safe
def director(request: PostRequest, plan: Plan) -> HttpResponse:
    """What improved, what stalls, what to decide."""
    language = page_language()
    page = gather(plan, today())
    context: dict[str, Any] = {
        **frame(request, plan, "director"),
        "page": page,
        "counts": counts_line(page.counts, language),
        "improved": [(one.commitment, improved_line(one, language)) for one in page.improved],
        "stalling": [(one.commitment, stalling_line(one, language)) for one in page.stalling],
        "risen": [(one.commitments, aimed_line(one, language)) for one in page.risen],
        "fell": [(one.commitments, aimed_line(one, language)) for one in page.fell],
        "more": say("more" if page.more_stalling > 1 else "more_one", language, count=page.more_stalling)
        if page.more_stalling
        else "",
        "open": page.open,
        "taken": page.taken[:WHOLE],
        "more_taken": len(page.taken) > WHOLE,
        "taken_lines": [taken_line(one, language) for one in page.taken[: FITTING[0][2]]],
        "first_open": page.open[0] if page.open else None,
        "may_decide": may(request, "commitments.decide"),
        "may_ask": may(request, "commitments.tell"),
        "visibility": readers(),
    }
    return render(request, "commitments/telling/director.html", context)


@permission_required("commitments.see_director_page", of=find_document)
@require_safe
def director_file(request: PostRequest, wanted: FileOf) -> HttpResponse:
    """The sheet to sign: exactly one A4, as PDF or Word; where it cannot be, what to shorten."""
    page = gather(wanted.plan, today())
    day = midnight(now())
    try:
        _document, content = fitting(page, wanted.language, day)
    except Problem as refused:
        context = {**frame(request, wanted.plan, "director"), "problem": refused.in_language(page_language())}
        return render(request, "commitments/telling/overflow.html", context, status=422)
    if wanted.kind == "docx":
        from danaya.engines.publishing import to_docx  # noqa: PLC0415  # slow import

        content = to_docx(fitting_word(page, wanted.language), timestamp=day)
    name = {"fr": "page-du-directeur", "en": "directors-page"}[wanted.language]
    return handed_out(content, file_name(name, wanted.plan.title, wanted.language, wanted.kind))
