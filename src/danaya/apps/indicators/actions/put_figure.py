"""Type one figure, correct it, take it away: what stood before stays in the journal."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from danaya.apps.indicators.comparing import STEP
from danaya.apps.indicators.models import Figure, Series
from danaya.apps.indicators.problems import figure_there, period_ahead, value_too_large
from danaya.apps.indicators.queries import months_of
from danaya.apps.people.models import Tenure
from danaya.apps.people.models.texts import read
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import LANGUAGES, period_end, period_in_words
from danaya.engines.tables import Period

LARGEST = Decimal(10) ** 11


@transaction.atomic
def put_figure(
    series: Series, period: Period, value: Decimal, *, note: str = "", actor: Tenure | None, at: datetime
) -> Figure:
    """Keep the figure of the period of the series that ``period`` ends in.

    Raises
    ------
    Problem
        ``indicators-period-ahead``, ``indicators-figure-there``, ``indicators-value-too-large``.
    """
    months = months_of(locked(Series.objects).get(pk=series.pk))
    day = period_end(period.last, months)
    name = read({language: period_in_words(day, months, language) for language in LANGUAGES})
    if period.first > at.date():
        raise period_ahead(name)
    if series.figures.filter(day=day).exists():
        raise figure_there(name)
    figure = Figure.objects.create(series=series, day=day, value=kept_value(value), note=note)
    record("indicators.put_figure", figure, actor, at, series=series.code, day=day.isoformat(), value=str(figure.value))
    return figure


@transaction.atomic
def correct_figure(figure: Figure, value: Decimal, *, note: str = "", actor: Tenure | None, at: datetime) -> Figure:
    """Put ``value`` in the place of what stood; the earlier value stays in the journal, and the page says so.

    Raises
    ------
    Problem
        ``indicators-value-too-large``.
    """
    kept = locked(Figure.objects).get(pk=figure.pk)
    new = kept_value(value)
    if new != kept.value:
        record_correction(kept, new, actor, at)
        kept.value, kept.corrected_on, kept.file = new, at.date(), None
    kept.note = note
    kept.save()
    return kept


@transaction.atomic
def remove_figure(figure: Figure, *, actor: Tenure | None, at: datetime) -> None:
    """Take a figure away that should not be there; its value stays in the journal."""
    kept = locked(Figure.objects).select_related("series").get(pk=figure.pk)
    facts = {"series": kept.series.code, "day": kept.day.isoformat(), "value": str(kept.value)}
    record("indicators.remove_figure", kept, actor, at, **facts)
    kept.delete()


def record_correction(figure: Figure, value: Decimal, actor: Tenure | None, at: datetime) -> None:
    """Write into the journal that ``value`` takes the place of a figure's."""
    record("indicators.correct_figure", figure, actor, at, earlier=str(figure.value), value=str(value))


def kept_value(value: Decimal) -> Decimal:
    """Return a value with the four decimals that are kept; refuse one that would lose digits before them."""
    if abs(value) >= LARGEST:
        raise value_too_large()
    return value.quantize(STEP)
