"""Requests share a few threads that stay, each with its connection to the database open.

Django gives each request under ASGI a thread of its own: a thread and a connection are made and thrown away each time, which
costs more than many a page does, and a thousand requests at once are a thousand threads.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from asgiref.sync import ThreadSensitiveContext

from danaya.web.bodies import Application, Message, Receive

THREADS = 8
"""Python runs one of them at a time; the others wait for the database, or work on a digest of a code."""

Result = TypeVar("Result")


class Threads:
    """A fixed number of threads, and how much each still has to do."""

    def __init__(self, number: int = THREADS) -> None:
        self.workers = [ThreadPoolExecutor(1, thread_name_prefix=f"request-{place}") for place in range(number)]
        self.waiting = [0] * number
        self._lock = Lock()

    def least_busy(self) -> int:
        """Return the place of the thread with the least to do."""
        with self._lock:
            return min(range(len(self.waiting)), key=self.waiting.__getitem__)

    def submit(self, place: int, call: Callable[[], Result]) -> "Future[Result]":
        """Let one thread make a call."""
        with self._lock:
            self.waiting[place] += 1
        future = self.workers[place].submit(call)
        future.add_done_callback(lambda _done: self._done(place))
        return future

    def _done(self, place: int) -> None:
        with self._lock:
            self.waiting[place] -= 1


class OneThread(Executor):
    """The thread of one request: chosen when there is something to do, which is after its body has come in."""

    def __init__(self, threads: Threads) -> None:
        self.threads = threads
        self.place: int | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Make the call on the thread of this request."""
        if self.place is None:
            self.place = self.threads.least_busy()
        return self.threads.submit(self.place, lambda: fn(*args, **kwargs))


class ShareThreads:
    """ASGI application that lets another one work on a few threads that stay."""

    def __init__(self, application: Application, number: int = THREADS) -> None:
        self.application, self.threads = application, Threads(number)

    async def __call__(self, scope: Message, receive: Receive, send: Callable[[Message], Awaitable[None]]) -> None:
        """Answer one request."""
        async with ThreadSensitiveContext(executor=OneThread(self.threads)):
            await self.application(scope, receive, send)
