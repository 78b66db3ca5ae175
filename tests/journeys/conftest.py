"""What whole stories need: the demonstration, made by its own command and served as a newcomer gets it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

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
