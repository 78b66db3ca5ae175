"""A served installation, and everything of it that rests on its machine: files of the database, rows, backup, visits, log."""

import base64
import html
import json
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.attacks.browsers import Browser
from tests.journeys.conftest import free_port
from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """A served installation, and all that its machine keeps of it."""

    folder: Path
    environment: dict[str, str]
    database: Server | None = None
    port: int = field(default_factory=free_port)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """Everything that was written while it ran."""
        return self.folder / "server.log"

    def run(self, *command: str) -> str:
        """Run a command on the installation."""
        return subprocess.run(
            [sys.executable, "-m", *command], env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout

    def browser(self, name: str = "") -> Browser:
        """A browser; of somebody signed in, where ``name`` says who."""
        made = Browser(f"http://127.0.0.1:{self.port}")
        if name:
            made.put_cookie(self.facts["cookie"], self.facts["visits"][name])
        return made

    def begin(self) -> "subprocess.Popen[bytes]":
        """Serve it, with the finest log there is."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", LOUD, str(self.port)], env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                if self.browser().get("/healthz").status == 200:
                    return process
            except OSError:
                time.sleep(0.1)
        process.kill()
        pytest.fail("nothing answers")


LOUD = """
import logging, sys
import uvicorn
from danaya.web.asgi import application

# After Django has set its own levels: everything that any part would ever say.
logging.getLogger().setLevel(logging.DEBUG)
for name in list(logging.root.manager.loggerDict):
    logging.getLogger(name).setLevel(logging.DEBUG)
uvicorn.run(application, port=int(sys.argv[1]), log_config=None, access_log=False)
"""


def database_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the database as it lies on the disk, what is not yet written back included."""
    if site.database:
        for path in (site.database.folder / "data").rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()
        return
    for name in ("danaya.sqlite3", "danaya.sqlite3-wal", "danaya.sqlite3-shm"):
        if (site.data / name).exists():
            yield name, (site.data / name).read_bytes()


def rows(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every table with all its columns, read without Django."""
    if site.database:
        import psycopg

        with psycopg.connect(site.database.address) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                yield table, as_bytes(connection.execute(f'SELECT * FROM "{table}"').fetchall())
        return
    with closing(sqlite3.connect(site.data / "danaya.sqlite3")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            yield table, as_bytes(connection.execute(f'SELECT * FROM "{table}"').fetchall())


def as_bytes(found: list[tuple[Any, ...]]) -> bytes:
    parts = [value if isinstance(value, bytes) else str(value).encode() for row in found for value in row]
    return b"\n".join(parts)


def backup(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the backup, and each of its members unpacked."""
    file = site.folder / "backup.zip"
    site.run("danaya.cli.main", "backup", str(file), "--data", str(site.data))
    yield "backup", file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert "rows/dialogue.sealedtext.jsonl" in archive.namelist()
        for name in archive.namelist():
            yield f"backup {name}", archive.read(name)


def unpacked(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what Django unpacks: visits, journal, notices, work."""
    told = json.loads(site.run("tests.attacks.private_installation", "read").splitlines()[-1])
    assert len(told["visits"]) >= 7
    for name, lines in told.items():
        yield name, "\n".join(lines).encode()


# What is looked for


def carriers(value: bytes) -> Iterator[tuple[str, bytes]]:
    """Return a value as it stands, and as bytes, addresses, base64 and hexadecimal digits would carry it."""
    yield "plain", value
    yield "hex", value.hex().encode()
    yield "address", quote(value).encode()
    yield "form", quote(value).replace("%20", "+").encode()
    yield "utf-16", value.decode("latin-1").encode("utf-16-le")
    for shift in range(3):
        whole = (shift + len(value)) // 3 * 4
        yield f"base64 {shift}", base64.b64encode(bytes(shift) + value)[4 * bool(shift) : whole]


def hits(content: bytes, wanted: dict[str, bytes]) -> list[str]:
    """Return what of ``wanted`` stands in a content, or in what is packed inside it."""
    unescaped = html.unescape(content.decode("latin-1")).encode("latin-1", "replace")
    return [name for name, value in wanted.items() if value in content or value in unescaped]
