"""Periodic work: each app registers what is to be done every so often, and the worker does it.

A run happens once in the whole installation, however many workers there are, and never while another run of the same
schedule lasts. After a long stop it happens once, not once for each time that was missed.
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from danaya.base.jobs.leases import Terms, kept
from danaya.base.jobs.models import Beat
from danaya.base.locks import locked

logger = logging.getLogger("danaya.jobs")

Run = Callable[[datetime.datetime], object]
"""``run(now)`` does what is due at the moment ``now``, given by the worker's clock."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One periodic work: its name, how often, the function that does it."""

    name: str
    interval: datetime.timedelta
    run: Run


SCHEDULES: dict[str, Schedule] = {}


def every(interval: datetime.timedelta, name: str) -> Callable[[Run], Run]:
    """Register a function as periodic work called ``name``. Import its module in the app's ``ready()``.

    It runs at the first pass of a worker, then ``interval`` after each run began. Whatever it raises is logged; it runs
    again at its next time.

    Raises
    ------
    ValueError
        When the interval is not positive, or another function has the name.
    """
    if interval <= datetime.timedelta():
        raise ValueError(f"{name!r} needs an interval above zero")

    def register(run: Run) -> Run:
        known = SCHEDULES.get(name)
        if known and (known.run.__module__, known.run.__qualname__) != (run.__module__, run.__qualname__):
            raise ValueError(f"two functions run on the schedule {name!r}")
        SCHEDULES[name] = Schedule(name, interval, run)
        return run

    return register


def run_due(current: Terms) -> int:
    """Run every schedule that is due by the worker's clock; return how many ran."""
    now = current.clock()
    beats = {beat.name: beat for beat in Beat.objects.filter(name__in=SCHEDULES)}
    # Looked at without a lock first: most passes of the loop find nothing to do.
    waiting = [one for one in SCHEDULES.values() if one.name not in beats or is_due(beats[one.name], one, current, now)]
    return sum(_run_once(schedule, current) for schedule in waiting)


def is_due(beat: Beat, schedule: Schedule, current: Terms, now: datetime.datetime) -> bool:
    """Tell whether a schedule may run now.

    A time further away than the interval was written by a clock that has been set back since: it does not count.
    """
    waits = now < beat.next_at <= now + schedule.interval
    lasts = beat.lease_until is not None and now < beat.lease_until <= now + current.lease
    return not waits and not lasts


def _run_once(schedule: Schedule, current: Terms) -> bool:
    now = current.clock()
    turn = claim(schedule, current, now)
    if turn is None:
        return False
    with kept(partial(renew, schedule.name, turn, current), current):
        try:
            schedule.run(now)
        except Exception:
            logger.exception("schedule %s failed; it runs again at its next time", schedule.name)
    Beat.objects.filter(name=schedule.name, turns=turn).update(lease_until=None)
    return True


@transaction.atomic
def claim(schedule: Schedule, current: Terms, now: datetime.datetime) -> int | None:
    """Take the next run of a schedule under a lease; return its number, nothing when it is not due any more."""
    Beat.objects.get_or_create(name=schedule.name, defaults={"next_at": now})
    beat = locked(Beat.objects).get(name=schedule.name)
    if not is_due(beat, schedule, current, now):
        return None
    beat.turns, beat.next_at, beat.lease_until = beat.turns + 1, now + schedule.interval, now + current.lease
    beat.save()
    return beat.turns


def renew(name: str, turn: int, current: Terms) -> None:
    """Let the lease of a run last anew from now, unless a later run has begun."""
    Beat.objects.filter(name=name, turns=turn).update(lease_until=current.clock() + current.lease)
