"""Every view declares who may call it; one that declares nothing answers nobody.

``permission_required("rounds.close_round")`` asks for a permission; with ``of=find_round`` the view gets the found
object instead of the address's arguments and the permission is asked for that object. ``signed_in`` asks for an
account only, ``open_to_all`` for nothing. The middleware enforces declarations before the view is called.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from danaya.apps.people.models.accounts import Account
from danaya.apps.people.models.posts import Tenure
from danaya.apps.people.rights import allowed

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request of a signed-in person (for annotations: Django makes plain requests)."""

    user: Account
    acting: Tenure | None


class PostRequest(PersonRequest):
    """A request of a person who acts under a post: what a view with ``permission_required`` gets."""

    acting: Tenure


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks for: a permission, or just an account, or nothing."""

    permission: str | None = None
    account: bool = True


def declared_access(view: Any) -> Access | None:
    """Return what ``view`` declares, looking through ``functools.wraps`` and class-based views."""
    found = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    return found if isinstance(found, Access) else None


def _declare(view: View, access: Access) -> View:
    @wraps(view)
    def declared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    declared.access = access  # type: ignore[attr-defined]
    return declared


def open_to_all(view: View) -> View:
    """Declare that anybody may call ``view``."""
    return _declare(view, Access(account=False))


def signed_in(view: View) -> View:
    """Declare that any signed-in person may call ``view``, also one who holds no post today."""
    return _declare(view, Access())


def permission_required(permission: str, of: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Declare that ``view`` asks for ``permission``; with ``of``, on the object it finds from the address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if of is None:
                return view(request, *args, **kwargs)
            obj = of(*args, **kwargs)
            check(request, permission, obj)
            return view(request, obj)

        return _declare(checked, Access(permission=permission))

    return decorate


def check(request: HttpRequest, permission: str, obj: object = None) -> None:
    """Refuse with the 403 page unless the post acted under has ``permission`` on ``obj``."""
    if not may(request, permission, obj):
        raise PermissionDenied(permission)


def may(request: HttpRequest, permission: str, obj: object = None) -> bool:
    """Tell whether the post acted under has ``permission`` on ``obj``."""
    account = request.user
    return allowed(account if isinstance(account, Account) else None, permission, obj)
