"""End a tenure without a next holder: from that day on, nobody has the rights of the post."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.people.coordination import coordinator_kept
from danaya.apps.people.models import Tenure
from danaya.apps.people.news import ACCOUNT_NEWS, AccountNews, Happening
from danaya.base.journal.entries import record


@transaction.atomic
def end_tenure(tenure: Tenure, *, until: date, actor: Tenure | None, at: datetime) -> None:
    """End ``tenure`` on ``until``, that day excluded.

    Raises
    ------
    Problem
        ``no-coordinator-left``.
    ValidationError
        When it would end before it began.
    """
    with coordinator_kept(at.date()):
        tenure.until = until
        tenure.full_clean()
        tenure.save(update_fields=["until"])
    record("people.end_tenure", tenure, actor=actor, at=at, until=until.isoformat())
    if actor is not None:
        left = AccountNews(Happening.POST_LEFT, tenure.account, at, post=tenure.post, day=until)
        ACCOUNT_NEWS.tell(left)
