"""Change what a framework is called, and whether it is still in force."""

from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.models import Framework, Kind
from danaya.apps.indicators.problems import is_standard
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Text


@transaction.atomic
def change_framework(
    framework: Framework, *, title: Text, acronym: Text, active: bool, actor: Tenure | None, at: datetime
) -> Framework:
    """Change a framework; whose it is, and its code, stay.

    Raises
    ------
    Problem
        ``indicators-standard``.
    """
    if framework.kind == Kind.STANDARD:
        raise is_standard()
    framework.title, framework.acronym, framework.active = dict(title), dict(acronym), active
    framework.full_clean()
    framework.save(update_fields=["title", "acronym", "active"])
    record("indicators.change_framework", framework, actor, at, active=active)
    return framework
