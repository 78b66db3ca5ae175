"""Who answers to an identifier: an e-mail address, a telephone number or the name of a post."""

from danaya.apps.people.clock import today
from danaya.apps.people.models import Account, Administration, Tenure
from danaya.apps.people.telephones import normalise_telephone


def find_account(identifier: str) -> Account | None:
    """Return the account that ``identifier`` names today, or nothing.

    A post's name stands for whoever holds the post today.
    """
    typed = identifier.strip()
    if "@" in typed:
        return Account.objects.filter(email=typed.lower()).first()
    tenure = Tenure.objects.acting_on(today()).filter(post__sign_in_name=typed.lower()).first()
    if tenure is not None:
        return tenure.account
    telephone = normalise_telephone(typed, _country())
    return Account.objects.filter(telephone=telephone).first() if telephone else None


def one_spelling(identifier: str) -> str:
    """Return ``identifier`` in the one spelling under which tries are counted: ``00223 76…`` and ``+223 76…`` are one."""
    typed = identifier.strip().lower()
    return typed if "@" in typed else normalise_telephone(typed, _country()) or typed


def _country() -> str:
    administration = Administration.current()
    return administration.country if administration else ""
