"""Jobs: done once, given back after a kill, fenced, cancelled without trace, seen by their owner only."""

import datetime
import logging
import threading
from pathlib import Path

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from danaya.base.jobs import kinds
from danaya.base.jobs.kinds import job
from danaya.base.jobs.leases import Terms
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.queue import claim, renew
from danaya.base.jobs.work import Cancelled, LeaseLost, Work, cancel, enqueue
from danaya.base.jobs.worker import MOST_ATTEMPTS, requeue_lost, run_worker
from danaya.base.journal.entries import record
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem, Problems

pytestmark = pytest.mark.django_db

WORDS = {"fr": "Estimation", "en": "Estimating"}
TITLE = {"fr": "Analyse", "en": "Analysis"}


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch):
    monkeypatch.setattr(kinds, "KINDS", {})
    monkeypatch.setattr("danaya.base.jobs.work.KINDS", kinds.KINDS)
    monkeypatch.setattr("danaya.base.jobs.queue.KINDS", kinds.KINDS)


def ask(run, clock, name="test.work", **arguments):
    job(name, TITLE)(run)
    return enqueue(name, owner=None, at=clock(), **arguments)


def again(asked):
    return Job.objects.get(pk=asked.pk)


def test_worker_does_the_work_with_its_arguments(clock):
    asked = ask(lambda work, number: f"/result/{number}/", clock, number=7)
    assert run_worker(clock, once=True) == 1
    done = again(asked)
    assert (done.state, done.result_url, done.attempts) == (State.DONE, "/result/7/", 1)
    assert done.started_at == done.finished_at == clock()
    assert done.lease_until is None


def test_worker_does_each_job_once(clock):
    runs = []
    ask(lambda work: runs.append(1), clock)
    assert run_worker(clock, once=True) == 1
    assert run_worker(clock, once=True) == 0
    assert runs == [1]


def test_job_of_an_act_undone_is_never_done(clock):
    with transaction.atomic():
        ask(lambda work: None, clock)
        transaction.set_rollback(True)
    assert run_worker(clock, once=True) == 0
    assert not DBTaskResult.objects.exists()


def test_enqueue_refuses_a_kind_nobody_does(clock):
    with pytest.raises(ValueError, match=r"no\.such"):
        enqueue("no.such", owner=None, at=clock())


def test_registering_two_functions_under_one_name_is_refused():
    job("test.twice", TITLE)(len)
    job("test.twice", TITLE)(len)
    with pytest.raises(ValueError, match="two functions"):
        job("test.twice", TITLE)(print)


def test_steps_are_seen_while_the_work_runs(clock):
    seen = []

    def run(work):
        work.step(2, 5, WORDS)
        seen.append(Job.objects.values_list("step", "steps", "words").get(pk=work.pk))

    ask(run, clock)
    run_worker(clock, once=True)
    assert seen == [(2, 5, WORDS)]


def test_folder_is_gone_afterwards_also_after_a_failure(clock, caplog):
    folders = []

    def run(work):
        folders.append(work.folder)
        Path(work.folder, "half.csv").write_text("half")
        raise RuntimeError

    ask(run, clock)
    with caplog.at_level(logging.CRITICAL):
        run_worker(clock, once=True)
    assert not folders[0].exists()


def test_problem_becomes_words_in_both_languages(clock):
    text = {"fr": "Indiquez {what}.", "en": "Give {what}."}

    def run(work):
        raise Problems([Problem("one", text, "row 3", what="x"), Problem("two", text, what="y")])

    asked = ask(run, clock)
    run_worker(clock, once=True)
    failed = again(asked)
    assert failed.state == State.FAILED
    assert [problem["fr"] for problem in failed.problems] == ["row 3: Indiquez x.", "Indiquez y."]
    assert failed.problems[1]["en"] == "Give y."


def test_fault_is_logged_and_told_without_traceback(clock, caplog):
    asked = ask(lambda work: 1 / 0, clock)
    with caplog.at_level(logging.ERROR, "danaya.jobs"):
        run_worker(clock, once=True)
    failed = again(asked)
    assert failed.state == State.FAILED
    assert failed.problems[0]["code"] == "unexpected"
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in str(failed.problems)


def test_finish_writes_result_and_state_together(clock):
    def run(work):
        with work.finish():
            record("test.result", None, None, clock())
            work.result = "/there/"

    asked = ask(run, clock)
    run_worker(clock, once=True)
    assert again(asked).result_url == "/there/"
    assert Entry.objects.count() == 1


def test_failure_inside_finish_leaves_nothing(clock):
    def run(work):
        with work.finish():
            record("test.result", None, None, clock())
            raise Problem("late", {"fr": "Trop tard.", "en": "Too late."})

    asked = ask(run, clock)
    run_worker(clock, once=True)
    assert again(asked).state == State.FAILED
    assert not Entry.objects.exists()


def test_cancel_while_waiting_means_it_never_runs(clock):
    runs = []
    asked = ask(lambda work: runs.append(1), clock)
    cancel(asked, at=clock())
    run_worker(clock, once=True)
    assert again(asked).state == State.CANCELLED
    assert runs == []


@pytest.mark.parametrize("where", ["step", "finish"])
def test_cancel_while_running_leaves_nothing(clock, where):
    reached = []

    def run(work):
        cancel(again(asked), at=clock())
        if where == "step":
            work.step(1, 2, WORDS)
        with work.finish():
            reached.append(1)

    asked = ask(run, clock)
    run_worker(clock, once=True)
    assert again(asked).state == State.CANCELLED
    assert reached == []


def test_cancel_of_finished_work_changes_nothing(clock):
    asked = ask(lambda work: "/done/", clock)
    run_worker(clock, once=True)
    cancel(asked, at=clock())
    assert again(asked).state == State.DONE
    assert not again(asked).cancel_asked


def killed(asked, clock):
    """Leave the job as a worker that was killed in the middle leaves it."""
    DBTaskResult.objects.update(status="RUNNING")
    return claim(str(asked.pk), Terms(clock))


def test_killed_workers_job_waits_for_its_lease_then_is_done(clock):
    asked = ask(lambda work: "/done/", clock)
    killed(asked, clock)
    clock.advance(seconds=29)
    assert run_worker(clock, once=True) == 0
    assert again(asked).state == State.RUNNING
    clock.advance(seconds=2)
    assert run_worker(clock, once=True) == 1
    assert (again(asked).state, again(asked).attempts) == (State.DONE, 2)


def test_renewed_lease_is_kept(clock):
    asked = ask(lambda work: None, clock)
    taken = killed(asked, clock)
    clock.advance(seconds=20)
    renew(taken.pk, taken.attempts, Terms(clock))
    clock.advance(seconds=20)
    assert requeue_lost(clock()) == 0
    assert again(asked).state == State.RUNNING


def test_worker_that_comes_back_too_late_may_not_write(clock, tmp_path):
    asked = ask(lambda work: "/second/", clock)
    first = killed(asked, clock)
    late = Work(first.pk, first.attempts, tmp_path, clock)
    clock.advance(minutes=5)
    run_worker(clock, once=True)
    with pytest.raises(LeaseLost):
        late.step(1, 2, WORDS)
    with pytest.raises(LeaseLost), late.finish():
        pytest.fail("the late worker wrote")
    with pytest.raises(LeaseLost):
        late.close("/first/")
    assert again(asked).result_url == "/second/"


def test_job_that_kills_its_worker_is_given_up(clock):
    asked = ask(lambda work: "/done/", clock)
    for attempt in range(MOST_ATTEMPTS):
        assert killed(asked, clock).attempts == attempt + 1
        clock.advance(minutes=1)
        requeue_lost(clock())
    assert again(asked).state == State.FAILED
    assert again(asked).problems[0]["code"] == "stopped"
    assert run_worker(clock, once=True) == 0
    assert again(asked).state == State.FAILED


def test_cancelled_job_of_a_killed_worker_is_not_repeated(clock):
    asked = ask(lambda work: "/done/", clock)
    killed(asked, clock)
    cancel(asked, at=clock())
    clock.advance(minutes=1)
    assert requeue_lost(clock()) == 0
    assert again(asked).state == State.CANCELLED


def test_worker_stops_when_told(clock):
    stop = threading.Event()
    stop.set()
    ask(lambda work: None, clock)
    assert run_worker(clock, stop=stop) == 0


def test_step_raises_cancelled_before_lease_lost(clock, tmp_path):
    asked = ask(lambda work: None, clock)
    taken = killed(asked, clock)
    Job.objects.filter(pk=taken.pk).update(cancel_asked=True)
    with pytest.raises(Cancelled):
        Work(taken.pk, taken.attempts, tmp_path, clock).step(1, 1, WORDS)


def test_lease_runs_from_the_injected_clock(clock):
    asked = ask(lambda work: None, clock)
    assert killed(asked, clock).lease_until == clock() + datetime.timedelta(seconds=30)


def test_task_and_job_are_taken_together(clock, monkeypatch):
    """A worker killed right after it took the task: the job is under a lease, so it comes back."""
    asked = ask(lambda work: "/done/", clock)

    def dies(self, task):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("django_tasks_db.management.commands.db_worker.Worker.run_task", dies)
        with pytest.raises(SystemExit):
            run_worker(clock, once=True)
    assert again(asked).state == State.RUNNING
    clock.advance(minutes=1)
    assert run_worker(clock, once=True) == 1
    assert again(asked).state == State.DONE
