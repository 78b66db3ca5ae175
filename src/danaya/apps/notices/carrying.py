"""Handing one mail over to the mail server, and saying in one word why it did not go."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Protocol

from danaya.apps.notices.models import Reason
from danaya.apps.notices.server import MailServer


class NotCarried(Exception):
    """A mail did not go. ``whole`` says that no other would go now either: it is the server, not this address.

    Nothing that the server said is kept but its number: its words often quote the address.
    """

    def __init__(self, reason: Reason, reply: int | None = None, *, whole: bool = False) -> None:
        self.reason, self.reply, self.whole = reason, reply, whole
        super().__init__(reason, reply)


class Carrier(Protocol):
    """Whatever takes mails away: an SMTP server, or a test's own."""

    def carry(self, letter: EmailMessage, to: str) -> None:
        """Hand ``letter`` over for the address ``to``; raise NotCarried when it did not go."""

    def close(self) -> None:
        """End the connection, if there is one."""


class SmtpCarrier:
    """Hands mails over by SMTP; one connection for all that go in one run, made when the first one goes."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.connection: smtplib.SMTP | None = None

    def carry(self, letter: EmailMessage, to: str) -> None:
        """Hand ``letter`` over.

        Raises
        ------
        NotCarried
            With the reason, in the order of what can fail: connection, encryption, sign-in, sender, address, message.
        """
        if self.connection is None:
            self.connection = self._connect()
        try:
            self.connection.send_message(letter, from_addr=self.server.address, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise NotCarried(Reason.ADDRESS if _for_good(code) else Reason.LATER, code) from None
        except smtplib.SMTPSenderRefused as refused:
            reason = Reason.SENDER if _for_good(refused.smtp_code) else Reason.LATER
            raise NotCarried(reason, refused.smtp_code, whole=True) from None
        except smtplib.SMTPResponseException as refused:
            reason = Reason.SENDER if _for_good(refused.smtp_code) else Reason.LATER
            raise NotCarried(reason, refused.smtp_code) from None
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            # An address with letters that neither this server nor ASCII knows.
            raise NotCarried(Reason.ADDRESS) from None
        except (OSError, smtplib.SMTPException):
            raise NotCarried(Reason.UNREACHABLE, whole=True) from None

    def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        if self.connection is not None:
            try:
                self.connection.quit()
            except (OSError, smtplib.SMTPException):
                self.connection.close()
            self.connection = None

    def _connect(self) -> smtplib.SMTP:
        server, connection = self.server, None
        try:
            connection = self._open()
            if server.tls == "starttls":
                connection.starttls(context=self._context())
            if server.user:
                connection.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as failure:
            if connection is not None:
                connection.close()
            raise _not_connected(failure, signing_in=bool(server.user)) from None
        return connection

    def _open(self) -> smtplib.SMTP:
        server = self.server
        if server.tls == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=self._context())
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout)

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.server.ca_file)


def _for_good(code: int) -> bool:
    return 500 <= code < 600


def _not_connected(failure: Exception, *, signing_in: bool) -> NotCarried:
    """Return why there is no connection: encryption and sign-in fail before anything is said about a mail."""
    if isinstance(failure, smtplib.SMTPAuthenticationError):
        return NotCarried(Reason.SIGN_IN, failure.smtp_code, whole=True)
    if isinstance(failure, ssl.SSLError):
        return NotCarried(Reason.ENCRYPTION, whole=True)
    if isinstance(failure, smtplib.SMTPNotSupportedError):
        without_sign_in = "AUTH" in str(failure) and signing_in
        return NotCarried(Reason.SIGN_IN if without_sign_in else Reason.ENCRYPTION, whole=True)
    code = failure.smtp_code if isinstance(failure, smtplib.SMTPResponseException) else None
    return NotCarried(Reason.UNREACHABLE, code, whole=True)
