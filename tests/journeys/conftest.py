"""What whole stories need: the demonstration, made by its own command and served as a newcomer gets it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import browser as chromium
from tests.journeys.planners import Planners

PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Site:
    """A served installation."""

    folder: Path
    address: str
    own_address: str


def free_port() -> int:
    """Return a port of this machine whose successor is free too."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
        with socket.socket() as second:
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
        return port


def wait_until_served(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when ``address`` answers; fail when its process ends or nothing comes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"nothing answered at {address}")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a fresh demonstration, as ``start.py`` does."""
    folder = tmp_path_factory.mktemp("sites") / "demo-data"
    if made := os.environ.get("MADE_DEMONSTRATION"):
        # While journeys are written: a folder made before saves the making.
        shutil.copytree(made, folder)
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANAYA_", "DJANGO_"))}
    environment.pop("TEST_DATABASE", None)
    command = [sys.executable, "-m", "danaya.cli.main", "demonstration", str(folder)]
    process = subprocess.Popen([*command, "--port", str(port), "--no-browser"], env=environment, start_new_session=True)
    try:
        address = f"http://localhost:{port}/"
        wait_until_served(address, process)
        yield Site(folder, address, f"http://localhost:{port + 1}/")
    finally:
        if os.name == "posix":
            os.killpg(process.pid, 15)
        else:
            process.terminate()
        process.wait(20)


@dataclass
class Noticed:
    """What a visitor's pages did that no page should."""

    outside: list[str]
    broken: list[str] = field(default_factory=list)

    def watch(self, page: Any) -> Any:
        """Keep what goes wrong on ``page``: answers of 500, and errors of scripts and of the content policy."""
        page.on("response", self._answer)
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        page.on("console", self._say)
        return page

    def _answer(self, response: Any) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.status} {response.url}")

    def _say(self, message: Any) -> None:
        # A refusal by right answers 403 on purpose; the browser notes it all the same.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.broken.append(message.text)


@pytest.fixture
def visit(chrome: Any) -> Iterator[Callable[..., Any]]:
    """Return a maker of visitors' pages: ``visit(address, language="en", width=320, script=False, touch=True)``.

    Each visitor comes with a clean browser. After the test no page may have asked another machine for anything, failed
    or run a faulty script.
    """
    contexts: list[Any] = []
    visits: list[Noticed] = []

    def begin(
        address: str, *, language: str = "fr", width: int = 1280, script: bool = True, touch: bool = False
    ) -> Any:
        context = chrome.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=script,
            has_touch=touch,
            base_url=address,
            accept_downloads=True,
        )
        contexts.append(context)
        visits.append(Noticed(chromium.stay_here(context)))
        page = visits[-1].watch(context.new_page())
        page.set_default_timeout(20_000)
        page.goto("/")
        return page

    yield begin
    for context in contexts:
        context.close()
    assert [address for noticed in visits for address in noticed.outside] == []
    assert [fault for noticed in visits for fault in noticed.broken] == []


@pytest.fixture(scope="session")
def looked_at() -> set[tuple[str, ...]]:
    """Return the pages that were looked at: each story of the plan looks at what the others have not."""
    return set()


@pytest.fixture
def company(visit: Any, demonstration: Any, assert_accessible: Any, tmp_path: Path, looked_at: Any) -> Planners:
    """Return nobody yet, about to come."""
    return Planners(visit, demonstration.address, assert_accessible, tmp_path, looked_at)
