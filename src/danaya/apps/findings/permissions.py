"""What may be done with analyses, and by which posts."""

from danaya.apps.people.models import Role
from danaya.apps.people.rights import (
    Predicate,
    acts_as,
    holds_a_post,
    is_coordinator,
    is_director,
    is_team,
    is_technician,
)

PERMISSIONS: dict[str, Predicate] = {
    "findings.analyse_round": is_team,
    # Before release: the integrity team and the director only.
    "findings.see_unreleased": is_team | is_director | acts_as(Role.VISITING_EXPERT),
    # After release: both sides and the observers alike; whoever only keeps the machine running has no part in it.
    "findings.see_released": holds_a_post & ~is_technician,
    # Full precision, and answers with it.
    "findings.take_team_files": is_team,
    "findings.release_results": is_coordinator,
    "findings.decide": is_director,
}
