"""Take the figures of a table into their series: corrections replace, what stood before stays in the journal."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.actions.put_figure import record_correction
from danaya.apps.indicators.comparing import FigureChange, What, compare_figures, counted, seen
from danaya.apps.indicators.keeping import numbers_of
from danaya.apps.indicators.models import Draft, Figure, Series
from danaya.apps.indicators.problems import changed_meanwhile, no_figure, not_accepted
from danaya.apps.indicators.reading import figures_in
from danaya.apps.people.models import Tenure
from danaya.base.files.storing import discard
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def import_figures(
    draft: Draft, *, shown: str = "", leave_aside: bool = False, actor: Tenure, at: datetime
) -> dict[str, int]:
    """Let series have the figures of the table; return how many are new, changed, same. Others stay as they are.

    ``shown`` and ``leave_aside`` as for ``import_objectives``.

    Raises
    ------
    Problem
        ``indicators-no-figure``, ``indicators-not-accepted``, ``indicators-changed-meanwhile``.
    """
    account = figures_in(draft, at.date())
    if not account.figures:
        raise no_figure()
    if account.findings and not leave_aside:
        raise not_accepted()
    # Locked in one order, so that two imports never wait for each other.
    list(locked(Series.objects).filter(code__in={one.series for one in account.figures}).order_by("pk"))
    changes = compare_figures(account.figures)
    if shown and shown != seen(changes):
        raise changed_meanwhile()
    _correct(changes, draft, actor, at)
    Figure.objects.bulk_create(
        Figure(series=one.series, day=one.day, value=one.value, note=one.note[:300], file=draft.file)
        for one in changes
        if one.what == What.NEW
    )
    counts = counted(changes)
    for series in sorted({one.series for one in changes}, key=lambda one: one.code):
        numbers = numbers_of(counted(one for one in changes if one.series == series))
        record("indicators.import_figures", series, actor, at, file=draft.file.sha256, **numbers)
    draft.delete()
    if not Figure.objects.filter(file=draft.file).exists():
        discard(draft.file)  # nothing in it was new
    return counts


def _correct(changes: Iterable[FigureChange], draft: Draft, actor: Tenure, at: datetime) -> None:
    stays = [one for one in changes if one.what != What.NEW]
    known = {
        (figure.series_id, figure.day): figure
        for figure in Figure.objects.filter(series__in={one.series for one in stays})
    }
    for one in stays:
        figure = known[one.series.pk, one.day]
        if one.what == What.CHANGED:
            record_correction(figure, one.value, actor, at)
            figure.value, figure.corrected_on, figure.file = one.value, at.date(), draft.file
        figure.note = (one.note or figure.note)[:300]
        figure.save()
