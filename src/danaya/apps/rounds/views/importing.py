"""An administration's own questionnaire on its way in: columns, what values stand for, and into the round."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.import_codebook import (
    choose_codebook_sheet,
    import_codebook,
    map_codebook,
    questions_in,
    upload_codebook,
)
from danaya.apps.rounds.forms.codebook import QuestionColumnsForm, audience_choices, bank_scales
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.questionnaires import ASKED, FALLING, LEFT, OWN, RISING, ReadQuestion
from danaya.apps.rounds.refusals import refuse_closed
from danaya.apps.rounds.views.codebook import questionnaire_page, table_form
from danaya.apps.rounds.views.finding import find_codebook_draft, find_round
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, lines_of, posted, say_refusal
from danaya.engines.framework import load_factors
from danaya.engines.language import in_language

VALUES = ("factors", "audiences", "scales")


@permission_required("rounds.prepare_round", of=find_round)
@require_POST
def take_table(request: PostRequest, round_: Round) -> HttpResponse:
    form = table_form(request.POST, request.FILES)
    if form.is_valid():
        try:
            upload_codebook(round_, form.cleaned_data["file"], actor=request.acting, at=now())
        except REFUSALS as refusal:
            say_refusal(form, refusal, "file")
        else:
            return redirect("rounds:codebook_columns", round_.pk)
    return questionnaire_page(request, round_, table_form=form)


@permission_required("rounds.prepare_round", of=find_codebook_draft)
def codebook_columns(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say which column of the table holds the wording, the factor, the scale."""
    refuse_closed(draft.round)
    if request.method == "POST" and "sheet" in request.POST:
        choose_codebook_sheet(draft, str(request.POST["sheet"]))
        return redirect("rounds:codebook_columns", draft.round_id)
    names = [column["name"] for column in draft.facts["columns"]]
    form = QuestionColumnsForm(
        posted(request), names=names, saved=draft.mapping, round_=draft.round, language=language_of_page()
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        map_codebook(draft, columns=form.columns(), scale=data["scale"], audience=data["audience"])
        return redirect("rounds:codebook_values", draft.round_id)
    context = {"round": draft.round, "draft": draft, "form": form}
    return render(request, "rounds/codebook_columns.html", context, status=422 if form.errors else 200)


@permission_required("rounds.prepare_round", of=find_codebook_draft)
def codebook_values(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Check the questions as they were read; say what values of factor, audience and scale stand for."""
    refuse_closed(draft.round)
    refused: list[str] = []
    if request.method == "POST":
        map_codebook(draft, **chosen_values(draft, request.POST))
        if "keep" not in request.POST:
            return redirect("rounds:codebook_values", draft.round_id)
        try:
            count = import_codebook(draft, actor=request.acting, at=now())
        except REFUSALS as refusal:
            refused = [words for _name, words in lines_of(refusal)]
        else:
            said = ngettext("%(count)s question is in place.", "%(count)s questions are in place.", count)
            messages.success(request, said % {"count": count})
            return redirect("rounds:questionnaire", draft.round_id)
    context = {
        "round": draft.round,
        "draft": draft,
        "parts": value_parts(draft),
        "questions": [question_row(question) for question in questions_in(draft)],
        "refused": refused,
        "page_errors": bool(refused),
    }
    return render(request, "rounds/codebook_values.html", context, status=422 if refused else 200)


def chosen_values(draft: ImportDraft, data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return what was chosen on the page for each value of factor, audience and scale."""
    return {
        part: {
            raw: str(data.get(f"{part}-{place}", kept))
            for place, (raw, kept) in enumerate(sorted(draft.mapping[part].items()))
        }
        for part in VALUES
    }


def value_parts(draft: ImportDraft) -> list[dict[str, Any]]:
    """Return the parts whose values need a meaning, each value with its choices."""
    language = language_of_page()
    factors = [(factor.key, f"{factor.number}. {in_language(factor.name, language)}") for factor in load_factors()]
    unsaid = ("", _("not said"))
    choices = {
        "factors": [unsaid, ("-", _("no key factor")), *factors],
        "audiences": [unsaid, *audience_choices(draft.round)],
        "scales": [unsaid, (LEFT, _("leave these questions aside")), *bank_scales(language)],
    }
    titles = {"factors": _("Key factors"), "audiences": _("Asked of"), "scales": _("Answer scales")}
    return [
        {
            "title": titles[part],
            "rows": [
                {
                    "name": f"{part}-{place}",
                    "raw": raw,
                    "kept": kept,
                    "choices": [*choices[part][:1], *own_choices(draft, part, raw), *choices[part][1:]],
                }
                for place, (raw, kept) in enumerate(sorted(draft.mapping[part].items()))
            ],
        }
        for part in VALUES
        if draft.mapping[part]
    ]


def own_choices(draft: ImportDraft, part: str, raw: str) -> list[tuple[str, str]]:
    """Return how the list of answers that a value of the file names can count; nothing where it names none."""
    name = raw.removeprefix(ASKED).strip()
    listed = draft.mapping["choices"].get(name) if part == "scales" else None
    if not listed:
        return []
    words = answers_in_words(listed, language_of_page())
    return [(prefix + name, form % {"name": words}) for prefix, form in own_scales()]


def own_scales() -> list[tuple[str, str]]:
    """Return how a list of answers of the file can count, each with words for it."""
    return [
        (OWN, _("%(name)s (no scores)")),
        (RISING, _("%(name)s (the last answer is best)")),
        (FALLING, _("%(name)s (the first answer is best)")),
    ]


def answers_in_words(listed: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return a list of answers in one line: all of a short one, the first and the last of a long one."""
    words = [in_language(choice["label"], language) for choice in listed]
    return " · ".join(words if len(words) < 7 else [*words[:2], "…", words[-1]])


def question_row(question: ReadQuestion) -> dict[str, Any]:
    """Return one question as the page lists it."""
    words = {
        "key": _("this key stands twice"),
        "factor": _("key factor not said"),
        "audiences": _("audience not said"),
        "scale": _("scale not said"),
    }
    return {"question": question, "problems": [words[problem] for problem in question.problems]}
