"""Lead a consultation from one phase to the next; where voting ends, it is counted."""

from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.models import Consultation, Phase, Poll
from danaya.apps.dialogue.models.consultations import NEXT_PHASES, VOTES
from danaya.apps.dialogue.problems import problem, readers_missing
from danaya.apps.dialogue.tidings import tell_phase
from danaya.apps.dialogue.votes.closing import ask_opinions
from danaya.apps.dialogue.votes.counting import count_poll
from danaya.apps.dialogue.votes.polls import wait_for_votes
from danaya.apps.people.models import Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def move_phase(consultation: Consultation, to: Phase, *, actor: Tenure, at: datetime) -> Consultation:
    """Begin phase ``to``. Voting opens with it or ends with it: results are counted then and at no other time.

    Raises
    ------
    Problem
        Where the present phase is not followed by that one, or a side has nobody who reads.
    """
    held = locked(Consultation.objects).get(pk=consultation.pk)
    refuse_leap(held, to)
    was_voting = held.is_voting
    held.phase = to
    held.save(update_fields=["phase"])
    if was_voting and to not in VOTES:
        end_poll(held, at)
    elif to in VOTES and not was_voting:
        Poll.objects.create(consultation=held, number=held.polls.count() + 1, opened_on=at.date())
    tell_phase(held, at)
    record("dialogue.move_phase", held, actor=actor, at=at, phase=str(to))
    return held


def refuse_leap(held: Consultation, to: Phase) -> None:
    """Refuse a phase that does not follow, and a beginning without readers of both sides."""
    if to not in NEXT_PHASES[held.phase]:
        raise problem(
            "phase",
            "La consultation n'est plus dans cette phase. Rechargez la page pour voir où elle en est.",
            "The consultation is no longer in that phase. Load the page again to see where it stands.",
        )
    sides = set(held.readers.values_list("organisation__side", flat=True))
    if not {Side.CUSTOMS, Side.PRIVATE} <= sides:
        raise readers_missing()


def end_poll(held: Consultation, at: datetime) -> Poll:
    """Close the open vote and keep what may be shown of it."""
    wait_for_votes(held.pk)
    poll = locked(Poll.objects).get(consultation=held, closed_on=None)
    poll.closed_on = at.date()
    poll.tally = count_poll(poll).plain()
    poll.save(update_fields=["closed_on", "tally"])
    ask_opinions(poll, at)
    return poll
