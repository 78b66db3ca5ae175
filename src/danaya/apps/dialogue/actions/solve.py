"""From problem to solution: add causes and options, rate options, choose one."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from danaya.apps.dialogue.models import Cause, Expectation, Option, Rating
from danaya.apps.dialogue.problems import problem
from danaya.apps.dialogue.queries import rated_by_both
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem, Text

Added = TypeVar("Added", Cause, Option)


@transaction.atomic
def add_contribution(kind: type[Added], expectation: Expectation, text: Text, *, actor: Tenure, at: datetime) -> Added:
    """Add a cause or an option to an expectation that both sides see.

    Raises
    ------
    Problem
        Where the expectation is not shown, or an option was chosen already.
    """
    held = _still_open(expectation.pk)
    made = kind.objects.create(expectation=held, text=dict(text), by=actor.post, on=at.date())
    record(f"dialogue.add_{kind._meta.model_name}", held, actor=actor, at=at, added=str(made.pk))
    return made


def _still_open(key: UUID) -> Expectation:
    """Return the expectation, locked, as long as no option was chosen for it."""
    held = locked(Expectation.objects).get(pk=key)
    if not held.is_votable or Option.objects.filter(expectation=held, chosen_on__isnull=False).exists():
        raise _closed()
    return held


def _closed() -> Problem:
    return problem(
        "solution-closed",
        "Une option a déjà été retenue pour cette attente, ou elle n'est plus en discussion.",
        "An option has been chosen for this expectation already, or it is no longer discussed.",
    )


@transaction.atomic
def rate_option(option: Option, *, effect: int, feasibility: int, actor: Tenure, at: datetime) -> Rating:
    """Keep what a post thinks of an option; rating anew replaces it until both sides' ratings are seen.

    Raises
    ------
    Problem
        Where both sides have rated: a rating seen by the other no longer changes; where an option was chosen already.
    """
    _still_open(option.expectation_id)
    held = locked(Option.objects).get(pk=option.pk)
    own = Rating.objects.filter(option=held, post=actor.post)
    if own.exists() and rated_by_both([held])[held.pk]:
        raise problem(
            "rating-seen",
            "Les deux côtés ont noté cette option et voient les notes : elles ne changent plus.",
            "Both sides have rated this option and see the ratings: they no longer change.",
        )
    rating, _new = Rating.objects.update_or_create(
        option=held, post=actor.post, defaults={"effect": effect, "feasibility": feasibility}
    )
    record("dialogue.rate_option", held, actor=actor, at=at)
    return rating


@transaction.atomic
def choose_option(option: Option, *, actor: Tenure, at: datetime) -> Option:
    """Go on with one option: it is ready to become a commitment.

    Raises
    ------
    Problem
        Where a side has not rated it, another was chosen, or the expectation is no longer discussed.
    """
    if not locked(Expectation.objects).get(pk=option.expectation_id).is_votable:
        raise _closed()
    held = locked(Option.objects).get(pk=option.pk)
    if not rated_by_both([held])[held.pk]:
        raise problem(
            "option-unrated",
            "Les deux côtés notent cette option avant qu'elle soit retenue.",
            "Both sides rate this option before it is chosen.",
        )
    if Option.objects.filter(expectation=held.expectation_id, chosen_on__isnull=False).exists():
        raise problem(
            "option-chosen",
            "Une option a déjà été retenue pour cette attente.",
            "An option has been chosen for this expectation already.",
        )
    held.chosen_on, held.chosen_by = at.date(), actor.post
    held.save(update_fields=["chosen_on", "chosen_by"])
    record("dialogue.choose_option", held, actor=actor, at=at)
    return held
