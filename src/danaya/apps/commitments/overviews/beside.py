"""What the overview of a plan shows of its commitments: how many stand where, both bars of each side, what stalls."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.overviews.figures import figures_of, progress_chart


def beside(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Return the figures of a plan as far as the viewer may see them, drawn for a page and for a telephone."""
    figures = figures_of(plan, request.user)
    table = reverse("commitments:table", args=[plan.pk])
    return {
        "figures": figures,
        "figure_links": [(one, f"{table}?{urlencode({'place': one.name})}") for one in figures.standings],
        "stalls_url": f"{table}?standing=stalled",
        "progress_drawn": _drawn(figures.bars) if figures.bars and figures.are_rates else {},
        "progress_counted": [] if figures.are_rates else [(one, *one.counted(_language())) for one in figures.bars],
    }


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


def _drawn(bars: Any) -> dict[str, str]:
    from danaya.engines.publishing.drawing import PHONE_WIDTH, SCREEN_WIDTH, chart_svg  # noqa: PLC0415  # slow import

    chart, title = progress_chart(bars, _language()), _("Claimed and confirmed, by side")
    alt = "; ".join(f"{row.label}: {', '.join(row.words)}" for row in chart.rows)
    return {
        name: mark_safe(chart_svg(chart, width=width, title=title, alt=alt))  # noqa: S308  # drawn by our own engine, which escapes
        for name, width in (("wide", SCREEN_WIDTH), ("narrow", PHONE_WIDTH))
    }
