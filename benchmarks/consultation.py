"""A thousand participants vote at once: votes per second and how long each waits, beside the bare limit of the same database.

    python -m benchmarks.consultation --json

Each database is measured in one run: an installation of its own in a temporary folder is served on a local port, every participant
types the code of a card and votes through the pages (a vote is a POST, then the page it leads to), and one process inserts the same
rows by bare statements, each in its own transaction. SQLite always; PostgreSQL at ``DATABASE_URL``, or else on a server started for
the run (which then does not wait for the disk).
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.serving import free_port, memory
from benchmarks.voting_client import run_all


@dataclass(frozen=True)
class Load:
    """How much is asked."""

    people: int
    votes: int
    statements: int
    at_once: int
    seed: int


def room(environment: dict[str, str], verb: str, *numbers: int) -> Any:
    """Run a verb of :mod:`benchmarks.voting_room` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.voting_room", verb, *map(str, numbers)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Serve the installation by one web process; yield its port and its process id."""
    port = free_port()
    command = [sys.executable, "-m", "danaya.web.serving", "web", "127.0.0.1", str(port)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait(20)


def wait_for(port: int) -> None:
    """Return when the server answers."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)


def measure(load: Load, folder: Path, database: str) -> dict[str, Any]:
    """Return the figures of one database."""
    environment = {**os.environ, "DANAYA_DATA": str(folder)}
    environment.pop("DATABASE_URL", None)
    if database:
        environment["DATABASE_URL"] = database
    codes = room(environment, "prepare", load.people, load.statements, load.seed)
    before = room(environment, "insert", load.people, load.votes, load.seed)
    with served(environment) as (port, process):
        timings, entering, voting, work = asyncio.run(
            run_all("127.0.0.1", port, codes, load.votes, load.at_once, lambda: processor_seconds(process))
        )
        weight = memory(process)
    after = room(environment, "insert", load.people, load.votes, load.seed + 1)
    votes = len(timings.votes)
    return {
        "votes": votes,
        "votes_per_second": round(votes / voting, 1),
        "vote_p95_ms": milliseconds(timings.votes, 0.95),
        "vote_p50_ms": milliseconds(timings.votes, 0.5),
        "next_page_p95_ms": milliseconds(timings.pages, 0.95),
        "entered_per_second": round(len(codes) / entering, 1),
        "bare_inserts_per_second": round(max(before, after)),
        "web_cpu_ms_per_vote": round(work / votes * 1000, 1),
        "web_mb": weight,
    }


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process, where the system tells it."""
    status = Path(f"/proc/{pid}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def milliseconds(seconds: list[float], share: float) -> float:
    """Return a quantile in milliseconds."""
    return round(sorted(seconds)[int(share * (len(seconds) - 1))] * 1000, 1)


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the address of a PostgreSQL database; empty where there is none."""
    if named := os.environ.get("DATABASE_URL"):
        yield named
        return
    from tests.postgres import Server, programs

    binaries = programs()
    if binaries is None:
        yield ""
        return
    server = Server(binaries)
    try:
        yield server.address
    finally:
        server.stop()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--votes", type=int, default=10, help="of each participant")
    parser.add_argument("--statements", type=int, default=40)
    parser.add_argument("--at-once", type=int, default=32, help="requests under way at a time")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    load = Load(options.people, options.votes, options.statements, options.at_once, options.seed)
    figures: dict[str, Any] = {"people": load.people, "votes_each": load.votes, "at_once": load.at_once}
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory() as name:
            figures["sqlite"] = measure(load, Path(name), "")
    if options.only != "sqlite":
        with postgres() as address, tempfile.TemporaryDirectory() as name:
            if address:
                figures["postgresql"] = measure(load, Path(name), address)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
