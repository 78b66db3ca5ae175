"""What the home page says of the plan: what is promised stays in sight while the next plan is written."""

from datetime import date

import pytest
from django.urls import reverse

from danaya.apps.commitments.models import CommitmentState, PlanState
from danaya.apps.commitments.stage import cards
from danaya.base.slots.stages import Stage, Standing
from tests.apps.commitments.factories import TODAY, make_parties, make_plan

pytestmark = pytest.mark.django_db
STAGES = (Stage.COMMIT, Stage.FOLLOW_UP)


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


def told(tenure):
    tenure.account.acting = tenure
    found = cards(STAGES, tenure.account)
    return {stage: rows[0] for stage, rows in found.items()}


def test_next_plan_does_not_hide_what_is_promised():
    parties = make_parties()
    parties.commitment()
    parties.plan.state, parties.plan.adopted_on = PlanState.ADOPTED, date(2026, 1, 12)
    parties.plan.save()
    newer = make_plan(title={"fr": "Plan suivant"}, starts=date(2027, 1, 1), ends=date(2028, 12, 31))
    home = told(parties.customs)
    assert home[Stage.COMMIT].url == reverse("commitments:plan", args=[newer.pk])
    assert home[Stage.FOLLOW_UP].url == reverse("commitments:table", args=[parties.plan.pk])
    assert home[Stage.FOLLOW_UP].standing == Standing.NOW


def test_nothing_is_followed_before_a_plan_is_adopted():
    parties = make_parties()
    parties.commitment(state=CommitmentState.PROPOSED)
    assert told(parties.customs)[Stage.FOLLOW_UP].standing == Standing.LATER
