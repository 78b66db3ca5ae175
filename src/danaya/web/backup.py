"""One file that holds a whole installation: the same on SQLite and PostgreSQL. :mod:`danaya.web.restoring` gives it back.

The file is a ZIP: ``manifest.json`` (form, version, migrations, digest of every member), ``rows/<app>.<model>.jsonl`` (every
row of every table), ``folder/…`` (files, datasets, settings, secret). It holds everything the installation knows: keep it
as you keep the server.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.apps.registry import Apps
from django.core import serializers
from django.db import OperationalError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from danaya import __version__
from danaya.engines.language import Problem, Text
from danaya.web.folder import SECRET_FILE, SETTINGS_FILE, DataFolder

FORM = "danaya-backup-1"
KEPT_FOLDERS = ("files", "datasets", "analyses")
KEPT_FILES = (SETTINGS_FILE, SECRET_FILE)
LEFT_OUT = {"sessions.session"}
"""Sign-ins of the moment: after a restore everyone signs in again."""

PIECE = 1 << 20
Key = tuple[str, str]

NO_FOLDER: Text = {
    "fr": "Le dossier {folder} n'existe pas. Créez-le ou choisissez-en un autre.",
    "en": "The folder {folder} does not exist. Make it or choose another.",
}
NOT_WRITABLE: Text = {
    "fr": "La sauvegarde ne peut pas être écrite ici : {file}. Choisissez un autre endroit, ou libérez de la place.",
    "en": "The backup cannot be written here: {file}. Choose another place, or make room.",
}
NOTHING_HERE: Text = {
    "fr": "Le dossier {folder} ne contient pas d'installation. Nommez le bon avec --data.",
    "en": "The folder {folder} holds no installation. Name the right one with --data.",
}
NEWER_HERE: Text = {
    "fr": "Cette installation a servi avec une version plus récente de Danaya. Sauvegardez-la avec cette version-là.",
    "en": "This installation was used with a newer version of Danaya. Back it up with that version.",
}
BUSY: Text = {
    "fr": "La base de données est occupée ou ne se lit pas ({detail}). Réessayez dans une minute.",
    "en": "The database is busy or cannot be read ({detail}). Try again in a minute.",
}


def backup(folder: DataFolder, target: Path) -> int:
    """Write everything of ``folder`` to ``target``; return the number of rows.

    Written beside and renamed when whole: a backup cut short leaves the earlier one as it was. The tables are read as
    they stand, also where the installation waits to be brought to this version.

    Raises
    ------
    Problem
        Where the target cannot be written, or the folder holds nothing that this version can back up.
    """
    if not target.parent.is_dir():
        raise Problem("backup-folder", NO_FOLDER, folder=target.parent)
    beside = target.with_name(f".{target.name}.partial")
    try:
        if target.is_dir():
            raise IsADirectoryError(target)
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = _write_members(folder, archive)
        beside.replace(target)
    except OperationalError as error:
        raise Problem("backup-busy", BUSY, detail=str(error).splitlines()[0]) from error
    except OSError as error:
        raise Problem("backup-not-writable", NOT_WRITABLE, file=target) from error
    finally:
        if beside.parent.is_dir():
            beside.unlink(missing_ok=True)
    return rows


def _write_members(folder: DataFolder, archive: zipfile.ZipFile) -> int:
    digests: dict[str, str] = {}
    counts: dict[str, int] = {}
    # One transaction: all tables as they stood at one moment.
    with transaction.atomic():
        _read_one_moment()
        migrations = _applied(folder)
        for model in stored_models(models_at(migrations)):
            label = model._meta.label_lower
            text = serializers.serialize("jsonl", model._base_manager.order_by("pk").iterator(), ensure_ascii=False)
            counts[label] = model._base_manager.count()
            digests[f"rows/{label}.jsonl"] = hashlib.sha256(text.encode()).hexdigest()
            archive.writestr(f"rows/{label}.jsonl", text.encode())
    for path in _kept_paths(folder):
        name = f"folder/{path.relative_to(folder.path).as_posix()}"
        digest = _copy(path, name, archive)
        if digest:
            digests[name] = digest
    manifest = {"form": FORM, "version": __version__, "migrations": migrations, "rows": counts, "sha256": digests}
    archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
    return sum(counts.values())


def _read_one_moment() -> None:
    """Let every table be read as of the same moment; SQLite does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _applied(folder: DataFolder) -> list[Key]:
    """Return the migrations the database has had, all known to this version."""
    loader = MigrationLoader(connection)
    applied = sorted(loader.applied_migrations)
    if not applied:
        raise Problem("backup-nothing", NOTHING_HERE, folder=folder.path)
    if any(not is_known(key, loader) for key in applied):
        raise Problem("backup-of-newer", NEWER_HERE)
    return applied


def is_known(key: Key, loader: MigrationLoader) -> bool:
    """Tell whether this version has the migration, or one that stands for it."""
    replaced = {old for migration in loader.replacements.values() for old in migration.replaces}
    return key in loader.graph.nodes or key in replaced or key in (loader.disk_migrations or {})


def models_at(migrations: list[Key]) -> Apps:
    """Return the models as they were when exactly these migrations had been applied."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    state = loader.project_state([key for key in migrations if key in loader.graph.nodes])
    return state.apps


def stored_models(apps: Apps) -> list[type[models.Model]]:
    """Return every model that has a table of its own and is kept, those pointed at first."""
    ordered = serializers.sort_dependencies(
        [(config, list(config.get_models())) for config in apps.get_app_configs()], allow_cycles=True
    )
    return [
        model
        for model in ordered
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]


def _kept_paths(folder: DataFolder) -> Iterator[Path]:
    for name in KEPT_FILES:
        if (folder.path / name).is_file():
            yield folder.path / name
    for name in KEPT_FOLDERS:
        yield from sorted(path for path in (folder.path / name).rglob("*") if path.is_file())


def _copy(path: Path, name: str, archive: zipfile.ZipFile) -> str:
    """Copy a file in pieces and return its digest; none of a file that went meanwhile: no row names it any more."""
    total = hashlib.sha256()
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return ""
    with source, archive.open(name, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            total.update(piece)
            target.write(piece)
    return total.hexdigest()
