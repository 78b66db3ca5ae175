"""Two at the same moment: on PostgreSQL in the test's own process, on SQLite in a file as an installation has it."""

import importlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from django.db import connection

from danaya.engines.language import Problem

ROOT = Path(__file__).resolve().parents[1]


def answer(call):
    """Return what a call gave, or the code of its problem."""
    try:
        return call()
    except Problem as refused:
        return refused.code


def at_once(count, act):
    """Run ``act(number)`` in as many threads, begun together; return the answers."""
    answers, barrier = [None] * count, threading.Barrier(count)

    def run(number):
        try:
            barrier.wait()
            answers[number] = answer(lambda: act(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def tell_in_a_file(module: str, database: Path, folder: Path) -> None:
    """Tell the ``STORIES`` of a test module in a process of its own, over a copy of ``database`` in ``folder``."""
    shutil.copy(database, folder / "danaya.sqlite3")
    environment = {**os.environ, "DANAYA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", f"from tests.at_once import tell; tell({module!r})"]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def tell(module: str) -> None:
    """Run the stories of ``module``, one after the other."""
    import django  # the settings are this process's own

    django.setup()
    for story in importlib.import_module(module).STORIES:
        story()
