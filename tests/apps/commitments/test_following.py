"""Where commitments stand: claimed and confirmed side by side, silence never a yes, numbers of queries that do not grow."""

from datetime import date, timedelta

import pytest

from danaya.apps.commitments.facts import fact_of, facts_of
from danaya.apps.commitments.following import follow, follow_one, follow_plan
from danaya.apps.commitments.models import Answer, Commitment, DateChange, Followed, HelpOffer
from danaya.apps.people.models import Tenure
from tests.apps.commitments.factories import TODAY, answered, claimed, make_parties

pytestmark = pytest.mark.django_db


def steps(commitment):
    return list(commitment.milestones.order_by("position"))


def test_claimed_and_confirmed_stand_apart():
    commitment = make_parties().commitment()
    first, second, _third = steps(commitment)
    answered(claimed(first, date(2026, 2, 20)))
    answered(claimed(second, date(2026, 5, 28)), Answer.PART)
    follow_one(commitment, TODAY)
    said = Followed.objects.get(commitment=commitment)
    assert (said.claimed, said.confirmed) == (50, 35)
    assert not said.contested
    assert said.late  # what was confirmed in part only is owed since 1 June


def test_silence_is_never_a_yes():
    commitment = make_parties().commitment()
    claimed(steps(commitment)[0], date(2026, 2, 20))
    follow_one(commitment, TODAY)
    said = Followed.objects.get(commitment=commitment)
    assert (said.claimed, said.confirmed, said.waiting_since) == (20, 0, date(2026, 2, 20))
    assert "unconfirmed" in [reason for reason, *_rest in said.stalls]


def test_an_owner_who_waits_for_the_others_word_is_asked_for_no_update():
    commitment = make_parties().commitment()
    first, second, third = steps(commitment)
    asked = []
    for milestone in (first, second, third):
        claim = claimed(milestone, date(2026, 9, 1))
        follow_one(commitment, TODAY)
        asked.append(Followed.objects.get(commitment=commitment).next_update is not None)
    answered(claim, Answer.CONTESTED)
    follow_one(commitment, TODAY)
    assert asked == [True, True, False]
    assert Followed.objects.get(commitment=commitment).next_update, "contested, it has the next step again"


def test_a_move_that_nobody_agreed_to_moves_nothing():
    commitment = make_parties().commitment()
    last = steps(commitment)[-1]
    change = DateChange.objects.create(
        milestone=last, number=1, before=last.due, due=date(2027, 3, 1), reason="Crue", by=commitment.owner, on=TODAY
    )
    assert fact_of(commitment, TODAY).due == date(2026, 12, 15)
    DateChange.objects.filter(pk=change.pk).update(agreed=True, answered_on=TODAY)
    fact = fact_of(commitment, TODAY)
    assert (fact.due, fact.first_due) == (date(2027, 3, 1), date(2026, 12, 15))


def test_a_post_without_holder_is_told_since_when():
    parties = make_parties()
    commitment = parties.commitment()
    Tenure.objects.filter(pk=parties.customs.pk).update(until=date(2026, 10, 1))
    assert fact_of(commitment, TODAY).vacant_since == date(2026, 10, 1)


def test_queries_do_not_grow_with_the_plan(django_assert_num_queries):
    parties = make_parties()
    for _each in range(6):
        first, second, _third = steps(parties.commitment())
        for step in (first, second):
            answered(claimed(step, step.due))
    rows = list(Commitment.objects.select_related("owner__organisation"))
    with django_assert_num_queries(7):
        facts_of(rows, TODAY)
    with django_assert_num_queries(10):
        follow(rows, TODAY)
    follow_plan(parties.plan, TODAY)
    dates = set(Followed.objects.values_list("p50", flat=True))
    assert dates == {date(2026, 12, 15)}  # twelve closed milestones took the days planned


def test_help_offered_again_gives_no_fortnight_more():
    parties = make_parties()
    commitment = parties.commitment()
    follow_one(commitment, TODAY)
    assert Followed.objects.get(commitment=commitment).step == "offer-help"
    for days in (15, 3):
        HelpOffer.objects.create(commitment=commitment, by=parties.customs.post, on=TODAY - timedelta(days=days))
    follow_one(commitment, TODAY)
    assert Followed.objects.get(commitment=commitment).step == "escalate"
