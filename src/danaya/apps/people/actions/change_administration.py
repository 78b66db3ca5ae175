"""Change what every page and letter says of the administration."""

from datetime import datetime
from typing import Any

from django.db import transaction

from danaya.apps.people.logos import Logo
from danaya.apps.people.models import Administration, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def change_administration(
    administration: Administration, *, logo: Logo | None = None, actor: Tenure | None, at: datetime, **facts: Any
) -> None:
    """Replace ``facts`` (names of the administration's fields); without ``logo`` the present one stays."""
    for name, value in facts.items():
        setattr(administration, name, value)
    if logo is not None:
        administration.logo, administration.logo_type = logo.content, logo.media_type
    administration.full_clean(exclude=["logo"])
    administration.save()
    record("people.change_administration", administration, actor=actor, at=at, changed=sorted(facts), logo=bool(logo))
