"""Add a series of administrative figures."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.keeping import free_code
from danaya.apps.indicators.models import Series
from danaya.apps.indicators.problems import code_taken
from danaya.apps.people.models import Tenure
from danaya.base.files.models import Visibility
from danaya.base.journal.entries import record
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What a series is: its words, which way is progress, how often it has a figure, its key factor, who reads it."""

    title: Text
    unit: Text
    source: Text
    better: str
    frequency: str
    factor: str = ""
    visibility: str = Visibility.TEAM

    def as_fields(self) -> dict[str, object]:
        """Return the fields of :class:`Series`."""
        words = {name: dict(getattr(self, name)) for name in ("title", "unit", "source")}
        return words | {name: getattr(self, name) for name in ("better", "frequency", "factor", "visibility")}


@transaction.atomic
def add_series(facts: SeriesFacts, *, code: str = "", actor: Tenure | None, at: datetime) -> Series:
    """Return a new series without figures; without a ``code`` it gets one from its title.

    Raises
    ------
    Problem
        ``indicators-code-taken``.
    ValidationError
        Where a fact breaks a rule of its kind.
    """
    code = code or free_code(Series, facts.title, 56)
    if Series.objects.filter(code=code).exists():
        raise code_taken()
    series = Series(code=code, **facts.as_fields())
    series.full_clean()
    series.save()
    record("indicators.add_series", series, actor, at, code=code, visibility=str(facts.visibility))
    return series
