"""Groups of opinion: computed once after a vote of a hundred people, kept without anybody and without a number of people."""

import json

import pytest

from danaya.apps.dialogue.models import Poll, Vote, Voter
from danaya.apps.dialogue.votes.opinions import OpinionView, keep_opinions, opinions_at_end, opinions_kept
from danaya.apps.dialogue.votes.results import results_of
from danaya.apps.people.models import Side
from danaya.base.jobs.models import Job, State
from danaya.base.jobs.queue import perform
from tests.apps.dialogue.factories import AT
from tests.apps.dialogue.voted import Ballots, make_ballots

pytestmark = pytest.mark.django_db


def two_minds(people: int, texts: int = 8) -> Ballots:
    """People of both sides of whom half agree with the even expectations only, the others with the odd ones."""
    ballots = make_ballots()
    shown = [ballots.room.shown(f"Attente {place}.") for place in range(texts)]
    halves = [ballots.group(side, people // 2) for side in (Side.CUSTOMS, Side.PRIVATE)]
    voters = [voter for half in halves for voter in half]
    Vote.objects.bulk_create(
        Vote(
            voter=voter,
            expectation=one,
            opinion=1 if place % 2 == mind % 2 else -1 if (place + mind) % 7 else 0,
            poll=1,
        )
        for mind, voter in enumerate(voters)
        for place, one in enumerate(shown)
    )
    return ballots


def work_off() -> Job:
    job = Job.objects.get(kind="dialogue.opinions")
    perform.func(str(job.pk))
    job.refresh_from_db()
    return job


def test_hundred_people_are_divided_after_the_vote_by_a_job():
    ballots = two_minds(120)
    ballots.end()
    assert opinions_kept(Poll.objects.get()) is None
    assert work_off().state == State.DONE
    view = results_of(ballots.room.consultation).opinions
    assert [share for share, _ in view.groups] == [50, 50]
    for _share, statements in view.groups:
        assert statements
        assert {stance for _key, stance in statements} <= {"agree", "disagree"}
    texts = {str(one.pk) for one in ballots.room.consultation.expectations.all()}
    assert {key for _share, statements in view.groups for key, _stance in statements} <= texts
    assert [k for k, *_ in view.divisions] == [2, 3, 4, 5]


def test_fewer_than_a_hundred_people_have_none():
    two_minds(98).end()
    assert not Job.objects.filter(kind="dialogue.opinions").exists()


def test_nothing_that_is_kept_leads_to_a_voter_or_counts_people():
    ballots = two_minds(122)
    ballots.end()
    work_off()
    kept = Poll.objects.get().tally["opinions"]
    plain = json.dumps(kept)
    assert not any(str(voter.pk) in plain or voter.key in plain for voter in Voter.objects.all())
    assert set(kept) == {"as_of", "groups", "divisions"}
    assert kept["as_of"] == 1
    assert [share for share, _statements in kept["groups"]] == [50, 50]
    assert [k for k, *_figures in kept["divisions"]] == [2, 3, 4, 5]


def test_groups_stand_until_five_voters_have_changed():
    ballots = two_minds(120)
    ballots.end()
    work_off()
    first = opinions_kept(Poll.objects.get(number=1))
    ballots.again()
    everyone = Voter.objects.order_by("key")
    Vote.objects.filter(voter__in=everyone[:4]).update(opinion=1, poll=2)
    ballots.end()
    second = Poll.objects.get(number=2)
    assert opinions_at_end(second) == first
    Vote.objects.filter(voter__in=everyone[:5]).update(opinion=1, poll=2)
    assert opinions_at_end(second).as_of == 2


def test_groups_are_held_against_those_shown_last_in_whichever_vote():
    ballots = two_minds(120)
    ballots.end()
    work_off()
    first = opinions_kept(Poll.objects.get(number=1))
    for _ in range(2):  # whose job never came to run
        ballots.again()
        ballots.end()
    Vote.objects.filter(voter=Voter.objects.first()).update(opinion=1, poll=3)
    assert opinions_kept(Poll.objects.get(number=2)) is None
    assert opinions_at_end(Poll.objects.get(number=3)) == first


def test_votes_changed_before_the_job_ran_are_not_told_as_those_of_the_former_vote():
    ballots = two_minds(120)
    ballots.end()
    ballots.again()
    Vote.objects.filter(voter=Voter.objects.first()).update(opinion=1, poll=2)
    assert opinions_at_end(Poll.objects.get(number=1)) is None


def test_opinions_stand_beside_the_tally_and_come_back_whole():
    ballots = two_minds(20)
    ballots.end()
    poll = Poll.objects.get()
    view = OpinionView(1, ((60, (("a", "agree"),)), (40, ())), ((2, 0.5, 0.9, 0.8),))
    keep_opinions(poll, view)
    poll.refresh_from_db()
    assert opinions_kept(poll) == view
    assert poll.tally["voters"] == {"customs": 10, "private": 10}
    assert poll.closed_on == AT.date()
