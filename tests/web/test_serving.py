"""The one command: it answers, works on the queue, keeps its worker alive, and ends with all its processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from urllib.error import URLError

import pytest

from danaya.web.serving import WorkerKeeper, spawn_worker

PATIENCE = 30


class Spawner:
    """Starts real processes, and tells when it started the ``awaited``-th."""

    def __init__(self, program, awaited):
        self.program, self.awaited, self.count, self.reached = program, awaited, 0, threading.Event()

    def __call__(self):
        process = spawn_worker((sys.executable, "-c", self.program))
        self.count += 1
        if self.count == self.awaited:
            self.reached.set()
        return process


def test_keeper_starts_a_worker_again_when_it_dies(caplog):
    spawn = Spawner("raise SystemExit(3)", awaited=2)
    keeper = WorkerKeeper(spawn, pause=0)
    keeper.start()
    assert spawn.reached.wait(PATIENCE)
    keeper.stop()
    assert "status 3" in caplog.text
    assert keeper.process.poll() is not None


def test_keeper_ends_its_worker_by_closing_its_input():
    spawn = Spawner("import sys; sys.stdin.read()", awaited=1)
    keeper = WorkerKeeper(spawn)
    keeper.start()
    assert spawn.reached.wait(PATIENCE)
    keeper.stop()
    assert keeper.process.poll() == 0
    assert spawn.count == 1


@pytest.fixture
def serving(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DANAYA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    environment.pop("DATABASE_URL", None)
    command = f"from danaya.web.serving import serve; serve(port={port}, ready=lambda: print('ready', flush=True))"
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


def test_serve_answers_and_ends_when_interrupted(serving):
    process, address = serving
    assert process.stdout.readline() == b"ready\n"
    assert answers(address)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert not answers(address)
