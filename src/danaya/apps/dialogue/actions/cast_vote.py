"""Vote on an expectation, change it, mark what matters most."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists

from danaya.apps.dialogue.models import Expectation, Opinion, Poll, Star, State, Vote, Voter
from danaya.apps.dialogue.models.votes import MOST_STARS
from danaya.apps.dialogue.problems import not_voting, problem
from danaya.apps.dialogue.votes.polls import vote_beside_others
from danaya.base.locks import locked


def cast_vote(voter: Voter, expectation: Expectation, opinion: Opinion) -> None:
    """Keep the voter's present opinion; see :func:`cast_vote_on`."""
    cast_vote_on(voter, expectation.pk, opinion)


@transaction.atomic
def cast_vote_on(voter: Voter, expectation: UUID, opinion: Opinion) -> None:
    """Keep the voter's present opinion: a second vote on the same expectation takes the place of the first.

    Nobody is recorded and no moment is kept. Two statements in one short transaction: a thousand may vote at once.

    Raises
    ------
    Problem
        Where voting is closed, or the expectation is not voted on.
    """
    vote_beside_others(voter.consultation_id)
    votable = Expectation.objects.filter(
        pk=expectation, consultation=voter.consultation_id, state=State.CLEARED, merged_into=None
    )
    open_polls = Poll.objects.filter(consultation=voter.consultation_id, closed_on=None)
    poll = open_polls.annotate(votable=Exists(votable)).values("number", "votable").first()
    if poll is None:
        raise not_voting()
    if not poll["votable"]:
        raise problem(
            "not-votable",
            "Cette attente n'est plus soumise au vote.",
            "This expectation is no longer voted on.",
        )
    Vote.objects.bulk_create(
        [Vote(voter=voter, expectation_id=expectation, opinion=opinion, poll=poll["number"])],
        update_conflicts=True,
        unique_fields=["voter", "expectation"],
        update_fields=["opinion", "poll"],
    )


@transaction.atomic
def give_stars(voter: Voter, expectations: list[Expectation]) -> list[Star]:
    """Mark what matters most to the voter: at most three, in place of those marked before.

    Raises
    ------
    Problem
        Where voting is closed or there are more than three.
    """
    vote_beside_others(voter.consultation_id)
    poll = open_poll(voter)
    if len({expectation.pk for expectation in expectations}) > MOST_STARS:
        raise problem(
            "stars",
            "Choisissez au plus trois attentes.",
            "Choose three expectations at most.",
        )
    # A lock on the voter: two tabs of one telephone cannot give six.
    locked(Voter.objects).get(pk=voter.pk)
    wanted = [one for one in expectations if one.consultation_id == voter.consultation_id and one.is_votable]
    voter.stars.filter(given=True).exclude(expectation__in=wanted).update(given=False, poll=poll.number)
    for expectation in wanted:
        star, new = Star.objects.get_or_create(voter=voter, expectation=expectation, defaults={"poll": poll.number})
        if not (new or star.given):
            star.given, star.poll = True, poll.number
            star.save(update_fields=["given", "poll"])
    return list(voter.stars.filter(given=True))


def open_poll(voter: Voter) -> Poll:
    """Return the vote that is open in the voter's consultation."""
    poll = Poll.objects.filter(consultation=voter.consultation_id, closed_on=None).first()
    if poll is None:
        raise not_voting()
    return poll
