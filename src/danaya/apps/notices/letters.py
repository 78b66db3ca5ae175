"""The words of a mail, in its reader's language: plain text and simple HTML, nothing loaded from anywhere."""

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.notices.addresses import absolute, stop_path
from danaya.apps.notices.kinds import door_of
from danaya.apps.notices.models import Mail, Notice, Urgency
from danaya.apps.notices.server import MailServer
from danaya.apps.people.models import Administration
from danaya.engines.language import typeset

MOST_TOLD = 20
"""Notices that one mail tells; it says how many more are on the page."""


class WholeHeader(UnstructuredHeader):
    """A header written on one line as it is: Python would break a long address into pieces that no mail program joins."""

    def fold(self, *, policy: Any) -> str:
        """Return the line."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


def _policy() -> "EmailPolicy[EmailMessage]":
    headers = HeaderRegistry()
    headers.map_to_type("list-unsubscribe", WholeHeader)  # type: ignore[arg-type]  # a part of a header class, as theirs
    return SMTP.clone(header_factory=headers)


POLICY = _policy()


def letter_of(
    mail: Mail, notices: Sequence[Notice], server: MailServer, *, at: datetime, zone: ZoneInfo
) -> EmailMessage:
    """Return the message of ``mail`` as it is to go: about ``notices`` (the most urgent first), or a test without any."""
    with translation.override(mail.account.language), timezone.override(zone):
        context = _context(mail, notices, at)
        letter = EmailMessage(policy=POLICY)
        letter["Subject"] = _subject(notices)
        letter["From"] = server.sender
        letter["To"] = mail.account.email
        letter["Date"] = format_datetime(at)
        # Fixed for each mail: sent once more after a kill, it is the same message to whoever receives it.
        letter["Message-ID"] = f"<{mail.pk}@{server.domain}>"
        letter["Auto-Submitted"] = "auto-generated"
        if context["stop_url"]:
            letter["List-Unsubscribe"] = f"<{context['stop_url']}>"
        letter.set_content(get_template("notices/mail.txt").render(context))
        letter.add_alternative(get_template("notices/mail.html").render(context), subtype="html")
        letter["Content-Language"] = mail.account.language  # last: setting the content drops what describes it
    return letter


def _subject(notices: Sequence[Notice]) -> str:
    """Return how many notices there are and the first of them; the name of the administration in front."""
    administration = Administration.current()
    house = f"Danaya {administration.short_name}" if administration else "Danaya"
    if not notices:
        return typeset(_("%(house)s: test mail") % {"house": house}, translation.get_language())
    said = ngettext(
        "%(house)s, %(count)s notice: %(subject)s",
        "%(house)s, %(count)s notices, among them: %(subject)s",
        len(notices),
    )
    words = said % {"house": house, "count": len(notices), "subject": notices[0]}
    return typeset(words, translation.get_language())


def _context(mail: Mail, notices: Sequence[Notice], at: datetime) -> dict[str, Any]:
    told = notices[:MOST_TOLD]
    doors = _doors(told, at)
    return {
        "language": translation.get_language(),
        "administration": Administration.current(),
        "account": mail.account,
        "is_test": not notices,
        "protects": mail.urgency == Urgency.SECURITY,
        "notices": [
            {"notice": notice, "url": absolute(notice.get_absolute_url()), "door": doors.get(notice.pk, "")}
            for notice in told
        ],
        "more": len(notices) - len(told),
        "list_url": absolute(reverse("notices:list")),
        "preferences_url": absolute(reverse("notices:preferences")),
        "stop_url": absolute(stop_path(mail.account)),
    }


def _doors(notices: Sequence[Notice], at: datetime) -> dict[UUID, str]:
    """Return the addresses that open without signing in, by notice: one for all that tell about one thing, with the first of them."""
    found: dict[tuple[UUID | None, str], tuple[UUID, str]] = {}
    for notice in notices if settings.ADDRESS else ():
        about = (notice.post_id, notice.about_id)
        if about not in found and (path := door_of(notice, at)):
            found[about] = (notice.pk, absolute(path))
    return dict(found.values())
