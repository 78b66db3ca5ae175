"""The plan that the demonstration tells shows the story: read through the product's own queries, pages and engines."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import (
    Answer,
    CommitmentState,
    DateChange,
    Decision,
    Edition,
    Outcome,
    PlanState,
    Signature,
    Stance,
    Way,
)
from danaya.apps.dialogue.models import FateKind
from danaya.apps.dialogue.queries import answers_to
from danaya.apps.indicators.models import Framework, Kind, Objective, Series
from danaya.apps.people.models import Account, Side
from danaya.demo import promises, tamarie, voices
from danaya.engines import followup
from danaya.engines.followup import Keeping, State

pytestmark = pytest.mark.django_db

PROMISES = {promise.key: promise for promise in promises.load_promises()}
KEPT = {"fees-posted", "one-receipt", "complaints-15-days", "small-trade-guide", "members-told"}
ON_THE_WAY = {"truck-queue", "interests-training", "members-accompanied"}
LATE, CONTESTED = {"rotation-plan", "industry-code"}, {"hotline", "drivers-informed"}
UNCONFIRMED = "lodged-before-arrival"


def find(plan, key):
    return plan.commitments.select_related("owner__organisation", "followed").get(result__fr=PROMISES[key].result["fr"])


def keys_of(plan, wanted):
    """Return the keys of the commitments whose standing is ``wanted``."""
    rows = plan.commitments.filter(state=CommitmentState.ADOPTED).select_related("followed")
    by_words = {promise.result["fr"]: key for key, promise in PROMISES.items()}
    return {by_words[row.result["fr"]] for row in rows if wanted(row.followed)}


def test_fourteen_commitments_of_both_sides_on_findings_and_expectations(plan):
    rows = list(plan.commitments.select_related("owner__organisation", "counterpart__organisation"))
    assert plan.state == PlanState.ADOPTED
    assert Counter(row.side for row in rows) == {Side.CUSTOMS: 9, Side.PRIVATE: 5}
    for row in rows:
        assert row.counterpart.organisation.side != row.side
        assert row.findings.exists()
        assert row.expectations.exists()
        assert row.objectives.filter(framework__kind__in=[Kind.PLAN, Kind.PROJECT]).exists()
        assert row.objectives.filter(framework__kind=Kind.STRATEGY).exists()


def test_after_two_years_each_stands_as_the_story_says(plan):
    assert keys_of(plan, lambda one: one.confirmed == 100) == KEPT
    assert keys_of(plan, lambda one: one.contested) == CONTESTED
    assert keys_of(plan, lambda one: one.late and not one.contested) == LATE
    assert keys_of(plan, lambda one: one.keeping == Keeping.AWAITING) == {UNCONFIRMED}
    running = keys_of(plan, lambda one: one.keeping == Keeping.RUNNING and not one.late)
    assert running == ON_THE_WAY
    assert plan.commitments.filter(state=CommitmentState.ABANDONED).count() == 1


def test_what_the_stored_standing_says_is_what_the_engine_says(plan):
    rows = list(plan.commitments.select_related("owner__organisation", "followed"))
    facts = facts_of(rows, tamarie.TODAY)
    for row in rows:
        said = followup.progress_of(facts[row.pk], tamarie.TODAY)
        assert (row.followed.claimed, row.followed.confirmed) == (said.claimed, said.confirmed)


def test_one_claim_has_waited_for_forty_days(plan):
    followed = find(plan, UNCONFIRMED).followed
    assert tamarie.TODAY - followed.waiting_since == timedelta(days=40)
    fact = facts_of([find(plan, UNCONFIRMED)], tamarie.TODAY)[find(plan, UNCONFIRMED).pk]
    assert State.SILENT in followup.progress_of(fact, tamarie.TODAY).states.values()


def test_one_date_was_moved_twice_and_both_reasons_are_read(plan):
    page = client_of("cpt-secretariat").get(address(find(plan, "rotation-plan"))).content.decode()
    first, second = DateChange.objects.filter(milestone__commitment=find(plan, "rotation-plan"))
    for change in (first, second):
        assert change.reason[:40] in page.replace("&#x27;", "'")
    assert "30 juin 2025" in page.replace("\xa0", " ")  # first promised for


def test_one_body_adopted_with_a_written_reservation_and_one_signed_on_paper(plan):
    stances = Signature.objects.filter(version__plan=plan, commitment=None)
    assert {one.organisation.acronym: one.stance for one in stances if one.stance != Stance.ADOPTED} == {
        "CPT": Stance.RESERVED
    }
    paper = Signature.objects.filter(version__plan=plan, way=Way.PAPER)
    assert {one.organisation.acronym for one in paper} == {"UTR"}
    assert paper.filter(commitment__isnull=False).count() == 1
    assert all(one.scan.size for one in paper)
    assert all(one.entered_by and one.answer.ours for one in paper), (
        "the coordinator entered it, the union confirmed it"
    )


def test_a_contested_claim_was_settled_by_both(plan):
    outcome = Outcome.objects.get(claim__milestone__commitment=find(plan, "one-receipt"))
    assert outcome.agreed
    settled = outcome.claim.confirmations.get(settles=True)
    assert (settled.answer, settled.by_id) == (Answer.PART, outcome.by_id)
    assert settled.agreed_by_id == outcome.answered_by_id


def test_what_was_abandoned_has_its_reason_and_decision(plan):
    row = plan.commitments.get(state=CommitmentState.ABANDONED)
    decision = Decision.objects.get(commitment=row)
    assert row.ended_why["fr"]
    assert row.ended_why["en"]
    assert decision.abandons
    assert decision.reference.startswith("NS ")
    assert decision.decided_on == row.ended_on


def test_expectations_answered_by_the_plan_lead_to_a_commitment_and_back(plan, told):
    client = client_of("ccit-secretariat")
    for key in ("fees-posted", "one-receipt", "complaints-15-days"):
        commitment = find(plan, key)
        (expectation,) = [one for one in commitment.expectations.all() if one.text["fr"] == WISHES[key].text["fr"]]
        assert answers_to(expectation).first().kind == FateKind.PLANNED
        page = client.get(reverse("dialogue:expectation", args=[told.pk, expectation.pk])).content.decode()
        assert address(commitment) in page
        back = client.get(address(commitment)).content.decode()
        assert reverse("dialogue:expectation", args=[told.pk, expectation.pk]) in back


WISHES = {wish.key: wish for wish in voices.load_wishes()}


def test_frameworks_came_from_tables_and_some_objectives_wait_for_a_commitment(plan):
    assert Framework.objects.filter(kind=Kind.STRATEGY).count() == 6
    served = Objective.objects.filter(pk__in=plan.commitments.values("objectives"))
    own = Objective.objects.filter(framework__kind__in=[Kind.PLAN, Kind.PROJECT, Kind.STRATEGY])
    left = {f"{one.framework.code}:{one.code}" for one in own.exclude(pk__in=served)}
    assert left == {"plan:5.1", "pid:6", "ccit:3", "afct:2"}


def test_figures_are_kept_as_the_table_wrote_them(plan):
    series = Series.objects.get(code="clearance-time")
    values = [(figure.day, str(figure.value.normalize())) for figure in series.figures.order_by("day")]
    assert values[0] == (date(2023, 12, 31), "47.2")
    assert values[-1] == (date(2026, 9, 30), "33.9")


def test_nothing_is_public_without_the_director(plan):
    public = [one for one in Edition.objects.filter(plan=plan) if one.is_public]
    assert public
    assert all(one.authorised_by.sign_in_name == "directeur-general" for one in public)
    told = [one for one in plan.messages.select_related("edition") if one.done_on]
    assert len(told) == 3
    assert all(one.edition.authorised_on <= one.done_on for one in told)


def address(commitment):
    return reverse("commitments:commitment", args=[commitment.plan_id, commitment.pk])


def client_of(post):
    client = Client(headers={"accept-language": "fr"})
    account = Account.objects.get(tenures__post__sign_in_name=post, tenures__until=None)
    client.force_login(account, backend="danaya.apps.people.backends.IdentifierBackend")
    return client
