"""A lease: work stays with a worker as long as that worker gives signs of life."""

import contextlib
import datetime
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from danaya.base.jobs.work import Clock

LEASE = datetime.timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms a worker works: its clock, how long a lease runs, whether a thread renews it."""

    clock: Clock = timezone.now
    lease: datetime.timedelta = LEASE
    heartbeat: bool = False


terms: ContextVar[Terms] = ContextVar("terms", default=Terms())  # noqa: B039 - frozen


@contextlib.contextmanager
def kept(renew: Callable[[], object], current: Terms) -> Iterator[None]:
    """Call ``renew`` from a thread of its own while the work runs, so that one long step does not lose the lease."""
    if not current.heartbeat:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(renew, current, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(renew: Callable[[], object], current: Terms, over: threading.Event) -> None:
    try:
        while not over.wait(current.lease.total_seconds() / 3):
            with contextlib.suppress(DatabaseError):  # the next beat tries again
                close_old_connections()
                renew()
    finally:
        connection.close()
