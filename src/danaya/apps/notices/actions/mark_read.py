"""Mark notices as read: they no longer count as new, and no mail tells them any more."""

from datetime import datetime

from django.db import transaction

from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Account


@transaction.atomic
def mark_read(notice: Notice, *, account: Account, at: datetime) -> None:
    """Mark one notice as read by ``account``; a notice that was read stays as it was."""
    Notice.objects.filter(pk=notice.pk).mark_read(account, at)


@transaction.atomic
def mark_all_read(account: Account, *, until: datetime, at: datetime) -> int:
    """Mark everything handed in up to ``until`` as read by ``account``; return how many there were.

    What came after the page was shown stays new: nobody has seen it.
    """
    return Notice.objects.of(account, at.date()).filter(at__lte=until).mark_read(account, at)
