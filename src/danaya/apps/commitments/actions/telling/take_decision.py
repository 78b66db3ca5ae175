"""The director decides: the option chosen, its date, the *note de service*; then what became of it is written down."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.commitments.models import Decision
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.telling.tidings import tell_decided
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def take_decision(
    decision: Decision,
    *,
    chosen: int,
    decided_on: date,
    reference: str = "",
    follow_up: str = "",
    remark: str = "",
    actor: Tenure,
    at: datetime,
) -> Decision:
    """Keep the decision; taking it anew replaces it, and the journal keeps both.

    Raises
    ------
    Problem
        Where the option does not exist, the date lies ahead, or the question was taken back.
    """
    held = locked(Decision.objects).get(pk=decision.pk)
    _refuse_unfit(held, chosen, decided_on, at.date())
    if held.follow_up != follow_up:
        held.followed_on = None
    held.chosen, held.decided_on, held.decided_by = chosen, decided_on, actor.post
    held.reference, held.follow_up, held.remark = reference, follow_up, remark
    held.save()
    tell_decided(held, at)
    record(
        "commitments.take_decision",
        held,
        actor=actor,
        at=at,
        chosen=chosen,
        decided_on=decided_on.isoformat(),
        reference=reference,
    )
    return held


def _refuse_unfit(held: Decision, chosen: int, decided_on: date, today: date) -> None:
    if held.dropped_on is not None:
        raise problem(
            "decision-dropped",
            "Cette question a été retirée depuis que vous avez ouvert la page : il n'y a plus rien à décider ici.",
            "This question was taken back since you opened the page: there is nothing left to decide here.",
        )
    if not 0 <= chosen < len(held.options):
        raise problem("decision-option", "Choisissez une des options.", "Choose one of the options.")
    if decided_on > today:
        raise problem(
            "decision-ahead",
            "Indiquez la date où la décision a été prise : elle ne peut pas être à venir.",
            "Give the date the decision was taken: it cannot lie ahead.",
        )


@transaction.atomic
def follow_up_decision(
    decision: Decision, *, follow_up: str, reference: str = "", actor: Tenure, at: datetime
) -> Decision:
    """Write down what became of a decision, and the reference of its *note de service* where it came later.

    Raises
    ------
    Problem
        Where nothing was decided yet, nothing is written, or the *note de service* has another reference already.
    """
    held = locked(Decision.objects).get(pk=decision.pk)
    if not held.is_taken:
        raise problem(
            "follow-up-too-early",
            "La décision n'est pas prise : sa suite s'écrira après.",
            "The decision is not taken: what follows it is written afterwards.",
        )
    if not follow_up.strip():
        raise problem("follow-up-empty", "Écrivez ce qui a été fait.", "Write what was done.")
    if reference and held.reference and reference != held.reference:
        raise problem(
            "follow-up-reference",
            "La note de service porte déjà la référence {held}. Seul le directeur la change, en modifiant sa décision.",
            "The note de service has the reference {held} already. Only the director changes it, by changing the decision.",
            held=held.reference,
        )
    held.follow_up, held.followed_on = follow_up.strip(), at.date()
    held.reference = held.reference or reference
    held.save(update_fields=["follow_up", "followed_on", "reference"])
    record("commitments.follow_up_decision", held, actor=actor, at=at, reference=held.reference)
    return held
