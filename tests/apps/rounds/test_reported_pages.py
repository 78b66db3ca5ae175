"""Pages of reported results: typed, read from a table, corrected."""

import pytest

from danaya.apps.rounds.queries import reported_table
from danaya.base.files.models import StoredFile
from tests.apps.rounds.browsing import page, uploaded, words
from tests.apps.rounds.factories import (
    make_reported_round,
    make_round,
)

pytestmark = pytest.mark.django_db


def grid(**figures):
    return {"source": "Consultant, 2021", **{name.replace("__", "-"): value for name, value in figures.items()}}


def test_reported_results_are_typed_with_decimal_commas(coordinator):
    round_ = make_round(kind="reported")
    data = grid(score__officials__leadership="6,8", share__private__leadership="45,5", n__private__leadership="1 060")
    sent = coordinator.post(page("results", round_), {**data, "document": uploaded(b"%PDF-1.7\n%%EOF\n", "r.pdf")})
    assert sent.status_code == 302, sent.context["form"].errors
    table = reported_table(round_)
    assert [(row["audience"], row["measure"], row["estimate"], row["n"]) for row in table.results] == [
        ("officials", "score", 6.8, None),
        ("private", "share", 0.455, 1060),
    ]
    shown = words(coordinator.get(page("show", round_)))
    assert "reported, not recomputable" in shown
    assert "r.pdf" in shown
    assert b"".join(coordinator.get(f"/files/{table.document_id}/")) == b"%PDF-1.7\n%%EOF\n"


def test_impossible_figure_is_refused_with_its_place_and_nothing_is_kept(coordinator):
    round_ = make_round(kind="reported")
    data = grid(score__officials__leadership="11", n__private__leadership="1,5", share__private__audit="abc")
    sent = coordinator.post(page("results", round_), {**data, "document": uploaded(b"%PDF-1.7\n%%EOF\n", "r.pdf")})
    assert sent.status_code == 422
    errors = sent.context["form"].errors
    assert errors["score-officials-leadership"] == [
        "1. Leadership and Commitment, Customs officials: write a number from 0 to 10."
    ]
    assert "share-private-audit" in errors
    assert "n-private-leadership" in errors
    assert errors["document"] == ["Choose “r.pdf” again: it was not kept."]
    assert 'value="11"' in words(sent)
    assert reported_table(round_) is None
    assert not StoredFile.objects.exists()


def test_results_without_figures_are_refused(coordinator):
    sent = coordinator.post(page("results", make_round(kind="reported")), grid())
    assert "Give at least one score or favourable share." in words(sent)


def test_results_are_read_from_a_table_and_checked_in_the_grid(coordinator):
    round_ = make_round(kind="reported")
    table = "Facteur;Douanes;Secteur privé\nTransparence;3,4;2\nMoral;4;x\n".encode()
    sent = coordinator.post(page("take_results_table", round_), {"table-file": uploaded(table, "t.csv")})
    assert sent.url == page("results_columns", round_)
    form = coordinator.get(sent.url).context["form"]
    data = {
        name: field.initial if field.initial is not None else form.initial.get(name, "")
        for name, field in form.fields.items()
    }
    assert coordinator.post(sent.url, {**data, "scale_max": "-1"}).status_code == 422
    sent = coordinator.post(sent.url, {**data, "scale_max": "5", "factor-1": "morale"})
    assert sent.url == page("results", round_)
    shown = coordinator.get(sent.url)
    initial = shown.context["form"].initial
    assert str(initial["score-officials-transparency"]) == "6.8"
    assert str(initial["score-officials-morale"]) == "8.0"
    assert "“x” is not a number" in words(shown)


def test_wrong_table_of_results_is_refused(coordinator):
    round_ = make_round(kind="reported")
    sent = coordinator.post(page("take_results_table", round_), {"table-file": uploaded(b"MZ\x90", "t.csv")})
    assert sent.status_code == 422
    assert sent.context["form"].errors["file"]


def test_figures_are_corrected_from_those_that_were_closed(coordinator):
    round_, first = make_reported_round()
    coordinator.post(page("correct", round_), {"reason_en": "A typing error."})
    form = coordinator.get(page("results", round_)).context["form"]
    assert str(form.initial["score-officials-leadership"]) == "6.8"
    coordinator.post(page("results", round_), grid(score__officials__leadership="6.9"))
    assert reported_table(round_).supersedes == first
