"""Reported results: typed or read from a table, closed with their source, superseded, never edited."""

import pytest
from django.core.files.base import ContentFile

from danaya.apps.rounds.actions.correct_round import begin_correction, give_up_correction
from danaya.apps.rounds.actions.read_reported import map_results, reported_results, upload_results
from danaya.apps.rounds.actions.report_results import report_results
from danaya.apps.rounds.models import ImportDraft
from danaya.apps.rounds.models.closed import NeverEditedError
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.queries import closed_dataset, reported_study_of, reported_table
from danaya.base.files.storing import store
from danaya.engines.language import Problem, Problems
from danaya.engines.restitution import ReportedResult
from tests.apps.rounds.factories import AT, figures, make_reported_round, make_round

pytestmark = pytest.mark.django_db


def reported_round():
    return make_round(kind="reported")


def refusal_of(results, source="Cabinet, 2021"):
    with pytest.raises(Problems) as refusal:
        report_results(reported_round(), results, source=source, actor=None, at=AT)
    return refusal.value


def test_figures_close_the_round_and_reach_the_engine():
    round_, table = make_reported_round()
    assert round_.state == State.CLOSED
    assert (reported_table(round_), closed_dataset(round_)) == (table, None)
    study = reported_study_of(table)
    assert study.results == tuple(figures())
    assert study.source == "Cabinet, 2021"
    assert len(table.digest) == 64


def test_document_is_attached_with_its_digest():
    document = store(ContentFile(b"%PDF-1.7\n%%EOF\n", "rapport.pdf"), at=AT)
    round_ = reported_round()
    table = report_results(round_, figures(), source="Cabinet", document=document, actor=None, at=AT)
    assert reported_study_of(table).document_digest == document.sha256


def test_reported_table_is_never_edited():
    table = make_reported_round()[1]
    table.source = "Autre"
    with pytest.raises(NeverEditedError):
        table.save()


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (ReportedResult("officials", "leadership", "score", 10.1), "reported-outside"),
        (ReportedResult("officials", "leadership", "share", 45), "reported-outside"),
        (ReportedResult("nobody", "leadership", "score", 5), "reported-place"),
        (ReportedResult("officials", "weather", "score", 5), "reported-place"),
        (ReportedResult("officials", "leadership", "median", 5), "reported-place"),
        (ReportedResult("officials", "leadership", "score", 5, 0), "reported-n"),
    ],
)
def test_impossible_figure_is_refused_with_its_place(result, code):
    problems = refusal_of([result]).problems
    assert [problem.code for problem in problems] == [code]


def test_refusal_names_audience_factor_and_measure_in_words():
    words = refusal_of([ReportedResult("officials", "leadership", "score", 11)])
    assert words.in_language("fr") == (
        "Agents des douanes · Conduite et engagement des responsables · note : Indiquez une valeur de 0 à 10."
    )


def test_figure_that_stands_twice_is_refused():
    one = ReportedResult("officials", "leadership", "score", 5)
    assert [problem.code for problem in refusal_of([one, one]).problems] == ["reported-twice"]


def test_no_figure_and_no_source_are_refused():
    assert [problem.code for problem in refusal_of([], " ").problems] == ["reported-source", "reported-empty"]


def test_closed_figures_are_superseded_by_corrected_ones():
    round_, first = make_reported_round()
    with pytest.raises(Problem):
        report_results(round_, figures(), source="Cabinet", actor=None, at=AT)
    begin_correction(round_, reason={"fr": "Faute de frappe."}, actor=None, at=AT)
    second = report_results(round_, figures()[:1], source="Cabinet", actor=None, at=AT)
    assert reported_table(round_) == second
    assert (second.supersedes, second.reason) == (first, {"fr": "Faute de frappe."})


def test_correction_of_figures_is_given_up():
    round_, first = make_reported_round()
    begin_correction(round_, reason={"en": "A typing error."}, actor=None, at=AT)
    give_up_correction(round_, actor=None, at=AT)
    assert (round_.state, reported_table(round_)) == (State.CLOSED, first)


# From a table

WIDE = (
    "Facteur clé;Douanes;n;Secteur privé;n privé\nTransparence;6,8;210;4,5;60\nEnsemble;7,0;210;5,1;60\nMétéo;1;;2;\n"
)
LONG = "Factor,Group,Score,n\nTransparency,Customs,3.4,210\nTransparency,Private sector,2.25,60\n"


def drafted(content, name="tableau.csv"):
    return upload_results(reported_round(), ContentFile(content.encode(), name), actor=None, at=AT)


def test_wide_table_is_read():
    draft = drafted(WIDE)
    assert reported_results(draft) == [
        ReportedResult("officials", "transparency", "score", 6.8, 210),
        ReportedResult("private", "transparency", "score", 4.5, 60),
        ReportedResult("officials", "", "score", 7.0, 210),
        ReportedResult("private", "", "score", 5.1, 60),
    ]
    assert not draft.account["complete"]
    assert draft.account["findings"][0]["where"]["fr"] == [
        "ligne 4, colonne «\u202fDouanes\u202f»",
        "ligne 4, colonne «\u202fSecteur privé\u202f»",
    ]


def test_long_table_on_another_scale_is_read():
    draft = drafted(LONG)
    assert draft.mapping["form"] == "long"
    map_results(draft, scale_max=5.0)
    assert [(one.audience, one.estimate, one.n) for one in reported_results(draft)] == [
        ("officials", 6.8, 210),
        ("private", 4.5, 60),
    ]


def test_shares_in_percent_are_read():
    draft = drafted("Facteur;Douanes;Secteur privé\nTransparence;45 %;30\n")
    map_results(draft, measure="share", scale_max=100.0)
    assert [one.estimate for one in reported_results(draft)] == [0.45, 0.3]


def test_table_is_let_go_when_the_figures_are_kept():
    draft = drafted(WIDE)
    report_results(draft.round, reported_results(draft), source="Cabinet", actor=None, at=AT)
    assert not ImportDraft.objects.exists()
