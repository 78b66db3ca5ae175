"""Objects of addresses, the language of the page, and what a refused form says."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from danaya.apps.indicators.models import Draft, Figure, Framework, Series
from danaya.apps.people.forms.errors import add_refusal
from danaya.engines.language import Problem


def find_framework(pk: Any) -> Framework:
    """Return the framework of an address."""
    return get_object_or_404(Framework.objects.select_related("organisation", "file"), pk=pk)


def find_series(pk: Any) -> Series:
    """Return the series of an address."""
    return get_object_or_404(Series, pk=pk)


def find_figure(pk: Any) -> Figure:
    """Return the figure of an address."""
    return get_object_or_404(Figure.objects.select_related("series"), pk=pk)


def find_draft(pk: Any) -> Draft:
    """Return the import of an address."""
    return get_object_or_404(Draft.objects.select_related("framework", "file", "begun_by"), pk=pk)


def page_language() -> str:
    """Return the language of the page."""
    return (get_language() or "fr").split("-")[0]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def done(form: forms.BaseForm, act: Callable[[], Any], field: str | None = None) -> Any:
    """Return what ``act`` gives for a form that is valid; None where it is not, or the act was refused: the form then says why."""
    if not form.is_valid():
        return None
    try:
        return act()
    except (Problem, ValidationError) as refusal:
        add_refusal(form, refusal, field)
        return None
