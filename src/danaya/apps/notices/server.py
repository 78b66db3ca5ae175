"""The mail server of an installation, as the ``[mail]`` table of its ``danaya.toml`` names it. Knows no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from danaya.engines.language import Problem, Text

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""How the connection is made safe → the usual port."""

KEYS = ("host", "port", "user", "password", "password_file", "from", "tls", "ca_file")
TIMEOUT = 20.0
"""Seconds after which a server that says nothing is taken for unreachable."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over, and whose name they bear."""

    host: str
    port: int
    sender: str
    tls: str = "starttls"
    user: str = ""
    password: str = ""
    ca_file: Path | None = None
    timeout: float = TIMEOUT

    @property
    def place(self) -> str:
        """Host and port as they are written."""
        return f"{self.host}:{self.port}"

    @property
    def address(self) -> str:
        """The bare address of the sender."""
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """The domain of the sender, which ends the identifiers of its mails."""
        return self.address.rpartition("@")[2]

    def __repr__(self) -> str:
        return f"MailServer({self.place}, {self.tls})"


def read_mail_server(table: object, folder: Path) -> MailServer | None:
    """Return the server that a ``[mail]`` table names; nothing where there is no table.

    Parameters
    ----------
    table
        What ``danaya.toml`` says under ``mail``.
    folder
        The data folder; relative paths of ``password_file`` and ``ca_file`` begin there.

    Raises
    ------
    Problem
        ``mail-setting``, with what to write in ``danaya.toml``.
    """
    if table is None:
        return None
    if not isinstance(table, Mapping):
        raise _problem(TABLE)
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise _problem(UNKNOWN, key=unknown[0], keys=", ".join(KEYS))
    tls = str(table.get("tls", "starttls"))
    if tls not in PORTS:
        raise _problem(TLS, value=tls)
    return MailServer(
        host=_host(table),
        port=_port(table, PORTS[tls]),
        sender=_sender(table),
        tls=tls,
        user=str(table.get("user", "")),
        password=_password(table, folder),
        ca_file=_file(table, "ca_file", folder),
    )


def _host(table: Mapping[str, Any]) -> str:
    host = table.get("host")
    if not isinstance(host, str) or not host.strip():
        raise _problem(HOST)
    return host.strip()


def _port(table: Mapping[str, Any], usual: int) -> int:
    port = table.get("port", usual)
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise _problem(PORT, value=port)
    return port


def _sender(table: Mapping[str, Any]) -> str:
    sender = table.get("from")
    name, address = parseaddr(sender) if isinstance(sender, str) else ("", "")
    if not isinstance(sender, str) or "@" not in address or not address.isascii() or set("\r\n") & set(sender):
        raise _problem(FROM)
    return f"{name} <{address}>" if name else address


def _password(table: Mapping[str, Any], folder: Path) -> str:
    file = _file(table, "password_file", folder)
    if file is None:
        return str(table.get("password", ""))
    return file.read_text("utf-8").strip()


def _file(table: Mapping[str, Any], key: str, folder: Path) -> Path | None:
    if not table.get(key):
        return None
    file = folder / str(table[key])
    if not file.is_file():
        raise _problem(FILE, key=key, file=file)
    return file


def _problem(text: Text, **values: object) -> Problem:
    return Problem("mail-setting", text, "danaya.toml, [mail]", **values)


TABLE = {
    "fr": "écrivez « mail » comme une table : une ligne [mail], puis ses clés.",
    "en": "write “mail” as a table: a line [mail], then its keys.",
}
UNKNOWN = {
    "fr": "enlevez ou corrigez la clé « {key} ». Clés connues : {keys}.",
    "en": "take away or correct the key “{key}”. Known keys: {keys}.",
}
TLS = {
    "fr": 'écrivez tls = "starttls", "tls" ou "none" ; lu : « {value} ».',
    "en": 'write tls = "starttls", "tls" or "none"; read: “{value}”.',
}
HOST = {
    "fr": 'indiquez le serveur de courriel, par exemple host = "smtp.douanes.example".',
    "en": 'give the mail server, for example host = "smtp.customs.example".',
}
PORT = {
    "fr": "écrivez port comme un nombre entre 1 et 65535, sans guillemets ; lu : « {value} ».",
    "en": "write port as a number between 1 and 65535, without quotes; read: “{value}”.",
}
FROM = {
    "fr": 'indiquez l’expéditeur, par exemple from = "Danaya <danaya@douanes.example>".',
    "en": 'give the sender, for example from = "Danaya <danaya@customs.example>".',
}
FILE = {
    "fr": "{key} : le fichier {file} n’existe pas. Créez-le ou corrigez le chemin.",
    "en": "{key}: the file {file} does not exist. Make it or correct the path.",
}
