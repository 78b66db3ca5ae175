"""Requests share a few threads that stay: one thread each, the least busy one, none while a body is on its way."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async

from danaya.web.folder import sqlite
from danaya.web.threads import OneThread, ShareThreads, Threads


def serve(application, scopes, number=3):
    """Answer requests at once; return what each wrote into its scope."""
    shared = ShareThreads(application, number)

    async def all_at_once():
        await asyncio.gather(*(shared(scope, None, None) for scope in scopes))

    # In a thread of its own: in that of the tests a browser's loop may be running.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(all_at_once())).result(30)
    return scopes


async def twice(scope, _receive, _send):
    for turn in ("first", "second"):
        scope[turn] = await sync_to_async(threading.get_ident, thread_sensitive=True)()
        await asyncio.sleep(0)


def test_many_requests_use_few_threads_and_each_request_one():
    scopes = serve(twice, [{} for _ in range(60)])
    assert all(scope["first"] == scope["second"] for scope in scopes)
    used = {scope["first"] for scope in scopes}
    assert len(used) == 3
    assert threading.get_ident() not in used


def test_work_goes_to_the_thread_with_the_least_to_do():
    threads = Threads(2)
    go = threading.Event()
    busy = OneThread(threads)
    busy.submit(go.wait)
    for _ in range(3):
        other = OneThread(threads)
        other.submit(time.perf_counter).result(5)
        assert other.place != busy.place
    go.set()


def test_slow_body_holds_no_thread():
    """On a slow network a body takes a minute to come in: meanwhile others are answered."""
    arrived = []

    async def slow(scope, _receive, _send):
        while scope["slow"] and not arrived:
            await asyncio.sleep(0.01)
        scope["thread"] = await sync_to_async(threading.get_ident, thread_sensitive=True)()
        if not scope["slow"]:
            arrived.append(True)

    scopes = serve(slow, [{"slow": True}, {"slow": True}, {"slow": False}], number=1)
    assert len({scope["thread"] for scope in scopes}) == 1


def test_what_fails_is_told_and_the_thread_goes_on():
    async def failing(scope, _receive, _send):
        try:
            await sync_to_async(fail, thread_sensitive=True)()
        except LookupError as failed:
            scope["failed"] = str(failed)

    def fail():
        raise LookupError("no such page")

    assert serve(failing, [{}, {}], number=1) == [{"failed": "no such page"}] * 2


def test_connection_of_a_thread_stays_open(tmp_path):
    assert sqlite(tmp_path / "x.sqlite3")["CONN_MAX_AGE"] is None


def test_threads_with_nothing_to_do_count_nothing():
    threads = Threads(2)
    OneThread(threads).submit(time.perf_counter).result(5)
    for _ in range(100):
        if threads.waiting == [0, 0]:
            break
        time.sleep(0.01)
    assert threads.waiting == [0, 0]
