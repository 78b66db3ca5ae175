"""Change what a series is called, who reads it, whether it is still kept."""

from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.actions.add_series import SeriesFacts
from danaya.apps.indicators.models import Series
from danaya.apps.indicators.problems import has_figures
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


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
    kept = locked(Series.objects).get(pk=series.pk)
    if facts.frequency != kept.frequency and kept.figures.exists():
        raise has_figures()
    for name, value in {**facts.as_fields(), "active": active}.items():
        setattr(kept, name, value)
    kept.full_clean()
    kept.save()
    record("indicators.change_series", kept, actor, at, visibility=str(facts.visibility), active=active)
    return kept
