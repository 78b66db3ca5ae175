"""What the values of a file stand for: groups of columns with the same answers, one page each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.rounds import guiding
from danaya.apps.rounds.codes import DIFFERS, CodeGroup, absent_codes, groups_of, meaning_from_choice
from danaya.apps.rounds.models import ImportDraft
from danaya.apps.rounds.views.answers import STEPS, changed, only_read
from danaya.apps.rounds.views.finding import find_draft
from danaya.apps.rounds.views.saying import language_of_page
from danaya.apps.rounds.work import meaning_to
from danaya.engines.language import in_language
from danaya.engines.tables import Absence


@permission_required("rounds.import_answers", of=find_draft)
@require_safe
@only_read
def codes(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """The groups of columns with the same answers, and how many of their values stand for nothing yet."""
    language = language_of_page()
    found = groups_of(draft)
    groups = [
        {"group": group, "title": group.title(language), "meanings": group.meanings_in(language)} for group in found
    ]
    asking = next((group for group in found if group.unsaid), None)
    context = {"round": draft.round, "draft": draft, "groups": groups, "asking": asking, "total": STEPS}
    return render(request, "rounds/codes.html", context)


@permission_required("rounds.import_answers", of=find_draft)
@only_read
def code_group(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say what each value of one group means: an answer, don't know, refusal, not asked, missing."""
    asked = request.GET.get("group", "")
    group = next((found for found in groups_of(draft) if found.key == asked), None)
    if group is None:
        return redirect("rounds:codes", draft.round_id, draft.pk)
    listed = "listed" in request.GET
    if request.method == "POST":
        return changed(
            request, draft, "name", chosen(group, request.POST), guiding.CODES if listed else guiding.named(group.key)
        )
    context = {
        "round": draft.round,
        "draft": draft,
        "group": group,
        "title": group.title(language_of_page()),
        "questions": [in_language(target.name, language_of_page()) for target in group.targets],
        "meanings": meanings(group),
        "differs": DIFFERS,
        "labelled": any(value.label for value in group.values),
        "listed": listed,
        "total": STEPS,
    }
    return render(request, "rounds/code_group.html", context)


def chosen(group: CodeGroup, data: Any) -> dict[str, Any]:
    """Return what was chosen for each value, as the job takes it; what differs by column stays as it is."""
    said = []
    for place, value in enumerate(group.values):
        choice = str(data.get(f"value-{place}", value.meaning))
        if choice != DIFFERS:
            said.append([value.raw, meaning_to(meaning_from_choice(choice, group))])
    return {"targets": [target.key for target in group.targets], "meanings": said}


def meanings(group: CodeGroup) -> list[tuple[str, str]]:
    """Return what a value can stand for, as choices."""
    language, target = language_of_page(), group.targets[0]
    absent = absent_codes(target)
    answers = [
        (f"code:{code}", f"{code} – {in_language(label, language)}")
        for code, label in target.codes.items()
        if code not in absent
    ]
    return [
        ("", _("not said")),
        *answers,
        (f"absence:{Absence.DONT_KNOW}", _("does not know")),
        (f"absence:{Absence.REFUSAL}", _("prefers not to answer")),
        (f"absence:{Absence.NOT_ASKED}", _("question not asked")),
        (f"absence:{Absence.MISSING}", _("missing")),
    ]
