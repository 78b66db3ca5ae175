"""Make a common action plan and change its settings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from danaya.apps.commitments.models import Plan, PlanState
from danaya.apps.commitments.once import as_fact, kept_under
from danaya.apps.commitments.problems import at_signature, problem
from danaya.apps.dialogue.models import Consultation
from danaya.apps.indicators.actions.add_standards import add_standards
from danaya.apps.people.models import Post, Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan is: title, first and last day, the two secretaries (one post of each side), what one post can carry."""

    title: Text
    starts: date
    ends: date
    secretary_customs: Post | None = None
    secretary_private: Post | None = None
    most_at_once: int = 3
    consultation: Consultation | None = None


SECRETARIES = {"secretary_customs": Side.CUSTOMS, "secretary_private": Side.PRIVATE}

SIGNED = ("title", "starts", "ends")
"""Facts that stand in the text that is signed."""


@transaction.atomic
def make_plan(facts: PlanFacts, *, key: UUID | None = None, actor: Tenure, at: datetime) -> Plan:
    """Open a plan: from now on both sides draft commitments for it; the standards they can serve come with it.

    Parameters
    ----------
    key
        Under which it is kept: with the same key, sent twice on a slow network, it is kept once.

    Raises
    ------
    Problem
        ``commitments-plan-title``, ``commitments-plan-order``, ``commitments-plan-secretary``, ``commitments-plan-most``.
    """
    if before := kept_under(key, Plan.objects.all(), _facts(facts), actor):
        return before
    _refuse(facts)
    made = Plan.objects.create(made_on=at.date(), **_facts(facts), **as_fact(key, Plan.objects.all()))
    record("commitments.make_plan", made, actor=actor, at=at)
    add_standards(actor=actor, at=at)
    return made


@transaction.atomic
def change_plan(plan: Plan, facts: PlanFacts, *, actor: Tenure, at: datetime) -> Plan:
    """Change a plan's settings. What stands in a text at signature stays.

    Raises
    ------
    Problem
        As for :func:`make_plan`; ``commitments-at-signature`` where title or dates would change under a signature.
    """
    held = locked(Plan.objects).get(pk=plan.pk)
    _refuse(facts)
    told = _facts(facts)
    changed = [name for name, value in told.items() if getattr(held, name) != value]
    if held.state == PlanState.SIGNING and set(changed) & set(SIGNED):
        raise at_signature()
    if not changed:
        return held
    for name in changed:
        setattr(held, name, told[name])
    held.save(update_fields=changed)
    record("commitments.change_plan", held, actor=actor, at=at, changed=sorted(changed))
    return held


def _facts(facts: PlanFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in PlanFacts.__slots__}


def _refuse(facts: PlanFacts) -> None:
    if not any(words.strip() for words in facts.title.values()):
        raise problem("plan-title", "Donnez un titre au plan.", "Give the plan a title.")
    if facts.ends <= facts.starts:
        raise problem(
            "plan-order",
            "Donnez un dernier jour qui suit le premier.",
            "Give a last day that comes after the first.",
        )
    if facts.most_at_once < 1:
        raise problem(
            "plan-most",
            "Un poste peut porter au moins un jalon à la fois.",
            "A post can carry at least one milestone at a time.",
        )
    for name, side in SECRETARIES.items():
        post = getattr(facts, name)
        if post is not None and post.side != side:
            raise problem(
                "plan-secretary",
                "Choisissez un secrétaire de chaque côté : l'un de la douane, l'autre du secteur privé.",
                "Choose one secretary of each side: one of customs, the other of the private sector.",
            )
