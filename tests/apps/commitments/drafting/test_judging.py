"""Checks in words, gates, ratings that nobody sees before both are in, ratings held against facts."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from danaya.apps.commitments.actions.draft_commitment import edit_commitment
from danaya.apps.commitments.actions.propose_commitment import propose_commitment
from danaya.apps.commitments.actions.rate_commitment import Judgement, rate_commitment
from danaya.apps.commitments.drafting.checking import check
from danaya.apps.commitments.drafting.detecting import detectable_words
from danaya.apps.commitments.drafting.gates import gates_of, gates_of_many
from danaya.apps.commitments.drafting.held import against_facts, in_short
from danaya.apps.commitments.drafting.measured import readings_of
from danaya.apps.commitments.drafting.ratings import ratings_of
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.models import PlanState, Rating
from danaya.apps.indicators.models import Framework, Objective
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.journal.entries import history
from danaya.engines.language import Problem
from tests.apps.commitments.drafting.worded import MEASURE, STEPS, drafted
from tests.apps.commitments.factories import AT, TODAY, make_parties
from tests.apps.findings.factories import FIGURE, make_analysis, make_finding
from tests.apps.people.factories import make_administration, make_office, make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties():
    return make_parties()


def codes(commitment, place):
    return [remark.code for remark in check(commitment, TODAY).beside().get(place, [])]


def objective(kind, organisation=None, code="2.1"):
    framework = Framework.objects.create(
        code=f"{kind}-{code}".replace(".", "-"), title={"fr": "Cadre"}, kind=kind, organisation=organisation
    )
    return Objective.objects.create(framework=framework, code=code, title={"fr": "Publier les frais"}, order=0)


def told_rated():
    return [one for one in Notice.objects.all() if "ont noté" in one.subject["fr"]]


def open_gates(commitment):
    return [gate.key for gate in gates_of(commitment).open]


def test_milestones_that_come_too_early_are_named_by_their_words_in_checks_and_gates_alike(parties):
    other = parties.commitment()
    early = replace(STEPS[1], starts=STEPS[0].starts, awaits=(other.milestones.get(position=3),))
    made = drafted(parties, steps=(STEPS[0], early))
    wanted = {"« La liste des 40 frais est signée. »", "« E-01.3 L'affiche est posée dans 12 postes. »"}
    (gate,) = (gate for gate in gates_of(made).gates if gate.key == "dependencies")
    checked = [remark.in_language("fr") for remark in check(made, TODAY).remarks if "awaited" in remark.values]
    for said in (checked, gate.missing("fr")):
        plain = [one.replace("\u202f", " ").replace("\u00a0", " ") for one in said]
        assert [sum(words in one for one in plain) for words in sorted(wanted)] == [1, 1], plain


def test_nothing_is_wrong_with_a_whole_draft(parties):
    make_administration()
    finding = make_analysis(released=True).findings.get()
    assert check(drafted(parties, findings=(finding,)), TODAY).remarks == ()


def test_what_rests_on_nothing_is_said_before_it_is_proposed(parties):
    assert codes(drafted(parties), "expectations") == ["no-basis"]


def test_an_activity_as_result_is_remarked_and_holds_no_gate(parties):
    make_administration()
    made = drafted(parties, result={"fr": "Sensibiliser 100 % des agents."})
    assert codes(made, "result") == ["only-activity"]
    assert "verifiable" not in open_gates(made)


def test_remarks_stand_beside_the_field_they_are_about(parties):
    make_administration()
    vague = replace(STEPS[0], text={"fr": "Améliorer l'accueil."}, due=date(2026, 12, 25))
    made = drafted(
        parties,
        result={"fr": "Renforcer la transparence."},
        steps=(vague,),
        budget_nil=False,
        measure=replace(MEASURE, baseline=None),
    )
    assert codes(made, "result") == ["vague-verb"]
    assert codes(made, "step_1") == ["vague-verb", "due-on-day-off"]
    assert codes(made, "budget") == ["budget-missing"]
    assert codes(made, "indicator") == ["baseline-missing"]
    assert codes(drafted(parties, steps=()), "steps") == ["no-milestone"]
    assert codes(drafted(parties, trigger={}), "trigger") == ["no-trigger"]
    worse = drafted(parties, measure=replace(MEASURE, baseline=MEASURE.target, target=MEASURE.baseline))
    assert codes(worse, "indicator") == ["target-backwards"]
    late = replace(STEPS[0], due=date(2028, 3, 1))
    assert "due-after-plan" in codes(drafted(parties, steps=(late,)), "step_1")


def test_a_text_is_checked_in_the_language_it_is_written_in(parties):
    english = replace(STEPS[0], text={"en": "The list of 40 fees is signed."})
    assert codes(drafted(parties, steps=(english,)), "step_1") == []
    assert codes(drafted(parties, steps=(replace(english, text={"en": "Improve the reception."}),)), "step_1") == [
        "vague-verb"
    ]
    make_office(name={"fr": "Bureau de Kayes"})
    assert codes(drafted(parties, result={"fr": "Une affiche au Bureau de Kayes."}), "result") == []


def test_what_waits_is_named_by_its_words_and_not_by_its_key(parties):
    early = replace(STEPS[1], due=date(2027, 1, 15), starts=date(2026, 12, 1))
    made = drafted(parties, steps=(STEPS[0], early))
    (remark,) = check(made, TODAY).beside()["step_2"]
    assert "La liste des 40 frais est signée." in remark.in_language("fr")


def test_where_holidays_are_not_known_only_weekends_are_days_off(parties):
    make_administration(country="ZZ")
    christmas = replace(STEPS[0], due=date(2026, 12, 25))
    made = drafted(parties, steps=(christmas,))
    assert (codes(made, "step_1"), check(made, TODAY).days.known) == ([], False)
    saturday = replace(STEPS[0], due=date(2026, 12, 26))
    assert codes(drafted(parties, steps=(saturday,)), "step_1") == ["due-on-day-off"]


def test_the_load_of_an_owner_counts_what_both_sides_see_and_no_private_draft(parties):
    for _each in range(3):
        drafted(parties, by=parties.customs)
    made = drafted(parties)
    assert codes(made, "owner") == []
    for _each in range(3):
        propose_commitment(drafted(parties), actor=parties.private, at=AT)
    assert "owner-overloaded" in codes(made, "owner")


def test_a_target_within_chance_is_told_from_the_findings_own_precision(parties):
    share = {**FIGURE, "measure": "share", "estimate": 0.42, "se": 0.05, "n": 120, "deff": 1.2, "sized": True}
    finding = make_finding(make_analysis(released=True), "C-02", measure="share", figures=[share])
    (reading,) = readings_of(finding)
    measure = replace(MEASURE, baseline=reading.value, target=45.0, finding=finding)
    made = drafted(parties, measure=measure)
    (remark,) = check(made, TODAY).beside()["indicator"]
    assert remark.code == "target-in-noise"
    assert "42,0 %" in remark.in_language("fr").replace("\u202f", " ").replace("\u00a0", " ")
    edit_commitment(
        made, replace(wording_of(made), measure=replace(measure, target=75.0)), revision=1, actor=parties.private, at=AT
    )
    assert codes(made, "indicator") == []
    with override("fr"):
        assert "à partir de 61,4" in detectable_words(made.indicator)
    score = make_finding(
        make_analysis(released=True),
        "C-02",
        measure="score",
        figures=[{**FIGURE, "measure": "score", "estimate": 4.2, "se": 0.4}],
    )
    mean = replace(MEASURE, baseline=4.2, target=4.5, finding=score)
    meant = drafted(parties, measure=mean)
    assert codes(meant, "indicator") == ["mean-in-noise"]
    with override("fr"):
        assert "1,6" in detectable_words(meant.indicator)
    reported = make_finding(make_analysis(released=True), "C-02", figures=[{**share, "status": "reported"}])
    unsaid = drafted(parties, measure=replace(measure, finding=reported))
    assert codes(unsaid, "indicator") == []
    with override("fr"):
        assert "ne se calcule pas" in detectable_words(unsaid.indicator)
    assert detectable_words(drafted(parties).indicator) == ""


def test_the_gates_ask_for_the_administrations_plan_and_the_bodys_strategy(parties):
    made = drafted(parties)
    assert open_gates(made) == ["relevant", "rated"]
    assert "importé" in " ".join(gates_of(made).open[0].missing("fr"))
    standard = objective("standard")
    plan = objective("plan")
    linked = replace(wording_of(made), objectives=(standard,))
    made = edit_commitment(made, linked, revision=1, actor=parties.private, at=AT)
    assert "norme internationale" in gates_of(made).open[0].missing("fr")[0]
    made = edit_commitment(made, replace(linked, objectives=(plan,)), revision=2, actor=parties.private, at=AT)
    assert open_gates(made) == ["rated"]
    strategy = objective("strategy", parties.private.post.organisation)
    objective("strategy", parties.other.post.organisation, "9")  # a third body's strategy asks for nothing here
    assert open_gates(made) == ["relevant", "rated"]
    whole = replace(linked, objectives=(plan, strategy))
    made = edit_commitment(made, whole, revision=3, actor=parties.private, at=AT)
    assert open_gates(made) == ["rated"]


def test_a_commitment_is_ready_once_both_sides_have_rated_its_present_words(parties):
    plan = objective("plan")
    made = propose_commitment(drafted(parties, objectives=(plan,)), actor=parties.private, at=AT)
    for tenure in (parties.customs, parties.private):
        assert not gates_of(made).ready
        rate_commitment(made, Judgement(1, 1), revision=1, actor=tenure, at=AT)
    assert gates_of(made).ready
    bare = drafted(parties, evidence={}, budget_nil=False, steps=())
    assert open_gates(bare) == ["verifiable", "relevant", "rated", "resources"]


def test_gates_of_many_ask_the_database_no_more_than_those_of_one(parties, django_assert_max_num_queries):
    rows = [propose_commitment(drafted(parties), actor=parties.private, at=AT) for _each in range(5)]
    with django_assert_max_num_queries(17):
        assert len(gates_of_many(parties.plan, rows)) == 5


def test_nobody_sees_a_rating_before_both_are_in(parties):
    made = propose_commitment(drafted(parties), actor=parties.private, at=AT)
    rate_commitment(made, Judgement(1, 3, "Trop facile."), revision=1, actor=parties.customs, at=AT)
    colleague = make_tenure(Role.COORDINATOR, parties.customs.post.organisation)
    for tenure in (parties.private, colleague, parties.coordinator, parties.director, parties.other):
        rated = ratings_of(made, tenure.post)
        assert (rated.seen, rated.mine, rated.complete) == ((), None, False)
    assert ratings_of(made, parties.customs.post).mine.remark == "Trop facile."
    assert "Trop facile." not in str([entry.payload for entry in history(made)])
    rate_commitment(made, Judgement(2, 3), revision=1, actor=parties.customs, at=AT)  # not seen yet: may be changed
    assert not told_rated()
    rate_commitment(made, Judgement(3, 1, "Sans budget."), revision=1, actor=parties.private, at=AT)
    seen = ratings_of(made, parties.other.post).seen
    assert [(one.side, one.ambition, one.realism) for one in seen] == [("customs", 2, 3), ("private", 3, 1)]
    assert len(told_rated()) == 2
    with pytest.raises(Problem) as seen_already:
        rate_commitment(made, Judgement(1, 1), revision=1, actor=parties.customs, at=AT)
    assert seen_already.value.code == "commitments-rating-seen"


def test_ratings_are_refused_of_strangers_of_drafts_and_of_other_words(parties):
    made = drafted(parties)
    refusals = []
    for commitment, revision, tenure in (
        (made, 1, parties.private),
        (propose_commitment(drafted(parties), actor=parties.private, at=AT), 1, parties.other),
        (propose_commitment(drafted(parties), actor=parties.private, at=AT), 0, parties.private),
    ):
        with pytest.raises(Problem) as refused:
            rate_commitment(commitment, Judgement(1, 1), revision=revision, actor=tenure, at=AT)
        refusals.append(refused.value.code)
    assert refusals == ["commitments-not-rateable", "commitments-not-a-party", "commitments-other-wording"]
    assert not Rating.objects.exists()


def test_ratings_are_held_against_facts_by_side_and_step(parties):
    for place in range(8):
        made = parties.commitment()
        made.followed.keeping = "on-time" if place < 6 else "overdue"
        made.followed.save()
        for side, tenure in (("customs", parties.customs), ("private", parties.private)):
            Rating.objects.create(
                commitment=made,
                revision=1,
                side=side,
                post=tenure.post,
                ambition=2,
                realism=3 if side == "customs" else 1 + place % 2,
                on=made.adopted_on,
            )
        # What one thinks once it is known how it went is held against nothing.
        late = {"revision": 2, "ambition": 1, "realism": 1, "on": AT.date()}
        Rating.objects.create(commitment=made, side="customs", post=parties.customs.post, **late)
        Rating.objects.create(commitment=made, side="private", post=parties.private.post, **late)
    assert against_facts(parties.plan, "fr") == []
    parties.plan.state = PlanState.ADOPTED
    said = against_facts(parties.plan, "fr")
    rows = {(row.side, row.judged, row.step): row for row in said}
    customs = rows["Douane", "realism", "sera très probablement tenu"]
    assert customs.counts == (("tenu à temps", 6), ("en retard", 2))
    assert customs.share
    private = rows["Secteur privé", "realism", "sera difficile à tenir"]
    assert (sum(count for _words, count in private.counts), private.share) == (4, "")
    with override("fr"):
        assert in_short(said, "fr") == "Jugés « sera très probablement tenu » et tenus à temps : Douane, 6 sur 8."
        assert "aucune issue" in in_short(said[3:4], "fr")
