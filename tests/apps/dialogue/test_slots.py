"""What the dialogue shows elsewhere: on findings, in the navigation, on the home page."""

import pytest

from danaya.apps.dialogue.actions.move_phase import move_phase
from danaya.apps.dialogue.by_card.participants import Group, exchange
from danaya.apps.dialogue.models import Phase
from danaya.apps.dialogue.slots import cards_of_findings
from danaya.apps.people.models import Role, Side
from danaya.base.slots.stages import STAGES, Stage, Standing
from tests.apps.dialogue.desks import at, page_of, sign_in, words
from tests.apps.dialogue.factories import AT, make_consultation, make_room
from tests.apps.dialogue.filled import fill
from tests.apps.findings.factories import make_analysis, make_finding
from tests.apps.people.factories import acting, make_tenure
from tests.base.cards.chances import chance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = AT.date()


def viewer(tenure):
    tenure.account.acting = tenure
    return tenure.account


def card(tenure):
    found = STAGES.cards_of(Stage.VOICE, viewer(tenure))
    return found[0] if found else None


def test_finding_shows_the_expectations_that_rest_on_it(client):
    filled = fill()
    finding = filled.room.consultation.analysis.findings.first()
    observer = make_tenure(Role.OBSERVER)
    text = words(sign_in(observer).get(f"/findings/{finding.analysis_id}/{finding.number}/"))
    assert "Attente A-01" in text
    assert "Que les frais et les délais soient affichés" in text


def test_findings_are_asked_together_and_show_what_the_viewer_may_see(django_assert_max_num_queries):
    analysis = make_analysis(released=True)
    findings = [make_finding(analysis, f"C-{number:02}") for number in range(2, 12)]
    room = make_room(analysis=analysis)
    shown = [room.shown(f"Attente {number}", findings=(finding,)) for number, finding in enumerate(findings)]
    room.expectation("Pas encore montrée", findings=(findings[0],))
    with django_assert_max_num_queries(2):
        found = cards_of_findings(findings, viewer(room.other))
    assert {len(cards) for cards in found.values()} == {1}
    assert cards_of_findings(findings, viewer(make_tenure(Role.TECHNICIAN))) == {}
    first = found[findings[0]][0]
    assert (first.url, first.status) == (page_of(shown[0]), room.private.post.organisation.acronym)


def test_navigation_leads_to_the_dialogue_between_restitutions_and_who_takes_part():
    text = sign_in(make_tenure(Role.OBSERVER)).get("/").content.decode()
    places = text.partition('class="wide main-navigation"')[2].partition("</nav>")[0]
    assert places.index("Restitutions") < places.index(">Attentes<") < places.index("Qui participe")
    assert at("list") not in sign_in(make_tenure(Role.TECHNICIAN)).get("/").content.decode()


def test_home_page_says_the_one_next_step_of_each_role():
    room = make_room(Phase.PREPARING)
    assert card(room.facilitator).next_step.url == at("phase", room.consultation)
    assert card(room.other).standing == Standing.LATER
    room.to(Phase.GATHERING)
    assert card(room.other).next_step.url == at("write", room.consultation)
    made = room.expectation()
    assert card(room.customs).next_step.url == at("reading", room.consultation)
    assert made.number is None
    room.to(Phase.OPEN)
    room.shown("Deux")
    exchange(
        room.consultation,
        Group(Side.PRIVATE),
        account=make_tenure(Role.MEMBER).account,
        on=AT.date(),
        random=chance(),
    )
    member = make_tenure(Role.MEMBER, room.private.post.organisation)
    assert card(member).next_step.url == at("take_part", room.consultation)
    room.to(Phase.ANSWERING)
    assert card(make_tenure(Role.DIRECTOR)).next_step.url == at("answers", room.consultation)
    assert card(make_tenure(Role.OBSERVER)).next_step is None


def test_who_prepares_is_led_on_once_both_sides_have_results():
    coordinator = make_tenure(Role.COORDINATOR)
    assert card(coordinator).next_step is None
    make_analysis(released=True)
    assert card(coordinator).next_step.url == at("make")
    assert card(make_tenure(Role.MEMBER)).next_step is None
    assert card(make_tenure(Role.TECHNICIAN)) is None
    assert STAGES.cards_of(Stage.VOICE, acting(Role.ANALYST))[0].standing == Standing.LATER


def test_of_several_consultations_the_most_pressing_comes_first_and_says_where():
    first, second = make_room(), make_consultation(title={"fr": "Le corridor"}, made_on=AT.date())
    second.readers.set([first.customs.post, first.private.post])
    move_phase(second, Phase.GATHERING, actor=first.facilitator, at=AT)
    first.expectation()
    step = card(first.customs).next_step
    assert step.url == at("reading", first.consultation)
    assert step.sentence.startswith("Ce que chacun attend")
    first.to(Phase.ANSWERING)
    first.to(Phase.CLOSED)
    assert card(first.customs).standing == Standing.NOW
    assert card(first.customs).next_step.url == at("write", second)
