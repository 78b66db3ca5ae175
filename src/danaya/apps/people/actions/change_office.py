"""Change an office, or say that it is closed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Office, Region, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def change_office(
    office: Office,
    *,
    name: Mapping[str, str],
    kind: str,
    region: Region | None,
    active: bool,
    actor: Tenure | None,
    at: datetime,
) -> None:
    """Replace the facts of ``office``."""
    office.name, office.kind, office.region, office.active = dict(name), kind, region, active
    office.full_clean()
    office.save()
    record("people.change_office", office, actor=actor, at=at, kind=kind, active=active)
