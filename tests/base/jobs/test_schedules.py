"""Periodic work: once in the whole installation, once after a long stop, never beside itself, never given up."""

import datetime
import logging
import threading

import pytest
from django.db import connection, transaction

from danaya.base.jobs import schedules
from danaya.base.jobs.leases import Terms
from danaya.base.jobs.models import Beat
from danaya.base.jobs.schedules import claim, every, renew, run_due
from danaya.base.jobs.worker import run_worker

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    known = {}
    monkeypatch.setattr(schedules, "SCHEDULES", known)
    return known


@pytest.fixture
def moments():
    """Register a schedule that notes when it runs."""
    noted = []
    every(HOUR, "test.hourly")(noted.append)
    return noted


def test_runs_at_the_first_pass_then_once_an_interval(clock, moments):
    start = clock()
    for _pass in range(7):
        run_worker(clock, once=True)
        clock.advance(minutes=20)
    assert moments == [start, start + HOUR, start + 2 * HOUR]


def test_runs_once_after_a_long_stop(clock, moments):
    run_worker(clock, once=True)
    clock.advance(days=40)
    run_worker(clock, once=True)
    run_worker(clock, once=True)
    assert len(moments) == 2


def test_second_worker_finds_nothing_to_do(clock, moments):
    assert run_due(Terms(clock)) == 1
    assert run_due(Terms(clock)) == 0
    assert len(moments) == 1


def test_does_not_begin_while_another_run_lasts(clock, known, moments):
    schedule, terms = known["test.hourly"], Terms(clock, lease=datetime.timedelta(hours=3))
    assert claim(schedule, terms, clock()) == 1
    clock.advance(hours=2)
    assert run_due(terms) == 0
    renew("test.hourly", 1, terms)
    clock.advance(hours=2)
    assert run_due(terms) == 0
    clock.advance(hours=2)
    assert run_due(terms) == 1  # that worker was killed: its lease is over


def test_nested_pass_does_not_run_it_again(clock):
    inner = []
    every(datetime.timedelta(seconds=1), "test.slow")(lambda now: (clock.advance(seconds=5), nested()))

    def nested():
        inner.append(run_due(Terms(clock)))

    assert run_due(Terms(clock)) == 1
    assert inner == [0]


def test_late_end_of_an_earlier_run_does_not_end_a_later_one(clock, known, moments):
    schedule, terms = known["test.hourly"], Terms(clock)
    first = claim(schedule, terms, clock())
    clock.advance(hours=2)
    second = claim(schedule, terms, clock())
    renew("test.hourly", first, Terms(clock, lease=datetime.timedelta(days=9)))
    beat = Beat.objects.get()
    assert (first, second) == (1, 2)
    assert beat.lease_until == clock() + terms.lease


def test_failure_is_logged_and_tried_again_at_its_next_time(clock, caplog):
    tries = []

    def fails(now):
        tries.append(now)
        raise RuntimeError("boom")

    every(HOUR, "test.fails")(fails)
    others = []
    every(HOUR, "test.other")(others.append)
    with caplog.at_level(logging.ERROR, "danaya.jobs"):
        run_worker(clock, once=True)
        clock.advance(minutes=59)
        run_worker(clock, once=True)
        assert (len(tries), len(others)) == (1, 1)
        clock.advance(minutes=1)
        run_worker(clock, once=True)
    assert (len(tries), len(others)) == (2, 2)
    assert "test.fails" in caplog.text


def test_clock_set_back_does_not_stop_it(clock, moments):
    now = clock()
    clock.advance(days=9000)
    run_worker(clock, once=True)
    clock.now = now
    run_worker(clock, once=True)
    assert len(moments) == 2


def test_work_runs_outside_any_transaction_of_ours(clock, transactional_db):
    seen = []
    every(HOUR, "test.free")(lambda now: seen.append(connection.in_atomic_block))
    run_worker(clock, once=True)
    assert seen == [False]


def test_heartbeat_keeps_a_long_run(clock, transactional_db):
    """With a real thread: the lease is written again while the work lasts."""
    renewed = threading.Event()
    terms = Terms(clock, lease=datetime.timedelta(milliseconds=30), heartbeat=True)

    def lasts(now):
        before = Beat.objects.get().lease_until
        clock.advance(minutes=1)
        for _look in range(200):
            if Beat.objects.get().lease_until > before:
                renewed.set()
                return
            threading.Event().wait(0.02)

    every(HOUR, "test.long")(lasts)
    run_due(terms)
    assert renewed.is_set()
    assert Beat.objects.get().lease_until is None


def test_two_workers_at_once_run_it_once(clock, transactional_db):
    noted = []
    every(HOUR, "test.both")(noted.append)
    start = threading.Barrier(2)

    def work():
        start.wait()
        try:
            run_due(Terms(clock))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(noted) == 1


def test_registering_two_functions_under_one_name_is_refused():
    every(HOUR, "test.twice")(len)
    every(HOUR, "test.twice")(len)
    with pytest.raises(ValueError, match="two functions"):
        every(HOUR, "test.twice")(print)


def test_interval_must_be_above_zero():
    with pytest.raises(ValueError, match="above zero"):
        every(datetime.timedelta(), "test.never")


def test_claim_undone_leaves_it_due(clock, known, moments):
    with transaction.atomic():
        claim(known["test.hourly"], Terms(clock), clock())
        transaction.set_rollback(True)
    assert run_due(Terms(clock)) == 1
