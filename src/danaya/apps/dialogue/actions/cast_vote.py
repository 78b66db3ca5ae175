"""Vote on an expectation, change it, mark what matters most."""

from django.db import transaction

from danaya.apps.dialogue.models import Expectation, Opinion, Poll, Star, Vote, Voter
from danaya.apps.dialogue.models.votes import MOST_STARS
from danaya.apps.dialogue.problems import not_voting, problem


@transaction.atomic
def cast_vote(voter: Voter, expectation: Expectation, opinion: Opinion) -> Vote:
    """Keep the voter's present opinion: a second vote on the same expectation takes the place of the first.

    Nobody is recorded and no moment is kept.

    Raises
    ------
    Problem
        Where voting is closed, or the expectation is not voted on.
    """
    poll = open_poll(voter)
    if expectation.consultation_id != voter.consultation_id or not expectation.is_votable:
        raise problem(
            "not-votable",
            "Cette attente n'est plus soumise au vote.",
            "This expectation is no longer voted on.",
        )
    vote, _new = Vote.objects.update_or_create(
        voter=voter, expectation=expectation, defaults={"opinion": opinion, "poll": poll.number}
    )
    return vote


@transaction.atomic
def give_stars(voter: Voter, expectations: list[Expectation]) -> list[Star]:
    """Mark what matters most to the voter: at most three, in place of those marked before.

    Raises
    ------
    Problem
        Where voting is closed or there are more than three.
    """
    poll = open_poll(voter)
    if len({expectation.pk for expectation in expectations}) > MOST_STARS:
        raise problem(
            "stars",
            "Choisissez au plus trois attentes.",
            "Choose three expectations at most.",
        )
    # A lock on the voter: two tabs of one telephone cannot give six.
    Voter.objects.select_for_update().get(pk=voter.pk)
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
