"""Open an account for a person: nobody can sign in with it until its printed code is used."""

from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Account, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def open_account(
    *,
    display_name: str = "",
    email: str | None = None,
    telephone: str | None = None,
    language: str = "fr",
    actor: Tenure | None,
    at: datetime,
) -> Account:
    """Return the new account; neither address nor number is needed."""
    account = Account.objects.create_account(
        display_name=display_name, email=email, telephone=telephone, language=language
    )
    record("people.open_account", account, actor=actor, at=at)
    return account
