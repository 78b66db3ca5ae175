"""Reported results: a grid that is typed, or filled from a table of the report."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.apps.rounds.actions.read_reported import (
    choose_results_sheet,
    map_results,
    reported_results,
    results_mapping,
    upload_results,
)
from danaya.apps.rounds.actions.report_results import report_results
from danaya.apps.rounds.forms.codebook import FileForm
from danaya.apps.rounds.forms.results import HEADS, MEASURES, TABLE_FORMS, ResultsForm, TableForm, typed_form
from danaya.apps.rounds.models import ImportDraft, Purpose, Round, RoundAudience
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.queries import draft_for, reported_table
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import read_result
from danaya.apps.rounds.tables import columns_by_name
from danaya.apps.rounds.views.finding import find_results_draft, find_round
from danaya.apps.rounds.views.saying import REFUSALS, language_of_page, posted, posted_files, say_refusal
from danaya.base.files.storing import DOCUMENTS, store
from danaya.engines.framework import load_factors
from danaya.engines.language import in_language


def factors_of_grid() -> list[tuple[str, str]]:
    """Return the rows of the grid: the ten key factors, then all together."""
    language = language_of_page()
    named = [(factor.key, f"{factor.number}. {in_language(factor.name, language)}") for factor in load_factors()]
    return [*named, ("", _("All factors together"))]


@permission_required("rounds.close_round", of=find_round)
def results(request: PostRequest, round_: Round) -> HttpResponse:
    """Enter the figures of a report and close the round with them; sent a second time, show what the first has done."""
    refuse_other_kind(round_, Kind.REPORTED)
    if round_.is_closed:
        return redirect("rounds:show", round_.pk)
    audiences = list(round_.audiences.all())
    places = [
        (audience.key, factor, f"{name}, {audience}") for factor, name in factors_of_grid() for audience in audiences
    ]
    draft = draft_for(round_, Purpose.RESULTS)
    form = ResultsForm(posted(request), posted_files(request), places=places, initial=grid_initial(round_, draft))
    if request.method == "POST" and form.is_valid() and keep_results(request, round_, form):
        messages.success(request, _("The reported results are kept; the restitution can be made."))
        return redirect("rounds:show", round_.pk)
    lost = getattr(form.files.get("document"), "name", "") if form.errors else ""
    if lost:
        form.add_error("document", _("Choose “%(name)s” again: it was not kept.") % {"name": lost})
    context = {
        "form": form,
        "table_form": results_file_form(),
        "round": round_,
        "grids": grids(form, audiences),
        "draft": draft,
        "not_understood": not_understood(draft),
    }
    return render(request, "rounds/results.html", context, status=422 if form.errors else 200)


def grid_initial(round_: Round, draft: ImportDraft | None) -> dict[str, Any]:
    """Return the figures the grid begins with: those read from a table, or those that are being corrected."""
    table = reported_table(round_)
    initial = typed_form([read_result(row) for row in table.results]) if table else {}
    source = {"source": table.source} if table else {}
    return {**source, **(typed_form(reported_results(draft)) if draft else initial)}


@dataclass(frozen=True, slots=True)
class GridRow:
    """One factor of a grid with its fields."""

    name: str
    cells: list[Any]


def grids(form: ResultsForm, audiences: list[RoundAudience]) -> list[dict[str, Any]]:
    """Return one grid per audience: narrow enough for a telephone."""
    return [
        {
            "audience": audience,
            "heads": [HEADS[measure] for measure in MEASURES],
            "rows": [
                GridRow(name, [form[f"{measure}-{audience.key}-{factor}"] for measure in MEASURES])
                for factor, name in factors_of_grid()
            ],
        }
        for audience in audiences
    ]


def not_understood(draft: ImportDraft | None) -> list[str]:
    """Return what of an uploaded table was not understood, with its first places."""
    language = language_of_page()
    lines = []
    for finding in draft.account.get("findings", ()) if draft else ():
        if not finding["accepted"]:
            places = ", ".join(finding["where"][language][:3])
            lines.append(": ".join(filter(None, (places, finding["text"][language]))))
    return lines


def keep_results(request: PostRequest, round_: Round, form: ResultsForm) -> bool:
    """Close the round with the typed figures; what is refused becomes an error of the form."""
    upload = form.cleaned_data["document"]
    try:
        with transaction.atomic():
            document = store(upload, at=now(), allowed=DOCUMENTS) if upload else None
            report_results(
                round_,
                form.results(),
                source=form.cleaned_data["source"],
                document=document,
                actor=request.acting,
                at=now(),
            )
    except REFUSALS as refusal:
        say_refusal(form, refusal)
        return False
    return True


def results_file_form(data: Any = None, files: Any = None) -> FileForm:
    """Return the form that takes a table of results."""
    words = _("CSV, Excel or Word: the table of scores of the report. You check each figure before it is kept.")
    return FileForm(data, files, label=_("Table of results"), help_text=words, prefix="table")


@permission_required("rounds.close_round", of=find_round)
@require_POST
def take_results_table(request: PostRequest, round_: Round) -> HttpResponse:
    form = results_file_form(request.POST, request.FILES)
    if form.is_valid():
        try:
            upload_results(round_, form.cleaned_data["file"], actor=request.acting, at=now())
        except REFUSALS as refusal:
            say_refusal(form, refusal, "file")
        else:
            return redirect("rounds:results_columns", round_.pk)
    return render(request, "rounds/results_file.html", {"form": form, "round": round_}, status=422)


@permission_required("rounds.close_round", of=find_results_draft)
def results_columns(request: PostRequest, draft: ImportDraft) -> HttpResponse:
    """Say how the table is read; then check its figures in the grid."""
    refuse_closed(draft.round)
    if request.method == "POST" and {"sheet", "form"}.intersection(request.POST):
        change_reading(draft, request.POST)
        return redirect("rounds:results_columns", draft.round_id)
    form = reading_form(draft, posted(request))
    if request.method == "POST" and form.is_valid():
        before = (draft.mapping["factor_column"], draft.mapping["audience_column"], draft.mapping["measure_column"])
        map_results(draft, **form.changes())
        after = (draft.mapping["factor_column"], draft.mapping["audience_column"], draft.mapping["measure_column"])
        return redirect("rounds:results" if before == after else "rounds:results_columns", draft.round_id)
    context = {"form": form, "round": draft.round, "draft": draft, "long": draft.mapping["form"] == "long"}
    return render(request, "rounds/results_columns.html", context, status=422 if form.errors else 200)


def change_reading(draft: ImportDraft, data: Any) -> None:
    """Read another sheet, or the same one row by row instead of column by column."""
    if "sheet" in data:
        choose_results_sheet(draft, str(data["sheet"]))
    elif data["form"] in TABLE_FORMS:
        map_results(draft, form=str(data["form"]))


def reading_form(draft: ImportDraft, data: Any) -> TableForm:
    """Return the form that says how the draft's table is read."""
    saved, facts = results_mapping(draft), columns_by_name(draft)
    kinds = {"factors": saved.factor_column, "audiences": saved.audience_column, "measures": saved.measure_column}
    raws = {kind: [raw for raw, _n, _label in facts.get(name, {}).get("values", ())] for kind, name in kinds.items()}
    return TABLE_FORMS[saved.form](
        data,
        names=list(facts),
        audiences={audience.key: str(audience) for audience in draft.round.audiences.all()},
        factors=factors_of_grid()[:-1],
        raws=raws,
        saved=saved,
    )
