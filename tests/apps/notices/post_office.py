"""A real SMTP server for the tests: takes mails in, refuses what it is told to, goes down and comes up at one port."""

import email
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from danaya.apps.notices.server import MailServer

HOST = "127.0.0.1"
SENDER = "Danaya <danaya@douanes.example>"


class PostOffice:
    """A server at a port of its own. ``replies`` maps an address to the refusal it meets."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.port = free_port()
        self.replies: dict[str, str] = {}
        self.sender_reply = self.data_reply = ""
        self.letters: list[EmailMessage] = []
        self.received: list[bytes] = []
        self.envelopes: list[tuple[str, list[str], bool]] = []
        self.controller: Controller | None = None

    # What aiosmtpd calls

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.sender_reply:
            return self.sender_reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.data_reply:
            return self.data_reply
        self.received.append(envelope.content)
        letter = email.message_from_bytes(envelope.content, policy=default)
        self.letters.append(letter)  # type: ignore[arg-type]
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos), session.ssl is not None))
        return "250 OK"

    # What tests call

    def up(self) -> None:
        self.controller = Controller(self, hostname=HOST, port=self.port, **self.options)
        self.controller.start()

    def down(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def server(self, **facts: Any) -> MailServer:
        """How an installation names this server."""
        return MailServer(
            **{"host": HOST, "port": self.port, "sender": SENDER, "tls": "none", "timeout": 10.0, **facts}
        )

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def texts(self) -> list[str]:
        return [text_of(letter) for letter in self.letters]


@contextmanager
def running(**options: Any) -> Iterator[PostOffice]:
    office = PostOffice(**options)
    office.up()
    try:
        yield office
    finally:
        office.down()


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    return part.get_content().replace("\r\n", "\n")


def html_of(letter: EmailMessage) -> str:
    return letter.get_body(("html",)).get_content()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate of this machine, and what a server needs to show it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, secret = folder / "mail.crt", folder / "mail.key"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, secret)
    return shown, context


def only(user: str, password: str) -> Any:
    """Whoever signs in otherwise is refused."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = (data.login.decode(), data.password.decode()) == (user, password)
        return AuthResult(success=right, handled=False)

    return check
