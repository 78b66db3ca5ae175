"""What a meeting settled about a contested claim: recorded by one side, valid once the other agrees to the same words."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Answer, Claim, Commitment, Confirmation, Outcome
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import Acting, came_by_link, hold, party_only, written
from danaya.apps.commitments.progress.standing import DISPUTED, last_claim, states_of
from danaya.apps.commitments.progress.tidings import tell_by_link, tell_outcome, tell_outcome_answered
from danaya.base.journal.entries import record
from danaya.engines.followup import State
from danaya.engines.language import Problem


@transaction.atomic
def record_outcome(claim: Claim, answer: Answer, *, words: str, met_on: date, actor: Acting, at: datetime) -> Outcome:
    """Record what was agreed about a claim that is contested or confirmed in part. It counts for nothing before the other side agrees.

    Raises
    ------
    Problem
        Where the claim is not contested, another outcome waits for an answer, nothing is written, or the day cannot be.
    """
    held = hold(claim.milestone.commitment_id)
    party_only(held, actor)
    _refuse_undisputed(held, claim, at.date())
    if claim.outcomes.filter(agreed=None).exists():
        raise problem(
            "outcome-open",
            "Un résultat est déjà inscrit et attend l'accord de l'autre partie. Rechargez la page pour le lire.",
            "An outcome is recorded already and waits for the other side's agreement. Load the page again to read it.",
        )
    if not written(words):
        raise problem("outcome-empty", "Écrivez ce qui a été convenu.", "Write what was agreed.")
    if not claim.on <= met_on <= at.date():
        raise problem(
            "outcome-day",
            "Donnez le jour de la réunion : entre le {first} (la déclaration) et aujourd'hui.",
            "Give the day of the meeting: between {first} (the claim) and today.",
            first=f"{claim.on:%d/%m/%Y}",
        )
    made = Outcome.objects.create(
        claim=claim, answer=answer, words=written(words), met_on=met_on, by=actor.post, on=at.date()
    )
    tell_outcome(held, made, at)
    tell_by_link(held, actor, at)
    record("commitments.record_outcome", held, actor=actor, at=at, by_link=came_by_link(actor), **_about(made))
    follow_one(held, at.date())
    return made


def _refuse_undisputed(held: Commitment, claim: Claim, today: date) -> None:
    last = last_claim(claim.milestone)
    state = states_of(held, today).get(str(claim.milestone_id), State.OPEN)
    if state not in DISPUTED or last is None or last.pk != claim.pk:
        raise problem(
            "outcome-undisputed",
            "Rien n'est contesté ici : il n'y a pas de résultat à inscrire.",
            "Nothing is contested here: there is no outcome to record.",
        )


@transaction.atomic
def answer_outcome(
    outcome: Outcome, *, agreed: bool, objection: str = "", actor: Acting, at: datetime
) -> Confirmation | None:
    """Agree to an outcome that the other side recorded, or say what is not so. Only agreement makes it count.

    Returns
    -------
    Confirmation
        What settles the claim; None where it was not agreed.

    Raises
    ------
    Problem
        Where one would agree to one's own words, it was answered already, or the objection is missing.
    """
    held = hold(outcome.claim.milestone.commitment_id)
    party_only(held, actor)
    present = Outcome.objects.select_related("by").get(pk=outcome.pk)
    _refuse_own(present, actor)
    if present.agreed is not None:
        raise problem(
            "outcome-answered",
            "Ce résultat a déjà reçu une réponse. Rechargez la page pour la lire.",
            "This outcome was answered already. Load the page again to read it.",
        )
    if not agreed and not written(objection):
        raise objection_missing()
    present.answered_by, present.answered_on, present.agreed = actor.post, at.date(), agreed
    present.objection = "" if agreed else written(objection)
    present.save(update_fields=["answered_by", "answered_on", "agreed", "objection"])
    made = _settle(present, actor, at) if agreed else None
    tell_outcome_answered(held, present, at)
    tell_by_link(held, actor, at)
    record(
        "commitments.answer_outcome",
        held,
        actor=actor,
        at=at,
        agreed=agreed,
        by_link=came_by_link(actor),
        **_about(present),
    )
    follow_one(held, at.date())
    return made


def _settle(outcome: Outcome, actor: Acting, at: datetime) -> Confirmation:
    claim = outcome.claim
    return Confirmation.objects.create(
        claim=claim,
        number=claim.confirmations.count() + 1,
        answer=outcome.answer,
        reason=outcome.words,
        by=outcome.by,
        on=at.date(),
        settles=True,
        agreed_by=actor.post,
    )


def _refuse_own(outcome: Outcome, actor: Acting) -> None:
    if outcome.by_id == actor.post_id:
        raise problem(
            "outcome-own",
            "Vous avez inscrit ce résultat : c'est à l'autre partie d'y donner son accord.",
            "You recorded this outcome: it is for the other side to agree to it.",
        )


def _about(outcome: Outcome) -> dict[str, object]:
    return {"milestone": outcome.claim.milestone.position, "number": outcome.claim.number, "answer": outcome.answer}


def objection_missing() -> Problem:
    """Who does not agree says what is not so."""
    return problem(
        "objection-missing",
        "Écrivez ce qui ne vous convient pas : l'autre partie le lit.",
        "Write what you do not agree to: the other side reads it.",
    )
