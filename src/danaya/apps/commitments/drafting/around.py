"""Which other commitments a check has to read: a plan of thousands is not read whole to look at one draft."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from danaya.apps.commitments.models import SHOWN, Commitment, Milestone

RECORD = 100
"""Latest commitments of the plan whose pace stands for the plan's, where the owner has no record of its own."""


def awaited(keys: Iterable[UUID]) -> set[UUID]:
    """Return the commitments on whose milestones those of ``keys`` wait, at any remove; without ``keys`` themselves."""
    through = Milestone.after.through
    start = set(keys)
    found, latest = set(start), set(start)
    while latest:
        rows = through._default_manager.filter(from_milestone__commitment__in=latest)
        latest = set(rows.values_list("to_milestone__commitment", flat=True)) - found
        found |= latest
    return found - start


def linked(keys: Iterable[UUID]) -> set[UUID]:
    """Return those of ``keys`` whose milestones wait for others, or are what others of ``keys`` wait for."""
    given = set(keys)
    rows = Milestone.after.through._default_manager.filter(from_milestone__commitment__in=given)
    pairs = rows.values_list("from_milestone__commitment", "to_milestone__commitment")
    return given & {key for pair in pairs for key in pair}


def around(commitment: Commitment) -> Any:
    """Return the other commitments of the plan that bear on one: its owner's, those it waits for, the plan's latest.

    Only those that both sides see: a private draft says nothing to anybody else's.
    """
    shown = Commitment.objects.filter(plan=commitment.plan_id, state__in=SHOWN).exclude(pk=commitment.pk)
    latest = list(shown.order_by("-number").values_list("pk", flat=True)[:RECORD])
    bears = Q(owner=commitment.owner_id) | Q(pk__in=awaited([commitment.pk])) | Q(pk__in=latest)
    return shown.filter(bears).select_related("owner__organisation")
