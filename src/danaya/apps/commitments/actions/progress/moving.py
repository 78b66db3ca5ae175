"""A milestone's date: the owner asks to move it with a reason, the counterpart agrees or not; the date first promised stays visible."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.commitments.actions.progress.settling import objection_missing
from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import DateChange, Milestone
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import (
    Acting,
    came_by_link,
    counterpart_only,
    hold,
    owner_only,
    written,
)
from danaya.apps.commitments.progress.standing import OWED, states_of
from danaya.apps.commitments.progress.tidings import tell_by_link, tell_move, tell_move_answered
from danaya.base.journal.entries import record
from danaya.engines.followup import State


@transaction.atomic
def ask_move(milestone: Milestone, *, due: date, reason: str, actor: Acting, at: datetime) -> DateChange:
    """Ask for another date of a milestone. Nothing moves before the counterpart agrees.

    Raises
    ------
    Problem
        Where the commitment is not in force, somebody else acts, the milestone is claimed or confirmed, another change waits for an
        answer, the date is past, before the milestone begins or the present one, or the reason is missing.
    """
    held = hold(milestone.commitment_id)
    owner_only(held, actor)
    present = Milestone.objects.get(pk=milestone.pk)
    if states_of(held, at.date()).get(str(milestone.pk), State.OPEN) not in OWED:
        raise problem(
            "move-claimed",
            "Ce jalon est déclaré : sa date ne se reporte plus.",
            "This milestone is claimed: its date is not put off any more.",
        )
    if present.changes.filter(agreed=None).exists():
        raise problem(
            "move-open",
            "Un changement de date attend déjà la réponse de la contrepartie. Rechargez la page pour le lire.",
            "A change of date waits for the counterpart's answer already. Load the page again to read it.",
        )
    _refuse_day(present, due, at.date())
    if not written(reason):
        raise problem(
            "move-reason",
            "Écrivez pourquoi la date change : la raison reste lisible à côté de la date.",
            "Write why the date changes: the reason stays readable beside the date.",
        )
    made = DateChange.objects.create(
        milestone=present,
        number=present.changes.count() + 1,
        before=present.due,
        due=due,
        reason=written(reason),
        by=actor.post,
        on=at.date(),
    )
    tell_move(held, made, at)
    tell_by_link(held, actor, at)
    record("commitments.ask_move", held, actor=actor, at=at, by_link=came_by_link(actor), **_about(made))
    follow_one(held, at.date())
    return made


def _refuse_day(milestone: Milestone, due: date, today: date) -> None:
    if due == milestone.due:
        raise problem(
            "move-same",
            "Ce jalon est déjà promis pour ce jour. Donnez une autre date.",
            "This milestone is promised for that day already. Give another date.",
        )
    if due < max(today, milestone.starts):
        raise problem(
            "move-past",
            "Donnez une date à partir du {first}.",
            "Give a date from {first} on.",
            first=f"{max(today, milestone.starts):%d/%m/%Y}",
        )


@transaction.atomic
def answer_move(change: DateChange, *, agreed: bool, objection: str = "", actor: Acting, at: datetime) -> DateChange:
    """Agree to a change of date, or say why not. Agreed, the milestone is promised for the new date; the first one stays on show.

    Raises
    ------
    Problem
        Where the commitment is not in force, somebody else acts, it was answered already, or the objection is missing.
    """
    held = hold(change.milestone.commitment_id)
    counterpart_only(held, actor)
    present = DateChange.objects.select_related("milestone").get(pk=change.pk)
    if present.agreed is not None:
        raise problem(
            "move-answered",
            "Ce changement de date a déjà reçu une réponse. Rechargez la page pour la lire.",
            "This change of date was answered already. Load the page again to read it.",
        )
    if not agreed and not written(objection):
        raise objection_missing()
    present.answered_by, present.answered_on, present.agreed = actor.post, at.date(), agreed
    present.objection = "" if agreed else written(objection)
    present.save(update_fields=["answered_by", "answered_on", "agreed", "objection"])
    if agreed:
        Milestone.objects.filter(pk=present.milestone_id).update(due=present.due)
    tell_move_answered(held, present, at)
    tell_by_link(held, actor, at)
    record(
        "commitments.answer_move",
        held,
        actor=actor,
        at=at,
        agreed=agreed,
        by_link=came_by_link(actor),
        **_about(present),
    )
    follow_one(held, at.date())
    return present


def _about(change: DateChange) -> dict[str, object]:
    return {
        "milestone": change.milestone.position,
        "before": change.before.isoformat(),
        "due": change.due.isoformat(),
    }
