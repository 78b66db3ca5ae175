"""Sums over the commitments of a side: counts below eight, a share from eight on, on the plan's page and in the month's digest alike."""

import re
from datetime import date

import pytest
from django.urls import reverse

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Answer, Body
from danaya.apps.commitments.progress.digests import tell_month
from danaya.apps.commitments.sums import Sum, sums_by
from danaya.apps.commitments.telling.director import counts_of
from danaya.apps.notices.models import Notice
from tests.apps.commitments.factories import AT, TODAY, Parties, answered, claimed, make_parties
from tests.apps.dialogue.desks import sign_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


def plan_of(customs: int, private: int) -> Parties:
    """A plan with so many commitments of each side; of the first: one milestone confirmed, one contested, one confirmed after it was not."""
    parties = make_parties()
    for place in range(customs + private):
        parties.commitment(by_private=place >= customs)
    steps = list(parties.plan.commitments.get(number=1).milestones.order_by("position"))
    answered(claimed(steps[0], date(2026, 2, 2)))
    answered(claimed(steps[1], date(2026, 2, 2)), Answer.CONTESTED)
    answered(claimed(steps[2], date(2026, 2, 2)), Answer.CONTESTED)
    answered(claimed(steps[2], date(2026, 3, 2)))
    follow_one(steps[0].commitment, TODAY)
    Body.objects.create(
        plan=parties.plan, organisation=parties.customs.post.organisation, signatory=parties.customs.post
    )
    return parties


def standing(parties: Parties) -> str:
    """What the plan's page says between its first two headings."""
    page = words(sign_in(parties.private).get(reverse("commitments:plan", args=[parties.plan.pk])))
    return page.partition("Où en sont les engagements")[2].partition("À propos de ce plan")[0]


@pytest.mark.parametrize(
    ("customs", "private", "said", "never"),
    [
        # Both sides alike: where one has too few, neither gets a share.
        (7, 8, ("3 jalons sur 21", "2 jalons sur 21", "0 jalon sur 24"), r"\d\s?%"),
        # One of eight wholly claimed is 12,5 %, rounded to the even.
        (8, 8, ("déclaré 12 %", "confirmé 9 %"), r"jalons? sur"),
    ],
)
def test_plan_page_tells_counts_below_eight_of_a_side(customs, private, said, never):
    shown = standing(plan_of(customs, private))
    assert all(one in shown for one in said), shown
    assert not re.search(never, shown)


@pytest.mark.parametrize(
    ("customs", "told"), [(7, "déclaré 3 jalons sur 21, confirmé 2 jalons sur 21"), (8, "déclaré 12 %, confirmé 9 %")]
)
def test_digest_tells_counts_below_eight_of_a_body(customs, told):
    parties = plan_of(customs, 1)
    tell_month(parties.plan, AT)
    body = Notice.objects.get(post=parties.customs.post, kind="commitments.digest").body["fr"].replace("\u00a0", " ")
    assert told in body


def test_one_rule_counts_milestones_for_page_digest_and_director():
    parties = plan_of(1, 1)
    by_side = sums_by(parties.plan.commitments.all(), "owner__organisation__side")
    assert (by_side["customs"].commitments, by_side["customs"].steps.claimed, by_side["customs"].steps.confirmed) == (
        1,
        3,
        2,
    )
    told = counts_of(parties.plan)
    assert (told.milestones, told.claimed, told.confirmed) == (6, 3, 2)
    assert Sum(8, 50.0, 25.0).amounts("en") == ("50%", "25%")
    assert by_side["private"].amounts("en") == ("0 milestones of 3", "0 milestones of 3")
