"""The list of frameworks and series, and the page of a framework with its objectives."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danaya.apps.indicators.actions.add_framework import add_framework
from danaya.apps.indicators.actions.add_standards import add_standards
from danaya.apps.indicators.actions.change_framework import change_framework
from danaya.apps.indicators.charting import in_words
from danaya.apps.indicators.forms.frameworks import FrameworkChangeForm, FrameworkForm
from danaya.apps.indicators.forms.series import READERS
from danaya.apps.indicators.models import Draft, Framework, Kind, Series
from danaya.apps.indicators.queries import (
    frameworks_shown,
    latest_of,
    months_of,
    objectives_of,
    outline_of,
    series_readable,
)
from danaya.apps.indicators.views.finding import done, find_framework, page_language, posted
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now
from danaya.base.files.models import Visibility
from danaya.engines.framework import load_frameworks
from danaya.engines.language import period_in_words


@permission_required("indicators.see")
@require_safe
def list_all(request: PostRequest) -> HttpResponse:
    """Show the frameworks that commitments can serve, and the series that the viewer may read."""
    frameworks = list(frameworks_shown(also_inactive=True))
    manages = may(request, "indicators.manage")
    context = {
        "frameworks": [one for one in frameworks if one.active],
        "over": [one for one in frameworks if not one.active],
        "rows": series_rows(list(series_readable(request.user))),
        "standards_missing": manages and not {one.key for one in load_frameworks()} <= {one.code for one in frameworks},
        "may_manage": manages,
        "may_add_framework": may(request, "indicators.manage_framework"),
    }
    return render(request, "indicators/list.html", context)


def series_rows(many: list[Series]) -> list[dict[str, Any]]:
    """Return each series with its latest figure in words; those that are no longer kept last."""
    figures, language = latest_of(many), page_language()
    rows = []
    for series in sorted(many, key=lambda one: (not one.active, str(one))):
        figure = figures.get(series.pk)
        said = in_words(series, figure, language) if figure else ""
        period = period_in_words(figure.day, months_of(series), language) if figure else ""
        readers = READERS[Visibility(series.visibility)]
        rows.append({"series": series, "value": said, "period": period, "readers": readers})
    return rows


@permission_required("indicators.manage")
@require_POST
def put_standards(request: PostRequest) -> HttpResponse:
    """Put in the international standards."""
    add_standards(actor=request.acting, at=now())
    messages.success(request, _("The international standards are here."))
    return redirect("indicators:list")


@permission_required("indicators.manage_framework")
@require_http_methods(["GET", "POST"])
def new_framework(request: PostRequest) -> HttpResponse:
    """Add a framework; a member of an organisation adds a strategy of that one."""
    own = None if may(request, "indicators.manage") else request.acting.post.organisation
    form = FrameworkForm(posted(request), own=own)
    if request.method == "POST":
        made = done(form, lambda: add_framework(**form.facts(), actor=request.acting, at=now()), field_of(form))
        if made is not None:
            messages.success(request, _("The framework is added. Bring in the table of its objectives."))
            return redirect("indicators:upload_objectives", made.pk)
    context = {"form": form, "own": own}
    return render(request, "indicators/new_framework.html", context, status=422 if form.errors else 200)


def field_of(form: FrameworkForm) -> str | None:
    """Return the field that says whose framework it is, where the form asks."""
    return "organisation" if "organisation" in form.fields else None


@permission_required("indicators.see", of=find_framework)
@require_safe
def framework(request: PostRequest, found: Framework) -> HttpResponse:
    """Show a framework and its objectives."""
    objectives = objectives_of(found, also_inactive=True)
    manages = may(request, "indicators.manage_framework", found)
    context = {
        "framework": found,
        "lines": outline_of([one for one in objectives if one.active]),
        "gone": [one for one in objectives if not one.active],
        "is_standard": found.kind == Kind.STANDARD,
        "may_manage": manages,
        "draft": Draft.objects.filter(framework=found).first() if manages else None,
    }
    return render(request, "indicators/framework.html", context)


@permission_required("indicators.manage_framework", of=find_framework)
@require_http_methods(["GET", "POST"])
def edit_framework(request: PostRequest, found: Framework) -> HttpResponse:
    """Change what a framework is called, and whether it is in force."""
    form = FrameworkChangeForm(posted(request), framework=found)
    if request.method == "POST":
        changed = done(form, lambda: change_framework(found, **form.cleaned_data, actor=request.acting, at=now()))
        if changed is not None:
            messages.success(request, _("The framework is changed."))
            return redirect("indicators:framework", found.pk)
    context = {"form": form, "framework": found}
    return render(request, "indicators/edit_framework.html", context, status=422 if form.errors else 200)
