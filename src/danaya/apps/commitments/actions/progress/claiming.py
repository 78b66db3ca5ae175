"""The owner claims a milestone with evidence; the counterpart confirms it, in part, or contests it. Silence is never a yes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Answer, Claim, Confirmation, Evidence, Milestone
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import (
    Acting,
    came_by_link,
    counterpart_only,
    hold,
    owner_only,
    written,
)
from danaya.apps.commitments.progress.pieces import Piece, keep, kinds_of, present, refuse_missing, seal_of
from danaya.apps.commitments.progress.standing import OWED, last_claim, states_of
from danaya.apps.commitments.progress.tidings import tell_answered, tell_by_link, tell_claimed, tell_evidence
from danaya.base.journal.entries import record
from danaya.engines.followup import State
from danaya.engines.language import Problem


@transaction.atomic
def claim_milestone(
    milestone: Milestone,
    *,
    text: str,
    pieces: Sequence[Piece],
    other_kind: str = "",
    actor: Acting,
    at: datetime,
) -> Claim:
    """Say that a milestone is reached, with what shows it.

    Raises
    ------
    Problem
        Where the commitment is not in force, somebody else acts, the milestone is confirmed or waits for an answer already, nothing
        is written, or the evidence is missing or of another kind than agreed without a reason.
    """
    held = hold(milestone.commitment_id)
    owner_only(held, actor)
    _refuse_done(milestone, states_of(held, at.date()).get(str(milestone.pk), State.OPEN))
    if not written(text):
        raise problem("claim-empty", "Écrivez ce qui a été fait.", "Write what was done.")
    there = [piece for piece in pieces if piece.is_there]
    refuse_missing(held, kinds_of(there), other_kind)
    made = Claim.objects.create(
        milestone=milestone,
        number=milestone.claims.count() + 1,
        text=written(text),
        other_kind=written(other_kind),
        by=actor.post,
        on=at.date(),
    )
    for piece in there:
        keep(made, piece, by=actor.post, at=at)
    tell_claimed(held, made, at)
    tell_by_link(held, actor, at)
    record(
        "commitments.claim_milestone",
        held,
        actor=actor,
        at=at,
        milestone=milestone.position,
        number=made.number,
        digests=[piece.digest for piece in there],
        by_link=came_by_link(actor),
    )
    follow_one(held, at.date())
    return made


def _refuse_done(milestone: Milestone, state: State) -> None:
    if state in OWED:
        return
    last = last_claim(milestone)
    day = f"{last.on:%d/%m/%Y}" if last else ""
    if state == State.CONFIRMED:
        raise problem(
            "claim-confirmed",
            "Ce jalon est déjà confirmé : il n'y a plus rien à déclarer.",
            "This milestone is confirmed already: nothing is left to claim.",
        )
    raise problem(
        "claim-waiting",
        "Ce jalon est déjà déclaré (le {day}) et attend la réponse de la contrepartie. Vous pouvez ajouter une preuve à cette déclaration.",
        "This milestone is claimed already (on {day}) and waits for the counterpart's answer. You can add evidence to that claim.",
        day=day,
    )


@transaction.atomic
def add_evidence(
    claim: Claim, piece: Piece, *, replaces: Evidence | None = None, actor: Acting, at: datetime
) -> Evidence:
    """Add evidence to a claim that nobody answered yet, or put it in the place of other evidence, which stays readable.

    Raises
    ------
    Problem
        Where the claim was answered, the evidence to be replaced was replaced meanwhile, or nothing of the kind agreed would be left.
    """
    held = hold(claim.milestone.commitment_id)
    owner_only(held, actor)
    _refuse_answered(claim)
    left = [one for one in present(claim) if replaces is None or one.pk != replaces.pk]
    if replaces is not None and len(left) == len(present(claim)):
        raise problem(
            "evidence-replaced",
            "Cette preuve a déjà été remplacée. Rechargez la page pour voir la preuve actuelle.",
            "This evidence has been replaced already. Load the page again to see the present one.",
        )
    refuse_missing(held, kinds_of([*left, *([piece] if piece.is_there else [])]), claim.other_kind)
    if not piece.is_there:
        refuse_missing(held, (), "")
    made = keep(claim, piece, by=actor.post, at=at)
    if replaces is not None:
        Evidence.objects.filter(pk=replaces.pk).update(replaced_by=made)
    tell_evidence(held, claim, at)
    tell_by_link(held, actor, at)
    record(
        "commitments.add_evidence",
        held,
        actor=actor,
        at=at,
        milestone=claim.milestone.position,
        digest=made.digest,
        replaces=replaces.digest if replaces else "",
        by_link=came_by_link(actor),
    )
    follow_one(held, at.date())
    return made


@transaction.atomic
def answer_claim(
    claim: Claim, answer: Answer, *, reason: str = "", seen: str | None = None, actor: Acting, at: datetime
) -> Confirmation:
    """Confirm a claim, confirm it in part, or contest it; once, until a meeting settles it otherwise.

    Parameters
    ----------
    reason
        Needed for everything but a full yes.
    seen
        :func:`~danaya.apps.commitments.progress.pieces.seal_of` the claim as it stood on the page; None: not asked.

    Raises
    ------
    Problem
        Where the commitment is not in force, somebody else acts, the claim was answered, its evidence changed since the page was
        opened, or the reason is missing.
    """
    held = hold(claim.milestone.commitment_id)
    counterpart_only(held, actor)
    _refuse_answered(claim)
    if seen is not None and seen != seal_of(claim):
        raise problem(
            "claim-changed",
            "La preuve a changé depuis que vous avez ouvert la page. Ce que vous avez écrit est gardé : relisez la preuve, puis répondez.",
            "The evidence has changed since you opened the page. What you wrote is kept: read the evidence again, then answer.",
        )
    if answer != Answer.FULL and not written(reason):
        raise reason_missing()
    made = Confirmation.objects.create(
        claim=claim,
        number=claim.confirmations.count() + 1,
        answer=answer,
        reason=written(reason),
        by=actor.post,
        on=at.date(),
    )
    tell_answered(held, made, at)
    tell_by_link(held, actor, at)
    record(
        "commitments.answer_claim",
        held,
        actor=actor,
        at=at,
        milestone=claim.milestone.position,
        number=claim.number,
        answer=str(answer),
        by_link=came_by_link(actor),
    )
    follow_one(held, at.date())
    return made


def _refuse_answered(claim: Claim) -> None:
    given = claim.confirmations.order_by("-number").first()
    if given is None:
        return
    raise problem(
        "claim-answered",
        "Cette déclaration a déjà reçu une réponse, le {day}. Rechargez la page pour la lire ; seul le résultat d'une réunion la change.",
        "This claim was answered already, on {day}. Load the page again to read it; only the outcome of a meeting changes it.",
        day=f"{given.on:%d/%m/%Y}",
    )


def reason_missing() -> Problem:
    """Everything but a full yes needs its reason."""
    return problem(
        "reason-missing",
        "Écrivez pourquoi : l'autre partie lit votre raison, et la réunion en part.",
        "Write why: the other side reads your reason, and the meeting starts from it.",
    )
