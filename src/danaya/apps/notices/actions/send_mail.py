"""Hand waiting mails over to the mail server, outside any transaction, each once; once more only after a kill.

A mail is marked as under way before it goes and as sent afterwards. A worker killed in between leaves it under way: it is
sent once more, under the same identifier, so that mail boxes can tell; killed again, it is given up.
"""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet

from danaya.apps.notices.addresses import digest_of
from danaya.apps.notices.carrying import Carrier, NotCarried
from danaya.apps.notices.letters import letter_of
from danaya.apps.notices.models import Mail, Reason, State
from danaya.apps.notices.models.mails import PENDING
from danaya.apps.notices.queries import still_to_tell
from danaya.apps.notices.server import MailServer

logger = logging.getLogger("danaya.notices")

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 120, 240))
"""How long a mail waits after each attempt that failed; the last one again and again."""
GIVEN_UP = timedelta(days=3)
UNDER_WAY = timedelta(minutes=5)
"""How long sending one mail may take before its worker is taken for dead."""
MOST_AT_ONCE = 50


def send_mail(carrier: Carrier, server: MailServer, *, at: datetime, zone: ZoneInfo) -> int:
    """Send what is due at ``at``; return how many mails went.

    Where the server itself fails, the others wait as long as the one that met it.
    """
    sent = 0
    due = Mail.objects.filter(state__in=PENDING, next_at__lte=at).select_related("account")
    for mail in due.order_by("made_at", "pk")[:MOST_AT_ONCE]:
        if not _take(mail, at):
            continue
        try:
            sent += _send(mail, carrier, server, at, zone)
        except NotCarried as failure:
            _failed(mail, failure, at)
            if failure.whole:
                break
    return sent


def _take(mail: Mail, at: datetime) -> bool:
    """Mark a mail as under way, unless another worker has it; give it up where two workers died over it."""
    here = Mail.objects.filter(pk=mail.pk, state=mail.state, attempts=mail.attempts)
    was_under_way = mail.state == State.SENDING
    if was_under_way and mail.broken_off:
        here.update(state=State.GIVEN_UP, reason=Reason.BROKEN_OFF, ended_at=at)
        return False
    taken = here.update(
        state=State.SENDING,
        attempts=F("attempts") + 1,
        broken_off=F("broken_off") + int(was_under_way),
        next_at=at + UNDER_WAY,
    )
    mail.attempts += 1
    return bool(taken)


def _send(mail: Mail, carrier: Carrier, server: MailServer, at: datetime, zone: ZoneInfo) -> int:
    notices = still_to_tell(mail, at.astimezone(zone).date())
    is_test = not mail.urgency
    if not mail.account.email or not mail.account.is_active or not (notices or is_test):
        _end(mail, State.NOT_NEEDED, at)
        return 0
    carrier.carry(letter_of(mail, notices, server, at=at, zone=zone), mail.account.email)
    _end(mail, State.SENT, at, reason="", reply=None)
    return 1


def _failed(mail: Mail, failure: NotCarried, at: datetime) -> None:
    logger.warning("mail %s did not go: %s (%s)", mail.pk, failure.reason, failure.reply or "-")
    facts = {"reason": failure.reason, "reply": failure.reply}
    if failure.reason == Reason.ADDRESS:
        _end(mail, State.REFUSED, at, **facts, address_digest=digest_of(mail.account.email or ""))
    elif at - mail.made_at >= GIVEN_UP:
        _end(mail, State.GIVEN_UP, at, **facts)
    else:
        _try_later(mail, failure, at)


def _try_later(mail: Mail, failure: NotCarried, at: datetime) -> None:
    next_at = at + PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    _mine(mail).update(state=State.FAILED, reason=failure.reason, reply=failure.reply, next_at=next_at)
    if failure.whole:
        others = Mail.objects.filter(state__in=(State.WAITING, State.FAILED), next_at__lte=at)
        others.update(next_at=next_at)


def _end(mail: Mail, state: State, at: datetime, **facts: object) -> None:
    _mine(mail).update(state=state, ended_at=at, **facts)


def _mine(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)
