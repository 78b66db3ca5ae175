"""What no committed file may say: where packages come from, and the machine somebody worked on."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import House

# written in pieces, or this file would break its own rule
_REGISTRIES = (
    "pypi" + r"\.org",
    "python" + "hosted",
    "registry" + r"\.npmjs",
    "crates" + r"\.io",
    "proxy" + r"\.golang",
)
_PLACES = (
    r"(?<![\w.])/" + "work/",
    r"\.\./" + "shared",
    "/" + r"home/\w",
    "/" + r"Users/\w",
    r"[A-Z]:\\" + r"Users\\",
    "/" + "root/",
)
_FORBIDDEN = re.compile("|".join((*_REGISTRIES, *_PLACES)))
_NOT_TEXT = {".png", ".woff2", ".mo", ".parquet", ".xlsx", ".docx", ".pdf", ".sav", ".dta", ".ico", ".gz", ".zip"}


def machine_in_files(house: House) -> list[str]:
    """No committed file names a package registry's address or a path of somebody's machine."""
    broken = []
    for path in _committed(house.root):
        if path.suffix in _NOT_TEXT:
            continue
        text = path.read_text("utf-8", errors="replace")
        broken += [
            f"{house.named(path, text.count(chr(10), 0, found.start()) + 1)} {found[0]}"
            for found in _FORBIDDEN.finditer(text)
        ]
    return broken


def _committed(root: Path) -> Iterator[Path]:
    """Files git knows; every file where there is no repository (a downloaded archive, a planted folder)."""
    if (root / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True).stdout
        names: Iterator[Path] = (root / name for name in listed.split("\0") if name)
    else:
        skipped = {".venv", "__pycache__", ".hypothesis", "build", "dist", "data", "demo-data"}
        names = (path for path in root.rglob("*") if not skipped & set(path.relative_to(root).parts))
    return (path for path in names if path.is_file())
