"""The questionnaire of a round: from the bank, from a DESIGN file, question by question."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.fill_codebook import fill_codebook_from_bank, fill_from_study
from danaya.apps.rounds.forms.codebook import FileForm
from danaya.apps.rounds.models import Purpose, Question, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.progress import Act, next_act
from danaya.apps.rounds.queries import draft_for
from danaya.apps.rounds.refusals import refuse_other_kind, refuse_without_questions
from danaya.apps.rounds.study import build_study
from danaya.apps.rounds.views.finding import find_round
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, say_refusal
from danaya.engines.framework import load_factors
from danaya.engines.language import Problem, in_language
from danaya.engines.restitution import Study, parse_study, write_study
from danaya.engines.tables import defused

DESIGN_LIMIT = 2 * 1024 * 1024


@permission_required("rounds.see_rounds", of=find_round)
@require_safe
def questionnaire(request: PostRequest, round_: Round) -> HttpResponse:
    """The questions, factor by factor, and the ways to fill the questionnaire."""
    return questionnaire_page(request, round_)


def questionnaire_page(request: PostRequest, round_: Round, **forms: FileForm) -> HttpResponse:
    """Return the page of the questionnaire, with ``forms`` where one of them was refused."""
    refuse_other_kind(round_, Kind.ANSWERS)
    may_prepare = may(request, "rounds.prepare_round", round_) and not round_.is_closed
    refused = next((form for form in forms.values() if form.errors), None)
    context = {
        "round": round_,
        "groups": grouped(round_),
        "count": round_.questions.count(),
        "act": act_of(request, round_) if may_prepare else None,
        "may_prepare": may_prepare,
        "design_form": design_file_form(),
        "table_form": table_form(),
        "form": refused,
        "draft": draft_for(round_, Purpose.QUESTIONNAIRE) if may_prepare else None,
        "breakdowns": round_.breakdowns.all(),
        "scales": round_.scales.all(),
        **forms,
    }
    return render(request, "rounds/questionnaire.html", context, status=422 if refused else 200)


def act_of(request: PostRequest, round_: Round) -> Act | None:
    """Return what comes next in the round, if the viewer may do it."""
    act = next_act(round_)
    return act if act and may(request, act.permission, round_) else None


def grouped(round_: Round) -> list[tuple[str, list[Question]]]:
    """Return the questions under the name of their factor, then those of experience, then the others."""
    questions = list(round_.questions.select_related("scale"))
    language = language_of_page()
    groups = [
        (f"{factor.number}. {in_language(factor.name, language)}", [q for q in questions if q.factor == factor.key])
        for factor in load_factors()
    ]
    groups.append((_("Experience"), [q for q in questions if not q.factor and q.kind == "experience"]))
    groups.append((_("Other questions"), [q for q in questions if not q.factor and q.kind != "experience"]))
    return [(name, members) for name, members in groups if members]


def design_file_form(data: Any = None, files: Any = None) -> FileForm:
    """Return the form that takes a DESIGN file."""
    words = _("A .toml file as the command “danaya analyse” reads it: questionnaire, audiences and sample design.")
    return FileForm(data, files, label=_("DESIGN file"), help_text=words, prefix="design")


def table_form(data: Any = None, files: Any = None) -> FileForm:
    """Return the form that takes a questionnaire in a table."""
    words = _("CSV, Excel, Word or XLSForm: one row per question. You say afterwards which column holds what.")
    return FileForm(data, files, label=_("Your questionnaire"), help_text=words, prefix="table")


@permission_required("rounds.prepare_round", of=find_round)
@require_POST
def take_bank(request: PostRequest, round_: Round) -> HttpResponse:
    fill_codebook_from_bank(round_, actor=request.acting, at=now())
    messages.success(request, _("The questions of the bank are in place. Change what your survey asked otherwise."))
    return redirect("rounds:questionnaire", round_.pk)


@permission_required("rounds.prepare_round", of=find_round)
@require_POST
def take_design_file(request: PostRequest, round_: Round) -> HttpResponse:
    form = design_file_form(request.POST, request.FILES)
    if form.is_valid():
        try:
            fill_from_study(round_, uploaded_study(form), actor=request.acting, at=now())
        except REFUSALS as refusal:
            say_refusal(form, refusal, "file")
        else:
            messages.success(request, _("Questionnaire, audiences and design are those of the file."))
            return redirect("rounds:questionnaire", round_.pk)
    return questionnaire_page(request, round_, design_form=form)


def uploaded_study(form: FileForm) -> Study:
    """Return the study of an uploaded DESIGN file."""
    upload = form.cleaned_data["file"]
    try:
        text = upload.read(DESIGN_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            "design-not-text",
            {
                "fr": "Ce fichier n'est pas un fichier DESIGN : choisissez un fichier .toml enregistré en UTF-8.",
                "en": "This is not a DESIGN file: choose a .toml file saved as UTF-8.",
            },
        ) from error
    return parse_study(text)


@permission_required("rounds.see_rounds", of=find_round)
@require_safe
def design_file(request: PostRequest, round_: Round) -> HttpResponse:
    """The round as a DESIGN file."""
    refuse_other_kind(round_, Kind.ANSWERS)
    refuse_without_questions(round_)
    response = HttpResponse(write_study(build_study(round_)), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="design-{round_.year}.toml"'
    return response


HEADS = (
    "key", "column", "factor", "kind", "audiences", "scale", "sensitive", "freely", "reworded", "earlier", "fr", "en",
)  # fmt: skip


@permission_required("rounds.see_rounds", of=find_round)
@require_safe
def codebook_file(request: PostRequest, round_: Round) -> HttpResponse:
    """The questionnaire as CSV, for Excel."""
    refuse_other_kind(round_, Kind.ANSWERS)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="questionnaire-{round_.year}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(HEADS)
    writer.writerows(codebook_rows(round_))
    return response


def codebook_rows(round_: Round) -> Iterator[list[str]]:
    """Return one row a question, harmless in a spreadsheet."""
    for question in round_.questions.select_related("scale"):
        cells = [
            question.key,
            question.column,
            question.factor,
            question.kind,
            " ".join(question.audiences),
            question.scale.key,
            str(int(question.sensitive)),
            str(int(question.freely)),
            str(int(question.reworded)),
            question.earlier_key,
            question.text.get("fr", ""),
            question.text.get("en", ""),
        ]
        yield [str(defused(cell)) for cell in cells]
