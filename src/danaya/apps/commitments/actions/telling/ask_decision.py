"""Ask the director for a decision, with options and their consequences: at most three at a time; or take the question back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from danaya.apps.commitments.models import Commitment, Decision, Plan
from danaya.apps.commitments.once import as_fact, kept_under
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.telling.tidings import tell_asked
from danaya.apps.people.models import Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text

MOST_OPEN = 3
FEWEST_OPTIONS, MOST_OPTIONS = 2, 4


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a decision, what follows from it, and whether it abandons the commitment of customs that the decision names."""

    option: Text
    consequence: Text
    abandons: bool = False

    def facts(self) -> dict[str, object]:
        """Return it as it is stored."""
        return {"option": dict(self.option), "consequence": dict(self.consequence), "abandons": self.abandons}


@transaction.atomic
def ask_decision(
    plan: Plan,
    question: Text,
    choices: Sequence[Choice],
    *,
    commitment: Commitment | None = None,
    key: UUID | None = None,
    actor: Tenure,
    at: datetime,
) -> Decision:
    """Put a question on the director's page.

    Parameters
    ----------
    key
        Under which it is kept: with the same key, sent twice on a slow network, it is kept once.

    Raises
    ------
    Problem
        Where three wait already, there are fewer than two options or more than four, an option lacks its consequence, or the
        commitment is not one that both sides see; or an option abandons what is no commitment of customs.
    """
    # Of two who ask at once, the second sees the first.
    locked(Plan.objects).get(pk=plan.pk)
    facts = {"commitment": commitment, "question": dict(question), "options": [one.facts() for one in choices]}
    if before := kept_under(key, plan.decisions.filter(asked_by=actor.post), facts, actor):
        return before
    _refuse_fourth(plan)
    _refuse_half(question, choices)
    if commitment is not None and (commitment.plan_id != plan.pk or not commitment.is_shown):
        raise problem(
            "decision-commitment",
            "Choisissez un engagement de ce plan, proposé aux deux parties.",
            "Choose a commitment of this plan that is proposed to both sides.",
        )
    if any(one.abandons for one in choices):
        _refuse_abandoning(commitment)
    made = Decision.objects.create(
        plan=plan,
        **facts,
        asked_on=at.date(),
        asked_by=actor.post,
        **as_fact(key, Decision.objects.all()),
    )
    tell_asked(made, at)
    record("commitments.ask_decision", made, actor=actor, at=at, plan=str(plan.pk), options=len(choices))
    return made


def _refuse_fourth(plan: Plan) -> None:
    if plan.decisions.filter(chosen=None, dropped_on=None).count() >= MOST_OPEN:
        raise problem(
            "decision-fourth",
            "Trois décisions attendent déjà le directeur. Retirez-en une, ou attendez qu'il en prenne une.",
            "Three decisions wait for the director already. Take one back, or wait until one is taken.",
        )


def _refuse_half(question: Text, choices: Sequence[Choice]) -> None:
    if not any(question.values()):
        raise problem("decision-question", "Écrivez la question à décider.", "Write the question to decide.")
    if not FEWEST_OPTIONS <= len(choices) <= MOST_OPTIONS:
        raise problem(
            "decision-options",
            "Donnez de deux à quatre options.",
            "Give two to four options.",
        )
    if not all(any(one.option.values()) and any(one.consequence.values()) for one in choices):
        raise problem(
            "decision-consequence",
            "Écrivez pour chaque option ce qui en suivra : le directeur décide sur les conséquences.",
            "Write for each option what follows from it: the director decides on the consequences.",
        )


def _refuse_abandoning(commitment: Commitment | None) -> None:
    if commitment is None or commitment.side != Side.CUSTOMS:
        raise problem(
            "decision-abandons",
            "Une option n'abandonne qu'un engagement de la douane : choisissez-le, ou décochez la case. Un engagement du secteur privé "
            "est abandonné par qui signe pour l'organisation qui le porte.",
            "An option abandons only a commitment of customs: choose it, or clear the box. A commitment of the private sector is "
            "abandoned by who signs for the organisation that owns it.",
        )


@transaction.atomic
def drop_decision(decision: Decision, *, actor: Tenure, at: datetime) -> Decision:
    """Take a question back before it is decided; it stays in the journal.

    Raises
    ------
    Problem
        Where the director has decided, or it was taken back before.
    """
    held = locked(Decision.objects).get(pk=decision.pk)
    if not held.is_open:
        raise problem(
            "decision-not-open",
            "Cette question n'attend plus : elle est décidée ou retirée.",
            "This question does not wait any more: it is decided or taken back.",
        )
    held.dropped_on = at.date()
    held.save(update_fields=["dropped_on"])
    record("commitments.drop_decision", held, actor=actor, at=at)
    return held
