"""Put what is due into mails: bundles on their days, invitations and security at once and apart."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from danaya.apps.notices.bundles import MOST, WEEK, last_moment
from danaya.apps.notices.models import Mail, Notice, State, Urgency
from danaya.apps.notices.models.notices import URGENCIES
from danaya.apps.notices.queries import Reader, bundles_since, readers_with_news
from danaya.base.locks import locked


@transaction.atomic
def gather_mail(*, at: datetime, zone: ZoneInfo) -> int:
    """Make the mails that are due at ``at``, or add to those that still wait; return how many notices found one.

    Nothing is made for who has nothing new.
    """
    gathered = 0
    for reader in readers_with_news(at, at.astimezone(zone).date()):
        for urgency in URGENCIES:
            news = [notice for notice in reader.news if notice.urgency == urgency]
            if news and _may_go(reader, urgency, news, at, zone):
                _mail_for(reader, urgency, at).notices.add(*news)
                gathered += len(news)
    return gathered


def _may_go(reader: Reader, urgency: Urgency, news: Sequence[Notice], at: datetime, zone: ZoneInfo) -> bool:
    if urgency != Urgency.ROUTINE:
        return True
    moment = last_moment(at, reader.preferences.days, zone)
    due = moment is not None and any(notice.at <= moment for notice in news)
    return due and bundles_since(reader.account, at - WEEK) < MOST


def _mail_for(reader: Reader, urgency: Urgency, at: datetime) -> Mail:
    """Return the mail that takes new notices: one that has not left yet, so that a long failure ends in one mail."""
    waiting = locked(Mail.objects).filter(
        account=reader.account, urgency=urgency, state__in=(State.WAITING, State.FAILED), broken_off=0
    )
    found = waiting.first()
    return found or Mail.objects.create(account=reader.account, urgency=urgency, made_at=at, next_at=at)
