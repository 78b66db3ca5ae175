"""The home page: the cycle, where it stands, one next step."""

import pytest
from django.urls import reverse

from danaya.base.slots.stages import STAGES, Stage, StageCard, Standing, Step
from danaya.web.views.home import StageRow, cycle, steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch):
    """Let the test alone say where the stages stand."""
    cards = {}
    monkeypatch.setattr(STAGES, "providers", [lambda stages, viewer: cards])
    return cards


def row(*standings):
    return StageRow(Stage.LISTEN, tuple(StageCard(standing, "s") for standing in standings))


def test_cycle_shows_all_eight_stages_in_order_also_when_no_app_speaks(said, client):
    assert [row.stage for row in cycle(None)] == list(Stage)
    html = client.get(reverse("home"), headers={"accept-language": "fr"}).content.decode()
    names = ["Écouter", "Comprendre", "Exprimer ses attentes", "S’engager", "Se rencontrer", "Suivre", "Former"]
    places = [html.index(f". {name}") for name in [*names, "Rendre compte"]]
    assert places == sorted(places)


def test_stage_without_entry_is_orientation_without_link(said, client):
    said[Stage.LISTEN] = [StageCard(Standing.NOW, "Collecte en cours.", "/listen/")]
    html = client.get("/").content.decode()
    assert html.count('class="whole"') == 1
    assert 'href="/listen/"' in html


@pytest.mark.parametrize(
    ("standings", "standing"),
    [
        ((), Standing.LATER),
        ((Standing.DONE,), Standing.DONE),
        ((Standing.DONE, Standing.NOW), Standing.NOW),
        ((Standing.DONE, Standing.LATER), Standing.LATER),
    ],
)
def test_standing_of_a_stage_with_several_cards(standings, standing):
    assert row(*standings).standing == standing


def test_next_step_is_the_first_of_a_stage_under_way():
    first, second, third = (Step(name, name, f"/{name}/") for name in "abc")
    rows = [
        StageRow(Stage.LISTEN, (StageCard(Standing.DONE, "", next_step=third),)),
        StageRow(Stage.UNDERSTAND, (StageCard(Standing.LATER, "", next_step=second),)),
        StageRow(Stage.VOICE, (StageCard(Standing.NOW, "", next_step=first),)),
    ]
    assert steps_of(rows) == [first, second, third]


def test_home_shows_one_primary_button_and_the_rest_as_waiting(said, client):
    said[Stage.LISTEN] = [
        StageCard(Standing.NOW, "", next_step=Step("Close it", "Close", "/close/"), waiting=(Step("w", "Read", "/r/"),))
    ]
    said[Stage.REPORT] = [StageCard(Standing.LATER, "", next_step=Step("Tell", "Report", "/report/"))]
    html = client.get("/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert main.count("button primary") == 1
    assert 'href="/close/"' in main
    waiting = main[main.index("waiting-title") :]
    assert waiting.index("/report/") < waiting.index("/r/")


def test_failing_app_does_not_take_the_home_page_down(monkeypatch, client, caplog):
    monkeypatch.setattr(STAGES, "providers", [lambda stages, viewer: 1 / 0])
    assert client.get("/").status_code == 200
    assert "ZeroDivisionError" in caplog.text
