"""Which post may do what: predicates on the post a person acts under, and the table of permissions of all apps.

An app names its permissions in its ``permissions.py`` as a mapping from name to predicate, and registers it in
``ready()``. Predicates take the account and the object the act is on; ``account.acting`` is the tenure it acts under.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from rules import permissions as table

from danaya.apps.people.models.accounts import Account
from danaya.apps.people.models.organisations import Organisation, Side
from danaya.apps.people.models.posts import Post, Role, Tenure

if TYPE_CHECKING:

    class Predicate:
        """A rule about an account and an object; rules combine by ``&``, ``|`` and ``~``."""

        def __init__(self, function: Callable[..., bool], name: str | None = None) -> None: ...
        def __call__(self, account: Any, obj: Any = None) -> bool: ...
        def __and__(self, other: "Predicate") -> "Predicate": ...
        def __or__(self, other: "Predicate") -> "Predicate": ...
        def __invert__(self) -> "Predicate": ...

else:
    from rules.predicates import Predicate


def predicate(function: Callable[[Any, Any], bool]) -> Predicate:
    """Make a predicate of a function of an account and an object (``None``: could it be so of some object?)."""
    return Predicate(function, name=function.__name__)


def acting_tenure(account: Account | AnonymousUser | None) -> Tenure | None:
    """Return the tenure ``account`` acts under in this request; nobody's is ``None``."""
    return getattr(account, "acting", None)


def acting_for(tenure: Tenure) -> Account:
    """Return the account of a tenure, acting under it: for a job that was asked for under that post."""
    account = tenure.account
    account.acting = tenure
    return account


def acts_as(*roles: Role) -> Predicate:
    """Make the predicate: the post acted under has one of ``roles``."""

    def decide(account: Any, obj: Any) -> bool:
        tenure = acting_tenure(account)
        return tenure is not None and tenure.post.role in roles

    return Predicate(decide, name=f"acts_as:{'|'.join(roles)}")


def on_side(side: Side) -> Predicate:
    """Make the predicate: the post acted under belongs to an organisation of ``side``."""

    def decide(account: Any, obj: Any) -> bool:
        tenure = acting_tenure(account)
        return tenure is not None and tenure.post.side == side

    return Predicate(decide, name=f"on_side:{side}")


@predicate
def holds_a_post(account: Any, obj: Any) -> bool:
    """The person acts under a post they hold today."""
    return acting_tenure(account) is not None


def organisation_of(obj: Any) -> Organisation | None:
    """Return the organisation an object belongs to: itself, its own, or its post's."""
    if obj is None or isinstance(obj, Organisation):
        return obj
    if isinstance(obj, Tenure):
        return obj.post.organisation
    found = getattr(obj, "organisation", None)
    return found if isinstance(found, Organisation) else None


@predicate
def same_organisation(account: Any, obj: Any) -> bool:
    """The object belongs to the organisation of the post acted under (without an object: it might)."""
    tenure = acting_tenure(account)
    if tenure is None:
        return False
    return obj is None or getattr(organisation_of(obj), "pk", None) == tenure.post.organisation_id


@predicate
def same_side(account: Any, obj: Any) -> bool:
    """The object belongs to the side of the post acted under (without an object: it might)."""
    tenure = acting_tenure(account)
    if tenure is None:
        return False
    return obj is None or getattr(organisation_of(obj), "side", None) == tenure.post.side


@predicate
def holds_this_post(account: Any, obj: Any) -> bool:
    """The object is the post acted under, or a tenure of it (without an object: it might be)."""
    tenure = acting_tenure(account)
    if tenure is None:
        return False
    post = obj.post if isinstance(obj, Tenure) else obj
    return post is None or (isinstance(post, Post) and post.pk == tenure.post_id)


is_coordinator = acts_as(Role.COORDINATOR)
is_director = acts_as(Role.DIRECTOR)
is_technician = acts_as(Role.TECHNICIAN)
is_team = acts_as(Role.COORDINATOR, Role.ANALYST)
"""The integrity team proper: those who work with answers and unpublished figures."""
is_customs = on_side(Side.CUSTOMS)
is_private = on_side(Side.PRIVATE)
is_observer = on_side(Side.OBSERVER)


def register_permissions(permissions: Mapping[str, Predicate]) -> None:
    """Put an app's permissions into the one table; a name registered before is replaced."""
    for name, predicate in permissions.items():
        table.set_perm(name, predicate)  # type: ignore[no-untyped-call]


def allowed(account: Account | AnonymousUser | None, permission: str, obj: object = None) -> bool:
    """Tell whether ``account`` has ``permission`` on ``obj``; a name nobody registered is an error, not a refusal."""
    if not table.perm_exists(permission):  # type: ignore[no-untyped-call]
        raise LookupError(permission)
    if account is None or not account.is_active:
        return False
    return bool(table.has_perm(permission, account, obj))  # type: ignore[no-untyped-call]
