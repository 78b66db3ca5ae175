"""A table on its way in: the file, what its columns say, what it would change, and taking it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from danaya.apps.indicators.actions.begin_import import begin_import, choose_sheet, give_up_import, map_columns
from danaya.apps.indicators.actions.import_figures import import_figures
from danaya.apps.indicators.actions.import_objectives import import_objectives, wanted_of
from danaya.apps.indicators.comparing import What, compare_figures, compare_objectives, counted, seen
from danaya.apps.indicators.forms.frameworks import TableForm
from danaya.apps.indicators.forms.importing import LAYOUTS, FiguresForm, ObjectivesForm, TakeForm
from danaya.apps.indicators.models import Draft, Framework, Series
from danaya.apps.indicators.queries import months_of
from danaya.apps.indicators.reading import (
    figures_in,
    figures_mapping,
    followed_up,
    laid_out,
    naming_column,
    objectives_in,
    objectives_mapping,
    samples_of,
    titles,
    words_of,
)
from danaya.apps.indicators.views.finding import done, find_draft, find_framework, find_series, page_language, posted
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now, today
from danaya.apps.people.models.texts import read
from danaya.engines.language import decimals_of, number, period_in_words
from danaya.engines.tables import Finding, filled

MOST_PLACES = 5


@permission_required("indicators.manage_framework", of=find_framework)
@require_http_methods(["GET", "POST"])
def upload_objectives(request: PostRequest, framework: Framework) -> HttpResponse:
    """Hand in the table of the objectives of a framework."""
    context = {"framework": framework, "back": reverse("indicators:framework", args=[framework.pk])}
    return _upload(request, context, framework=framework)


@permission_required("indicators.manage")
@require_http_methods(["GET", "POST"])
def upload_figures(request: PostRequest) -> HttpResponse:
    """Hand in a table of figures of any series."""
    return _upload(request, {"back": reverse("indicators:list"), "no_series": not titles()})


@permission_required("indicators.manage", of=find_series)
@require_http_methods(["GET", "POST"])
def upload_series(request: PostRequest, series: Series) -> HttpResponse:
    """Hand in a table of figures of one series."""
    context = {"series": series, "back": reverse("indicators:series", args=[series.pk])}
    return _upload(request, context, series=series)


def _upload(request: PostRequest, context: dict[str, Any], **target: Any) -> HttpResponse:
    form = TableForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        upload = lambda: begin_import(form.cleaned_data["file"], **target, actor=request.acting, at=now())  # noqa: E731
        draft = done(form, upload, "file")
        if draft is not None:
            return redirect("indicators:columns", draft.pk)
    return render(request, "indicators/upload.html", {**context, "form": form}, status=422 if form.errors else 200)


@permission_required("indicators.import", of=find_draft)
@require_http_methods(["GET", "POST"])
def columns(request: PostRequest, draft: Draft) -> HttpResponse:
    """Say what the columns of the table hold."""
    if request.method == "POST" and {"sheet", "layout"}.intersection(request.POST):
        _read_otherwise(draft, request.POST)
        return redirect("indicators:columns", draft.pk)
    form = columns_form(draft, posted(request))
    if request.method == "POST" and form.is_valid():
        mapping, again = (form.mapping(), False) if draft.framework_id else followed_up(draft, form.mapping())
        map_columns(draft, mapping)
        return redirect("indicators:columns" if again else "indicators:preview", draft.pk)
    layout = "" if draft.framework_id else figures_mapping(draft).layout
    context = {
        "draft": draft,
        "form": form,
        "columns": samples_of(draft),
        "layout": LAYOUTS[layout][1] if layout else "",
        "layouts": [(key, words) for key, (_form, words) in LAYOUTS.items() if key != layout] if layout else [],
    }
    return render(request, "indicators/columns.html", context, status=422 if form.errors else 200)


def _read_otherwise(draft: Draft, data: Any) -> None:
    """Read another sheet, or the same one by another layout."""
    if "sheet" in data:
        choose_sheet(draft, str(data["sheet"]))
    elif data["layout"] in LAYOUTS and not draft.framework_id:
        map_columns(draft, laid_out(draft, str(data["layout"])))


def columns_form(draft: Draft, data: Any) -> ObjectivesForm | FiguresForm:
    """Return the form that says how the table of a draft is read."""
    names = [column["name"] for column in samples_of(draft)]
    if draft.framework_id:
        return ObjectivesForm(data, names=names, saved=objectives_mapping(draft))
    saved = figures_mapping(draft)
    raws = words_of(draft, naming_column(saved))
    series = {code: read(title) for code, title in titles().items()}
    return LAYOUTS[saved.layout][0](data, names=names, saved=saved, series=series, raws=raws)


@permission_required("indicators.import", of=find_draft)
@require_http_methods(["GET", "POST"])
def preview(request: PostRequest, draft: Draft) -> HttpResponse:
    """Show what the table would change, and take it."""
    account: Any = objectives_in(draft) if draft.framework_id else figures_in(draft, today())
    changes: list[Any] = (
        compare_objectives(draft.framework, wanted_of(account)) if draft.framework else compare_figures(account.figures)
    )
    form = TakeForm(posted(request), shown=seen(changes), left=len(account.findings))
    if request.method == "POST":
        counts = done(form, lambda: take(request, draft, form))
        if counts is not None:
            messages.success(request, said(counts))
            return redirect(after(draft, changes))
        form.data = request.POST.copy()
        form.data["shown"] = seen(changes)  # whoever sends it again takes what this page shows
    context = {
        "draft": draft,
        "form": form,
        "counts": counted(changes),
        "parts": parts_of(draft, changes),
        "not_understood": [finding_in_words(one) for one in account.findings],
        "any": bool(changes) and any(one.what != What.GONE for one in changes),
    }
    return render(request, "indicators/preview.html", context, status=422 if form.errors else 200)


def take(request: PostRequest, draft: Draft, form: forms.Form) -> dict[str, int]:
    """Take what the draft's table says, as it was shown."""
    act = import_objectives if draft.framework_id else import_figures
    aside = bool(form.cleaned_data.get("leave_aside"))
    return act(draft, shown=form.cleaned_data["shown"], leave_aside=aside, actor=request.acting, at=now())


def said(counts: dict[str, int]) -> str:
    """Return what was taken, in a sentence."""
    words = {
        What.NEW: _("new: %(count)s"),
        What.CHANGED: _("changed: %(count)s"),
        What.BACK: _("in force again: %(count)s"),
        What.GONE: _("no longer in force: %(count)s"),
    }
    told = [text % {"count": counts[what]} for what, text in words.items() if counts[what]]
    return f"{_('Taken:')} {', '.join(told)}." if told else _("Nothing was new: everything stands as in the table.")


def after(draft: Draft, changes: list[Any]) -> str:
    """Return the address of what was filled: the framework, the series, or the list where there were several."""
    if draft.framework_id:
        return reverse("indicators:framework", args=[draft.framework_id])
    many = {one.series.pk for one in changes}
    return reverse("indicators:series", args=[many.pop()]) if len(many) == 1 else reverse("indicators:list")


def parts_of(draft: Draft, changes: list[Any]) -> list[dict[str, Any]]:
    """Return what changes as tables of the page: changed first, then gone, back, new."""
    heads = {
        What.CHANGED: _("Changed"),
        What.GONE: _("No longer in the table: no longer in force, but kept for what cites them"),
        What.BACK: _("In force again"),
        What.NEW: _("New"),
    }
    row = objective_row if draft.framework_id else figure_row
    found = {what: [row(one) for one in changes if one.what == what] for what in heads}
    return [{"head": heads[what], "rows": rows, "what": str(what)} for what, rows in found.items() if rows]


def objective_row(change: Any) -> dict[str, Any]:
    """Return one objective as the page lists it."""
    return {"name": change.code, "text": change.title, "before": change.before, "beside": change.above}


def figure_row(change: Any) -> dict[str, Any]:
    """Return one figure as the page lists it."""
    language = page_language()

    def shown(value: Any) -> str:
        return "" if value is None else number(float(value), language, decimals_of([value]))

    return {
        "name": f"{change.series} · {period_in_words(change.day, months_of(change.series), language)}",
        "text": shown(change.value),
        "before": shown(change.before),
        "beside": change.note,
        "far": change.far,
    }


def finding_in_words(finding: Finding) -> dict[str, Any]:
    """Return what was not understood: where, and what to do."""
    language = page_language()
    where, more = finding.where(language, MOST_PLACES)
    return {"where": ", ".join(where), "more": more, "words": filled(finding.text, language, finding.values)}


@permission_required("indicators.import", of=find_draft)
@require_POST
def give_up(request: PostRequest, draft: Draft) -> HttpResponse:
    """Take the file back: nothing of it was taken."""
    back = (
        reverse("indicators:framework", args=[draft.framework_id]) if draft.framework_id else reverse("indicators:list")
    )
    give_up_import(draft, actor=request.acting, at=now())
    messages.success(request, _("The file is taken back. Nothing of it was taken."))
    return redirect(back)
