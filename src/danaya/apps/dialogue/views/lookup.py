"""The object of an address, and what an address or a form names beside it."""

import re
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from danaya.apps.dialogue.models import Consultation, Expectation, Option
from danaya.apps.dialogue.queries import shown_expectations


def find_consultation(pk: UUID) -> Consultation:
    """Return the consultation of the address."""
    return get_object_or_404(Consultation.objects.select_related("analysis__round"), pk=pk)


def find_expectation(pk: UUID, text: UUID) -> Expectation:
    """Return an expectation of the consultation of the address."""
    rows = Expectation.objects.select_related("consultation", "organisation", "merged_into")
    return get_object_or_404(rows, consultation=pk, pk=text)


def find_option(request: HttpRequest, expectation: Expectation) -> Option | None:
    """Return the option of an expectation that the page names as ``option``; None where there is none such."""
    key = read_key(request.POST.get("option") or request.GET.get("option", ""))
    return expectation.options.select_related("by__organisation", "chosen_by").filter(pk=key).first()


def find_shown(consultation: Consultation, typed: str) -> Expectation | None:
    """Return the shown expectation named by its number (``A-07``, ``a7``, ``7``) or by its key; None where there is none."""
    shown = shown_expectations(consultation)
    figures = re.sub(r"^A[\s-]*", "", typed.strip().upper())
    if figures.isdecimal() and len(figures) < 6:
        return shown.filter(number=int(figures)).first()
    return shown.filter(pk=read_key(typed)).first()


def read_key(typed: str) -> UUID:
    """Return the key that an address or a form names; where it is none, one that nothing bears."""
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)
