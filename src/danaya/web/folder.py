"""The data folder of one installation: its database, files, datasets, secret and settings."""

import contextlib
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from danaya.engines.language import Problem

SETTINGS_FILE = "danaya.toml"
DATABASE_FILE = "danaya.sqlite3"
SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file
ADDRESS = {
    "fr": "écrivez l’adresse entière, par exemple https://danaya.douanes.example ; lu : « {value} ».",
    "en": "write the whole address, for example https://danaya.customs.example; read: “{value}”.",
}


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One installation is one administration is one folder."""

    path: Path

    @classmethod
    def current(cls) -> "DataFolder":
        """Return the folder named by ``DANAYA_DATA``, else ``data`` where the command was started."""
        return cls(Path(os.environ.get("DANAYA_DATA", "data")).expanduser().resolve())

    @property
    def files(self) -> Path:
        """Evidence and attachments."""
        return self.path / "files"

    @property
    def incoming(self) -> Path:
        """Uploads while they are received: inside the folder, where what a killed process leaves is found and removed."""
        return self.path / "incoming"

    @property
    def datasets(self) -> Path:
        """Closed datasets."""
        return self.path / "datasets"

    @property
    def analyses(self) -> Path:
        """Results of analyses, with their pages and restitution packs."""
        return self.path / "analyses"

    @property
    def is_demonstration(self) -> bool:
        """Whether the folder says it holds the demonstration."""
        return self.options.get("demonstration") is True

    @property
    def options(self) -> dict[str, Any]:
        """What ``danaya.toml`` of the folder says; empty when there is none."""
        file = self.path / SETTINGS_FILE
        return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}

    @property
    def address(self) -> str:
        """Where this installation is reached from outside (``address`` of danaya.toml), without a slash at its end.

        Raises
        ------
        Problem
            ``address-setting`` where it is no web address.
        """
        written = self.options.get("address", "")
        parts = urlsplit(written) if isinstance(written, str) else urlsplit("")
        if written and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
            raise Problem("address-setting", ADDRESS, f"{SETTINGS_FILE}, address", value=written)
        return str(written).rstrip("/")

    def secret(self) -> str:
        """Return the folder's secret, made at first use and readable by its owner only."""
        file = self.path / SECRET_FILE
        if not file.exists():
            make_private(self.path)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as stream:
                stream.write(secrets.token_urlsafe(50))
        return file.read_text("ascii").strip()

    def database(self) -> dict[str, Any]:
        """Return Django's database settings: ``DATABASE_URL`` or ``database`` of danaya.toml, else SQLite in the folder.

        The demonstration's is always in its folder: a database named for the real installation must never be filled
        with invented data, nor opened to one click.
        """
        if self.is_demonstration:
            return sqlite(self.path / DATABASE_FILE)
        address = os.environ.get("DATABASE_URL") or self.options.get("database", "")
        return postgres(address) if address else sqlite(self.path / DATABASE_FILE)


def make_private(path: Path) -> None:
    """Make the folder where it is missing, open to its owner only: it holds the database, the secret and the answers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)


def sqlite(file: Path) -> dict[str, Any]:
    """Return settings of a SQLite database that several processes may write to, and whose deleted rows are overwritten."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # Threads of the server stay (danaya.web.threads): opening the file anew costs more than most questions to it.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
        },
    }


def postgres(address: str) -> dict[str, Any]:
    """Return settings of the PostgreSQL database at ``postgresql://user:password@host:port/name``.

    A host that begins with a slash (percent-encoded) is the folder of a Unix socket.
    """
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
