"""Who may do what in the dialogue."""

from typing import Any

from danaya.apps.dialogue.models import Consultation, Expectation, PrivateSpace, Voice
from danaya.apps.dialogue.queries import reads_for
from danaya.apps.people.models import Role, Side
from danaya.apps.people.rights import (
    Predicate,
    acting_tenure,
    acts_as,
    holds_a_post,
    is_customs,
    is_director,
    is_private,
    is_technician,
    predicate,
)

manages = acts_as(Role.COORDINATOR, Role.FACILITATOR)
takes_part = (is_customs | is_private) & ~is_technician & ~acts_as(Role.VISITING_EXPERT)
"""Posts of either side: whoever keeps the machine, observes or visits has no voice in the dialogue."""


def consultation_of(obj: Any) -> Consultation | None:
    """Return the consultation an object belongs to."""
    found = obj if isinstance(obj, Consultation) else getattr(obj, "consultation", None)
    return found if isinstance(found, Consultation) else None


@predicate
def reads(account: Any, obj: Any) -> bool:
    """The post acted under reads the texts of the consultation before others (without an object: it might)."""
    tenure = acting_tenure(account)
    consultation = consultation_of(obj)
    if tenure is None or tenure.post.side not in {Side.CUSTOMS, Side.PRIVATE}:
        return False
    return obj is None or (consultation is not None and reads_for(tenure.post, consultation))


@predicate
def of_other_side(account: Any, obj: Any) -> bool:
    """The expectation comes from the other side (without an object: some do)."""
    tenure = acting_tenure(account)
    return tenure is not None and (not isinstance(obj, Expectation) or tenure.post.side == obj.other_side)


@predicate
def is_shown(account: Any, obj: Any) -> bool:
    """The expectation was cleared by both sides (without an object: some were)."""
    return not isinstance(obj, Expectation) or obj.is_shown


@predicate
def spoke(account: Any, obj: Any) -> bool:
    """The expectation stands in the name of the organisation of the post acted under (without an object: one might)."""
    tenure = acting_tenure(account)
    if tenure is None:
        return False
    if not isinstance(obj, Expectation):
        return True
    return obj.voice == Voice.ORGANISATION and obj.organisation_id == tenure.post.organisation_id


@predicate
def in_this_body(account: Any, obj: Any) -> bool:
    """The private space is of the organisation of the post acted under: also for who runs the installation."""
    tenure = acting_tenure(account)
    return tenure is not None and (
        not isinstance(obj, PrivateSpace) or obj.organisation_id == tenure.post.organisation_id
    )


@predicate
def has_begun(account: Any, obj: Any) -> bool:
    """The consultation is past its preparation (without an object: one may be)."""
    consultation = consultation_of(obj)
    return consultation is None or consultation.begun


sees = holds_a_post & ~is_technician
answers = (manages | is_director | (is_private & takes_part)) & of_other_side
"""Those who decide in customs for what the private sector expects, a body for what customs expects: nobody for their own side."""

PERMISSIONS: dict[str, Predicate] = {
    "dialogue.see": manages | (sees & has_begun),
    # Before it is shown: whose name it bears, and the readers. The team has no part in it.
    "dialogue.see_expectation": (sees & has_begun & is_shown) | ((spoke | reads) & takes_part),
    "dialogue.manage": manages,
    "dialogue.write": takes_part,
    "dialogue.vote": takes_part,
    "dialogue.read_first": reads & takes_part,
    "dialogue.answer_for_author": spoke & takes_part,
    "dialogue.restate": takes_part & of_other_side & is_shown,
    "dialogue.solve": takes_part & is_shown,
    "dialogue.choose": (manages | answers) & is_shown,
    # Customs answers what the private sector expects, through those who decide; a body answers what customs expects of it.
    "dialogue.record_fate": answers & is_shown,
    "dialogue.translate": (manages & is_shown) | (reads & takes_part),
    "dialogue.tag": ((manages | reads) & takes_part) & is_shown,
    # Whoever prepares a consultation for every group; a member of a body for the body's own people.
    "dialogue.issue_cards": manages | (is_private & takes_part),
    "dialogue.prepare_privately": takes_part & in_this_body,
}
