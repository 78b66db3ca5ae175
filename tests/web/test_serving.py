"""The one command: it answers, works on the queue, keeps its worker alive, and ends with all its processes."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from danaya.web.serving import Keeper, spawn

PATIENCE = 30


class Spawner:
    """Starts real processes, and tells when it started the ``awaited``-th."""

    def __init__(self, program, awaited):
        self.program, self.awaited, self.count, self.reached = program, awaited, 0, threading.Event()

    def __call__(self):
        process = spawn((sys.executable, "-c", self.program))
        self.count += 1
        if self.count == self.awaited:
            self.reached.set()
        return process


def test_keeper_starts_a_child_again_when_it_dies(caplog):
    start_child = Spawner("raise SystemExit(3)", awaited=2)
    keeper = Keeper("worker", start_child, pause=0)
    keeper.start()
    assert start_child.reached.wait(PATIENCE)
    keeper.stop()
    assert "the worker ended with status 3" in caplog.text
    assert keeper.process.poll() is not None


def test_keeper_ends_its_child_by_closing_its_input():
    start_child = Spawner("import sys; sys.stdin.read()", awaited=1)
    keeper = Keeper("worker", start_child)
    keeper.start()
    assert start_child.reached.wait(PATIENCE)
    keeper.stop()
    assert keeper.process.poll() == 0
    assert start_child.count == 1


def test_child_that_is_asked_to_end_ends_quietly_while_its_input_stays_open():
    program = (
        "import os, signal, threading, time\n"
        "from danaya.web.serving import end_with_parent\n"
        "ended = threading.Event()\n"
        "end_with_parent(ended.set)\n"
        "time.sleep(0.3)\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
        f"assert ended.wait({PATIENCE})"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        # Its input is not closed: the thread that waits for that still waits when Python ends.
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == b""
    finally:
        process.kill()
        process.stdin.close()
        process.stderr.close()


@pytest.mark.parametrize(("lives", "pauses"), [([1, 1, 1, 1], [2, 4, 8, 16]), ([1, 1, 90, 1, 1], [2, 4, 2, 4, 8])])
def test_pause_grows_with_each_death_and_is_short_again_after_a_long_life(lives, pauses, monkeypatch):
    now = [0.0]
    ages = iter(lives)
    waited = []

    class Child:
        stdin = None

        def wait(self, patience=None):
            now[0] += next(ages)
            return 1

    keeper = Keeper("worker", Child, pause=2, clock=lambda: now[0])

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == len(lives):
            keeper.over.set()

    monkeypatch.setattr(keeper.over, "wait", wait)
    keeper._keep()
    assert waited == pauses


@pytest.fixture
def serving(tmp_path, new_database):
    """The command over a folder that was opened before."""
    shutil.copy(new_database, tmp_path)
    with serve(tmp_path) as served:
        yield served


@pytest.fixture
def first_serving(tmp_path):
    """The command over an empty folder."""
    with serve(tmp_path) as served:
        yield served


@contextmanager
def serve(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DANAYA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    environment.pop("DATABASE_URL", None)
    # As a shell starts what it puts in the background.
    command = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    command += f"from danaya.web.serving import serve; serve(port={port}, ready=lambda: print('ready', flush=True))"
    process = subprocess.Popen([sys.executable, "-c", command], env=environment, stdout=subprocess.PIPE)
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
    process.wait()
    process.stdout.close()


def answers(address):
    try:
        with urllib.request.urlopen(address + "/healthz", timeout=5) as answer:
            return json.load(answer)["status"] == "ok"
    except (URLError, OSError):
        return False


def children(pid):
    """The child processes by what they are: ``web`` or ``worker``."""
    found = {}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            found["web" if b"web" in words else "worker"] = int(child)
    return found


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(holds):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


reads_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see the child processes")


def test_serve_answers_and_ends_when_interrupted(first_serving):
    process, address = first_serving
    assert process.stdout.readline() == b"ready\n"
    assert answers(address)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert not answers(address)


@reads_proc
@pytest.mark.parametrize("which", ["web", "worker"])
def test_whatever_is_killed_comes_back(serving, which):
    process, address = serving
    assert process.stdout.readline() == b"ready\n"
    assert until(lambda: set(children(process.pid)) == {"web", "worker"})
    before = children(process.pid)
    os.kill(before[which], signal.SIGKILL)
    assert until(lambda: children(process.pid).get(which) not in (None, before[which]))
    assert until(lambda: answers(address))
    assert {name: pid for name, pid in children(process.pid).items() if name != which} == {
        name: pid for name, pid in before.items() if name != which
    }


@reads_proc
def test_nothing_outlives_the_command_however_it_ends(serving):
    process, address = serving
    assert process.stdout.readline() == b"ready\n"
    assert until(lambda: len(children(process.pid)) == 2)
    left = children(process.pid).values()
    process.kill()
    process.wait()
    assert until(lambda: not any(map(is_alive, left)))
    assert not answers(address)


def test_serve_ends_in_good_order_when_the_system_asks(serving):
    process, address = serving
    assert process.stdout.readline() == b"ready\n"
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert not answers(address)


def test_server_that_can_not_start_ends_the_command(tmp_path):
    environment = {**os.environ, "DANAYA_DATA": str(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    command = [sys.executable, "-c", "import sys; from danaya.web.serving import serve; sys.exit(serve(port=1))"]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE * 2, check=False)
    assert done.returncode == 1


@reads_proc
def test_process_that_watches_loads_nothing_of_the_application(serving):
    process, _address = serving
    assert process.stdout.readline() == b"ready\n"
    mapped = Path(f"/proc/{process.pid}/maps").read_text()
    assert "numpy" not in mapped
    assert "_sqlite3" not in mapped
