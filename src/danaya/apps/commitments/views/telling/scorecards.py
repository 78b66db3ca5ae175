"""The scorecard on screen and as a file: claimed and confirmed side by side, one section an organisation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.telling.director import counts_line
from danaya.apps.commitments.telling.scorecard import due_words, files_of, gather, state_words
from danaya.apps.commitments.telling.stamping import file_name, midnight
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.commitments.views.telling.files import handed_out
from danaya.apps.commitments.views.telling.finding import FileOf, find_document
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today


@permission_required("commitments.see", of=find_plan)
@require_safe
def scorecard(request: PostRequest, plan: Plan) -> HttpResponse:
    """Every organisation's own section; ``?of=`` shows one of them alone, to print for it."""
    language, only = page_language(), request.GET.get("of", "")
    card = gather(plan, today(), only)
    sections = [
        (section.organisation, [(one, due_words(one, language), state_words(one, language)) for one in section.rows])
        for section in card.sections
    ]
    context = {
        **frame(request, plan, "scorecard"),
        "counts": counts_line(card.counts, language),
        "sections": sections,
        "only": only,
    }
    return render(request, "commitments/telling/scorecard.html", context)


@permission_required("commitments.see", of=find_document)
@require_safe
def scorecard_file(request: PostRequest, wanted: FileOf) -> HttpResponse:
    """The scorecard to print (A4) or to edit."""
    card = gather(wanted.plan, today(), request.GET.get("of", ""))
    content = files_of(card, wanted.language, wanted.kind, midnight(now()))
    name = {"fr": "tableau-de-suivi", "en": "scorecard"}[wanted.language]
    return handed_out(content, file_name(name, wanted.plan.title, wanted.language, wanted.kind))
