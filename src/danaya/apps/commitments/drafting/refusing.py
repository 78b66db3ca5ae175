"""What a wording may not be, in words that say what to do."""

from typing import TYPE_CHECKING

from danaya.apps.commitments.models import MOST_MILESTONES, Commitment, CommitmentState, Plan, PlanState
from danaya.apps.commitments.problems import problem
from danaya.apps.people.models import Side

if TYPE_CHECKING:
    from danaya.apps.commitments.actions.draft_commitment import Step, Wording

OPPOSITE = {Side.CUSTOMS: Side.PRIVATE, Side.PRIVATE: Side.CUSTOMS}

CHANGEABLE = frozenset({CommitmentState.DRAFT, CommitmentState.PROPOSED, CommitmentState.ADOPTED})


def refuse_closed_plan(plan: Plan) -> None:
    """Refuse to add to a plan that is over."""
    if plan.state == PlanState.CLOSED:
        raise problem(
            "plan-closed",
            "Ce plan est terminé : choisissez le plan en cours, ou demandez au coordinateur d'en ouvrir un autre.",
            "This plan is closed: choose the running one, or ask the coordinator to open another.",
        )


def refuse_unchangeable(held: Commitment) -> None:
    """Refuse to change what ended, or a commitment of a plan that is over."""
    refuse_closed_plan(held.plan)
    if held.state not in CHANGEABLE:
        raise problem(
            "ended",
            "Cet engagement est retiré ou abandonné : il ne change plus. Rédigez-en un autre.",
            "This commitment was withdrawn or abandoned: it does not change any more. Draft another one.",
        )


def refuse_other_parties(held: Commitment, wording: "Wording") -> None:
    """Refuse other parties of what both have signed: whoever owes it would choose who says that it is done."""
    if held.state == CommitmentState.ADOPTED and (held.owner, held.counterpart) != (wording.owner, wording.counterpart):
        raise problem(
            "parties-signed",
            "Le porteur et la contrepartie ont signé : ils ne changent plus. Un poste passe à une autre personne par la passation ; pour "
            "une autre organisation, abandonnez l'engagement avec sa raison, puis rédigez-en un autre.",
            "Owner and counterpart have signed: they do not change any more. A post passes to another person by a handover; for another "
            "organisation, abandon the commitment with its reason, then draft another one.",
        )


def refuse_incomplete(wording: "Wording") -> None:
    """Refuse a wording without result, between posts that are not of opposite sides, or with impossible steps."""
    if not any(words.strip() for words in wording.result.values()):
        raise problem(
            "no-result",
            "Écrivez le résultat : ce que l'on verra quand l'engagement sera tenu.",
            "Write the result: what can be seen once the commitment is kept.",
        )
    refuse_one_side(wording)
    if len(wording.steps) > MOST_MILESTONES:
        raise problem(
            "steps-many",
            "Gardez au plus {most} jalons : regroupez les petits pas.",
            "Keep at most {most} milestones: put small steps together.",
            most=MOST_MILESTONES,
        )
    for place, step in enumerate(wording.steps, 1):
        _refuse_step(place, step, len(wording.steps))
    _refuse_circles(wording.steps)


def refuse_one_side(wording: "Wording") -> None:
    """Refuse parties of one side, and observers."""
    owner, counterpart = wording.owner.side, wording.counterpart.side
    if not {owner, counterpart} <= set(OPPOSITE):
        raise problem(
            "observer",
            "Un observateur ne porte ni ne confirme un engagement : choisissez un poste de la douane et un du secteur privé.",
            "An observer neither keeps nor confirms a commitment: choose a post of customs and one of the private sector.",
        )
    if owner == counterpart:
        raise problem(
            "same-side",
            "Choisissez pour contrepartie un poste de l'autre côté : c'est lui qui dira si l'engagement est tenu.",
            "Choose a post of the other side as counterpart: it says whether the commitment was kept.",
        )


def _refuse_step(place: int, step: "Step", count: int) -> None:
    if not any(words.strip() for words in step.text.values()):
        raise problem(
            "step-words",
            "Écrivez en quoi consiste le jalon {place}.",
            "Write what milestone {place} is.",
            place=place,
        )
    if step.due < step.starts:
        raise problem(
            "step-order",
            "Donnez au jalon {place} une échéance qui ne précède pas son début.",
            "Give milestone {place} a date that is not before its start.",
            place=place,
        )
    if not 1 <= step.weight <= 100:
        raise problem(
            "step-weight",
            "Donnez au jalon {place} un poids de 1 à 100.",
            "Give milestone {place} a weight from 1 to 100.",
            place=place,
        )
    if any(earlier == place or not 1 <= earlier <= count for earlier in step.after):
        raise problem(
            "step-after",
            "Le jalon {place} doit suivre un autre jalon de cet engagement.",
            "Milestone {place} must follow another milestone of this commitment.",
            place=place,
        )


def _refuse_circles(steps: "tuple[Step, ...]") -> None:
    """Refuse steps of which each waits for the other."""
    waiting = {place: set(step.after) for place, step in enumerate(steps, 1)}
    while waiting:
        free = {place for place, before in waiting.items() if not before & set(waiting)}
        if not free:
            raise problem(
                "step-circle",
                "Des jalons s'attendent l'un l'autre : retirez l'une de ces dépendances.",
                "Some milestones wait for each other: take one of these dependencies away.",
            )
        waiting = {place: before for place, before in waiting.items() if place not in free}


def refuse_unreadable(wording: "Wording") -> None:
    """Refuse a basis that one of the sides cannot read: both must be able to go back to what a commitment rests on."""
    findings = [*wording.findings, *([wording.measure.finding] if wording.measure and wording.measure.finding else [])]
    readable = (
        *(finding.analysis.is_released for finding in findings),
        *(expectation.is_shown for expectation in wording.expectations),
        *(option.is_chosen for option in wording.options),
    )
    if not all(readable):
        raise problem(
            "unreadable",
            "Appuyez-vous seulement sur ce que les deux parties peuvent lire : constats diffusés, attentes montrées, solutions retenues.",
            "Rest only on what both sides can read: released findings, shown expectations, chosen solutions.",
        )


def refuse_strangers(plan: Plan, wording: "Wording") -> None:
    """Refuse to wait for milestones of another plan, or of what only one organisation sees."""
    awaited = [milestone.commitment for step in wording.steps for milestone in step.awaits]
    if any(each.plan_id != plan.pk or not each.is_shown for each in awaited):
        raise problem(
            "step-stranger",
            "Un jalon ne peut attendre qu'un jalon d'un engagement de ce plan que les deux parties voient.",
            "A milestone can only wait for one of a commitment of this plan that both sides see.",
        )
