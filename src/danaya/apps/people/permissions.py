"""What may be done with people, and by which posts."""

from danaya.apps.people.rights import Predicate, holds_a_post, holds_this_post, is_coordinator, is_technician

PERMISSIONS: dict[str, Predicate] = {
    "people.see_organisations": holds_a_post,
    "people.manage_organisations": is_coordinator,
    "people.manage_posts": is_coordinator,
    "people.manage_places": is_coordinator,
    "people.manage_administration": is_coordinator,
    "people.hand_over_post": is_coordinator | holds_this_post,
    "people.help_account": is_coordinator | is_technician,
    "people.choose_post": holds_a_post,
}
