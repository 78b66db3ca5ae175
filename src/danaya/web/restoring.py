"""A backup given back: an identical installation, brought to this version where it comes from an earlier one."""

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from danaya.engines.language import Problem, Text
from danaya.web.backup import FORM, KEPT_FOLDERS, PIECE, Key, is_known, models_at, stored_models
from danaya.web.folder import SECRET_FILE, SETTINGS_FILE, DataFolder, make_private

UNFINISHED = "restoring"
"""A file that stands in the folder while a restore is under way."""

NOT_THERE: Text = {
    "fr": "Ce fichier n'existe pas. Vérifiez son nom et son dossier.",
    "en": "This file does not exist. Check its name and folder.",
}
DAMAGED: Text = {
    "fr": "Ce fichier n'est pas une sauvegarde de Danaya entière. Prenez une autre copie de la sauvegarde.",
    "en": "This file is not a whole backup of Danaya. Take another copy of the backup.",
}
FILLED: Text = {
    "fr": "Le dossier {folder} contient déjà une installation. Restaurez dans un dossier vide.",
    "en": "The folder {folder} already holds an installation. Restore into an empty folder.",
}
NOT_WRITABLE: Text = {
    "fr": "Le dossier {folder} ne peut pas recevoir la sauvegarde : il ne s'écrit pas, ou le disque est plein. Choisissez-en un autre.",
    "en": "The folder {folder} cannot take the backup: it cannot be written, or the disk is full. Choose another.",
}
NEWER: Text = {
    "fr": "Cette sauvegarde vient d'une version plus récente ({version}). Installez d'abord cette version.",
    "en": "This backup comes from a newer version ({version}). Install that version first.",
}
UNREADABLE = (
    *(KeyError, TypeError, ValueError, AttributeError, OSError, EOFError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What reading a damaged archive ends in."""

DATABASE_LINE = re.compile(r"^(\s*)(database\s*=)", re.MULTILINE)


def restore(source: Path, folder: DataFolder) -> int:
    """Fill the empty ``folder`` from the backup ``source``; return the number of rows.

    The database named by the environment or, without one, SQLite in the folder is filled; everything is checked against
    the manifest before anything is written. Rows go into tables as they were when the backup was made; then the
    database is brought to this version. A restore that was cut short is begun anew.

    Raises
    ------
    Problem
        Where the file is not a backup, is damaged, comes from a newer Danaya, or the folder already holds something.
    """
    with _opened(source) as archive:
        manifest = read_manifest(archive, source.name)
        migrations = [(app, name) for app, name in manifest["migrations"]]
        _refuse_newer(migrations, manifest)
        try:
            _refuse_filled(folder)
            _restore_files(archive, manifest, folder)
        except OSError as error:
            raise Problem("restore-not-writable", NOT_WRITABLE, folder=folder.path) from error
        executor = MigrationExecutor(connection)
        executor.migrate(_last_of_each(migrations, executor.loader))
        _load_rows(archive, models_at(migrations))
        call_command("migrate", verbosity=0, interactive=False)
        (folder.path / UNFINISHED).unlink()
    return int(sum(manifest["rows"].values()))


def _opened(source: Path) -> zipfile.ZipFile:
    if not source.exists():
        raise Problem("backup-not-there", NOT_THERE, str(source))
    try:
        return zipfile.ZipFile(source)
    except UNREADABLE as error:
        raise Problem("backup-damaged", DAMAGED, source.name) from error


def read_manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Return the manifest after every member has been held against its digest.

    Raises
    ------
    Problem
        ``backup-damaged``.
    """
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        shape = {"form": str, "version": str, "migrations": list, "rows": dict, "sha256": dict}
        whole = (
            all(isinstance(manifest[key], kind) for key, kind in shape.items())
            and manifest["form"] == FORM
            and all(_digest(archive, member) == digest for member, digest in manifest["sha256"].items())
            and all(f"rows/{label}.jsonl" in manifest["sha256"] for label in manifest["rows"])
            and all(isinstance(app, str) and isinstance(one, str) for app, one in manifest["migrations"])
        )
    except UNREADABLE as error:
        raise Problem("backup-damaged", DAMAGED, name) from error
    if not whole:
        raise Problem("backup-damaged", DAMAGED, name)
    return manifest


def _digest(archive: zipfile.ZipFile, member: str) -> str:
    total = hashlib.sha256()
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def _refuse_newer(migrations: Sequence[Key], manifest: Mapping[str, Any]) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    if any(not is_known(key, loader) for key in migrations):
        raise Problem("backup-newer", NEWER, version=manifest["version"])


def _refuse_filled(folder: DataFolder) -> None:
    """Refuse a folder with an installation; clear away what a restore that was cut short left."""
    make_private(folder.path)
    unfinished = (folder.path / UNFINISHED).exists()
    tables = set(connection.introspection.table_names())
    account = apps.get_model("people", "Account")
    filled = account._meta.db_table in tables and _has_rows(account._meta.db_table)
    if filled or (not unfinished and any((folder.path / name).exists() for name in KEPT_FOLDERS)):
        raise Problem("restore-into-filled", FILLED, folder=folder.path)
    for name in KEPT_FOLDERS:
        shutil.rmtree(folder.path / name, ignore_errors=True)
    for left in folder.path.glob(".restoring-*"):
        shutil.rmtree(left, ignore_errors=True)


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 the name is ours
        return cursor.fetchone() is not None


def _restore_files(archive: zipfile.ZipFile, manifest: Mapping[str, Any], folder: DataFolder) -> None:
    (folder.path / UNFINISHED).write_text("", "ascii")
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".restoring-") as beside:
        _unpack_folder(archive, manifest, Path(beside))
        _move_into(Path(beside) / "folder", folder)


def _unpack_folder(archive: zipfile.ZipFile, manifest: Mapping[str, Any], target: Path) -> None:
    (target / "folder").mkdir()
    for name in manifest["sha256"]:
        # Only what the manifest vouches for, and never outside the folder.
        if name.startswith("folder/") and ".." not in Path(name).parts:
            archive.extract(name, target)


def _move_into(source: Path, folder: DataFolder) -> None:
    own = folder.options.get("database")
    for path in sorted(source.iterdir()):
        final = folder.path / path.name
        if path.name == SETTINGS_FILE:
            if own:
                continue  # whoever made the folder said which database it has
            _forget_database(path)
        final.unlink(missing_ok=True)
        shutil.move(path, final)
        if path.name == SECRET_FILE:
            final.chmod(0o600)  # an archive keeps no rights


def _forget_database(settings: Path) -> None:
    """Take the other installation's database out of the settings: the rows are not there but in this one's."""
    text = settings.read_text("utf-8")
    kept = DATABASE_LINE.sub(r"\1# of the installation that was backed up: \2", text)
    if kept != text:
        settings.write_text(kept, "utf-8")


def _last_of_each(migrations: Sequence[Key], loader: MigrationLoader) -> list[Key]:
    """Return the migrations that none of the others follows, app by app."""
    known = {key for key in migrations if key in loader.graph.nodes}
    return sorted(
        key
        for key in known
        if not any(child.key in known and child.key[0] == key[0] for child in loader.graph.node_map[key].children)
    )


def _load_rows(archive: zipfile.ZipFile, then: Apps) -> None:
    kept = stored_models(then)
    members = set(archive.namelist())
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model in reversed(kept):
            # Rows that migrations wrote come back from the backup with their own keys.
            model._base_manager.all().delete()
        for model in kept:
            name = f"rows/{model._meta.label_lower}.jsonl"
            if name in members:
                _load(model, archive.read(name).decode())
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept):
                cursor.execute(statement)


def _load(model: type[models.Model], text: str) -> None:
    for line in filter(str.strip, text.split("\n")):
        record = json.loads(line)
        try:
            values, many = _values(model, record)
        except (FieldDoesNotExist, ValidationError) as error:
            raise Problem("backup-damaged", DAMAGED, model._meta.label_lower) from error
        row = model(**values)
        row.save_base(raw=True, force_insert=True)
        for name, keys in many.items():
            getattr(row, name).set(keys)


def _values(model: type[models.Model], record: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Return a row's values by attribute, and the keys its many-to-many fields point at."""
    key = model._meta.pk
    values: dict[str, Any] = {key.attname: key.to_python(record["pk"])} if key is not None else {}
    many: dict[str, list[Any]] = {}
    for name, value in record["fields"].items():
        field = model._meta.get_field(name)
        if isinstance(field, models.ManyToManyField):
            many[name] = list(value)
        elif isinstance(field, models.ForeignKey):
            values[field.attname] = None if value is None else field.target_field.to_python(value)
        elif isinstance(field, models.Field):
            values[field.attname] = field.to_python(value)
    return values, many
