"""What may be done with rounds, and by which posts."""

from typing import Any

from danaya.apps.people.models import Role
from danaya.apps.people.rights import Predicate, acts_as, is_coordinator, is_director, is_team, predicate
from danaya.apps.rounds.models import Round

is_expert = acts_as(Role.VISITING_EXPERT)
reads_closed = is_director | acts_as(Role.FACILITATOR, Role.TRAINER)


@predicate
def has_closed(account: Any, obj: Any) -> bool:
    """The round has closed data (without a round: some may)."""
    return obj is None or round_of(obj).was_closed


def round_of(obj: Any) -> Round:
    """Return the round that an object belongs to."""
    found: Round = obj if isinstance(obj, Round) else obj.round
    return found


PERMISSIONS: dict[str, Predicate] = {
    # What a round is: audiences, questionnaire, selection, numbers of respondents. Never an answer.
    "rounds.see_rounds": is_team | is_expert | (reads_closed & has_closed),
    "rounds.see_drafts": is_team | is_expert,
    "rounds.prepare_round": is_team,
    # Answers as they were delivered, row by row, and small numbers of respondents.
    "rounds.import_answers": is_team,
    "rounds.close_round": is_coordinator,
}
