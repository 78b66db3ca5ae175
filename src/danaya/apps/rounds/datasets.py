"""Where closed answers stand: one folder a dataset, written beside, renamed when whole; leftovers are swept away."""

import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from danaya.apps.rounds.models import Dataset

ANSWERS = "answers.parquet"
STUDY = "design.toml"
PARTIAL = ".partial"


def datasets_root() -> Path:
    """Return the folder of all datasets of this installation."""
    return Path(settings.FOLDER.datasets)


def dataset_folder(key: uuid.UUID) -> Path:
    """Return the folder of a dataset."""
    return datasets_root() / str(key)


def write_folder(key: uuid.UUID, write: Callable[[Path], str]) -> str:
    """Let ``write`` fill a folder beside, then give it its name; return what ``write`` returned, the digest.

    Whatever stops it, nothing of it stays.

    ``key`` names no dataset yet: what an earlier, killed attempt under the same key left gives way.
    """
    folder = dataset_folder(key)
    beside = folder.with_name(f".{key}{PARTIAL}")
    _remove(beside)
    _remove(folder)
    try:
        beside.mkdir(parents=True)
        digest = write(beside)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return digest


def remove_folder(key: uuid.UUID) -> None:
    """Remove what a dataset that never came to be has left."""
    shutil.rmtree(dataset_folder(key), ignore_errors=True)


def sweep_datasets(before: float) -> int:
    """Remove what no dataset names and nobody has touched since ``before`` (seconds, as the file system counts).

    These are leftovers of killed processes; younger ones may be a closing that is still at work. Returns how many.
    """
    kept = {str(key) for key in Dataset.objects.values_list("id", flat=True)}
    root = datasets_root()
    entries = list(root.iterdir()) if root.is_dir() else []
    left = [entry for entry in entries if entry.name not in kept and entry.stat().st_mtime < before]
    for entry in left:
        _remove(entry)
    return len(left)


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with suppress(FileNotFoundError):
            entry.unlink()
