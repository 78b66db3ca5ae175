"""The demonstration's data folder: marked as such, so that nothing of it can be taken for somebody's own."""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from danaya.demo import tamarie
from danaya.engines.language import Problem
from danaya.web.folder import DATABASE_FILE, SETTINGS_FILE, make_private

LOCK_FILE = "making.lock"
SETTINGS = """# The invented country of Tamarie: made anew at will, holds nothing real.
demonstration = true
language = "fr"
time_zone = "Africa/Bamako"
today = {today}
"""


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` the demonstration's; refuse one that is somebody's own installation.

    Raises
    ------
    Problem
        Where the folder holds an installation that is not the demonstration.
    """
    settings = folder / SETTINGS_FILE
    if settings.exists():
        if "demonstration = true" in settings.read_text("utf-8"):
            return
        raise _somebodys_own(folder)
    if folder.exists() and any(folder.iterdir()):
        raise _somebodys_own(folder)
    make_private(folder)
    settings.write_text(SETTINGS.format(today=tamarie.TODAY.isoformat()), "utf-8")


def is_told(folder: Path) -> bool:
    """Tell whether the whole story stands in the folder's database: it is told in one transaction, or not at all."""
    file = folder / DATABASE_FILE
    if not file.is_file():
        return False
    with contextlib.closing(sqlite3.connect(file)) as database:
        try:
            return database.execute("SELECT 1 FROM people_administration").fetchone() is not None
        except sqlite3.Error:
            return False


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process makes the folder's demonstration; the system frees the lock of a process that dies."""
    with (folder / LOCK_FILE).open("w", encoding="ascii") as lock:
        _lock(lock.fileno())
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        while True:
            with contextlib.suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _somebodys_own(folder: Path) -> Problem:
    return Problem(
        "demonstration-folder",
        {
            "fr": "Le dossier {folder} contient autre chose que la démonstration. Choisissez un dossier vide.",
            "en": "The folder {folder} holds something else than the demonstration. Choose an empty folder.",
        },
        folder=folder,
    )
