"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def programs() -> Path | None:
    """Return the folder of the newest server installed here, if any."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    newest = max(folders, key=lambda folder: int(folder.parent.name), default=None)
    found = shutil.which("initdb")
    return newest or (Path(found).parent if found else None)


class Server:
    """A running server; ``address`` is what ``DATABASE_URL`` would hold."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="danaya-pg-"))
        self.options: dict[str, Any] = {"cwd": self.folder, "check": True, "capture_output": True}
        user = "postgres"
        if os.name == "posix" and os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self.folder, user, user)
            environment = {**os.environ, "HOME": str(self.folder)}
            self.options |= {"user": user, "group": user, "extra_groups": [], "env": environment}
        self._run("initdb", "-D", "data", "-U", "danaya", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        started = f"-k {self.folder} {FAST}"
        self._run("pg_ctl", "-D", "data", "-o", started, "-l", "log", "-w", "start", capture_output=False)
        self.address = f"postgresql://danaya@{quote(str(self.folder), safe='')}/postgres"

    def _run(self, program: str, *arguments: str, **options: Any) -> None:
        quiet = (
            {} if options.get("capture_output", True) else {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        )
        subprocess.run(  # noqa: PLW1510 - check is among the options
            [self.binaries / program, *arguments], **{**self.options, **options, **quiet}
        )

    def stop(self) -> None:
        """Stop at once and remove everything."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
