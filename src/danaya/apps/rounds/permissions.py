"""What may be done with rounds, and by which posts."""

from danaya.apps.people.models import Role
from danaya.apps.people.rights import Predicate, acts_as, is_coordinator, is_director, is_team

is_expert = acts_as(Role.VISITING_EXPERT)

PERMISSIONS: dict[str, Predicate] = {
    # What a round is: audiences, questionnaire, selection. Never an answer.
    "rounds.see_rounds": is_team | is_director | is_expert | acts_as(Role.FACILITATOR, Role.TRAINER),
    "rounds.prepare_round": is_team,
    # Answers as they were delivered, row by row.
    "rounds.import_answers": is_team,
    "rounds.close_round": is_coordinator,
}
