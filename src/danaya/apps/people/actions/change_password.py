"""Choose one's own password."""

from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Account, Tenure
from danaya.apps.people.news import ACCOUNT_NEWS, AccountNews, Happening
from danaya.base.journal.entries import record


@transaction.atomic
def change_password(account: Account, password: str, *, actor: Tenure | None, at: datetime) -> None:
    """Give ``account`` the password its holder chose."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record("people.change_password", account, actor=actor, at=at)
    ACCOUNT_NEWS.tell(AccountNews(Happening.PASSWORD_CHANGED, account, at))
