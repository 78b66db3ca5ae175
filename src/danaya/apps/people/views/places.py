"""Regions and offices."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.actions.add_office import add_office as add
from danaya.apps.people.actions.change_office import change_office as change
from danaya.apps.people.actions.change_regions import change_regions
from danaya.apps.people.clock import now
from danaya.apps.people.forms.organisations import OfficeChangeForm, OfficeForm, RegionsForm
from danaya.apps.people.models import Office, Region
from danaya.apps.people.plans import PlannedRegion, regions_of_lines


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


@permission_required("people.manage_places")
@require_http_methods(["GET", "POST"])
def places(request: PostRequest) -> HttpResponse:
    """All regions, one a line, and the offices."""
    regions = list(Region.objects.filter(active=True))
    form = RegionsForm(request.POST or None, initial={"lines": "\n".join(str(region) for region in regions)})
    if request.method == "POST" and form.is_valid():
        known = tuple(PlannedRegion(region.code, _shown(region)) for region in Region.objects.all())
        planned = regions_of_lines(form.cleaned_data["lines"], _language(), known)
        change_regions(planned, actor=request.acting, at=now())
        messages.success(request, gettext("The regions are changed."))
        return redirect("people:places")
    offices = Office.objects.select_related("region")
    return render(request, "people/places.html", {"form": form, "offices": offices})


def _shown(region: Region) -> dict[str, str]:
    """Return the name of ``region`` with what the page shows in the page's language, so that a line is found again."""
    return {**region.name, _language(): str(region)}


@permission_required("people.manage_places")
@require_http_methods(["GET", "POST"])
def add_office(request: PostRequest) -> HttpResponse:
    """Add an office."""
    form = OfficeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add(**form.cleaned_data, actor=request.acting, at=now())
        messages.success(request, gettext("The office is added."))
        return redirect("people:places")
    return render(request, "people/add_office.html", {"form": form})


def find_office(office_id: str) -> Office:
    """Return the office of an address."""
    return get_object_or_404(Office, pk=office_id)


@permission_required("people.manage_places", of=find_office)
@require_http_methods(["GET", "POST"])
def change_office(request: PostRequest, office: Office) -> HttpResponse:
    """Change an office."""
    form = OfficeChangeForm(request.POST or None, instance=office)
    if request.method == "POST" and form.is_valid():
        change(office, **form.cleaned_data, actor=request.acting, at=now())
        messages.success(request, gettext("The office is changed."))
        return redirect("people:places")
    return render(request, "people/change_office.html", {"form": form, "office": office})
