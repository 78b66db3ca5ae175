"""Asking for long work, and what the function that does it is given."""

import datetime
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

from danaya.base.jobs.kinds import KINDS, job
from danaya.base.jobs.models import OPEN, Job, State
from danaya.base.locks import locked
from danaya.engines.language import Text

Clock = Callable[[], datetime.datetime]


class Cancelled(Exception):
    """Somebody asked to stop; nothing of the work is kept."""


class LeaseLost(Exception):
    """Another worker has taken the job over; this one may no longer write."""


class Work:
    """One attempt at a job, in the hands of the function that does it.

    Steps are reported outside any transaction. All writing to the database happens at the end, inside
    ``with work.finish():``, so that a kill or a cancel at any moment leaves nothing behind.
    """

    def __init__(self, pk: Any, attempt: int, folder: Path, clock: Clock) -> None:
        self.pk, self.attempt, self.folder, self.clock = pk, attempt, folder, clock
        self.result = ""

    def step(self, step: int, steps: int, words: Text) -> None:
        """Report that step ``step`` of ``steps`` begins.

        Raises
        ------
        Cancelled, LeaseLost
            When the work must stop here.
        """
        mine = Job.objects.filter(pk=self.pk, attempts=self.attempt, state=State.RUNNING)
        if not mine.filter(cancel_asked=False).update(step=step, steps=steps, words=dict(words)):
            raise Cancelled if mine.exists() else LeaseLost

    @contextmanager
    def finish(self) -> Iterator[None]:
        """Open the one transaction in which the result is written, and mark the job done in the same one."""
        with transaction.atomic():
            self._check_fence()
            yield
            self._close()

    def close(self, result: str | None) -> None:
        """Mark the job done with the address of its result, for work that wrote nothing itself."""
        self.result = result or self.result
        with transaction.atomic():
            if not Job.objects.filter(pk=self.pk, attempts=self.attempt, state=State.DONE).update(
                result_url=self.result
            ):
                self._check_fence()
                self._close()

    def _check_fence(self) -> None:
        kept = locked(Job.objects).get(pk=self.pk)
        if kept.attempts != self.attempt or kept.state != State.RUNNING:
            raise LeaseLost
        if kept.cancel_asked:
            raise Cancelled

    def _close(self) -> None:
        Job.objects.filter(pk=self.pk).update(
            state=State.DONE, result_url=self.result, finished_at=self.clock(), lease_until=None
        )


@contextmanager
def working_folder() -> Iterator[Path]:
    """Give a folder for intermediate files that is gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="danaya-job-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@transaction.atomic
def enqueue(kind: str, *, owner: Any, at: datetime.datetime, **arguments: Any) -> Job:
    """Ask for long work; it begins once the caller's transaction is kept.

    Parameters
    ----------
    kind
        Name under which the function is registered.
    owner
        The account that may see and cancel it; None for the installation.
    at
        When it was asked for.
    arguments
        JSON values for the function.
    """
    from danaya.base.jobs.queue import perform  # noqa: PLC0415  # app ready

    if kind not in KINDS:
        raise ValueError(f"no function does jobs called {kind!r}")
    asked = Job.objects.create(
        kind=kind, arguments=arguments, owner=str(getattr(owner, "pk", "") or ""), enqueued_at=at
    )
    perform.enqueue(str(asked.pk))
    return asked


@transaction.atomic
def cancel(asked: Job, *, at: datetime.datetime) -> None:
    """Stop a job: at once while it waits, at its next step while it runs. What is finished stays."""
    kept = locked(Job.objects).get(pk=asked.pk)
    if kept.state == State.QUEUED:
        Job.objects.filter(pk=kept.pk).update(state=State.CANCELLED, finished_at=at, cancel_asked=True)
    elif kept.state in OPEN:
        Job.objects.filter(pk=kept.pk).update(cancel_asked=True)


__all__ = ["Cancelled", "LeaseLost", "Work", "cancel", "enqueue", "job", "working_folder"]
