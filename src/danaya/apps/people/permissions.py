"""What may be done with people, and by which posts."""

from typing import Any

from danaya.apps.people.models import Account, Organisation, Side
from danaya.apps.people.rights import (
    Predicate,
    acting_tenure,
    holds_a_post,
    holds_this_post,
    is_coordinator,
    is_technician,
    predicate,
)


@predicate
def never_spoke_for_others(account: Any, obj: Any) -> bool:
    """The account ``obj`` held posts of customs only: who keeps the machine must not get into another body's."""
    if obj is None:
        return True
    return isinstance(obj, Account) and not (
        Organisation.objects.filter(posts__tenures__account=obj).exclude(side=Side.CUSTOMS).exists()
    )


@predicate
def holds_without_an_end(account: Any, obj: Any) -> bool:
    """The tenure acted under has no end: who has rights for a time must not give them on for longer."""
    tenure = acting_tenure(account)
    return tenure is not None and tenure.until is None


PERMISSIONS: dict[str, Predicate] = {
    "people.see_organisations": holds_a_post,
    "people.manage_organisations": is_coordinator,
    "people.manage_posts": is_coordinator,
    "people.manage_places": is_coordinator,
    "people.manage_administration": is_coordinator,
    "people.hand_over_post": is_coordinator | (holds_this_post & holds_without_an_end),
    "people.help_account": is_coordinator | (is_technician & never_spoke_for_others),
    "people.choose_post": holds_a_post,
}
