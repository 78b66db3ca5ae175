"""Which figures become findings, and how they are told."""

from dataclasses import replace
from functools import cache

import pytest

from danaya.engines.perception import Selection
from danaya.engines.publishing.charts import DifferenceChart
from danaya.engines.restitution import Analysis, Finding, analyse, analyse_reported
from danaya.engines.restitution.documents.asides import asides_of
from danaya.engines.restitution.documents.finding_figures import finding_figure
from danaya.engines.restitution.findings.sentences import words_in
from tests.engines.restitution.rounds import EARLIER, ITEMS, OFFICIALS, STUDY, make_answers, reported


@cache
def found() -> Analysis:
    return analyse(make_answers(2), STUDY, make_answers(1, shift={"open_fees": -0.9, "open_times": -0.9}), EARLIER)


def of_kind(analysis: Analysis, kind: str) -> list[Finding]:
    return [finding for finding in analysis.findings if finding.kind == kind]


def every_analysis() -> list[Analysis]:
    return [
        found(),
        analyse(make_answers(2), STUDY, None, reported()),
        analyse_reported(reported(), reported("2019", -0.7)),
    ]


def test_findings_are_numbered_in_the_order_of_the_report() -> None:
    assert [finding.number for finding in found().findings] == [
        f"C-{n:02d}" for n in range(1, len(found().findings) + 1)
    ]
    order = ["strength", "improvement", "gap", "change", "no_change", "freely", "difference"]
    kinds = [order.index(finding.kind) for finding in found().findings]
    assert kinds == sorted(kinds)


def test_gap_and_change_that_were_made_are_found() -> None:
    gaps = {finding.factor for finding in of_kind(found(), "gap") if not finding.item}
    assert "transparency" in gaps
    changes = {(finding.factor, finding.audience) for finding in of_kind(found(), "change") if not finding.item}
    assert ("transparency", "private") in changes
    weak = of_kind(found(), "improvement")
    assert any(finding.factor == "human_resources" for finding in weak)
    told = next(finding for finding in of_kind(found(), "gap") if finding.factor == "transparency" and not finding.item)
    assert told.sentence["fr"].startswith("Transparence : le secteur privé ")
    assert " sous la douane" in told.sentence["fr"]
    assert told.sentence["en"].startswith("Transparency: the private sector ")


def test_unchanged_weak_factor_is_said_to_show_no_change() -> None:
    unchanged = of_kind(found(), "no_change")
    assert any(finding.factor == "human_resources" for finding in unchanged)
    for finding in unchanged:
        assert "pas de changement démontré" in finding.sentence["fr"]
        assert "no change shown" in finding.sentence["en"]
        assert all("stable" not in text for text in finding.sentence.values())


@pytest.mark.parametrize("analysis", every_analysis())
def test_every_finding_is_whole_in_both_languages(analysis: Analysis) -> None:
    assert analysis.findings
    for finding in analysis.findings:
        for text in (finding.sentence, *finding.lines, *finding.trust):
            assert text["fr"].strip()
            assert text["en"].strip()
            assert "{" not in text["fr"] + text["en"]
        for language in ("fr", "en"):
            assert len(list(words_in(finding.sentence[language]))) <= 15
        assert finding.figures
        assert finding.basis.dataset_digest == analysis.dataset_digest


def test_quota_says_its_assumption_and_never_margin() -> None:
    for finding in found().findings:
        rests_on_quota = any(row.status == "modelled" for row in finding.figures[:1])
        if rests_on_quota and finding.audience == "private":
            assert any("si les répondants ressemblent à leur groupe" in line["fr"] for line in finding.lines)
            assert any("if respondents resemble their group" in line["en"] for line in finding.lines)
            assert all("marge" not in line["fr"] for line in finding.trust)


def test_reported_findings_say_so() -> None:
    analysis = analyse_reported(reported(), reported("2019", shift=-0.7))
    assert {finding.kind for finding in analysis.findings} >= {"gap", "change", "improvement"}
    for finding in analysis.findings:
        assert any("non recalculable" in line["fr"] for line in (*finding.lines, *finding.trust))
        assert all("hasard" not in line["fr"] for line in finding.lines)


def test_strength_needs_both_sides_above() -> None:
    scores = {"transparency": 8.0, "automation": 8.2}
    strong = reported()
    results = tuple(
        replace(
            result,
            estimate=scores.get(result.factor, result.estimate)
            if result.factor == "automation" or result.audience == "officials"
            else 3.0,
        )
        for result in strong.results
    )
    kinds = {
        finding.factor: finding.kind
        for finding in analyse_reported(replace(strong, results=results)).findings
        if finding.kind == "strength"
    }
    assert kinds == {"automation": "strength"}


def test_speaking_freely_is_told_with_silence_on_sensitive_items() -> None:
    free = of_kind(found(), "freely")
    assert {finding.measure for finding in free} == {"share", "silence"}
    assert free[0].item == "watch_fear"
    assert len([line for line in free[0].trust if "réponses sur" in line["fr"]]) == 2


def test_women_and_men_are_compared_on_what_they_live() -> None:
    answers = make_answers(2)
    answers["lived_asked"] = [
        1 if audience == 2 and (place % 4 if gender == 1 else place % 9 == 0) else 2
        for place, (audience, gender) in enumerate(zip(answers["audience"], answers["gender"], strict=True))
    ]
    analysis = analyse(answers, STUDY)
    told = [finding for finding in of_kind(analysis, "difference") if finding.domain == "gender"]
    assert told
    assert told[0].item == "lived_asked"
    assert "« Oui »" in told[0].sentence["fr"]
    assert "(Femmes)" in told[0].sentence["fr"]


def test_probability_on_both_sides_carries_margins() -> None:
    audiences = (OFFICIALS, replace(STUDY.audiences[1], selection=Selection.PROBABILITY))
    analysis = analyse(make_answers(2), replace(STUDY, audiences=audiences))
    for finding in analysis.findings:
        assert all("ressemblent" not in line["fr"] for line in finding.lines)
        assert any("marges d'erreur" in line["fr"] for line in finding.trust)


def test_long_question_is_cut_in_the_heading_and_whole_below() -> None:
    text = dict.fromkeys(("fr", "en"), "Une question très longue qui ne tient jamais dans un titre de quinze mots")
    items = tuple(replace(one, text=text) if one.key == "open_fees" else one for one in ITEMS)
    analysis = analyse(make_answers(2), replace(STUDY, items=items))
    told = next(finding for finding in of_kind(analysis, "gap") if finding.item == "open_fees")
    assert "…" in told.sentence["fr"]
    assert told.lines[0]["fr"] == f"« {text['fr']} »"


def test_what_is_lived_is_named_by_what_is_asked_not_by_when() -> None:
    text = dict.fromkeys(
        ("fr", "en"), "Ces douze derniers mois, vous a-t-on demandé un paiement sans reçu à la frontière ?"
    )
    items = tuple(replace(one, text=text) if one.key == "lived_asked" else one for one in ITEMS)
    answers = make_answers(2)
    answers["lived_asked"] = [
        1 if audience == 2 and (place % 4 if gender == 1 else place % 9 == 0) else 2
        for place, (audience, gender) in enumerate(zip(answers["audience"], answers["gender"], strict=True))
    ]
    analysis = analyse(answers, replace(STUDY, items=items))
    told = next(finding for finding in of_kind(analysis, "difference") if finding.item == "lived_asked")
    assert told.sentence["fr"].startswith("« …vous a-t-on demandé")
    assert told.lines[0]["fr"] == f"« {text['fr']} »"


def test_things_lived_are_a_family_of_their_own() -> None:
    """Thirty opinions that differ nowhere must not drown the one thing that women live and men do not."""
    answers = make_answers(2)
    people = list(zip(answers["audience"], answers["gender"], strict=True))
    answers["lived_asked"] = [
        1 if audience == 2 and place % (5 if gender == 1 else 11) == 0 else 2
        for place, (audience, gender) in enumerate(people)
    ]
    extra = tuple(replace(ITEMS[0], key=f"more_{place}", column=f"more_{place}") for place in range(30))
    answers |= {one.column: [1 + (place * 7) % 5 for place in range(len(people))] for one in extra}
    analysis = analyse(answers, replace(STUDY, items=(*ITEMS, *extra)))
    lived = analysis.find("share_difference", item="lived_asked", audience="private", domain="gender", level="1")
    assert lived is not None
    assert lived.p is not None
    assert lived.fdr is not None
    family = [
        row.p
        for row in analysis.estimates
        if row.measure == "share_difference"
        and row.item == "lived_asked"
        and row.domain == "gender"
        and row.p is not None
    ]
    assert lived.fdr <= lived.p * len(family) + 1e-12


def test_what_is_lived_is_told_by_the_answer_that_hurts_in_sentence_chart_and_figures() -> None:
    """Fewer are asked for money than before: « Oui » fell, and everything beside the sentence says so too."""
    before, now = make_answers(1), make_answers(2)
    for answers, every in ((before, 2), (now, 6)):
        answers["lived_asked"] = [
            1 if audience == 2 and place % every == 0 else 2 for place, audience in enumerate(answers["audience"])
        ]
    analysis = analyse(now, STUDY, before, EARLIER)
    told = next(finding for finding in of_kind(analysis, "change") if finding.item == "lived_asked")
    assert "« Oui » : en baisse de" in told.sentence["fr"]
    change = analysis.find("share_change", item="lived_asked", audience="private")
    assert change is not None
    assert (change.estimate or 0.0) > 0  # favourable answers grew
    test = next(line["fr"] for line in told.lines if line["fr"].startswith("Changement"))
    assert "Changement : −" in test
    figure = finding_figure(analysis, told, "fr")
    assert figure is not None
    assert isinstance(figure.chart, DifferenceChart)
    assert (figure.chart.points[0].value or 0.0) < 0
    assert "« Oui »" in figure.chart.axis
    assert "−" in asides_of(analysis, told, "fr")[0].lines[0]
