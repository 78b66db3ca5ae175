"""One command that keeps the web and the worker alive.

``serve()`` starts two child processes, the web server and the worker, and starts each again when it dies, however it died.
The process that watches them loads nothing of the application. A child ends by itself when its parent is gone: it reads
its standard input, which closes with the parent. Nothing here is particular to one operating system.
"""

import contextlib
import http.client
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

logger = logging.getLogger("danaya.serving")

SETTINGS = "danaya.web.settings"
THIS = (sys.executable, "-m", "danaya.web.serving")
PAUSE = 1.0
LONGEST_PAUSE = 60.0
LAST_REQUESTS = 8
"""Seconds that requests under way may still take when the web server ends."""

EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, not listened at


# The process that watches


def spawn(command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    """Start a child with a pipe as its standard input."""
    return subprocess.Popen(command, stdin=subprocess.PIPE)


class Keeper:
    """Keeps one child process alive until told to stop.

    Parameters
    ----------
    name
        What it is called in the log.
    start_child
        Starts the child.
    pause
        Seconds before the first new start; they double with each death, up to ``LONGEST_PAUSE``, and are short again
        after a life longer than that.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        name: str,
        start_child: "Callable[[], subprocess.Popen[bytes]]",
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name, self.start_child, self.pause, self.clock = name, start_child, pause, clock
        self.over = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name=f"{name}-keeper", daemon=True)

    def start(self) -> None:
        """Start the child, and watch it from a thread."""
        self._thread.start()

    def stop(self, patience: float = 10.0) -> None:
        """Let the child end what it has in hand; after ``patience`` seconds end it (its job is given back later)."""
        self.over.set()
        process = self.process
        if process is not None:
            close_input(process)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                process.kill()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _keep(self) -> None:
        pause = self.pause
        while not self.over.is_set():
            begin = self.clock()
            self.process = self.start_child()
            if self.over.is_set():
                close_input(self.process)
            status = self.process.wait()
            close_input(self.process)
            if self.over.is_set():
                return
            pause = self.pause if self.clock() - begin > LONGEST_PAUSE else pause
            logger.error("the %s ended with status %s; starting it again in %.0f s", self.name, status, pause)
            self.over.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def close_input(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipe whose end tells the child that its parent has gone or wants it to stop."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def serve(host: str = "127.0.0.1", port: int = 8000, *, ready: Callable[[], None] | None = None) -> int:
    """Serve the data folder named by ``DANAYA_DATA`` until interrupted; return the exit status.

    Parameters
    ----------
    host, port
        Where the web server listens.
    ready
        Called once when it answers (to open a browser, say).
    """
    for asked_to_end in (signal.SIGINT, signal.SIGTERM):  # started in the background, SIGINT would be ignored
        signal.signal(asked_to_end, signal.default_int_handler)
    keepers = [Keeper("worker", lambda: spawn((*THIS, "worker")))]
    first = spawn((*THIS, "web", host, str(port)))
    children = iter([first])
    keepers.append(Keeper("web server", lambda: next(children, None) or spawn((*THIS, "web", host, str(port)))))
    try:
        if not answers_before_it_ends(first, host, port):
            return first.wait() or 1
        for keeper in keepers:
            keeper.start()
        if ready is not None:
            ready()
        # In short waits: on some systems a long one is not interrupted.
        while not keepers[0].over.wait(1):
            continue
    except KeyboardInterrupt:
        pass
    finally:
        close_input(first)
        for keeper in reversed(keepers):
            keeper.stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            first.wait(LAST_REQUESTS)
    return 0


def answers_before_it_ends(process: "subprocess.Popen[bytes]", host: str, port: int) -> bool:
    """Wait until the web server answers; false where it ends first (a database it cannot open, say)."""
    while process.poll() is None:
        if is_answering(host, port):
            return True
        time.sleep(0.05)
    return False


def is_answering(host: str, port: int) -> bool:
    """Tell whether the installation answers."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in EVERYWHERE else host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (http.client.HTTPException, OSError):
        return False
    finally:
        connection.close()


# The children


def start_django() -> None:
    """Load the settings and the apps of the data folder named by ``DANAYA_DATA``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415  # slow import

    django.setup()


def prepare() -> None:
    """Bring the database of the data folder up to date."""
    from django.core.management import call_command  # noqa: PLC0415  # slow import

    call_command("migrate", verbosity=0, interactive=False)


def be_web(host: str, port: int) -> None:
    """Be the web server: answer until standard input closes."""
    leave_interruptions_to_parent()
    start_django()
    prepare()
    import uvicorn  # noqa: PLC0415  # slow import

    class Server(uvicorn.Server):
        """Ends by its pipe, not by the signals that reach parent and child alike."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    # No list of who asked for what, and uvicorn's own lines go where ours go: through the formatter that leaves codes out.
    server = Server(
        uvicorn.Config(
            "danaya.web.asgi:application",
            host=host,
            port=port,
            log_level="warning",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=LAST_REQUESTS,
        )
    )

    def end() -> None:
        server.should_exit = True

    end_with_parent(end)
    server.run()


def be_worker() -> None:
    """Be the worker: work on the queue until standard input closes."""
    leave_interruptions_to_parent()
    start_django()
    from danaya.base.jobs.worker import run_worker  # noqa: PLC0415  # slow import

    stop = threading.Event()
    end_with_parent(stop.set)
    run_worker(stop=stop)


def leave_interruptions_to_parent() -> None:
    """Let an interruption from the keyboard pass, from the first moment on: it reaches parent and children alike.

    It is handled, not ignored, since what is ignored stays so in every process that is started from here.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        return

    signal.signal(signal.SIGINT, leave)


def end_with_parent(end: Callable[[], None]) -> None:
    """Call ``end`` when the parent closes the pipe or is gone, or this process alone is asked to end."""

    def asked(_number: int, _frame: FrameType | None) -> None:
        end()

    signal.signal(signal.SIGTERM, asked)
    threading.Thread(target=wait_for_end_of_input, args=(end,), daemon=True).start()


def wait_for_end_of_input(end: Callable[[], None]) -> None:
    """Call ``end`` when standard input closes."""
    # Not by sys.stdin: a thread that waits there holds its lock, and Python ends with a fatal error instead of quietly.
    while os.read(sys.stdin.fileno(), 1024):
        continue
    end()


if __name__ == "__main__":
    if sys.argv[1:] == ["worker"]:
        be_worker()
    elif sys.argv[1:2] == ["web"]:
        be_web(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(serve())
