"""From the demonstration to one's own: start the installation of the newcomer's own folder beside this one.

Only where the demonstration was started for somebody at this machine: the command that serves it says which folder and
port (``DANAYA_OWN_FOLDER``, ``DANAYA_OWN_PORT``). Elsewhere there is nothing to start.
"""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from danaya.engines.language import Problem


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


PORT_TAKEN = {
    "fr": "Un autre programme écoute déjà au port {port}. Arrêtez-le, ou ouvrez votre installation à un autre port : "
    "python3 start.py own --port {other}",
    "en": "Another program listens at port {port} already. Stop it, or open your installation at another port: "
    "python3 start.py own --port {other}",
}


def start(own: Own) -> None:
    """Start its server in a process of its own, unless it answers already.

    Raises
    ------
    Problem
        ``own-port-taken`` where another program listens at its port.
    """
    if answers(own):
        return
    if is_taken(own.port):
        raise Problem("own-port-taken", PORT_TAKEN, port=own.port, other=own.port + 1)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DANAYA_")}
    command = [sys.executable, "-m", "danaya.cli.main", "serve", "--data", str(own.folder), "--port", str(own.port)]
    subprocess.Popen([*command, "--no-browser"], env=environment, stdin=subprocess.DEVNULL)


def is_taken(port: int) -> bool:
    """Tell whether some program listens at ``port`` of this machine."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(own: Own) -> bool:
    """Tell whether it answers yet: it, and not some other program at its port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{own.port}/healthz", timeout=2) as response:
            said = json.load(response)
            return isinstance(said, dict) and said.get("status") == "ok" and "version" in said
    except (OSError, ValueError):
        return False
