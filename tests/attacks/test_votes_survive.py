"""The server is killed again and again while people vote: what was acknowledged is there, and nothing is there twice."""

import http.client
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from tests.conftest import ON_POSTGRES
from tests.journeys.conftest import free_port
from tests.postgres import Server, programs

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOST = (OSError, http.client.HTTPException)


@dataclass
class Site:
    """An installation of its own, served by one process that is killed and started again."""

    environment: dict[str, str]
    port: int
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start the server at once, on the same port."""
        server = (
            "import uvicorn; uvicorn.run('danaya.web.asgi:application', port={}, log_config=None, access_log=False)"
        )
        command = [sys.executable, "-c", server.format(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)

    def kill(self) -> None:
        """End it without warning."""
        assert self.process is not None
        assert self.process.poll() is None, "it ended by itself"
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@dataclass
class Participant:
    """Somebody with a card who votes on everything, and tries again wherever no answer comes."""

    port: int
    code: str
    number: int
    acknowledged: dict[str, int] = field(default_factory=dict)
    twice: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Ask until an answer comes back; return status, where it leads, words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(*LOST):
                return self._ask_once(method, path, data)
            self.twice += 1
            time.sleep(0.05)
        raise TimeoutError(path)

    def _ask_once(self, method: str, path: str, data: dict[str, str] | None) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, urlencode(data) if data is not None else None, headers)
            answer = connection.getresponse()
            words = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), words

    def live(self, expectations: list[str]) -> None:
        """Enter, then vote on everything; the form of one page is good for all."""
        try:
            address = f"{self.enter()}vote/"
            _status, _to, page = self.ask("GET", address)
            for expectation in expectations:
                self.vote_on(address, expectation, token_in(page))
        except Exception as failed:
            self.failed.append(repr(failed))

    def enter(self) -> str:
        _status, _to, page = self.ask("GET", "/c/")
        status, home, page = self.ask("POST", "/c/", {"code": self.code, "csrfmiddlewaretoken": token_in(page)})
        assert status == 302, page
        return home

    def vote_on(self, address: str, expectation: str, token: str) -> None:
        opinion = (int(expectation[:8], 16) + self.number) % 3 - 1
        data = {"expectation": expectation, "opinion": str(opinion), "csrfmiddlewaretoken": token}
        status, _to, page = self.ask("POST", address, data)
        assert status == 302, page
        self.acknowledged[expectation] = opinion


def token_in(page: str) -> str:
    found = TOKEN.search(page)
    assert found is not None, page
    return found[1]


def make_site(folder: Path, people: int, statements: int, database: str) -> tuple[Site, list[str]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    environment = {**kept, "DANAYA_DATA": str(folder / "data"), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    environment.pop("TEST_DATABASE", None)
    environment.pop("DATABASE_URL", None)
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-m", "benchmarks.voting_room", "prepare", str(people), str(statements), "7"]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    codes: list[str] = re.findall(r'"([A-Z2-9-]{19})"', done.stdout)
    return Site(environment, free_port(), folder / "server.log"), codes


def rows_of(site: Site, question: str) -> list[tuple[Any, ...]]:
    """What the database answers; keys without dashes on both."""
    if "DATABASE_URL" in site.environment:
        import psycopg

        with psycopg.connect(site.environment["DATABASE_URL"]) as connection:
            rows = connection.execute(question).fetchall()
    else:
        with closing(sqlite3.connect(Path(site.environment["DANAYA_DATA"]) / "danaya.sqlite3")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = connection.execute(question).fetchall()
    return [tuple(value.hex if isinstance(value, UUID) else value for value in row) for row in rows]


def vote_under_fire(site: Site, codes: list[str], kills: int, votes: int) -> list[Participant]:
    """Let everybody vote while the server is killed ``kills`` times, spread over the votes."""
    expectations = [key for (key,) in rows_of(site, "SELECT id FROM dialogue_expectation ORDER BY id")]
    people = [Participant(site.port, code, number) for number, code in enumerate(codes)]
    threads = [threading.Thread(target=person.live, args=[expectations], daemon=True) for person in people]
    site.start()
    for thread in threads:
        thread.start()
    for kill in range(1, kills + 1):
        while sum(len(person.acknowledged) for person in people) < kill * votes // (kills + 1):
            assert not any(person.failed for person in people), [person.failed for person in people]
            time.sleep(0.005)
        site.kill()
        site.start()
    for thread in threads:
        thread.join(PATIENCE)
    return people


KILLS, PEOPLE, STATEMENTS = 20, 20, 100


@pytest.mark.each_database
def test_every_acknowledged_vote_is_there_once(tmp_path: Path, new_database: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(new_database, tmp_path / "data")
    server: Any = None
    if ON_POSTGRES:
        binaries = programs()
        if binaries is None:
            pytest.skip("no PostgreSQL server program on this machine")
        server = Server(binaries)
    try:
        check(tmp_path, KILLS, PEOPLE, STATEMENTS, server.address if server else "")
    finally:
        if server:
            server.stop()


def check(folder: Path, kills: int, number: int, statements: int, database: str) -> None:
    site, codes = make_site(folder, number, statements, database)
    try:
        people = vote_under_fire(site, codes, kills, number * statements)
    finally:
        if site.process is not None:
            site.process.kill()
            site.process.wait(10)
    assert [person.failed for person in people] == [[]] * number
    assert sum(person.twice for person in people) >= kills, "somebody was interrupted by each kill"
    rows = rows_of(site, "SELECT voter_id, expectation_id, opinion FROM dialogue_vote")
    assert len(rows) == len({(voter, expectation) for voter, expectation, _opinion in rows}) == number * statements
    kept: dict[str, dict[str, int]] = {}
    for voter, expectation, opinion in rows:
        kept.setdefault(voter, {})[expectation] = opinion
    wanted = [frozenset(person.acknowledged.items()) for person in people]
    assert Counter(frozenset(votes.items()) for votes in kept.values()) == Counter(wanted)
    log = site.log.read_text("utf-8")
    assert not [code for code in codes if code in log or code.lower() in log]
    assert "/c/" not in log.replace("/c/…", "")
