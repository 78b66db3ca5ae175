"""Who sees which round: the team its drafts, others closed rounds only, members of organisations none."""

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from danaya.apps.people.models import Role
from danaya.apps.people.rights import allowed
from danaya.apps.rounds.actions.correct_round import begin_correction
from danaya.apps.rounds.slots import may_read, navigation
from danaya.apps.rounds.stage import cards
from danaya.base.files.storing import store
from danaya.base.slots.page import FRAME
from danaya.base.slots.stages import Stage, Standing
from tests.apps.people.factories import acting, make_tenure
from tests.apps.rounds.factories import (
    AT,
    make_closed_round,
    make_draft,
    make_filled_round,
    make_reported_round,
    make_round,
)

pytestmark = pytest.mark.django_db

READERS_OF_CLOSED = (Role.DIRECTOR, Role.FACILITATOR, Role.TRAINER)
NOBODY = (Role.MEMBER, Role.OBSERVER, Role.TECHNICIAN)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.VISITING_EXPERT])
def test_team_and_expert_see_rounds_in_preparation(role):
    assert allowed(acting(role), "rounds.see_rounds", make_round())


@pytest.mark.parametrize("role", READERS_OF_CLOSED)
def test_other_roles_see_closed_rounds_only(role):
    account, closed = acting(role), make_closed_round()
    assert not allowed(account, "rounds.see_rounds", make_round())
    assert allowed(account, "rounds.see_rounds", closed)
    closed.state = "correction"
    assert allowed(account, "rounds.see_rounds", closed)


@pytest.mark.parametrize("role", NOBODY)
def test_members_observers_and_technicians_see_nothing(role):
    account = acting(role)
    assert not allowed(account, "rounds.see_rounds", make_closed_round())
    assert navigation([FRAME], account) == {}


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.ANALYST)])
def test_answers_are_the_teams_alone(role):
    draft = make_draft()
    account = acting(role)
    assert not allowed(account, "rounds.import_answers", draft)
    assert not allowed(account, "rounds.prepare_round", draft.round)
    assert may_read(draft.file, account) is False


def test_draft_rounds_are_not_listed_for_readers_of_closed_ones(client):
    make_filled_round(label={"fr": "Secrète", "en": "Secret"})
    make_closed_round(label={"fr": "Ouverte", "en": "Open"})
    client.force_login(make_tenure(Role.DIRECTOR).account)
    page = client.get("/rounds/").content.decode()
    assert "Ouverte" in page
    assert "Secrète" not in page


def test_director_reads_a_closed_round_without_its_small_numbers(client):
    round_ = make_closed_round()
    client.force_login(make_tenure(Role.DIRECTOR).account)
    response = client.get(f"/rounds/{round_.pk}/")
    assert response.status_code == 200
    assert "Corriger les données" not in response.content.decode()
    assert "margins" not in response.context


def test_report_is_read_with_its_round_and_an_unknown_file_is_not_ours():
    document = store(ContentFile(b"%PDF-1.7\n%%EOF\n", "rapport.pdf"), at=AT)
    assert may_read(document, acting(Role.COORDINATOR)) is None
    from danaya.apps.rounds.actions.report_results import report_results
    from tests.apps.rounds.factories import figures

    report_results(make_round(kind="reported"), figures(), source="C", document=document, actor=None, at=AT)
    assert may_read(document, acting(Role.DIRECTOR)) is True
    assert may_read(document, acting(Role.MEMBER)) is False


# The card on the home page


def card(account):
    return cards([Stage.LISTEN], account)[Stage.LISTEN][0]


def test_card_asks_the_team_for_the_first_round_and_others_for_nothing():
    team = card(acting(Role.COORDINATOR))
    assert team.standing == Standing.NOW
    assert team.next_step.url == "/rounds/new/"
    member = card(acting(Role.MEMBER))
    assert (member.next_step, member.url) == (None, "")


def test_card_gives_the_next_step_of_the_round_in_preparation():
    round_ = make_filled_round()
    step = card(acting(Role.ANALYST)).next_step
    assert step.url == f"/rounds/{round_.pk}/answers/"
    make_draft(round_)
    assert card(acting(Role.ANALYST)).next_step is None
    assert card(acting(Role.COORDINATOR)).next_step.url == f"/rounds/{round_.pk}/close/"


def test_card_is_done_when_rounds_are_closed():
    make_closed_round()
    make_reported_round()
    found = card(acting(Role.DIRECTOR))
    assert (found.standing, found.next_step) == (Standing.DONE, None)
    assert "2" in found.sentence


def test_card_speaks_of_data_that_are_being_corrected():
    round_ = make_closed_round()
    begin_correction(round_, reason={"en": "A typing error."}, actor=None, at=AT)
    with translation.override("fr"):
        found = card(acting(Role.COORDINATOR))
    assert found.standing == Standing.NOW
    assert found.sentence == "Les données de la ronde «\u202fRonde 1\u202f» sont en cours de correction."


def test_card_says_nothing_of_other_stages():
    assert cards([Stage.MEET], acting(Role.COORDINATOR)) == {}
