"""The object of an address. A draft of another organisation does not exist for whoever looks: saying "forbidden" would say too much."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from danaya.apps.commitments.models import Commitment, Plan
from danaya.apps.commitments.queries import with_parties
from danaya.apps.people.access import View, check, may, permission_required


def find_plan(pk: UUID) -> Plan:
    """Return the plan of the address."""
    rows = Plan.objects.select_related(
        "consultation", "secretary_customs__organisation", "secretary_private__organisation"
    )
    return get_object_or_404(rows, pk=pk)


def find_commitment(pk: UUID, commitment: UUID) -> Commitment:
    """Return a commitment of the plan of the address, with its parties; whether the viewer may see it is not asked here."""
    return get_object_or_404(with_parties(Commitment.objects.filter(plan=pk)), pk=commitment)


def on_commitment(permission: str) -> Callable[[View], View]:
    """Declare that a page of a commitment asks for ``permission``: 404 for whoever may not see it, 403 for whoever may not act.

    The view gets the commitment in place of the address's ``pk`` and ``commitment``, and what else the address names.
    """

    def decorate(view: View) -> View:
        @permission_required(permission)
        @wraps(view)
        def found(request: HttpRequest, pk: UUID, commitment: UUID, **named: Any) -> HttpResponseBase:
            row = find_commitment(pk, commitment)
            if not may(request, "commitments.see_commitment", row):
                raise Http404
            check(request, permission, row)
            return view(request, row, **named)

        return found

    return decorate


def once_of(request: HttpRequest) -> UUID:
    """Return the key of what a page's form makes: the one it sent, or a new one; with the same key, it is kept once."""
    sent = read_key(request.POST.get("once", ""))
    return sent if sent.int else uuid4()


def read_key(typed: str) -> UUID:
    """Return the key that an address or a form names; where it is none, one that nothing bears."""
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)
