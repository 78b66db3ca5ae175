"""Questions about frameworks and administrative figures, for pages here and for later rooms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from danaya.apps.indicators.models import Figure, Framework, Objective, Series
from danaya.apps.people.models import Role, Side
from danaya.apps.people.rights import acting_tenure
from danaya.base.files.models import Visibility
from danaya.base.journal.models import Entry
from danaya.engines.framework import ModelCommitment, load_factors, load_frequencies

TEAM_ROLES = frozenset({Role.COORDINATOR, Role.ANALYST, Role.DIRECTOR})
"""Posts that read what is for the integrity team: the team, and the director it works for."""
LEVELS = {
    Side.CUSTOMS: Visibility.FORUM,
    Side.PRIVATE: Visibility.FORUM,
    Side.OBSERVER: Visibility.PROGRAMME,
}


def reads_at(viewer: Any) -> Visibility:
    """Return the narrowest circle the viewer belongs to; nobody's account, and who only keeps the machine, read what is public."""
    tenure = acting_tenure(viewer)
    if tenure is None or tenure.post.role == Role.TECHNICIAN:
        return Visibility.PUBLIC
    return Visibility.TEAM if tenure.post.role in TEAM_ROLES else LEVELS[Side(tenure.post.side)]


def series_readable(viewer: Any) -> QuerySet[Series]:
    """Return the series whose figures the viewer (an account, or an anonymous user) may read."""
    level = reads_at(viewer)
    return Series.objects.filter(visibility__in=[one for one in Visibility if one.includes(level)])


def is_readable(series: Series, viewer: Any) -> bool:
    """Tell whether the viewer may read the figures of a series."""
    return Visibility(series.visibility).includes(reads_at(viewer))


def months_of(series: Series) -> int:
    """Return how many months one period of a series has."""
    return {one.key: one.months for one in load_frequencies()}[series.frequency]


def latest(series: Series) -> Figure | None:
    """Return the figure of the last period, or None while there is none."""
    return series.figures.order_by("-day").first()


def latest_of(many: Iterable[Series]) -> dict[Any, Figure]:
    """Return the latest figure of each series by the key of the series, in one query; a series without figures is left out."""
    last = Figure.objects.filter(series=OuterRef("series")).order_by("-day").values("day")[:1]
    figures = Figure.objects.filter(series__in=list(many), day=Subquery(last))
    return {figure.series_id: figure for figure in figures}


def values_between(series: Series, first: date | None = None, last: date | None = None) -> list[Figure]:
    """Return the figures whose period ends from ``first`` to ``last`` (both included; None: without bound), oldest first."""
    bounds = {"day__gte": first, "day__lte": last}
    return list(series.figures.filter(**{name: day for name, day in bounds.items() if day is not None}).order_by("day"))


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that stood in the place of a figure until ``day``."""

    day: date
    earlier: Decimal


def corrections_of(figures: Iterable[Figure]) -> dict[Any, list[Correction]]:
    """Return what stood before in the place of each corrected figure, the latest correction first, by key of the figure."""
    corrected = {str(figure.pk): figure for figure in figures if figure.corrected_on is not None}
    entries = Entry.objects.filter(
        object_type=Figure._meta.label_lower, object_id__in=list(corrected), verb="indicators.correct_figure"
    )
    found: dict[Any, list[Correction]] = {}
    for entry in entries.order_by("-place"):
        correction = Correction(timezone.localtime(entry.at).date(), Decimal(entry.payload["earlier"]))
        found.setdefault(corrected[entry.object_id].pk, []).append(correction)
    return found


def frameworks_shown(*, also_inactive: bool = False) -> QuerySet[Framework]:
    """Return the frameworks with ``count``, the number of their active objectives."""
    counted = Framework.objects.select_related("organisation").annotate(
        count=Count("objectives", filter=Q(objectives__active=True))
    )
    return counted if also_inactive else counted.filter(active=True)


def objectives_of(*frameworks: Framework, also_inactive: bool = False) -> list[Objective]:
    """Return the objectives of some frameworks (of all active ones where none is named), each framework in its own order."""
    chosen = Objective.objects.select_related("framework", "framework__organisation")
    chosen = chosen.filter(framework__in=frameworks) if frameworks else chosen.filter(framework__active=True)
    shown = chosen if also_inactive else chosen.filter(active=True)
    return list(shown.order_by("framework__kind", "framework__code", "order", "code"))


def objectives_of_model(model: ModelCommitment) -> list[Objective]:
    """Return the objectives of the international standards that a model commitment serves, as far as they are here."""
    numbers = {one.key: str(one.number) for one in load_factors()}
    wanted = Q(framework__code="declaration", code=numbers[model.factor])
    wanted |= Q(framework__code="facilitation_agreement", code__in=model.articles)
    wanted |= Q(framework__code="goal_16", code__in=model.targets)
    return list(Objective.objects.select_related("framework").filter(wanted, active=True))


@dataclass(frozen=True, slots=True)
class Line:
    """One objective with how deep it stands below the first level."""

    objective: Objective
    depth: int


def outline_of(objectives: Sequence[Objective]) -> list[Line]:
    """Return objectives of one framework as an outline: each followed by those below it; what is above elsewhere counts as first level."""
    here = {one.pk for one in objectives}
    below: dict[Any, list[Objective]] = {}
    for one in objectives:
        below.setdefault(one.parent_id if one.parent_id in here else None, []).append(one)
    lines: list[Line] = []
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        one, depth = waiting.pop()
        lines.append(Line(one, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(one.pk, []))]
    return lines
