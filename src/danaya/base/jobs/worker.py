"""The loop that takes tasks from the queue, runs what is due on schedule, and takes back what a killed worker left."""

import datetime
import logging
import threading
import uuid
from typing import Any

from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from danaya.base.jobs.leases import LEASE, Terms, terms
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.queue import claim, handed, perform
from danaya.base.jobs.schedules import run_due
from danaya.base.jobs.work import Clock
from danaya.base.locks import locked

logger = logging.getLogger("danaya.jobs")

MOST_ATTEMPTS = 3
STOPPED = {
    "code": "stopped",
    "where": "",
    "fr": "Ce travail s'est interrompu trois fois de suite. Rien n'a été enregistré. Vérifiez la place sur le disque et la "
    "mémoire, puis recommencez.",
    "en": "This work broke off three times in a row. Nothing was kept. Check the space on the disk and the memory, then "
    "try again.",
}


def run_worker(
    clock: Clock = timezone.now,
    *,
    once: bool = False,
    stop: threading.Event | None = None,
    interval: float = 0.5,
    lease: datetime.timedelta = LEASE,
) -> int:
    """Work on the queue until ``stop`` is set, or with ``once`` until nothing waits; return how many tasks were done.

    Between two tasks it runs the schedules that are due (they are not counted).

    Parameters
    ----------
    clock
        Says what time it is; leases are measured by it.
    once
        End when the queue is empty (commands, tests); the lease is then not renewed by a thread.
    stop
        Ends the loop after the task in hand.
    interval
        Seconds between two looks at an empty queue.
    lease
        How long a job stays with a worker that gives no sign of life.
    """
    stop = stop or threading.Event()
    token = terms.set(Terms(clock, lease, heartbeat=not once))
    hands, done = _hands(), 0
    try:
        while not stop.is_set():
            if not once:  # a caller that wants one pass looks after its own connection
                close_old_connections()
            requeue_lost(clock())
            run_due(terms.get())
            if work_once(hands):
                done += 1
            elif once or stop.wait(interval):
                break
    finally:
        terms.reset(token)
    return done


def work_once(hands: Any) -> bool:
    """Take the next task, if any, and run it; return whether there was one."""
    with transaction.atomic():
        waiting = DBTaskResult.objects.ready().get_locked()
        if waiting is None:
            return False
        waiting.claim(hands.worker_id)
        arguments = waiting.args_kwargs["args"]
        job = claim(arguments[0], terms.get()) if waiting.task_path == perform.module_path else None
    token = handed.set(job)
    try:
        hands.run_task(waiting)
    finally:
        handed.reset(token)
    return True


def _hands() -> Any:
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
    )


@transaction.atomic
def requeue_lost(now: datetime.datetime) -> int:
    """Put back every job whose lease ran out: its worker was killed. After three attempts it is given up.

    Returns how many were put back.
    """
    lost = locked(Job.objects, free_only=True).filter(state=State.RUNNING, lease_until__lt=now)
    count = 0
    for job in lost:
        count += _requeue(job, now)
    return count


def _requeue(job: Job, now: datetime.datetime) -> int:
    if job.cancel_asked:
        job.state, job.finished_at = State.CANCELLED, now
    elif job.attempts >= MOST_ATTEMPTS:
        job.state, job.finished_at, job.problems = State.FAILED, now, [STOPPED]
    else:
        job.state, job.step, job.words = State.QUEUED, 0, {}
        perform.enqueue(str(job.pk))
    job.lease_until = None
    job.save()
    logger.warning("job %s (%s): its worker is gone, now %s", job.pk, job.kind, job.state)
    return int(job.state == State.QUEUED)
