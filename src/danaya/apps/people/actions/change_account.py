"""Change how a person is reached and in which language pages come."""

from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Account, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def change_account(
    account: Account,
    *,
    display_name: str,
    email: str | None,
    telephone: str | None,
    language: str,
    actor: Tenure | None,
    at: datetime,
) -> None:
    """Replace the facts of ``account``; the journal keeps which ones changed, not what they are."""
    new = {"display_name": display_name, "email": email, "telephone": telephone, "language": language}
    changed = sorted(name for name, value in new.items() if getattr(account, name) != value)
    for name, value in new.items():
        setattr(account, name, value)
    account.full_clean()
    account.save()
    record("people.change_account", account, actor=actor, at=at, changed=changed)
