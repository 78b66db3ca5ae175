"""Change what is known of a body; its side stays, since rights and figures rest on it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from danaya.apps.people.coordination import coordinator_kept
from danaya.apps.people.models import Organisation, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    name: Mapping[str, str],
    acronym: str,
    umbrella: bool,
    active: bool,
    actor: Tenure | None,
    at: datetime,
) -> None:
    """Replace name, acronym, and whether it is an umbrella body and takes part.

    Raises
    ------
    Problem
        ``no-coordinator-left``.
    """
    with coordinator_kept(at.date()):
        organisation.name, organisation.acronym = dict(name), acronym
        organisation.umbrella, organisation.active = umbrella, active
        organisation.full_clean()
        organisation.save()
    record("people.change_organisation", organisation, actor=actor, at=at, acronym=acronym, active=active)
