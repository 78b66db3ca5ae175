"""Every test this machine allows, cheapest first, and at the end what was skipped and why."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = str(Path(sys.executable).parent)

# Whole stories share one site: they run in one worker.
PYTEST = (sys.executable, "-m", "pytest", "-rs", "-n", "2", "--dist", "loadgroup", "-m")
WITH_DATABASE = ("tests/base", "tests/apps", "tests/web", "tests/attacks", "tests/demo")

CHECKS: tuple[tuple[str, list[str], dict[str, str]], ...] = (
    ("format", [sys.executable, "-m", "ruff", "format", "--check", "."], {}),
    ("lint", [sys.executable, "-m", "ruff", "check", "."], {}),
    ("import contracts", [shutil.which("lint-imports", path=BIN) or "lint-imports", "--no-cache"], {}),
    ("catalogues", [sys.executable, "tools/messages.py", "--check"], {}),
    ("types", [sys.executable, "-m", "mypy"], {}),
    (
        "tests on SQLite",
        [*PYTEST, "not nightly and not spark"],
        {},
    ),
    (
        "tests on PostgreSQL",
        [*PYTEST, "not nightly and not spark and not browser", *WITH_DATABASE],
        {"TEST_DATABASE": "postgres"},
    ),
)


def main() -> int:
    """Run all checks, also after one failed; return 1 when any failed."""
    failed, skipped, passed = [], [], 0
    for name, command, environment in CHECKS:
        print(f"\n== {name}", flush=True)
        # Children speak UTF-8 whatever the machine's code page: what they say is read here.
        output, code = echo(command, {**os.environ, "PYTHONUTF8": "1", **environment})
        skipped += [f"{name}: {line}" for line in output if line.startswith("SKIPPED")]
        passed += sum(int(number) for line in output[-3:] for number in re.findall(r"(\d+) passed", line))
        if code:
            failed.append(name)
    print("\n== skipped on this machine, and why" if skipped else "\n== nothing was skipped")
    print("\n".join(skipped))
    print(f"\n== {len(CHECKS) - len(failed)} of {len(CHECKS)} checks went well, {passed} tests passed")
    for name in failed:
        print(f"FAILED: {name}")
    return 1 if failed else 0


def echo(command: list[str], environment: dict[str, str]) -> tuple[list[str], int]:
    """Run ``command``, show its output as it comes, return the lines and the exit status."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=HERE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    return lines, process.returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
