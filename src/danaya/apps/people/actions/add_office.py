"""Add an office, a brigade or a customs post."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Office, Region, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def add_office(
    *, name: Mapping[str, str], kind: str, region: Region | None, actor: Tenure | None, at: datetime
) -> Office:
    """Return the new office."""
    office = Office(name=dict(name), kind=kind, region=region)
    office.full_clean()
    office.save()
    record("people.add_office", office, actor=actor, at=at, kind=kind)
    return office
