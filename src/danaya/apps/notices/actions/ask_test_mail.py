"""Ask for a mail to oneself, to see whether mails go; try anew what did not go."""

from datetime import datetime

from django.db import transaction

from danaya.apps.notices.models import Mail, State
from danaya.apps.people.models import Account, Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Problem

NO_ADDRESS = {
    "fr": "Indiquez d’abord votre adresse électronique dans « Mon compte ».",
    "en": "First give your e-mail address in “My account”.",
}


@transaction.atomic
def ask_test_mail(account: Account, *, actor: Tenure | None, at: datetime) -> Mail:
    """Put a test mail to ``account`` among those that wait.

    Raises
    ------
    Problem
        ``no-mail-address``.
    """
    if not account.email:
        raise Problem("no-mail-address", NO_ADDRESS)
    Mail.objects.filter(account=account).exclude(address_digest="").update(address_digest="")
    mail = Mail.objects.create(account=account, made_at=at, next_at=at)
    record("notices.ask_test_mail", mail, actor=actor, at=at)
    return mail


@transaction.atomic
def try_again(*, actor: Tenure | None, at: datetime) -> None:
    """Try waiting mails now, and take refused addresses for good again: the refusal may have been the server's fault."""
    Mail.objects.exclude(address_digest="").update(address_digest="")
    Mail.objects.filter(state__in=(State.WAITING, State.FAILED)).update(next_at=at)
    record("notices.try_again", None, actor=actor, at=at)
