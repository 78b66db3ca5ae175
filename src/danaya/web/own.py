"""From the demonstration to one's own: start the installation of the newcomer's own folder beside this one.

Only where the demonstration was started for somebody at this machine: the command that serves it says which folder and
port (``DANAYA_OWN_FOLDER``, ``DANAYA_OWN_PORT``). Elsewhere there is nothing to start.
"""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Own:
    """The newcomer's own installation: its folder and the port it answers at on this machine."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Where it is opened."""
        return f"http://localhost:{self.port}/"


def find_own() -> Own | None:
    """Return the own installation that this demonstration may start; nothing in any other data folder."""
    folder, port = os.environ.get("DANAYA_OWN_FOLDER"), os.environ.get("DANAYA_OWN_PORT")
    if not settings.DEMONSTRATION or not folder or not port:
        return None
    return Own(Path(folder), int(port))


def start(own: Own) -> None:
    """Start its server in a process of its own, unless it answers already."""
    if answers(own):
        return
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DANAYA_")}
    command = [sys.executable, "-m", "danaya.cli.main", "serve", "--data", str(own.folder), "--port", str(own.port)]
    subprocess.Popen([*command, "--no-browser"], env=environment, stdin=subprocess.DEVNULL)


def answers(own: Own) -> bool:
    """Tell whether it answers yet."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{own.port}/healthz", timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
