"""Sign-in by e-mail, telephone number in any usual spelling, or the name of a post."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from danaya.apps.people.identifiers import find_account
from danaya.apps.people.models import Account


class IdentifierBackend(ModelBackend):
    """Checks a password; takes as long whether or not somebody answers to the identifier."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        """Return the active account that ``username`` names and ``password`` opens."""
        if not username or not password:
            return None
        account = find_account(username)
        if account is None or not account.has_usable_password():
            make_password(password)
            return None
        right = account.check_password(password)
        return account if right and self.user_can_authenticate(account) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Say nothing about permissions: posts give them, not accounts."""
        return False

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing: posts give permissions, not accounts."""
        return set()
