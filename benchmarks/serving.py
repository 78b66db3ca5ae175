"""How long an installed application takes to answer, and what its web process weighs.

python -m benchmarks.serving --json
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def measure(folder: Path) -> dict[str, float | None]:
    """Start the application over a migrated folder; return seconds to the first answer and the peak memory in MB."""
    port = free_port()
    environment = {**os.environ, "DANAYA_DATA": str(folder)}
    command = [sys.executable, "-m", "danaya.cli.main", "serve", "--port", str(port), "--no-browser"]
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        seconds = time.perf_counter() - begin
        return {"seconds": round(seconds, 2), "web_mb": memory(web_of(process.pid))}
    finally:
        process.terminate()
        process.wait(20)


def web_of(pid: int) -> int:
    """Return the web server among the children of the command, where the system tells it; else the command itself."""
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in listed.read_text("ascii").split():
            if b"\0web\0" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    return pid


def memory(pid: int) -> float | None:
    """Return the peak resident memory of a process in MB, where the system tells it."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


def main() -> None:
    """Print the figures: the second start, since the first makes the database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        first, second = measure(Path(name)), measure(Path(name))
    figures = {"first": first, "second": second}
    print(json.dumps(figures) if options.json else figures)


if __name__ == "__main__":
    main()
