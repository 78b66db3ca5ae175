"""What may be done with analyses, and by which posts."""

from typing import Any

from danaya.apps.findings.models import Analysis
from danaya.apps.people.models import Role
from danaya.apps.people.rights import (
    Predicate,
    acts_as,
    holds_a_post,
    is_coordinator,
    is_director,
    is_team,
    is_technician,
    predicate,
)

is_expert = acts_as(Role.VISITING_EXPERT)
# Before release: the integrity team, the director, an expert within the dates of their visit.
reads_unreleased = is_team | is_director | is_expert
# After release: both sides and the observers alike; whoever only keeps the machine running has no part in it.
reads_released = holds_a_post & ~is_technician


@predicate
def is_released(account: Any, obj: Any) -> bool:
    """The analysis, or that of a finding or file, was released to the forum (without an object: some may be)."""
    analysis = getattr(obj, "analysis", obj)
    return not isinstance(analysis, Analysis) or analysis.is_released


PERMISSIONS: dict[str, Predicate] = {
    "findings.see_results": reads_unreleased | (reads_released & is_released),
    "findings.see_unreleased": reads_unreleased,
    # Which cells were published, and when.
    "findings.see_ledger": reads_unreleased,
    "findings.analyse_round": is_team,
    "findings.make_pack": is_team,
    # Full precision, and answers with it.
    "findings.take_team_files": is_team,
    "findings.release_results": is_coordinator,
    # What is asked of the director, before anything is decided, is between the director and the team.
    "findings.see_director_page": is_team | is_director,
    "findings.decide": is_director,
}
