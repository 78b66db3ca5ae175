"""The three questions: done since last time, what is in the way, next step and its date. Nothing in it binds anybody."""

from datetime import date, datetime

from django.db import transaction

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Commitment, Update
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import Acting, came_by_link, hold, owner_only, written
from danaya.apps.commitments.progress.tidings import tell_help_wanted
from danaya.base.journal.entries import record
from danaya.engines.followup import Help

MOST_A_DAY = 5
"""Updates of one commitment in a day: who has the link alone fills no page."""


@transaction.atomic
def post_update(
    commitment: Commitment,
    *,
    done: str = "",
    obstacle: str = "",
    help: str = "",  # noqa: A002 - the field's name
    next_step: str = "",
    next_on: date | None = None,
    actor: Acting,
    at: datetime,
) -> Update:
    """Keep what the owner answers; one of the three may be empty, not all. The same answers sent twice are one update.

    Raises
    ------
    Problem
        Where the commitment is not in force, somebody else acts, all three are empty, the next step lies in the past, or there were
        five updates today.
    """
    held = hold(commitment.pk)
    owner_only(held, actor)
    said = {"done": written(done), "obstacle": written(obstacle), "next_step": written(next_step)}
    if not any(said.values()):
        raise problem(
            "update-empty",
            "Répondez à l'une au moins des trois questions.",
            "Answer at least one of the three questions.",
        )
    if next_on is not None and next_on < at.date():
        raise problem(
            "update-past",
            "Donnez pour la prochaine étape une date à partir d'aujourd'hui.",
            "Give a date from today on for the next step.",
        )
    of_today = held.updates.filter(on=at.date())
    facts = {**said, "help": help if help in set(Help) else "", "next_on": next_on, "by": actor.post}
    twice = of_today.filter(**facts).first()
    if twice is not None:
        return twice
    if of_today.count() >= MOST_A_DAY:
        raise problem(
            "update-enough",
            "Cet engagement a déjà cinq points d'étape aujourd'hui. Écrivez la suite demain.",
            "This commitment has five updates today already. Write the rest tomorrow.",
        )
    made = Update.objects.create(commitment=held, on=at.date(), by_link=came_by_link(actor), **facts)
    record("commitments.post_update", held, actor=actor, at=at, by_link=made.by_link, help=made.help)
    if made.help:
        tell_help_wanted(held, at)
    follow_one(held, at.date())
    return made
