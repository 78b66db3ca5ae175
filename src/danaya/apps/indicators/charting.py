"""The drawing and the figures of a series, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import mark_safe

from danaya.apps.indicators.models import Figure, Series
from danaya.apps.indicators.queries import Correction, corrections_of, months_of
from danaya.apps.people.models.texts import read
from danaya.engines.language import decimals_of, number, period_in_words, typeset
from danaya.engines.publishing.drawings.values import values_svg
from danaya.engines.publishing.values import DatedValue, ValuesChart, values_alt

WIDE, NARROW = 640, 288
"""Widths in px of the drawing for a page and for a telephone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as the table shows it, the newest first."""

    figure: Figure
    period: str
    value: str
    corrections: tuple[tuple[Correction, str], ...]


def chart_of(series: Series, figures: Sequence[Figure], language: str) -> ValuesChart:
    """Return figures, oldest first, as what is drawn."""
    months = months_of(series)
    values = tuple(DatedValue(one.day, period_in_words(one.day, months, language), float(one.value)) for one in figures)
    unit = read(series.unit)
    return ValuesChart(values, unit, language, months, decimals_of([one.value for one in figures]))


def drawings_of(series: Series, figures: Sequence[Figure], language: str) -> dict[str, Any]:
    """Return the drawing for a page and for a telephone, as SVG."""
    chart = chart_of(series, figures, language)
    title, alt = read(series.title), values_alt(chart)
    sizes = {"wide": WIDE, "narrow": NARROW}
    # Drawn by our own code from escaped words: safe to stand in a page.
    return {name: mark_safe(values_svg(chart, width=width, title=title, alt=alt)) for name, width in sizes.items()}  # noqa: S308


def rows_of(series: Series, figures: Sequence[Figure], language: str) -> list[Row]:
    """Return the rows of the table, the newest first, each with what stood before in its place."""
    months, corrections = months_of(series), corrections_of(figures)
    decimals = decimals_of([one.value for one in figures])

    def shown(value: Decimal) -> str:
        return number(float(value), language, max(decimals, decimals_of([value])))

    return [
        Row(
            one,
            period_in_words(one.day, months, language),
            shown(one.value),
            tuple((told, shown(told.earlier)) for told in corrections.get(one.pk, ())),
        )
        for one in reversed(figures)
    ]


def in_words(series: Series, figure: Figure, language: str) -> str:
    """Return the value of a figure with its unit: ``36,4 heures``."""
    value = number(float(figure.value), language, decimals_of([figure.value]))
    return typeset(f"{value} {read(series.unit)}", language)
