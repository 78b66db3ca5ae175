"""A follow-up table on its way in: the file, what its columns say, who the owners are, what it becomes."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from danaya.apps.commitments.actions.take_over_table import (
    ASIDE,
    account_in,
    begin_import,
    choose_sheet,
    give_up_import,
    language_of,
    map_columns,
    name_parties,
    roles_of,
    sheets_in,
    table_of,
    take_over,
)
from danaya.apps.commitments.drafting.taking_over import Account, said
from danaya.apps.commitments.forms.importing import ColumnsForm, PartiesForm, TableForm
from danaya.apps.commitments.models import Import, Plan
from danaya.apps.commitments.views.frame import frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, View, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem

SAMPLES = 3


def on_import(view: View) -> View:
    """Declare a page of a table on its way in: it exists for the organisation that brought it, and for nobody else."""

    @permission_required("commitments.draft")
    @wraps(view)
    def found(request: HttpRequest, pk: UUID, table: UUID) -> HttpResponseBase:
        rows = Import.objects.select_related("plan", "file", "begun_by__organisation")
        held = get_object_or_404(rows, plan=pk, pk=table)
        acting = getattr(request, "acting", None)
        if acting is None or held.begun_by.organisation_id != acting.post.organisation_id:
            raise Http404
        return view(request, held)

    return found


@permission_required("commitments.draft", of=find_plan)
@require_http_methods(["GET", "POST"])
def begin(request: PostRequest, plan: Plan) -> HttpResponse:
    """Bring a table."""
    form = TableForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_import(plan, form.cleaned_data["file"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, "file")
        else:
            return redirect("commitments:import_columns", plan.pk, made.pk)
    context = {
        **frame(request, plan),
        "form": form,
        "waiting": plan.imports.filter(
            begun_by__organisation=request.acting.post.organisation_id, taken_on=None
        ).select_related("file"),
    }
    return render(request, "commitments/import.html", context, status=status_of(form))


@on_import
@require_http_methods(["GET", "POST"])
def columns(request: PostRequest, held: Import) -> HttpResponse:
    """Say what each column holds."""
    problem = ""
    if request.method == "POST" and "sheet" in request.POST:
        try:
            choose_sheet(held, request.POST["sheet"])
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            return redirect("commitments:import_columns", held.plan_id, held.pk)
    table = table_of(held)
    sent = posted(request) if not problem and "sheet" not in request.POST else None
    form = ColumnsForm(sent, names=table.names, roles=roles_of(held), language=language_of(held))
    if sent is not None and form.is_valid():
        try:
            map_columns(held, form.roles(), form.cleaned_data["language"])
        except Problem as refused:
            say(form, refused)
        else:
            return redirect("commitments:import_parties", held.plan_id, held.pk)
    samples = {column.name: _samples(column.values) for column in table.columns}
    context = {
        **_frame(request, held),
        "form": form,
        "rows": [
            {"field": field, "samples": samples[name]} for field, name in zip(form.rows(), table.names, strict=True)
        ],
        "sheets": sheets_in(held),
        "problem": problem,
    }
    return render(request, "commitments/import_columns.html", context, status=422 if problem else status_of(form))


def _samples(values: Any) -> list[str]:
    found = dict.fromkeys(words for words in map(said, values) if words)
    return [words if len(words) <= 80 else f"{words[:79]}…" for words in list(found)[:SAMPLES]]


@on_import
@require_http_methods(["GET", "POST"])
def parties(request: PostRequest, held: Import) -> HttpResponse:
    """Say which posts stand for the words that name owners."""
    account = account_in(held)
    beside = {words: _beside(account, words) for words in account.owners}
    form = PartiesForm(posted(request), owners=beside, saved=held.parties, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            name_parties(held, form.parties())
        except Problem as refused:
            say(form, refused)
        else:
            return redirect("commitments:import_check", held.plan_id, held.pk)
    rows = [{**row, "count": account.owners[row["words"]], "beside": beside[row["words"]]} for row in form.rows()]
    context = {**_frame(request, held), "form": form, "rows": rows}
    return render(request, "commitments/import_parties.html", context, status=status_of(form))


def _beside(account: Account, words: str) -> str:
    return ", ".join(dict.fromkeys(row.counterpart for row in account.rows if row.owner == words and row.counterpart))


@on_import
@require_http_methods(["GET", "POST"])
def check(request: PostRequest, held: Import) -> HttpResponse:
    """Show what the table becomes and what was not understood, then take it over."""
    problem = ""
    if request.method == "POST":
        try:
            made = take_over(held, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            words = ngettext(
                "%(count)s draft was made. Only your organisation reads it until you propose it.",
                "%(count)s drafts were made. Only your organisation reads them until you propose them.",
                len(made),
            )
            messages.success(request, words % {"count": len(made)})
            return redirect("commitments:drafts", held.plan_id)
    account = account_in(held)
    language = page_language()
    context = {
        **_frame(request, held),
        "taken": [_shown(row, language) for row in account.rows if held.parties.get(row.owner) != ASIDE],
        "left": [row for row in account.rows if held.parties.get(row.owner) == ASIDE],
        "aside": account.aside,
        "remarks": [one.in_language(language) for one in table_of(held).remarks],
        "again": taken_before(held),
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "commitments/import_check.html", context, status=422 if problem else 200)


def _shown(row: Any, language: str) -> dict[str, Any]:
    return {"row": row, "lacks": [one[language] if language in one else one["fr"] for one in row.lacks]}


def taken_before(held: Import) -> Import | None:
    """Return an earlier import of the same file by the same organisation into the same plan."""
    rows = Import.objects.filter(
        plan=held.plan,
        begun_by__organisation=held.begun_by.organisation_id,
        file__sha256=held.file.sha256,
        taken_on__isnull=False,
    )
    return rows.exclude(pk=held.pk).first()


@on_import
@require_POST
def drop(request: PostRequest, held: Import) -> HttpResponse:
    """Take the file back: nothing of it was taken over."""
    try:
        give_up_import(held, actor=request.acting, at=now())
    except Problem as refused:
        messages.warning(request, refused.in_language(page_language()))
    else:
        messages.success(request, _("The file is taken back. Nothing of it was taken over."))
    return redirect("commitments:drafts", held.plan_id)


def _frame(request: PostRequest, held: Import) -> dict[str, Any]:
    visibility = _("%(body)s only") % {"body": held.begun_by.organisation.acronym}
    return {**frame(request, held.plan), "held": held, "visibility": visibility}
