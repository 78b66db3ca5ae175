"""Questions about notices and mails that actions and pages ask."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from danaya.apps.notices.addresses import digest_of
from danaya.apps.notices.kinds import may_opt_out
from danaya.apps.notices.models import Mail, Notice, Preferences, Reason, State, Urgency
from danaya.apps.notices.models.mails import PENDING, TOLD
from danaya.apps.people.models import Account, Tenure

LOOKS_BACK = timedelta(days=14)
"""Older notices are on their page only: nobody wants a mail about what is long past."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can be told by mail, how they want it, and the notices that no mail has told them yet, newest first."""

    account: Account
    preferences: Preferences
    news: tuple[Notice, ...]


def readers_with_news(now: datetime, day: date) -> list[Reader]:
    """Return everybody to whom some unread notice could go by mail, in seven queries whatever their number."""
    unread = Notice.objects.unread().filter(at__gt=now - LOOKS_BACK, at__lte=now).select_related("account")
    told = _told(now)
    refused = set(Mail.objects.exclude(address_digest="").values_list("address_digest", flat=True))
    by_account: dict[Account, list[Notice]] = defaultdict(list)
    for account, notice in with_readers(unread, day):
        if (account.pk, notice.pk) not in told:
            by_account[account].append(notice)
    chosen = {choice.account_id: choice for choice in Preferences.objects.filter(account__in=list(by_account))}
    readers = []
    for account, notices in by_account.items():
        preferences = chosen.get(account.pk) or Preferences(account=account)
        news = tuple(notice for notice in notices if wanted(notice, preferences, day))
        if news and account.email and not _is_refused(account, refused):
            readers.append(Reader(account, preferences, news))
    return readers


def _is_refused(account: Account, refused: set[str]) -> bool:
    return bool(refused) and digest_of(account.email or "") in refused


def with_readers(notices: Iterable[Notice], day: date) -> list[tuple[Account, Notice]]:
    """Return each notice with whoever reads it on ``day``; those to a post that nobody holds wait."""
    kept = list(notices)
    posts = {notice.post_id for notice in kept if notice.post_id}
    holders = {tenure.post_id: tenure.account for tenure in Tenure.objects.acting_on(day).filter(post__in=posts)}
    pairs = ((notice.account or (holders.get(notice.post_id) if notice.post_id else None), notice) for notice in kept)
    return [(account, notice) for account, notice in pairs if account is not None and account.is_active]


def _told(now: datetime) -> set[tuple[object, object]]:
    """Return (account, notice) of what a mail has told or is about to tell; one broken off twice may have arrived."""
    told = Q(mail__state__in=TOLD) | Q(mail__reason=Reason.BROKEN_OFF)
    links = Mail.notices.through.objects.filter(told, notice__at__gt=now - LOOKS_BACK, notice__read_at__isnull=True)
    return set(links.values_list("mail__account_id", "notice_id"))


def wanted(notice: Notice, preferences: Preferences, day: date) -> bool:
    """Tell whether a notice may go by mail on ``day``; what protects the account always may."""
    if not may_opt_out(notice.kind):
        return True
    refused = notice.kind in preferences.refused_kinds
    return preferences.mail and not refused and not preferences.paused_on(day)


def bundles_since(account: Account, moment: datetime) -> int:
    """Return how many bundles went, or may have gone, to ``account`` after ``moment``."""
    gone = Q(state=State.SENT) | Q(reason=Reason.BROKEN_OFF)
    return Mail.objects.filter(gone, account=account, urgency=Urgency.ROUTINE, ended_at__gt=moment).count()


def still_to_tell(mail: Mail, day: date) -> list[Notice]:
    """Return what a mail has to tell now: what is unread, still read by this person, and still wanted; newest first."""
    preferences = Preferences.of(mail.account)
    unread = mail.notices.unread().select_related("post__organisation", "account")
    return [
        notice
        for account, notice in with_readers(unread, day)
        if account == mail.account and wanted(notice, preferences, day)
    ]


@dataclass(frozen=True, slots=True)
class MailCounts:
    """How mails stand: how many wait, the last one sent, why the last one that failed did."""

    waiting: int
    last_sent: datetime | None
    failing: Mail | None


def mail_counts() -> MailCounts:
    """Return how mails stand."""
    last = Mail.objects.filter(state=State.SENT).order_by("-ended_at").first()
    return MailCounts(
        waiting=Mail.objects.filter(state__in=PENDING).count(),
        last_sent=last.ended_at if last else None,
        failing=Mail.objects.filter(state=State.FAILED).order_by("-next_at").first(),
    )


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """Whose address a mail server refused, and the posts by which the coordinator knows them."""

    account: Account
    since: datetime
    tenures: tuple[Tenure, ...]


def refused_addresses(day: date) -> Sequence[RefusedAddress]:
    """Return whose present address was refused, newest first; a new address clears it."""
    mails = Mail.objects.exclude(address_digest="").select_related("account").order_by("-ended_at")
    still = {
        mail.account: mail for mail in reversed(mails) if digest_of(mail.account.email or "") == mail.address_digest
    }
    tenures: dict[object, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.acting_on(day).filter(account__in=list(still)):
        tenures[tenure.account_id].append(tenure)
    found = [
        RefusedAddress(account, mail.ended_at or mail.made_at, tuple(tenures[account.pk]))
        for account, mail in still.items()
    ]
    return sorted(found, key=lambda one: one.since, reverse=True)
