"""What is added to a shown expectation: its translation, and what it is about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danaya.apps.dialogue import beside
from danaya.apps.dialogue.actions.describe_expectation import (
    tag_expectation,
    translate_expectation,
    words_of_author,
)
from danaya.apps.dialogue.forms.describing import TagForm, TranslationForm
from danaya.apps.dialogue.models import Expectation, Translation
from danaya.apps.dialogue.views.by_card.discreet import page_language
from danaya.apps.dialogue.views.frame import frame, posted, readers_of_text, say, status_of
from danaya.apps.dialogue.views.lookup import find_expectation
from danaya.apps.findings.models import Finding
from danaya.apps.findings.queries import cited_findings
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.engines.language import LANGUAGES, Problem

REVIEWED = "reviewed"


@permission_required("dialogue.translate", of=find_expectation)
@require_http_methods(["GET", "POST"])
def translate(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Put the text in another language beside the author's words; a second look says that it is right."""
    language = target_of(expectation, request.POST.get("to") or request.GET.get("to", ""))
    if not language:
        messages.warning(request, words_of_author().in_language(page_language()))
        return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)
    stands = expectation.text.get(language, "")
    form = TranslationForm(posted(request), language=language, initial={"words": stands, "before": stands})
    if request.method == "POST" and form.is_valid():
        reviewed = request.POST.get("step") == REVIEWED
        data = form.cleaned_data
        try:
            translate_expectation(
                expectation,
                language,
                data["words"],
                reviewed=reviewed,
                before=data["before"],
                actor=request.acting,
                at=now(),
            )
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)
    others = [code for code in LANGUAGES if code not in {language, *expectation.of_author}]
    context = {
        **frame(request, expectation.consultation),
        "visibility": readers_of_text(expectation),
        "expectation": expectation,
        "columns": [column for column in beside.columns_of(expectation.text, expectation.language) if column.of_author],
        "to": language,
        "name": beside.NAMES[language],
        "others": [(code, beside.NAMES[code]) for code in others],
        "form": form,
        "to_review": expectation.translation == Translation.TO_REVIEW,
    }
    return render(request, "dialogue/translate.html", context, status=status_of(form))


def target_of(expectation: Expectation, wanted: str) -> str:
    """Return the language to write: the one asked for, or the first of French and English that is missing.

    Nothing where the author wrote in both.
    """
    possible = [code for code in LANGUAGES if code not in expectation.of_author]
    if wanted in possible:
        return wanted
    return next((code for code in possible if not expectation.text.get(code)), possible[0] if possible else "")


@permission_required("dialogue.tag", of=find_expectation)
@require_http_methods(["GET", "POST"])
def tag(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Say which key factor and matters it is about, and on which findings it rests."""
    cited = list(expectation.findings.all())
    start = {
        "factor": expectation.factor,
        "matters": expectation.matters,
        "findings": [str(finding.pk) for finding in cited],
    }
    form = TagForm(posted(request), findings=findings_for(expectation, cited), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tag_expectation(
                expectation,
                factor=data["factor"],
                matters=data["matters"],
                findings=form.chosen_findings(),
                actor=request.acting,
                at=now(),
            )
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)
    context = {
        **frame(request, expectation.consultation),
        "expectation": expectation,
        "columns": beside.said_columns(expectation.text),
        "form": form,
    }
    return render(request, "dialogue/tag.html", context, status=status_of(form))


def findings_for(expectation: Expectation, cited: list[Finding]) -> list[Finding]:
    """Return the findings that can be chosen: of the released restitution the consultation starts from, and those cited."""
    analysis = expectation.consultation.analysis
    offered = list(cited_findings(analysis)) if analysis is not None and analysis.is_released else []
    return [*offered, *(finding for finding in cited if finding not in offered)]
