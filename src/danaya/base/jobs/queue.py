"""The task that Django's queue holds for each job, and one attempt at it under a lease."""

import logging
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

from danaya.base.jobs.kinds import KINDS
from danaya.base.jobs.leases import Terms, kept, terms
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.work import Cancelled, Clock, LeaseLost, Work, working_folder
from danaya.base.locks import locked
from danaya.engines.language import Problem, Problems

logger = logging.getLogger("danaya.jobs")

UNEXPECTED = {
    "fr": "Un défaut du programme a arrêté ce travail. Rien n'a été enregistré. Recommencez ; s'il s'arrête encore, "
    "transmettez l'heure et le nom du travail à qui tient l'installation.",
    "en": "A fault in the program stopped this work. Nothing was kept. Try again; if it stops once more, pass the time "
    "and the name of the work on to whoever keeps the installation.",
}


handed: ContextVar[Job | None] = ContextVar("handed", default=None)
"""The job that the worker claimed together with its task, in one transaction: a kill can't part them."""


@task()
def perform(pk: str) -> None:
    """Do one attempt at the job, if it still waits."""
    current = terms.get()
    claimed = handed.get() or claim(pk, current)
    if claimed is None:
        return
    renewed = partial(renew, claimed.pk, claimed.attempts, current)
    with working_folder() as folder, kept(renewed, current):
        attempt(claimed, Work(claimed.pk, claimed.attempts, folder, current.clock), current.clock)


@transaction.atomic
def claim(pk: str, current: Terms) -> Job | None:
    """Take a waiting job: one more attempt, a lease from now. None when it no longer waits."""
    found = locked(Job.objects).filter(pk=pk, state=State.QUEUED).first()
    if found is None:
        return None
    now = current.clock()
    found.state, found.attempts, found.lease_until = State.RUNNING, found.attempts + 1, now + current.lease
    found.started_at = now
    found.save()
    return found


def attempt(claimed: Job, work: Work, clock: Clock) -> None:
    """Run the function; turn each way of ending into a state of the job."""
    try:
        work.close(KINDS[claimed.kind].run(work, **claimed.arguments))
    except Cancelled:
        end(work, State.CANCELLED, clock)
    except LeaseLost:
        logger.warning("job %s: attempt %s came too late", claimed.pk, work.attempt)
    except Problem as problem:
        end(work, State.FAILED, clock, [problem])
    except Problems as several:
        end(work, State.FAILED, clock, several.problems)
    except Exception:
        logger.exception("job %s (%s) failed", claimed.pk, claimed.kind)
        end(work, State.FAILED, clock, [Problem("unexpected", UNEXPECTED)])


def end(work: Work, state: State, clock: Clock, problems: Any = ()) -> None:
    """Close an attempt without result, unless another attempt has begun."""
    texts = [
        {"where": problem.where, "code": problem.code, **{code: problem.in_language(code) for code in problem.text}}
        for problem in problems
    ]
    Job.objects.filter(pk=work.pk, attempts=work.attempt, state=State.RUNNING).update(
        state=state, problems=texts, finished_at=clock(), lease_until=None
    )


def renew(pk: Any, attempts: int, current: Terms) -> None:
    """Let the lease of an attempt run anew from now."""
    Job.objects.filter(pk=pk, attempts=attempts, state=State.RUNNING).update(
        lease_until=current.clock() + current.lease
    )
