"""What findings show on other pages, and the place they keep for later stages."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.urls import reverse

from danaya.apps.findings import slots, stage
from danaya.apps.people.models import Role
from danaya.base.slots import LinkCard
from danaya.base.slots.stages import Stage, Standing
from tests.apps.findings.factories import make_analysis, make_dataset, make_round
from tests.apps.people.factories import acting, make_administration, make_tenure

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Expectations:
    """A later app, as a test plays it."""

    seen: ClassVar[list] = []

    @classmethod
    def cards(cls, findings, viewer):
        cls.seen.append((list(findings), viewer))
        return {
            finding: [LinkCard("Afficher les frais", "/x/", "Attendu par trois organisations")] for finding in findings
        }


@pytest.fixture
def later_app():
    before = list(slots.RESTING.providers)
    Expectations.seen.clear()
    slots.RESTING.fill(Expectations.cards)
    yield Expectations
    slots.RESTING.providers[:] = before


def test_finding_shows_what_later_stages_rest_on_it(client, later_app):
    make_administration()
    analysis = make_analysis()
    tenure = make_tenure(Role.ANALYST)
    client.force_login(tenure.account)
    page = client.get(reverse("findings:finding", args=[analysis.pk, "C-01"])).content.decode()
    assert "Attendu par trois organisations" in page
    assert later_app.seen == [([analysis.findings.get()], tenure.account)]


def test_finding_without_later_stages_keeps_quiet(client):
    make_administration()
    analysis = make_analysis()
    client.force_login(make_tenure(Role.ANALYST).account)
    page = client.get(reverse("findings:finding", args=[analysis.pk, "C-01"])).content.decode()
    assert "resting-title" not in page


def test_round_shows_its_restitution_to_who_may_read_it():
    analysis = make_analysis()
    cards = slots.cards_of_rounds([analysis.round], acting(Role.ANALYST))
    assert [card.url for card in cards[analysis.round]] == [reverse("findings:restitution", args=[analysis.pk])]
    assert slots.cards_of_rounds([analysis.round], acting(Role.MEMBER)) == {}


def test_closed_round_offers_its_analysis_to_the_team_only():
    round_ = make_round()
    cards = slots.cards_of_rounds([round_], acting(Role.COORDINATOR))
    assert cards[round_][0].url == reverse("findings:analyse", args=[round_.pk])
    assert slots.cards_of_rounds([round_], acting(Role.DIRECTOR)) == {}
    assert slots.cards_of_rounds([make_round(state="draft")], acting(Role.COORDINATOR)) == {}


def test_home_says_what_is_next_for_each_post():
    make_administration()
    round_ = make_round()
    make_dataset(round_)
    coordinator = acting(Role.COORDINATOR)
    card = stage.cards([Stage.UNDERSTAND], coordinator)[Stage.UNDERSTAND][0]
    assert (card.standing, card.next_step.url) == (Standing.NOW, reverse("findings:analyse", args=[round_.pk]))


def test_home_offers_release_to_the_coordinator_and_decisions_to_the_director():
    analysis = make_analysis()
    found = {
        role: stage.cards([Stage.REPORT], acting(role))[Stage.REPORT][0] for role in (Role.COORDINATOR, Role.DIRECTOR)
    }
    assert found[Role.COORDINATOR].next_step.url == reverse("findings:release", args=[analysis.pk])
    assert found[Role.DIRECTOR].next_step.url == reverse("findings:director", args=[analysis.pk])


def test_home_of_a_member_says_nothing_of_what_was_not_released():
    make_analysis()
    cards = stage.cards(list(Stage), acting(Role.MEMBER))
    assert Stage.REPORT not in cards
    assert cards[Stage.UNDERSTAND][0].standing == Standing.LATER
    assert stage.cards(list(Stage), None) == {}


def test_stage_is_done_once_everything_was_released():
    make_analysis(released=True)
    cards = stage.cards([Stage.REPORT, Stage.UNDERSTAND], acting(Role.MEMBER))
    assert {card[0].standing for card in cards.values()} == {Standing.DONE}
