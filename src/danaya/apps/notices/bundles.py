"""When bundles go: on the days a person chose, from seven o'clock on, two in seven days at most."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = time(7)
MOST, WEEK = 2, timedelta(days=7)
"""At most two bundles in any seven days."""


def last_moment(now: datetime, days: Sequence[int], zone: ZoneInfo) -> datetime | None:
    """Return the last moment, up to ``now``, at which a bundle was to go; nothing without days (Monday is 0).

    What was handed in by then and has not been told is due, also where the server stood still on the day itself; no
    bundle goes at night all the same.
    """
    here = now.astimezone(zone)
    moments = (datetime.combine(here.date() - timedelta(days=back), HOUR, zone) for back in range(8))
    if here.time() < HOUR:
        return None
    return next((moment for moment in moments if moment.weekday() in days and moment <= here), None)
