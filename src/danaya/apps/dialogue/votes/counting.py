"""From rows of votes to a tally."""

from collections import Counter

from danaya.apps.dialogue.models import Consultation, Grouping, Poll, Star, Vote, Voter
from danaya.apps.dialogue.votes.tally import CastVote, GivenStar, Tally, count_votes
from danaya.apps.people.models import Organisation, Side


def count_poll(poll: Poll) -> Tally:
    """Return what may be shown once ``poll`` has ended."""
    consultation = poll.consultation
    group_of = groups_of_voters(consultation)
    votes = Vote.objects.filter(voter__consultation=consultation, expectation__merged_into=None)
    stars = Star.objects.filter(voter__consultation=consultation, expectation__merged_into=None)
    return count_votes(
        (
            CastVote(group_of[voter], str(expectation), opinion, number)
            for voter, expectation, opinion, number in votes.values_list(
                "voter_id", "expectation_id", "opinion", "poll"
            ).iterator()
        ),
        (
            GivenStar(group_of[voter], str(voter), str(expectation), given, number)
            for voter, expectation, given, number in stars.values_list(
                "voter_id", "expectation_id", "given", "poll"
            ).iterator()
        ),
        Counter(group_of[voter] for voter in votes.values_list("voter_id", flat=True).distinct()),
        declared_groups(consultation),
        poll=poll.number,
        before=shown_before(consultation),
    )


def shown_before(consultation: Consultation) -> Tally:
    """Return each figure as it was shown last, in whichever vote that was; empty before the first vote ended.

    An expectation merged for the time of a vote has no figure in it. The one it had before is still read on its own vote's page, so it is
    what a new figure is held against.
    """
    ended = consultation.polls.filter(closed_on__isnull=False).order_by("number")
    found = Tally()
    for tally in ended.values_list("tally", flat=True):
        found = found.followed_by(Tally.from_plain(tally))
    return found


def group_key(consultation: Consultation, side: str, organisation: object | None) -> str:
    """Return the group of a voter; one without organisation counts for the side."""
    by_body = consultation.grouping == Grouping.BODIES and organisation is not None
    return str(organisation) if by_body else side


def groups_of_voters(consultation: Consultation) -> dict[object, str]:
    """Return the group of each voter."""
    rows = Voter.objects.filter(consultation=consultation).values_list("pk", "side", "organisation_id")
    return {voter: group_key(consultation, side, organisation) for voter, side, organisation in rows}


def declared_groups(consultation: Consultation) -> list[str]:
    """Return the groups that votes are counted for: both sides, or the bodies whose people may vote and did."""
    sides = [str(Side.CUSTOMS), str(Side.PRIVATE)]
    if consultation.grouping == Grouping.SIDES:
        return sides
    present = set(groups_of_voters(consultation).values())
    bodies = Organisation.objects.filter(side__in=sides).order_by("side", "acronym").values_list("pk", flat=True)
    return [key for key in [*sides, *map(str, bodies)] if key in present]
