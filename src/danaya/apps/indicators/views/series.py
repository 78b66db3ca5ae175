"""The page of a series, and its figures as they are typed, corrected, taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.indicators.actions.add_series import add_series
from danaya.apps.indicators.actions.change_series import change_series
from danaya.apps.indicators.actions.put_figure import correct_figure, put_figure, remove_figure
from danaya.apps.indicators.charting import drawings_of, in_words, rows_of
from danaya.apps.indicators.forms.series import (
    READERS,
    CorrectionForm,
    FigureForm,
    SeriesChangeForm,
    SeriesForm,
)
from danaya.apps.indicators.models import Figure, Series
from danaya.apps.indicators.queries import months_of, values_between
from danaya.apps.indicators.views.finding import done, find_figure, find_series, page_language, posted
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.base.files.models import Visibility
from danaya.engines.framework import load_factor
from danaya.engines.language import decimals_of, number, period_in_words


@permission_required("indicators.manage")
@require_http_methods(["GET", "POST"])
def new_series(request: PostRequest) -> HttpResponse:
    """Add a series."""
    form = SeriesForm(posted(request))
    if request.method == "POST":
        made = done(form, lambda: add_series(form.facts(), actor=request.acting, at=now()))
        if made is not None:
            messages.success(request, _("The series is added. Bring in its figures from a table, or type them."))
            return redirect("indicators:series", made.pk)
    return render(request, "indicators/new_series.html", {"form": form}, status=422 if form.errors else 200)


@permission_required("indicators.see", of=find_series)
@require_safe
def series(request: PostRequest, found: Series) -> HttpResponse:
    """Show a series: drawing, table, source."""
    figures, language = values_between(found), page_language()
    context = {
        "series": found,
        "drawn": drawings_of(found, figures, language) if figures else None,
        "rows": rows_of(found, figures, language),
        "last": in_words(found, figures[-1], language) if figures else "",
        "last_period": period_in_words(figures[-1].day, months_of(found), language) if figures else "",
        "factor": load_factor(found.factor) if found.factor else None,
        "may_manage": may(request, "indicators.manage"),
        "visibility": READERS[Visibility(found.visibility)],
    }
    return render(request, "indicators/series.html", context)


@permission_required("indicators.manage", of=find_series)
@require_http_methods(["GET", "POST"])
def edit_series(request: PostRequest, found: Series) -> HttpResponse:
    """Change what a series is called and who reads it."""
    form = SeriesChangeForm(posted(request), series=found)
    if request.method == "POST":
        changed = done(
            form,
            lambda: change_series(
                found, form.facts(), active=form.cleaned_data["active"], actor=request.acting, at=now()
            ),
            "frequency",
        )
        if changed is not None:
            messages.success(request, _("The series is changed."))
            return redirect("indicators:series", found.pk)
    context = {"form": form, "series": found}
    return render(request, "indicators/edit_series.html", context, status=422 if form.errors else 200)


@permission_required("indicators.manage", of=find_series)
@require_http_methods(["GET", "POST"])
def new_figure(request: PostRequest, found: Series) -> HttpResponse:
    """Type one figure."""
    form = FigureForm(posted(request), months=months_of(found))
    if request.method == "POST":
        put = done(form, lambda: put_figure(found, **form.cleaned_data, actor=request.acting, at=now()), "period")
        if put is not None:
            messages.success(request, _("The figure is kept."))
            return redirect("indicators:series", found.pk)
    context = {"form": form, "series": found}
    return render(request, "indicators/new_figure.html", context, status=422 if form.errors else 200)


@permission_required("indicators.manage", of=find_figure)
@require_http_methods(["GET", "POST"])
def figure(request: PostRequest, found: Figure) -> HttpResponse:
    """Correct a figure, or take it away."""
    language = page_language()
    shown = number(float(found.value), language, decimals_of([found.value]))
    form = CorrectionForm(posted(request), initial={"value": shown, "note": found.note})
    if request.method == "POST" and "remove" in request.POST:
        remove_figure(found, actor=request.acting, at=now())
        messages.success(request, _("The figure is taken away. Its value stays in the journal."))
        return redirect("indicators:series", found.series_id)
    if request.method == "POST":
        corrected = done(
            form, lambda: correct_figure(found, **form.cleaned_data, actor=request.acting, at=now()), "value"
        )
        if corrected is not None:
            messages.success(request, _("The figure is corrected. The earlier value stays in the journal."))
            return redirect("indicators:series", found.series_id)
    period = period_in_words(found.day, months_of(found.series), language)
    context = {"form": form, "series": found.series, "figure": found, "period": period, "shown": shown}
    return render(request, "indicators/figure.html", context, status=422 if form.errors else 200)
