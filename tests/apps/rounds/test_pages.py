"""Pages of rounds: from nothing to a closed round, describing, correcting, what later stages show."""

import pytest
from django.urls import reverse

from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.queries import closed_dataset
from danaya.apps.rounds.slots import FINDINGS
from danaya.base.slots import LinkCard
from tests.apps.people.factories import make_region
from tests.apps.rounds.browsing import page, uploaded, words
from tests.apps.rounds.factories import (
    DESIGN,
    csv_of,
    make_closed_round,
    make_draft,
    make_filled_round,
    make_round,
    rows_of_answers,
)

pytestmark = pytest.mark.django_db


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
    assert created.url == page("questionnaire", round_)
    assert "Fill the questionnaire" in words(coordinator.get(page("show", round_)))

    sent = coordinator.post(page("take_design_file", round_), {"design-file": uploaded(DESIGN.encode(), "design.toml")})
    assert sent.status_code == 302, sent.context["form"].errors
    assert round_.questions.count() == 2
    assert page("upload", round_) in words(coordinator.get(sent.url))

    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows_of_answers())), "audience": "*"})
    draft = ImportDraft.objects.get()
    assert sent.url == page("codes", round_, draft.pk), "the design is known; codes without labels are looked through"
    assert "1 = Disagree · 2 = Neither · 3 = Agree" in words(coordinator.get(sent.url))
    account = coordinator.get(page("account", round_, draft.pk))
    assert "The file is understood" in words(account)
    assert f'href="{page("close", round_)}">Check and close the round</a>' in words(account)

    close = coordinator.get(page("close", round_))
    assert close.context["audiences"][0]["answered"] == 30
    coordinator.post(page("close", round_))
    round_.refresh_from_db()
    assert round_.state == State.CLOSED
    assert closed_dataset(round_).counts == {"officials": 30, "private": 24}
    assert closed_dataset(round_).digest in words(coordinator.get(page("show", round_)))


def test_button_pressed_twice_closes_once_and_shows_what_was_done(coordinator):
    round_ = make_draft().round
    first, second = (coordinator.post(page("close", round_)) for _press in range(2))
    assert (first.url, second.url) == (page("show", round_), page("show", round_))
    assert round_.datasets.count() == 1


def test_file_with_labels_goes_from_upload_to_account_past_pages_that_ask_nothing(coordinator):
    round_ = make_filled_round()
    labels = {1: "Disagree", 2: "Neither", 3: "Agree", 98: "I don't know", 99: "I prefer not to answer"}
    sides, regions = {1: "Customs officials", 2: "Private sector"}, {1: "North", 2: "South"}
    rows = [
        {
            **row,
            "q1": labels[row["q1"]],
            "q2": labels[row["q2"]],
            "public": sides[row["public"]],
            "region": regions[row["region"]],
        }
        for row in rows_of_answers()
    ]
    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows)), "audience": "*"})
    draft = ImportDraft.objects.get()
    assert sent.url == page("account", round_, draft.pk)
    assert draft.is_complete
    assert (draft.account["counts"]["q2"]["dont_know"], draft.account["counts"]["q2"]["refusal"]) == (13, 13)


def test_design_that_nobody_has_said_is_asked_for(coordinator):
    round_ = make_filled_round()
    round_.strata, round_.clusters, round_.weights = [], [], ""
    round_.save()
    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows_of_answers())), "audience": "*"})
    draft = ImportDraft.objects.get()
    assert sent.url == page("design", round_, draft.pk)
    initial = coordinator.get(sent.url).context["form"].initial
    assert (initial["weights"], initial["clusters"]) == ("poids", "lieu")
    data = {"audience": "public", "weights": "poids", "strata": "strate", "clusters": "lieu", "lonely": "adjust"}
    sent = coordinator.post(sent.url, data)
    assert sent.url == page("codes", round_, draft.pk)


def test_column_that_merely_resembles_a_question_is_looked_at_and_chosen(coordinator):
    round_ = make_filled_round()
    names = {"q1": "Are the rules clear", "q2": "x17"}
    rows = [{names.get(name, name): value for name, value in row.items()} for row in rows_of_answers()]
    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows)), "audience": "*"})
    draft = ImportDraft.objects.get()
    assert sent.url == page("columns", round_, draft.pk)
    unsure = {row.key: row.chosen for row in coordinator.get(sent.url).context["unsure"]}
    assert unsure == {"q1": "Are the rules clear", "q2": ""}
    chosen = {f"column-{row.key}": row.chosen for row in coordinator.get(sent.url).context["sure"]}
    sent = coordinator.post(sent.url, {**chosen, "column-q1": "Are the rules clear", "column-q2": "x17"})
    assert sent.url == page("codes", round_, draft.pk)
    draft.refresh_from_db()
    assert draft.is_complete


def test_value_that_stands_for_nothing_leads_to_its_page(coordinator):
    rows = rows_of_answers()
    rows[0]["q1"] = "beaucoup"
    round_ = make_filled_round()
    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows)), "audience": "*"})
    draft = ImportDraft.objects.get()
    assert sent.url == page("code_group", round_, draft.pk) + "?group=g2"
    values = coordinator.get(sent.url).context["group"].values
    place = [value.raw for value in values].index("beaucoup")
    shown = {f"value-{number}": value.meaning for number, value in enumerate(values)}
    sent = coordinator.post(sent.url, {**shown, f"value-{place}": "code:3"})
    assert sent.url == page("account", round_, draft.pk)
    draft.refresh_from_db()
    assert draft.is_complete
    counts = draft.account["counts"]["q2"]
    assert (counts["dont_know"], counts["refusal"]) == (13, 13), "what was not touched keeps its meaning"


def test_value_left_unsaid_does_not_hold_its_page_back(coordinator):
    rows = rows_of_answers()
    rows[0]["q1"] = "beaucoup"
    round_ = make_filled_round()
    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows)), "audience": "*"})
    draft = ImportDraft.objects.get()
    shown = coordinator.get(sent.url).context["group"].values
    sent = coordinator.post(sent.url, {f"value-{number}": value.meaning for number, value in enumerate(shown)})
    assert sent.url == page("account", round_, draft.pk), "there it can be accepted"
    assert "Column “q1”, value “beaucoup”." in words(coordinator.get(sent.url))


def test_new_round_is_filled_with_what_it_most_often_is(coordinator):
    earlier = make_closed_round()
    initial = coordinator.get(reverse("rounds:create")).context["form"].initial
    assert initial["title"]["fr"] == f"Sondage relatif à la perception de l'intégrité des douanes {initial['year']}"
    assert initial["earlier"] == earlier.pk


def test_silence_of_many_is_told_with_what_it_could_change(coordinator):
    round_ = make_draft().round
    shown = coordinator.get(page("close", round_))
    assert (
        "Of those asked, 20 did not answer: a share of 50% among those who did could be anything from 30% to 70%"
        in words(shown)
    )


# Describing


def test_audiences_are_described_together_or_not_at_all(coordinator):
    round_ = make_round()
    data = {
        "officials-selection": "census",
        "officials-target": "300",
        "private-selection": "open",
        "private-target": "",
    }
    wrong = coordinator.post(page("audiences", round_), {**data, "officials-population": "200"})
    assert wrong.status_code == 422
    assert "Customs officials: Give at most as many people asked as there are." in words(wrong)
    assert not round_.audiences.filter(described=True).exists()
    assert coordinator.post(page("audiences", round_), data).status_code == 302
    assert [audience.selection for audience in round_.audiences.all()] == ["census", "open"]
    assert "never called a margin of error" in words(coordinator.get(page("audiences", round_)))


def test_population_is_typed_per_level(coordinator):
    round_ = make_filled_round()
    sent = coordinator.post(
        page("population", round_), {"population-0": "1 200", "target-0": "50", "population-1": "0"}
    )
    assert sent.status_code == 302
    margins = round_.audiences.get(key="officials").margins.all()
    assert [(margin.level, margin.population, margin.target) for margin in margins] == [("1", 1200, 50), ("2", 0, None)]
    wrong = coordinator.post(page("population", round_), {"population-0": "10", "target-0": "50"})
    assert wrong.status_code == 422


def test_facts_are_changed_until_the_round_is_closed(coordinator):
    round_ = make_round()
    data = {"title_fr": "Autre", "title_en": "Other", "label_fr": "R", "label_en": "R", "year": "2025", "mode": "paper"}
    assert coordinator.post(page("edit", round_), data).status_code == 302
    round_.refresh_from_db()
    assert (round_.year, round_.mode) == (2025, "paper")
    closed = make_closed_round()
    response = coordinator.post(page("edit", closed), data)
    assert response.status_code == 422
    assert "it no longer changes" in words(response)


# Correcting


def test_closed_data_are_corrected_page_by_page(coordinator):
    round_ = make_closed_round()
    first = closed_dataset(round_)
    assert coordinator.post(page("correct", round_), {"reason_fr": "", "reason_en": ""}).status_code == 422
    coordinator.post(page("correct", round_), {"reason_fr": "", "reason_en": "A region was missing."})
    shown = words(coordinator.get(page("show", round_)))
    assert "Being corrected" in shown
    assert first.digest in shown
    coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows_of_answers(officials=20))), "audience": "*"})
    assert "Takes the place of" in words(coordinator.get(page("close", round_)))
    coordinator.post(page("close", round_))
    shown = words(coordinator.get(page("show", round_)))
    second = closed_dataset(round_)
    assert second.supersedes == first
    assert "Replaced dataset" in shown
    assert "A region was missing." in shown
    assert first.digest in shown


def test_correction_is_given_up_by_one_button(coordinator):
    round_ = make_closed_round()
    coordinator.post(page("correct", round_), {"reason_en": "A doubt."})
    coordinator.post(page("give_up", round_))
    round_.refresh_from_db()
    assert round_.state == State.CLOSED


# What later stages show


def test_page_of_a_closed_round_shows_what_was_made_of_it(coordinator, monkeypatch):
    monkeypatch.setattr(
        FINDINGS, "providers", [lambda rounds, viewer: {one: [LinkCard("A restitution", "/there/")] for one in rounds}]
    )
    shown = words(coordinator.get(page("show", make_closed_round())))
    assert '<a href="/there/">A restitution</a>' in shown


def test_address_of_another_rounds_file_does_not_exist(coordinator):
    draft = make_draft()
    assert coordinator.get(page("columns", make_filled_round(), draft.pk)).status_code == 404


def test_pages_speak_french(coordinator):
    coordinator.cookies["django_language"] = "fr"
    assert "Rondes du sondage" in words(coordinator.get(reverse("rounds:list")))
    draft = make_draft()
    assert "Clore la ronde" in words(coordinator.get(page("close", draft.round)))
