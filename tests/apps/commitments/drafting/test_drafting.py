"""Acts of drafting: what is kept, what is refused, who hears of it."""

from dataclasses import replace
from datetime import date

import pytest

from danaya.apps.commitments.actions.draft_commitment import edit_commitment
from danaya.apps.commitments.actions.end_commitment import abandon_commitment, withdraw_commitment
from danaya.apps.commitments.actions.make_plan import PlanFacts, change_plan, make_plan
from danaya.apps.commitments.actions.propose_commitment import propose_commitment
from danaya.apps.commitments.actions.rate_commitment import Judgement, rate_commitment
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.models import Body, Commitment, CommitmentState, Decision, PlanState, Rating
from danaya.apps.indicators.models import Framework, Objective
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.journal.entries import history
from danaya.engines.framework import load_frameworks
from danaya.engines.language import Problem
from tests.apps.commitments.drafting.worded import STEPS, drafted, wording
from tests.apps.commitments.factories import AT, TODAY, claimed, make_parties
from tests.apps.findings.factories import make_analysis
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties():
    return make_parties()


def proposed(parties, **facts):
    return propose_commitment(drafted(parties, **facts), actor=parties.private, at=AT)


def texts(commitment):
    return [step.text["fr"] for step in commitment.milestones.order_by("position")]


def refused(code):
    return pytest.raises(Problem, match=f"commitments-{code}")


@pytest.fixture(autouse=True)
def _codes(monkeypatch):
    """Let refusals be matched by their code."""
    monkeypatch.setattr(Problem, "__str__", lambda problem: problem.code)


def test_a_wording_is_kept_as_it_was_written_and_read_back_alike(parties):
    made = drafted(parties)
    assert (made.state, made.number, made.revision, made.followed.due) == ("draft", None, 1, date(2027, 6, 1))
    kept = wording_of(made)
    assert replace(kept, steps=(), owner=None, counterpart=None) == replace(
        wording(parties), steps=(), owner=None, counterpart=None
    )
    assert [(step.text, step.weight, step.due, step.after) for step in kept.steps] == [
        (step.text, step.weight, step.due, step.after) for step in STEPS
    ]
    assert [entry.verb for entry in history(made)] == ["commitments.draft_commitment"]


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("no-result", {"result": {"fr": " "}}),
        ("steps-many", {"steps": STEPS * 3}),
        ("step-words", {"steps": (replace(STEPS[0], text={}),)}),
        ("step-order", {"steps": (replace(STEPS[0], due=date(2026, 11, 1)),)}),
        ("step-weight", {"steps": (replace(STEPS[0], weight=0),)}),
        ("step-after", {"steps": (replace(STEPS[0], after=(1,)),)}),
        ("step-circle", {"steps": (replace(STEPS[0], after=(2,)), STEPS[1])}),
    ],
)
def test_what_cannot_be_promised_is_refused_in_words(parties, code, facts):
    with refused(code):
        drafted(parties, **facts)
    assert not Commitment.objects.exists()


def test_parties_are_of_opposite_sides(parties):
    with refused("same-side"):
        drafted(parties, counterpart=parties.director.post)
    with refused("observer"):
        drafted(parties, counterpart=make_tenure(Role.OBSERVER).post)


def test_nothing_rests_on_what_one_side_cannot_read(parties):
    unreleased = make_analysis().findings.get()
    with refused("unreadable"):
        drafted(parties, findings=(unreleased,))
    released = make_analysis(released=True).findings.get()
    assert list(drafted(parties, findings=(released,)).findings.all()) == [released]


def test_a_milestone_waits_only_for_what_both_sides_see_in_the_same_plan(parties):
    private = drafted(parties).milestones.first()
    with refused("step-stranger"):
        drafted(parties, steps=(replace(STEPS[0], awaits=(private,)),))
    shown = parties.commitment().milestones.first()
    made = drafted(parties, steps=(replace(STEPS[0], awaits=(shown,)),))
    assert wording_of(made).steps[0].awaits == (shown,)
    edit_commitment(made, replace(wording_of(made), problem={}), revision=1, actor=parties.private, at=AT)
    assert wording_of(made).steps[0].awaits == (shown,)


def test_a_change_of_words_counts_a_wording_and_the_same_words_do_not(parties):
    made = drafted(parties)
    same = edit_commitment(made, wording_of(made), revision=1, actor=parties.private, at=AT)
    assert same.revision == 1
    other = replace(wording_of(made), result={"fr": "Les frais sont affichés dans 10 postes sur 12."})
    assert edit_commitment(made, other, revision=1, actor=parties.private, at=AT).revision == 2
    with refused("changed-meanwhile"):
        edit_commitment(made, other, revision=1, actor=parties.private, at=AT)


def test_ratings_are_of_words_and_stay_when_only_links_change(parties):
    made = proposed(parties)
    for tenure in (parties.customs, parties.private):
        rate_commitment(made, Judgement(3, 2), revision=1, actor=tenure, at=AT)
    finding = make_analysis(released=True).findings.get()
    linked = edit_commitment(
        made, replace(wording_of(made), findings=(finding,)), revision=1, actor=parties.customs, at=AT
    )
    assert Rating.objects.filter(commitment=made, revision=linked.revision).count() == 2
    reworded = replace(wording_of(made), budget_nil=False)
    edit_commitment(made, reworded, revision=linked.revision, actor=parties.customs, at=AT)
    assert not Rating.objects.filter(commitment=made, revision=linked.revision + 1).exists()


def test_five_milestones_change_places_without_losing_their_keys(parties):
    steps = tuple(replace(STEPS[0], text={"fr": f"Pas {place}"}, due=date(2027, 1, place)) for place in range(1, 6))
    made = drafted(parties, steps=steps)
    before = {step.text["fr"]: step.pk for step in made.milestones.all()}
    kept = wording_of(made)
    turned = (kept.steps[4], kept.steps[0], kept.steps[3], kept.steps[1], kept.steps[2])
    edit_commitment(made, replace(kept, steps=turned), revision=1, actor=parties.private, at=AT)
    assert texts(made) == ["Pas 5", "Pas 1", "Pas 4", "Pas 2", "Pas 3"]
    assert {step.text["fr"]: step.pk for step in made.milestones.all()} == before


def test_what_was_claimed_keeps_its_milestone_and_its_date(parties):
    made = parties.commitment()
    claimed(made.milestones.order_by("position")[0], TODAY)
    kept = wording_of(made)
    with refused("step-claimed"):
        edit_commitment(made, replace(kept, steps=kept.steps[1:]), revision=1, actor=parties.customs, at=AT)
    later = (kept.steps[0], kept.steps[1], replace(kept.steps[2], due=date(2027, 3, 1)))
    with refused("date-moves"):
        edit_commitment(made, replace(kept, steps=later), revision=1, actor=parties.customs, at=AT)
    stranger = (replace(kept.steps[0], key=parties.commitment().milestones.first().pk),)
    with refused("step-unknown"):
        edit_commitment(made, replace(kept, steps=stranger), revision=1, actor=parties.customs, at=AT)
    assert made.milestones.count() == 3


def test_signed_milestones_move_by_claims_alone(parties):
    """Otherwise an owner would drop what is late, or weigh it at nothing, and stand as having kept its word."""
    made = parties.commitment()
    claimed(made.milestones.order_by("position")[0], TODAY)
    first, second, third = wording_of(made).steps
    lighter, later = replace(third, weight=1), replace(third, starts=date(2026, 11, 2))
    for steps in (
        (first, second),
        (first, second, lighter),
        (first, second, later),
        (replace(first, text={"fr": "Autre chose."}), second, third),
        (first, second, third, replace(STEPS[0], due=date(2027, 9, 1), after=())),
    ):
        with refused("steps-signed"):
            edit_commitment(made, replace(wording_of(made), steps=steps), revision=1, actor=parties.customs, at=AT)
    read = replace(first, text={**first.text, "en": "The list is signed."})
    edit_commitment(
        made, replace(wording_of(made), steps=(read, second, third)), revision=1, actor=parties.customs, at=AT
    )
    assert [step.weight for step in made.milestones.order_by("position")] == [20, 30, 50]


def test_nobody_chooses_after_signing_who_says_that_it_is_kept(parties):
    made = parties.commitment()
    for facts in ({"counterpart": parties.other.post}, {"owner": parties.director.post}):
        with refused("parties-signed"):
            edit_commitment(made, replace(wording_of(made), **facts), revision=1, actor=parties.coordinator, at=AT)


def test_words_at_signature_and_words_that_ended_do_not_change(parties):
    made = proposed(parties)
    parties.plan.state = PlanState.SIGNING
    parties.plan.save()
    with refused("at-signature"):
        edit_commitment(made, wording_of(made), revision=1, actor=parties.customs, at=AT)
    with refused("at-signature"):
        withdraw_commitment(made, {"fr": "Trop tôt."}, actor=parties.private, at=AT)
    ended = parties.commitment(state=CommitmentState.WITHDRAWN)
    with refused("ended"):
        edit_commitment(ended, wording_of(ended), revision=1, actor=parties.customs, at=AT)


def test_proposing_gives_the_next_number_once_and_tells_both_parties(parties):
    parties.commitment(state=CommitmentState.PROPOSED, number=6)
    made = proposed(parties)
    assert (made.reference, made.proposed_on) == ("E-07", TODAY)
    told = Notice.objects.filter(kind="commitments.proposed").values_list("post", flat=True)
    assert set(told) == {parties.customs.post_id, parties.private.post_id}
    with refused("not-a-draft"):
        propose_commitment(made, actor=parties.private, at=AT)
    with refused("no-steps"):
        propose_commitment(drafted(parties, steps=()), actor=parties.private, at=AT)


def test_a_proposal_is_withdrawn_with_a_reason_and_its_number_is_not_given_again(parties):
    made = proposed(parties)
    with refused("no-reason"):
        withdraw_commitment(made, {}, actor=parties.private, at=AT)
    gone = withdraw_commitment(made, {"fr": "Repris dans E-02."}, actor=parties.private, at=AT)
    assert (gone.state, gone.ended_on, gone.is_shown) == ("withdrawn", TODAY, False)
    assert proposed(parties).reference == "E-02"
    withdraw_commitment(
        drafted(parties), {}, actor=parties.private, at=AT
    )  # nobody else has seen it: no reason is asked
    with refused("not-withdrawn"):
        withdraw_commitment(parties.commitment(), {"fr": "Non."}, actor=parties.customs, at=AT)


def test_a_promise_of_customs_is_abandoned_by_the_directors_decision_only(parties):
    made = parties.commitment()
    asked = {
        "plan": parties.plan,
        "question": {"fr": "Abandonner ?"},
        "asked_on": TODAY,
        "asked_by": parties.coordinator.post,
    }
    option = [{"option": {"fr": "Oui"}, "consequence": {"fr": "Fin"}, "abandons": True}]
    goes_on = [{"option": {"fr": "Non"}, "consequence": {"fr": "Suite"}}, *option]
    open_one = Decision.objects.create(commitment=made, options=option, **asked)
    other = Decision.objects.create(options=option, chosen=0, **asked)
    kept = Decision.objects.create(commitment=made, options=goes_on, chosen=0, **asked)
    for decision in (None, open_one, other, kept):
        with refused("undecided"):
            abandon_commitment(made, {"fr": "Sans budget."}, decision=decision, actor=parties.customs, at=AT)
    Decision.objects.filter(pk=open_one.pk).update(chosen=0)
    open_one.refresh_from_db()
    gone = abandon_commitment(made, {"fr": "Sans budget."}, decision=open_one, actor=parties.customs, at=AT)
    assert (gone.state, gone.is_shown, gone.followed.keeping) == ("abandoned", True, "abandoned")
    told = Notice.objects.filter(kind="commitments.abandoned")
    assert parties.other.post_id in told.values_list("post", flat=True)
    assert "Sans budget." in told.first().body["fr"]


def test_a_promise_of_a_body_is_abandoned_by_its_signatory_only(parties):
    made = parties.commitment(by_private=True)
    with refused("not-signatory"):
        abandon_commitment(made, {"fr": "Sans moyens."}, actor=parties.private, at=AT)
    Body.objects.create(
        plan=parties.plan, organisation=parties.private.post.organisation, signatory=parties.private.post
    )
    with refused("no-reason"):
        abandon_commitment(made, {}, actor=parties.private, at=AT)
    assert abandon_commitment(made, {"fr": "Sans moyens."}, actor=parties.private, at=AT).state == "abandoned"
    with refused("not-in-force"):
        abandon_commitment(made, {"fr": "Encore."}, actor=parties.private, at=AT)


def test_a_plan_is_made_and_changed_with_a_secretary_of_each_side(parties):
    facts = PlanFacts(
        {"fr": "Plan 2027"}, date(2027, 1, 1), date(2028, 12, 31), parties.customs.post, parties.private.post
    )
    made = make_plan(facts, actor=parties.coordinator, at=AT)
    assert (made.state, made.made_on) == ("drafting", TODAY)
    assert set(Framework.objects.values_list("code", flat=True)) == {one.key for one in load_frameworks()}
    assert Objective.objects.filter(active=True).count() == sum(len(one.objectives) for one in load_frameworks())
    for code, changed in (
        ("plan-title", {"title": {}}),
        ("plan-order", {"ends": date(2027, 1, 1)}),
        ("plan-most", {"most_at_once": 0}),
        ("plan-secretary", {"secretary_customs": parties.private.post}),
    ):
        with refused(code):
            make_plan(replace(facts, **changed), actor=parties.coordinator, at=AT)
    made.state = PlanState.SIGNING
    made.save()
    with refused("at-signature"):
        change_plan(made, replace(facts, ends=date(2029, 12, 31)), actor=parties.coordinator, at=AT)
    assert change_plan(made, replace(facts, most_at_once=5), actor=parties.coordinator, at=AT).most_at_once == 5
    made.state = PlanState.CLOSED
    made.save()
    with refused("plan-closed"):
        drafted(replace(parties, plan=made))
