"""What is computed once a vote has ended and been counted: groups of opinion, which take a while."""

from datetime import datetime

from django.urls import reverse

from danaya.apps.dialogue.models import Poll
from danaya.apps.dialogue.votes.opinions import enough_voters, keep_opinions, opinions_at_end
from danaya.base.jobs.work import Work, enqueue, job

OPINIONS_JOB = "dialogue.opinions"

DIVIDED = {"fr": "Les votes sont rapprochés par opinion.", "en": "Votes are brought together by opinion."}


def ask_opinions(poll: Poll, at: datetime) -> None:
    """Ask for the groups of opinion of a vote that has just ended; under a hundred voters there are none."""
    if enough_voters(poll):
        enqueue(OPINIONS_JOB, owner=None, at=at, poll_id=str(poll.pk))


@job(OPINIONS_JOB, title={"fr": "Groupes d'opinion", "en": "Groups of opinion"})
def opinions(work: Work, *, poll_id: str) -> str:
    """Divide the voters of a vote by opinion; return the address of the page that shows it."""
    poll = Poll.objects.get(pk=poll_id)
    work.step(1, 1, DIVIDED)
    found = opinions_at_end(poll)
    work.result = reverse("dialogue:measures", args=[poll.consultation_id])
    with work.finish():
        keep_opinions(poll, found)
    return work.result
