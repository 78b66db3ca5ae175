"""Withdraw what was not adopted; abandon what was, with the word of whoever answers for it, before both sides."""

from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.drafting.tidings import tell_abandoned, tell_withdrawn
from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Commitment, CommitmentState, Decision, PlanState
from danaya.apps.commitments.problems import at_signature, not_in_force, problem
from danaya.apps.people.models import Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem, Text

WITHDRAWABLE = frozenset({CommitmentState.DRAFT, CommitmentState.PROPOSED})


@transaction.atomic
def withdraw_commitment(commitment: Commitment, reason: Text, *, actor: Tenure, at: datetime) -> Commitment:
    """Take back a draft, or a proposal that was not adopted.

    Raises
    ------
    Problem
        ``commitments-not-withdrawn`` where it is adopted or over; ``commitments-at-signature``; ``commitments-no-reason`` where both
        sides had seen it and no reason is given.
    """
    held = _held(commitment)
    if held.state not in WITHDRAWABLE:
        raise problem(
            "not-withdrawn",
            "On ne retire qu'un engagement pas encore adopté ; un engagement adopté s'abandonne, devant les deux parties.",
            "Only a commitment that is not adopted yet is withdrawn; an adopted one is abandoned, before both sides.",
        )
    if held.is_shown:
        if held.plan.state == PlanState.SIGNING:
            raise at_signature()
        _refuse_wordless(reason)
    was_shown = held.is_shown
    _end(held, CommitmentState.WITHDRAWN, reason, at)
    record("commitments.withdraw_commitment", held, actor=actor, at=at)
    if was_shown:
        tell_withdrawn(held, at)
    return held


@transaction.atomic
def abandon_commitment(
    commitment: Commitment, reason: Text, *, decision: Decision | None = None, actor: Tenure, at: datetime
) -> Commitment:
    """Give up what was promised; it stays readable, with its reason, and counts as not kept.

    Parameters
    ----------
    decision
        What the director decided: asked for a commitment of customs, with an option chosen that abandons it. One of a private body is
        given up by its signatory.

    Raises
    ------
    Problem
        ``commitments-not-in-force``; ``commitments-no-reason``; ``commitments-undecided``; ``commitments-not-signatory``.
    """
    held = _held(commitment)
    if held.state != CommitmentState.ADOPTED:
        raise not_in_force()
    _refuse_wordless(reason)
    if held.side == Side.CUSTOMS:
        _refuse_undecided(held, decision)
    elif not held.plan.bodies.filter(organisation=held.owner.organisation_id, signatory=actor.post_id).exists():
        raise problem(
            "not-signatory",
            "Seul le poste qui signe pour l'organisation du porteur peut abandonner cet engagement.",
            "Only the post that signs for the owner's organisation can abandon this commitment.",
        )
    _end(held, CommitmentState.ABANDONED, reason, at)
    decided = {"decision": str(decision.pk)} if decision is not None else {}
    record("commitments.abandon_commitment", held, actor=actor, at=at, **decided)
    tell_abandoned(held, at)
    return held


def _held(commitment: Commitment) -> Commitment:
    joined = ("plan", "owner__organisation", "counterpart")
    return locked(Commitment.objects, "plan").select_related(*joined).get(pk=commitment.pk)


def _refuse_wordless(reason: Text) -> None:
    if not any(words.strip() for words in reason.values()):
        raise problem(
            "no-reason",
            "Écrivez pourquoi : les deux parties le liront.",
            "Write why: both sides will read it.",
        )


def _refuse_undecided(held: Commitment, decision: Decision | None) -> None:
    if decision is None or decision.commitment_id != held.pk or not decision.abandons:
        raise undecided()


def undecided() -> Problem:
    """The director has not decided that a commitment of customs is abandoned."""
    return problem(
        "undecided",
        "Un engagement de la douane ne s'abandonne que si le directeur a choisi une option qui l'abandonne : demandez cette décision sur "
        "sa page, puis revenez.",
        "A commitment of customs is abandoned only where the director chose an option that abandons it: ask for that decision on the "
        "director's page, then come back.",
    )


def _end(held: Commitment, state: CommitmentState, reason: Text, at: datetime) -> None:
    held.state, held.ended_on = state, at.date()
    held.ended_why = {code: words.strip() for code, words in reason.items() if words.strip()}
    held.save(update_fields=["state", "ended_on", "ended_why"])
    follow_one(held, at.date())
