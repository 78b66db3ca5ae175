"""One file that holds a whole installation, and its return: the same on SQLite and PostgreSQL.

The file is a ZIP: ``manifest.json`` (form, version, digest of every member), ``rows/<app>.<model>.jsonl`` (every row of every
table), ``folder/…`` (files, datasets, settings, secret). It holds everything the installation knows: keep it as you
keep the server.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from danaya import __version__
from danaya.engines.language import Problem
from danaya.web.folder import SECRET_FILE, SETTINGS_FILE, DataFolder

FORM = "danaya-backup-1"
KEPT_FOLDERS = ("files", "datasets", "analyses")
KEPT_FILES = (SETTINGS_FILE, SECRET_FILE)
# What Django makes anew: sign-ins of the moment, and names that every migration writes again.
LEFT_OUT = {"sessions.session"}


def backup(folder: DataFolder, target: Path) -> int:
    """Write everything of ``folder`` to ``target``; return the number of rows.

    Written beside and renamed when whole: a backup cut short leaves the earlier one as it was.

    Raises
    ------
    Problem
        Where the target cannot be written.
    """
    if not target.parent.is_dir():
        raise Problem(
            "backup-folder",
            {
                "fr": "Le dossier {folder} n'existe pas. Créez-le ou choisissez-en un autre.",
                "en": "The folder {folder} does not exist. Make it or choose another.",
            },
            folder=target.parent,
        )
    beside = target.with_name(f".{target.name}.partial")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = _write_members(folder, archive)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return rows


def _write_members(folder: DataFolder, archive: zipfile.ZipFile) -> int:
    digests: dict[str, str] = {}
    counts: dict[str, int] = {}
    # One transaction: all tables as they stood at one moment.
    with transaction.atomic():
        for model in _kept_models():
            text = serializers.serialize("jsonl", model._base_manager.order_by("pk").iterator(), ensure_ascii=False)
            counts[model._meta.label_lower] = model._base_manager.count()
            _write(archive, f"rows/{model._meta.label_lower}.jsonl", text.encode(), digests)
        migrations = sorted(MigrationRecorder(connection).applied_migrations())
    for path in _kept_paths(folder):
        _write(archive, f"folder/{path.relative_to(folder.path).as_posix()}", path.read_bytes(), digests)
    manifest = {"form": FORM, "version": __version__, "migrations": migrations, "rows": counts, "sha256": digests}
    archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
    return sum(counts.values())


def _write(archive: zipfile.ZipFile, name: str, content: bytes, digests: dict[str, str]) -> None:
    digests[name] = hashlib.sha256(content).hexdigest()
    archive.writestr(name, content)


def _kept_models() -> list[type[models.Model]]:
    """Return every stored model, those pointed at first."""
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


def restore(source: Path, folder: DataFolder) -> int:
    """Fill the empty ``folder`` from the backup ``source``; return the number of rows.

    The database named by the environment or, without one, SQLite in the folder is filled; everything is checked against
    the manifest before anything is written.

    Raises
    ------
    Problem
        Where the file is not a backup, is damaged, comes from a newer Danaya, or the folder already holds something.
    """
    with _opened(source) as archive:
        manifest = _checked_manifest(archive)
        _refuse_filled(folder)
        with tempfile.TemporaryDirectory(dir=folder.path.parent) as beside:
            _unpack_folder(archive, Path(beside))
            call_command("migrate", verbosity=0, interactive=False)
            _refuse_other_migrations(manifest)
            _load_rows(archive, manifest)
            _move_into(Path(beside) / "folder", folder.path)
    return sum(manifest["rows"].values())


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise _damaged(source.name) from error


def _damaged(where: str) -> Problem:
    return Problem(
        "backup-damaged",
        {
            "fr": "Ce fichier n'est pas une sauvegarde de Danaya entière. Prenez une autre copie de la sauvegarde.",
            "en": "This file is not a whole backup of Danaya. Take another copy of the backup.",
        },
        where,
    )


def _checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        whole = manifest.get("form") == FORM and all(
            hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in manifest["sha256"].items()
        )
    except (KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise _damaged("manifest.json") from error
    if not whole:
        raise _damaged("manifest.json")
    return manifest


def _refuse_filled(folder: DataFolder) -> None:
    folder.path.mkdir(parents=True, exist_ok=True)
    tables = set(connection.introspection.table_names())
    account = apps.get_model("people", "Account")
    filled = account._meta.db_table in tables and account._base_manager.exists()
    if filled or any((folder.path / name).exists() for name in KEPT_FOLDERS):
        raise Problem(
            "restore-into-filled",
            {
                "fr": "Le dossier {folder} contient déjà une installation. Restaurez dans un dossier vide.",
                "en": "The folder {folder} already holds an installation. Restore into an empty folder.",
            },
            folder=folder.path,
        )


def _refuse_other_migrations(manifest: dict[str, Any]) -> None:
    here = {tuple(key) for key in MigrationRecorder(connection).applied_migrations()}
    unknown = [key for key in manifest["migrations"] if tuple(key) not in here]
    if unknown:
        raise Problem(
            "backup-newer",
            {
                "fr": "Cette sauvegarde vient d'une version plus récente ({version}). Installez d'abord cette version.",
                "en": "This backup comes from a newer version ({version}). Install that version first.",
            },
            version=manifest["version"],
        )


def _unpack_folder(archive: zipfile.ZipFile, target: Path) -> None:
    (target / "folder").mkdir()
    for name in archive.namelist():
        # Only what the manifest vouches for, and never outside the folder.
        if name.startswith("folder/") and ".." not in Path(name).parts:
            archive.extract(name, target)


def _load_rows(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    kept = _kept_models()
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model in reversed(kept):
            # Rows that migrations wrote come back from the backup with their own keys.
            model._base_manager.all().delete()
        for model in kept:
            name = f"rows/{model._meta.label_lower}.jsonl"
            if name in manifest["sha256"]:
                for row in serializers.deserialize("jsonl", archive.read(name).decode()):
                    row.save()
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept):
                cursor.execute(statement)


def _move_into(source: Path, target: Path) -> None:
    for path in sorted(source.iterdir()):
        final = target / path.name
        if final.exists():
            final.unlink()
        shutil.move(path, final)
