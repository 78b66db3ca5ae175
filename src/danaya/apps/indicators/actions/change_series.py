"""Change what a series is called, who reads it, whether it is still kept."""

from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.actions.add_series import SeriesFacts
from danaya.apps.indicators.models import Series
from danaya.apps.indicators.problems import has_figures
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def change_series(
    series: Series, facts: SeriesFacts, *, active: bool = True, actor: Tenure | None, at: datetime
) -> Series:
    """Change a series; its code stays, and how often it has a figure once it has one.

    Raises
    ------
    Problem
        ``indicators-has-figures``.
    ValidationError
        Where a fact breaks a rule of its kind.
    """
    locked = Series.objects.select_for_update().get(pk=series.pk)
    if facts.frequency != locked.frequency and locked.figures.exists():
        raise has_figures()
    for name, value in {**facts.as_fields(), "active": active}.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    record("indicators.change_series", locked, actor, at, visibility=str(facts.visibility), active=active)
    return locked
