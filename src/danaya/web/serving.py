"""One command that keeps the web and the worker alive.

``serve()`` prepares the database, starts the worker as a child process and runs the web server in this one. The child
is started again when it dies, and ends by itself when this process is gone, however it went: it reads its standard
input, which closes with the parent. Nothing here is particular to one operating system.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

logger = logging.getLogger("danaya.serving")

SETTINGS = "danaya.web.settings"
WORKER = (sys.executable, "-m", "danaya.web.serving", "worker")
PAUSE = 1.0
LONGEST_PAUSE = 60.0


def start_django() -> None:
    """Load the settings and the apps of the data folder named by ``DANAYA_DATA``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415  # slow import

    django.setup()


def prepare() -> None:
    """Bring the database of the data folder up to date."""
    from django.core.management import call_command  # noqa: PLC0415  # slow import

    call_command("migrate", verbosity=0, interactive=False)


def spawn_worker(command: tuple[str, ...] = WORKER) -> "subprocess.Popen[bytes]":
    """Start the worker with a pipe as its standard input."""
    return subprocess.Popen(command, stdin=subprocess.PIPE)


class WorkerKeeper:
    """Keeps one worker process alive until told to stop."""

    def __init__(self, spawn: "Callable[[], subprocess.Popen[bytes]]" = spawn_worker, pause: float = PAUSE) -> None:
        self.spawn, self.pause = spawn, pause
        self.over = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        """Start the worker, and watch it from a thread."""
        self._thread.start()

    def stop(self, patience: float = 10.0) -> None:
        """Let the worker end after the task in hand; after ``patience`` seconds end it (its job is given back later)."""
        self.over.set()
        process = self.process
        if process is not None:
            close_input(process)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join(patience)

    def _keep(self) -> None:
        pause = self.pause
        while not self.over.is_set():
            self.process = self.spawn()
            if self.over.is_set():
                close_input(self.process)
            status = self.process.wait()
            close_input(self.process)
            if not self.over.is_set():
                logger.error("the worker ended with status %s; starting it again in %.0f s", status, pause)
            self.over.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def close_input(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipe whose end tells the worker that its parent has gone or wants it to stop."""
    if process.stdin is not None:
        process.stdin.close()


def serve(host: str = "127.0.0.1", port: int = 8000, *, ready: Callable[[], None] | None = None) -> None:
    """Serve the data folder named by ``DANAYA_DATA`` until interrupted.

    Parameters
    ----------
    host, port
        Where the web server listens.
    ready
        Called once, from a thread, when it answers (to open a browser, say).
    """
    start_django()
    prepare()
    import uvicorn  # noqa: PLC0415  # slow import

    # No list of who asked for what, and uvicorn's own lines go where ours go: through the formatter that leaves codes out.
    config = uvicorn.Config(
        "danaya.web.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
    )
    server = uvicorn.Server(config)
    keeper = WorkerKeeper()
    keeper.start()
    if ready is not None:
        threading.Thread(target=call_when_started, args=(server, ready), daemon=True).start()
    try:
        # The server has ended its requests in good order by the time it passes the interruption on.
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
    finally:
        keeper.stop()


def call_when_started(server: object, ready: Callable[[], None]) -> None:
    """Wait until the server listens, then call ``ready``; not at all when it never does."""
    pause = threading.Event()
    while not getattr(server, "started", False):
        if getattr(server, "should_exit", False):
            return
        pause.wait(0.05)
    ready()


def work() -> None:
    """Be the worker process: work on the queue until standard input closes."""
    start_django()
    from danaya.base.jobs.worker import run_worker  # noqa: PLC0415  # slow import

    # An interruption reaches parent and child alike; the child ends by its pipe, after the task in hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = threading.Event()
    threading.Thread(target=wait_for_end_of_input, args=(stop,), daemon=True).start()
    run_worker(stop=stop)


def wait_for_end_of_input(stop: threading.Event) -> None:
    """Set ``stop`` when the parent closes the pipe or is gone."""
    while sys.stdin.buffer.read(1024):
        continue
    stop.set()


if __name__ == "__main__":
    if sys.argv[1:] == ["worker"]:
        work()
    else:
        serve()
