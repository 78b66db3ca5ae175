"""Who may do what with the common action plan."""

from typing import Any

from danaya.apps.commitments.models import Body, Claim, Commitment, CommitmentState, Message, Milestone, Plan, PlanState
from danaya.apps.commitments.signing.sheets import Sheet, answers_for
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
sees = holds_a_post & ~is_technician


def commitment_of(obj: Any) -> Commitment | None:
    """Return the commitment an object belongs to: itself, that of a milestone, of a claim."""
    if isinstance(obj, Claim):
        return obj.milestone.commitment
    found = obj if isinstance(obj, Commitment) else getattr(obj, "commitment", None)
    return found if isinstance(found, Commitment) else None


def plan_of(obj: Any) -> Plan | None:
    """Return the plan an object belongs to."""
    if isinstance(obj, Plan):
        return obj
    commitment = commitment_of(obj)
    found = commitment.plan if commitment is not None else getattr(obj, "plan", None)
    return found if isinstance(found, Plan) else None


@predicate
def is_shown(account: Any, obj: Any) -> bool:
    """The commitment was proposed to both sides (without an object: some were)."""
    commitment = commitment_of(obj)
    return commitment is None or commitment.is_shown


@predicate
def of_drafting_body(account: Any, obj: Any) -> bool:
    """The commitment was drafted by the organisation of the post acted under (without an object: one might be)."""
    tenure, commitment = acting_tenure(account), commitment_of(obj)
    return tenure is not None and (
        commitment is None or commitment.drafted_by.organisation_id == tenure.post.organisation_id
    )


@predicate
def of_a_party(account: Any, obj: Any) -> bool:
    """The post acted under is of the owner's or of the counterpart's organisation (without an object: it might be)."""
    tenure, commitment = acting_tenure(account), commitment_of(obj)
    if tenure is None:
        return False
    if commitment is None:
        return True
    bodies = {commitment.owner.organisation_id, commitment.counterpart.organisation_id}
    return tenure.post.organisation_id in bodies


@predicate
def of_owner_body(account: Any, obj: Any) -> bool:
    """The post acted under is of the owner's organisation (without an object: it might be)."""
    tenure, commitment = acting_tenure(account), commitment_of(obj)
    return tenure is not None and (
        commitment is None or commitment.owner.organisation_id == tenure.post.organisation_id
    )


@predicate
def of_another_body(account: Any, obj: Any) -> bool:
    """The post acted under is of another organisation than the owner's (without an object: it might be)."""
    tenure, commitment = acting_tenure(account), commitment_of(obj)
    return tenure is not None and (
        commitment is None or commitment.owner.organisation_id != tenure.post.organisation_id
    )


@predicate
def is_owner(account: Any, obj: Any) -> bool:
    """The post acted under owns the commitment (without an object: it might)."""
    tenure, commitment = acting_tenure(account), commitment_of(obj)
    return tenure is not None and (commitment is None or commitment.owner_id == tenure.post_id)


@predicate
def is_counterpart(account: Any, obj: Any) -> bool:
    """The post acted under is the commitment's counterpart (without an object: it might be)."""
    tenure, commitment = acting_tenure(account), commitment_of(obj)
    return tenure is not None and (commitment is None or commitment.counterpart_id == tenure.post_id)


@predicate
def is_draft(account: Any, obj: Any) -> bool:
    """The commitment is its organisation's own so far (without an object: one may be)."""
    commitment = commitment_of(obj)
    return commitment is None or commitment.state == CommitmentState.DRAFT


@predicate
def is_not_adopted_yet(account: Any, obj: Any) -> bool:
    """The commitment is a draft or a proposal (without an object: one may be)."""
    commitment = commitment_of(obj)
    return commitment is None or commitment.state in {CommitmentState.DRAFT, CommitmentState.PROPOSED}


@predicate
def is_adopted(account: Any, obj: Any) -> bool:
    """The commitment is in force (without an object: one may be)."""
    commitment = commitment_of(obj)
    return commitment is None or commitment.state == CommitmentState.ADOPTED


@predicate
def is_signatory(account: Any, obj: Any) -> bool:
    """The post acted under signs for its body (without an object: it might)."""
    tenure, plan = acting_tenure(account), plan_of(obj)
    if tenure is None or tenure.post.side not in {Side.CUSTOMS, Side.PRIVATE}:
        return False
    return plan is None or plan.bodies.filter(signatory=tenure.post_id).exists()


@predicate
def is_secretary(account: Any, obj: Any) -> bool:
    """The post acted under is one of the plan's two secretaries (without an object: it might be)."""
    tenure, plan = acting_tenure(account), plan_of(obj)
    if tenure is None:
        return False
    return plan is None or tenure.post_id in {plan.secretary_customs_id, plan.secretary_private_id}


@predicate
def in_circuit(account: Any, obj: Any) -> bool:
    """The post acted under stands in its body's *parapheur* (without an object: it might)."""
    tenure, plan = acting_tenure(account), plan_of(obj)
    return tenure is not None and (plan is None or plan.circuits.filter(post=tenure.post_id).exists())


@predicate
def tells_it(account: Any, obj: Any) -> bool:
    """The message is told by the post acted under (without an object: one might be)."""
    tenure = acting_tenure(account)
    return tenure is not None and (not isinstance(obj, Message) or obj.by_id == tenure.post_id)


@predicate
def of_customs_body(account: Any, obj: Any) -> bool:
    """The body of the plan stands on the side of customs (without an object: one does)."""
    return not isinstance(obj, Body) or obj.organisation.side == Side.CUSTOMS


@predicate
def in_this_body(account: Any, obj: Any) -> bool:
    """The body of the plan is the organisation of the post acted under (without an object: it might be)."""
    tenure = acting_tenure(account)
    return tenure is not None and (not isinstance(obj, Body) or obj.organisation_id == tenure.post.organisation_id)


@predicate
def answers_for_sheet(account: Any, obj: Any) -> bool:
    """The sheet bears a signature of the post acted under, or of the body it signs for (without an object: one might)."""
    tenure = acting_tenure(account)
    return tenure is not None and (not isinstance(obj, Sheet) or answers_for(tenure.post, obj))


@predicate
def being_signed(account: Any, obj: Any) -> bool:
    """The plan is put to signature (without an object: one may be)."""
    plan = plan_of(obj)
    return plan is None or plan.state == PlanState.SIGNING


PERMISSIONS: dict[str, Predicate] = {
    # The plan and what both sides see of it; what one organisation drafts is its own until it proposes it.
    "commitments.see": sees,
    "commitments.see_commitment": (sees & is_shown) | (takes_part & of_drafting_body),
    "commitments.manage": manages,
    "commitments.draft": takes_part,
    "commitments.edit": takes_part & ((is_draft & of_drafting_body) | (is_shown & (of_a_party | manages))),
    "commitments.propose": takes_part & is_draft & of_drafting_body,
    "commitments.rate": takes_part & is_shown & of_a_party,
    # Who drafted takes it back, and who would have to keep it refuses; a promise is given up by whoever answers for it.
    "commitments.withdraw": takes_part & is_not_adopted_yet & (of_drafting_body | (is_shown & of_owner_body)),
    "commitments.abandon": takes_part & is_adopted & of_owner_body & (is_customs | is_signatory),
    # Signing: each body names who signs and who initials; nobody signs for another.
    "commitments.arrange_signing": manages | (takes_part & is_private) | is_director,
    "commitments.arrange_body": (of_customs_body & (manages | is_director)) | (is_private & takes_part & in_this_body),
    "commitments.give_visa": takes_part & in_circuit & being_signed,
    "commitments.sign": takes_part & being_signed & (is_owner | is_counterpart),
    "commitments.adopt": takes_part & is_signatory & being_signed,
    "commitments.answer_sheet": takes_part & answers_for_sheet,
    "commitments.enter_paper": (manages | takes_part) & being_signed,
    # Progress: the owner's post claims, the counterpart's post answers; whoever manages the plan cannot do either for them.
    "commitments.claim": takes_part & is_owner & is_adopted,
    "commitments.confirm": takes_part & is_counterpart & is_adopted,
    "commitments.move_date": takes_part & is_owner & is_adopted,
    "commitments.answer_move": takes_part & is_counterpart & is_adopted,
    "commitments.record_outcome": takes_part & (is_owner | is_counterpart) & is_adopted,
    "commitments.update": takes_part & is_owner & is_adopted,
    # Help comes from elsewhere than the owner's own organisation, of which only who answers for the whole plan offers it.
    "commitments.offer_help": (manages | is_secretary | (takes_part & of_another_body)) & is_adopted,
    "commitments.close_escalation": is_secretary & is_adopted,
    "commitments.issue_links": manages,
    # Telling: the team asks, the director decides and authorises.
    "commitments.decide": is_director,
    "commitments.authorise": is_director,
    "commitments.tell": manages,
    "commitments.mark_told": manages | (takes_part & tells_it),
    # What is asked of the director, before anything is decided, is between the director and those who manage the plan.
    "commitments.see_director_page": manages | is_director,
}


def milestone_parties(milestone: Milestone) -> tuple[Any, Any]:
    """Return the keys of the owner's and of the counterpart's posts."""
    return milestone.commitment.owner_id, milestone.commitment.counterpart_id
