"""The questionnaire of a round: from the bank, from a DESIGN file, question by question."""

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.fill_codebook import fill_codebook_from_bank, fill_from_study
from danaya.apps.rounds.forms import DesignForm, FileForm, QuestionForm
from danaya.apps.rounds.models import Question, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import build_study
from danaya.apps.rounds.views.finding import find_question, find_round
from danaya.engines.framework import load_factors
from danaya.engines.language import Problem, Problems, in_language
from danaya.engines.restitution import Study, parse_study, write_study
from danaya.engines.tables import defused


def language_of_page() -> str:
    """Return the language of the page that is being made."""
    return (get_language() or "fr").split("-")[0]


@permission_required("rounds.see_rounds", of=find_round)
def questionnaire(request: PostRequest, round_: Round) -> HttpResponse:
    """The questions, factor by factor."""
    refuse_other_kind(round_, Kind.ANSWERS)
    context = {
        "round": round_,
        "groups": grouped(round_),
        "may_prepare": may(request, "rounds.prepare_round", round_) and not round_.is_closed,
        "form": design_file_form(),
        "breakdowns": round_.breakdowns.all(),
    }
    return render(request, "rounds/questionnaire.html", context)


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


def design_file_form(data: object = None, files: object = None) -> FileForm:
    """Return the form that takes a DESIGN file."""
    return FileForm(
        data, files, label=_("DESIGN file"), help_text=_("A .toml file as the command “danaya analyse” reads it.")
    )


@require_POST
def _take_bank(request: PostRequest, round_: Round) -> HttpResponse:
    fill_codebook_from_bank(round_, actor=request.acting, at=now())
    messages.success(request, _("The questions of the bank are in place. Change what your survey asked otherwise."))
    return redirect("rounds:questionnaire", round_.pk)


take_bank = permission_required("rounds.prepare_round", of=find_round)(_take_bank)


@require_POST
def _take_design_file(request: PostRequest, round_: Round) -> HttpResponse:
    form = design_file_form(request.POST, request.FILES)
    if form.is_valid():
        try:
            fill_from_study(round_, uploaded_study(form), actor=request.acting, at=now())
        except (Problem, Problems) as problem:
            for line in problem.in_language(language_of_page()).splitlines():
                form.add_error("file", line)
        else:
            messages.success(request, _("Questionnaire, audiences and design are those of the file."))
            return redirect("rounds:questionnaire", round_.pk)
    context = {"round": round_, "groups": grouped(round_), "may_prepare": True, "form": form}
    return render(request, "rounds/questionnaire.html", context, status=422)


take_design_file = permission_required("rounds.prepare_round", of=find_round)(_take_design_file)


def uploaded_study(form: FileForm) -> Study:
    """Return the study of an uploaded DESIGN file."""
    try:
        text = form.cleaned_data["file"].read().decode("utf-8")
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
def design_file(request: PostRequest, round_: Round) -> HttpResponse:
    """The round as a DESIGN file."""
    refuse_other_kind(round_, Kind.ANSWERS)
    response = HttpResponse(write_study(build_study(round_)), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="design-{round_.year}.toml"'
    return response


HEADS = ("key", "column", "factor", "kind", "audiences", "scale", "sensitive", "freely", "reworded", "fr", "en")


@permission_required("rounds.see_rounds", of=find_round)
def codebook_file(request: PostRequest, round_: Round) -> HttpResponse:
    """The questionnaire as CSV, for Excel."""
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
            question.text.get("fr", ""),
            question.text.get("en", ""),
        ]
        yield [str(defused(cell)) for cell in cells]


@permission_required("rounds.prepare_round", of=find_question)
def edit_question(request: PostRequest, question: Question) -> HttpResponse:
    """Change one question of a round in preparation."""
    refuse_closed(question.round)
    form = QuestionForm(request.POST or None, instance=question, language=language_of_page())
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note("edit_question", question, actor=request.acting, at=now())
        messages.success(request, _("Kept."))
        return redirect("rounds:questionnaire", question.round_id)
    context = {"form": form, "question": question, "round": question.round}
    return render(request, "rounds/question.html", context, status=422 if form.errors else 200)


@permission_required("rounds.prepare_round", of=find_round)
def design(request: PostRequest, round_: Round) -> HttpResponse:
    """Which columns say how the sample came to be, and which values make the audiences."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    initial = {name: getattr(round_, name) for name in ("audience_column", "weights", "nest", "lonely")}
    initial |= {name: ", ".join(getattr(round_, name)) for name in ("strata", "clusters", "fpc")}
    form = DesignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep_design(request, round_, form)
        messages.success(request, _("Kept."))
        return redirect("rounds:show", round_.pk)
    context = {"form": form, "round": round_, "audiences": round_.audiences.all()}
    return render(request, "rounds/design.html", context, status=422 if form.errors else 200)


@transaction.atomic
def keep_design(request: PostRequest, round_: Round, form: DesignForm) -> None:
    """Keep the design's columns and the values of each audience."""
    for name in ("audience_column", "weights", "nest", "lonely"):
        setattr(round_, name, form.cleaned_data[name])
    for name in ("strata", "clusters", "fpc"):
        setattr(round_, name, form.names(name))
    round_.save()
    for audience in round_.audiences.all():
        typed = str(request.POST.get(f"values-{audience.key}", ""))
        audience.values = [read_code(value.strip()) for value in typed.split(",") if value.strip()]
        audience.save()
    note("describe_design", round_, actor=request.acting, at=now())


def read_code(typed: str) -> int | str:
    """Return a code as answers hold it: a whole number where it reads as one."""
    return int(typed) if typed.lstrip("-").isdigit() else typed
