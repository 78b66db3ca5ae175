"""Somebody can always run the installation: no act may leave a day to come without a coordinator."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from danaya.apps.people.models import Administration, Role, Tenure
from danaya.base.locks import locked
from danaya.engines.language import Problem

NOBODY_LEFT = {
    "fr": "Nommez d’abord un autre coordonnateur : à partir du {date}, plus personne n’aurait ce rôle, et personne ne pourrait "
    "plus confier de poste. Pour un intérim, laissez la fin ouverte : la passation suivante y met fin.",
    "en": "Name another coordinator first: from {date} on, nobody would have this role, and nobody could hand over a post any "
    "more. For an acting holder, leave the end open: the next handing-over ends it.",
}


def first_day_without_coordinator(day: date) -> date | None:
    """Return the first day from ``day`` on on which nobody acts as coordinator; nothing where there is none."""
    tenures = Tenure.objects.giving_rights().filter(post__role=Role.COORDINATOR).exclude(until__lte=day)
    for since, until in tenures.order_by("since").values_list("since", "until"):
        if since > day:
            return day
        if until is None:
            return None
        day = max(day, until)
    return day


@contextmanager
def coordinator_kept(day: date) -> Iterator[None]:
    """Refuse what is done inside, where a day from ``day`` on would lose its coordinator by it.

    Use it inside a transaction: the refusal undoes the act. Two such acts wait for each other.

    Raises
    ------
    Problem
        ``no-coordinator-left``.
    """
    locked(Administration.objects).only("pk").first()
    before = first_day_without_coordinator(day)
    yield
    after = first_day_without_coordinator(day)
    if after is not None and (before is None or after < before):
        raise Problem("no-coordinator-left", NOBODY_LEFT, date=f"{after:%d/%m/%Y}")
