"""What an import would change: what is new, changed, gone, come back, and what stays; shown before, and done by the same rule."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Any

from danaya.apps.indicators.models import DECIMALS, Figure, Framework, Objective, Series
from danaya.engines.language import Text
from danaya.engines.seals import digest
from danaya.engines.tables import DatedFigure

STEP = Decimal(1).scaleb(-DECIMALS)
FAR = 10
"""A figure this many times larger or smaller than the last known one is pointed out: a unit or a mark may be wrong."""


class What(StrEnum):
    """What becomes of one objective or figure."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An objective as a table or a standard gives it; ``above`` is the code of the one it belongs to, or empty."""

    code: str
    title: Text
    above: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveChange:
    """What becomes of one objective: ``title`` afterwards, ``before`` where the words change."""

    what: What
    code: str
    title: Text
    above: str = ""
    before: Text | None = None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What becomes of one figure: ``value`` afterwards, ``before`` where it changes; ``far`` where a unit may be wrong."""

    what: What
    series: Series
    day: date
    value: Decimal
    before: Decimal | None = None
    note: str = ""
    far: bool = False


def compare_objectives(framework: Framework, wanted: Iterable[Wanted]) -> list[ObjectiveChange]:
    """Return what becomes of each objective, in the order of the table, then those that are gone from it.

    Words of a language that the table does not have stay as they are.
    """
    known = {one.code: one for one in framework.objectives.select_related("parent")}
    changes = [_objective_change(one, known.pop(one.code, None)) for one in wanted]
    gone = [ObjectiveChange(What.GONE, one.code, one.title, _above(one)) for one in known.values() if one.active]
    return changes + gone


def _objective_change(wanted: Wanted, known: Objective | None) -> ObjectiveChange:
    if known is None:
        return ObjectiveChange(What.NEW, wanted.code, wanted.title, wanted.above)
    title = {**known.title, **wanted.title}
    same = title == known.title and wanted.above == _above(known)
    what = What.BACK if not known.active else What.SAME if same else What.CHANGED
    before = known.title if title != known.title else None
    return ObjectiveChange(what, wanted.code, title, wanted.above, before)


def _above(objective: Objective) -> str:
    return objective.parent.code if objective.parent else ""


def compare_figures(figures: Sequence[DatedFigure]) -> list[FigureChange]:
    """Return what becomes of each figure of a table, by series and day. Figures that are not in it stay as they are."""
    codes = {one.series for one in figures}
    series = {one.code: one for one in Series.objects.filter(code__in=codes)}
    known = {(one.series_id, one.day): one for one in Figure.objects.filter(series__in=series.values()).order_by("day")}
    last = {figure.series_id: figure.value for figure in known.values()}
    changes = [
        _figure_change(series[one.series], one, known.get((series[one.series].pk, one.day)), last)
        for one in figures
        if one.series in series
    ]
    return sorted(changes, key=lambda one: (one.series.code, one.day))


def _figure_change(
    series: Series, read: DatedFigure, known: Figure | None, last: Mapping[Any, Decimal]
) -> FigureChange:
    value = to_decimal(read.value)
    far = is_far(value, last.get(series.pk))
    if known is None:
        return FigureChange(What.NEW, series, read.day, value, note=read.note, far=far)
    if known.value == value:
        return FigureChange(What.SAME, series, read.day, value, note=read.note or known.note)
    return FigureChange(What.CHANGED, series, read.day, value, known.value, read.note, far)


def to_decimal(value: float) -> Decimal:
    """Return a number that was read as the decimal number it was written as, with at most four decimals."""
    return Decimal(repr(value)).quantize(STEP, ROUND_HALF_EVEN)


def is_far(value: Decimal, last: Decimal | None) -> bool:
    """Tell whether a value is ten times larger or smaller than the last known one."""
    if not value or not last:
        return False
    return not Decimal(1) / FAR < abs(value / last) < FAR


def counted(changes: Iterable[ObjectiveChange | FigureChange]) -> dict[str, int]:
    """Return how many of each kind there are."""
    found = Counter(str(one.what) for one in changes)
    return {str(what): found[str(what)] for what in What}


def seen(changes: Iterable[ObjectiveChange | FigureChange]) -> str:
    """Return the digest of what a person is shown before taking it: what is taken must be the same."""
    return digest([_plain(one) for one in changes])


def _plain(change: ObjectiveChange | FigureChange) -> list[Any]:
    if isinstance(change, ObjectiveChange):
        return [str(change.what), change.code, dict(change.title), change.above, dict(change.before or {})]
    before = "" if change.before is None else str(change.before)
    return [str(change.what), change.series.code, change.day.isoformat(), str(change.value), before, change.note]
