"""A mail that came back after it had gone: its address is taken for refused, as if the server had said so at once."""

from datetime import datetime

from django.db import transaction

from danaya.apps.notices.addresses import digest_of
from danaya.apps.notices.models import Mail, Reason, State
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem

NOBODYS = {
    "fr": "Aucun courriel n’est parti d’ici à cette adresse, ou elle n’est plus celle de la personne. Copiez l’adresse telle qu’elle est "
    "dans le courriel revenu.",
    "en": "No mail went from here to this address, or the person has another one now. Copy the address as it stands in the mail that "
    "came back.",
}


@transaction.atomic
def mail_came_back(address: str, *, actor: Tenure | None, at: datetime) -> Mail:
    """Keep that the last mail to an address did not arrive: nothing more goes there, and its notices go to a new address.

    Raises
    ------
    Problem
        ``nobodys-address`` where no mail went to it, or nobody has it any more.
    """
    wanted = address.strip().lower()
    sent = locked(Mail.objects).filter(account__email=wanted, state=State.SENT)
    mail = sent.order_by("-ended_at", "pk").first() if wanted else None
    if mail is None:
        raise Problem("nobodys-address", NOBODYS)
    mail.state, mail.reason, mail.ended_at, mail.address_digest = State.REFUSED, Reason.ADDRESS, at, digest_of(wanted)
    mail.save(update_fields=["state", "reason", "ended_at", "address_digest"])
    record("notices.mail_came_back", mail, actor=actor, at=at)
    return mail
