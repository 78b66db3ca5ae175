"""Add a body that takes part."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Organisation, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def add_organisation(
    *,
    name: Mapping[str, str],
    acronym: str,
    side: str,
    umbrella: bool = False,
    actor: Tenure | None,
    at: datetime,
) -> Organisation:
    """Return the new organisation."""
    organisation = Organisation(name=dict(name), acronym=acronym, side=side, umbrella=umbrella)
    organisation.full_clean()
    organisation.save()
    record("people.add_organisation", organisation, actor=actor, at=at, acronym=acronym, side=side)
    return organisation
