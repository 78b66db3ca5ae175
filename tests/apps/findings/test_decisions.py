"""The director decides: on the page, by the rules, with both decisions kept in the journal."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from danaya.apps.findings.actions.take_decision import take_decision
from danaya.apps.people.models import Role
from danaya.base.journal.entries import history, verify
from danaya.engines.language import Problem
from tests.apps.findings.factories import AT, make_analysis
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    make_administration()
    return make_analysis().decisions.get()


@pytest.fixture
def director(client, settings):
    settings.TODAY = AT.date()
    tenure = make_tenure(Role.DIRECTOR)
    client.force_login(tenure.account)
    return tenure


def test_decision_keeps_option_day_reference_and_who_decided(decision):
    tenure = make_tenure(Role.DIRECTOR)
    take_decision(decision, chosen=1, decided_on=date(2026, 11, 12), reference="n° 017", actor=tenure, at=AT)
    decision.refresh_from_db()
    assert (decision.chosen, decision.reference, decision.decided_by) == (1, "n° 017", tenure.post)
    assert decision.choice == {"fr": "Option B", "en": "Option B"}


def test_decision_taken_anew_leaves_both_in_the_journal(decision):
    tenure = make_tenure(Role.DIRECTOR)
    for chosen in (0, 1):
        take_decision(decision, chosen=chosen, decided_on=date(2026, 11, 12), actor=tenure, at=AT)
    assert [entry.payload["chosen"] for entry in history(decision)] == [0, 1]
    assert verify() is None


@pytest.mark.parametrize(("chosen", "days", "code"), [(2, 0, "decision-option"), (0, 1, "decision-ahead")])
def test_decision_that_cannot_be_is_refused(decision, chosen, days, code):
    with pytest.raises(Problem) as refused:
        take_decision(
            decision,
            chosen=chosen,
            decided_on=AT.date() + timedelta(days=days),
            actor=make_tenure(Role.DIRECTOR),
            at=AT,
        )
    assert refused.value.code == code
    decision.refresh_from_db()
    assert not decision.is_taken


def test_director_decides_on_the_page(client, decision, director):
    page = reverse("findings:director", args=[decision.analysis_id])
    assert reverse("findings:decide", args=[decision.pk]) in client.get(page).content.decode()
    typed = {"chosen": "1", "decided_on": "12 novembre 2026", "reference": "n° 017/2026", "follow_up": "", "remark": ""}
    response = client.post(reverse("findings:decide", args=[decision.pk]), typed)
    assert response["Location"] == page
    shown = client.get(page).content.decode()
    assert "017/2026" in shown
    assert "12 novembre 2026" in shown


def test_date_ahead_is_an_error_of_its_field_and_everything_typed_is_kept(client, decision, director):
    typed = {"chosen": "1", "decided_on": "1/12/2026", "reference": "n° 9", "follow_up": "Le service X", "remark": ""}
    response = client.post(reverse("findings:decide", args=[decision.pk]), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "ne peut pas être à venir" in page
    assert "Le service X" in page
    assert "1/12/2026" in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST])
def test_team_reads_the_director_page_but_does_not_decide(client, decision, role):
    client.force_login(make_tenure(role).account)
    page = client.get(reverse("findings:director", args=[decision.analysis_id]))
    assert "pas encore décidé" in page.content.decode()
    assert client.get(reverse("findings:decide", args=[decision.pk])).status_code == 403


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OBSERVER, Role.VISITING_EXPERT])
def test_director_page_stays_between_director_and_team(client, decision, role):
    client.force_login(make_tenure(role).account)
    assert client.get(reverse("findings:director", args=[decision.analysis_id])).status_code == 403
