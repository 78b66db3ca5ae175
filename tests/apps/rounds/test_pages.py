"""Pages of rounds, as people of the team go through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.people.models import Role
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.queries import closed_dataset
from tests.apps.people.factories import make_administration, make_region, make_tenure
from tests.apps.rounds.factories import (
    DESIGN,
    csv_of,
    rows_of_answers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    make_administration()
    tenure = make_tenure(Role.COORDINATOR)
    client.force_login(tenure.account)
    client.cookies["django_language"] = "en"
    return client


def uploaded(content, name="answers.csv"):
    return SimpleUploadedFile(name, content)


def page(name, round_, *more):
    return reverse(f"rounds:{name}", args=[round_.pk, *more])


def words(response):
    return response.content.decode("utf-8")


def test_newcomer_goes_from_nothing_to_a_closed_round(coordinator):
    make_region(code="1", name={"fr": "Nord", "en": "North"})
    created = coordinator.post(
        reverse("rounds:create"),
        {
            "kind": "answers", "asked": ["officials", "private"], "title_fr": "Sondage", "title_en": "Survey",
            "label_fr": "Ronde 1", "label_en": "Round 1", "year": "2026",
        },
    )  # fmt: skip
    assert created.status_code == 302, created.context["form"].errors
    round_ = Round.objects.get()
    assert created.url == page("show", round_)
    assert "Fill the questionnaire" in words(coordinator.get(created.url))

    sent = coordinator.post(page("take_design_file", round_), {"design-file": uploaded(DESIGN.encode(), "design.toml")})
    assert sent.status_code == 302, sent.context["form"].errors
    assert round_.questions.count() == 2
    assert "Upload the answers" in words(coordinator.get(page("show", round_)))

    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows_of_answers())), "audience": ""})
    draft = ImportDraft.objects.get()
    assert sent.url == page("design", round_, draft.pk)
    design = coordinator.get(sent.url)
    assert design.context["form"].initial["weights"] == "poids"
    sent = coordinator.post(
        sent.url,
        {"audience": "public", "weights": "poids", "strata": "strate", "clusters": "lieu", "lonely": "adjust"},
    )
    assert sent.url == page("columns", round_, draft.pk)
    columns = coordinator.get(sent.url)
    choices = {f"column-{row.key}": row.chosen for _title, rows in columns.context["sections"] for row in rows}
    sent = coordinator.post(sent.url, choices)
    assert sent.url == page("codes", round_, draft.pk)
    assert coordinator.get(sent.url).status_code == 200
    account = coordinator.get(page("account", round_, draft.pk))
    assert "The file is understood" in words(account)

    assert "Check and close the round" in words(coordinator.get(page("show", round_)))
    close = coordinator.get(page("close", round_))
    assert close.context["audiences"][0]["answered"] == 30
    coordinator.post(page("close", round_))
    round_.refresh_from_db()
    assert round_.state == State.CLOSED
    assert closed_dataset(round_).counts == {"officials": 30, "private": 24}
    assert closed_dataset(round_).digest in words(coordinator.get(page("show", round_)))
