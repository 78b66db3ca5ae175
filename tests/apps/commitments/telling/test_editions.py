"""Editions for everyone: confirmed progress and nothing else; authorised as it was read, by the director alone."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.telling.authorise_edition import (
    authorise_edition,
    refuse_edition,
    withdraw_edition,
)
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.drafting.days import days_of_administration
from danaya.apps.commitments.drafting.sources import start_of
from danaya.apps.commitments.models import Decision, Edition, FindingBasis, PlanState
from danaya.apps.commitments.telling.editions import content_of, named_in, public_edition
from danaya.apps.notices.models import Notice
from danaya.base.files.models import Visibility
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT, TODAY, claimed
from tests.apps.commitments.telling.factories import SECRETS, Stories
from tests.apps.findings.factories import make_analysis, make_dataset, make_finding, make_release, make_round
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(settings) -> Stories:
    settings.TODAY = TODAY
    make_administration()
    return Stories.make()


def make(stories: Stories) -> Edition:
    return make_edition(stories.plan, actor=stories.parties.coordinator, at=AT)


def authorise(stories: Stories, edition: Edition, shown: str | None = None) -> Edition:
    shown = edition.digest if shown is None else shown
    return authorise_edition(edition, shown=shown, actor=stories.parties.director, at=AT)


def code(act, *args, **facts) -> str:
    with pytest.raises(Problem) as refused:
        act(*args, **facts)
    return refused.value.code


def test_an_edition_holds_what_is_confirmed_and_nothing_of_what_is_not(stories):
    content = content_of(stories.every().plan, TODAY)
    written = json.dumps(content, ensure_ascii=False)
    assert [word for word in SECRETS if word in written] == []
    assert "Affiche vue par les deux parties." in written
    told = {one["reference"]: one for one in content["commitments"]}
    assert [told[ref]["state"] for ref in sorted(told)] == ["kept", "running", "running", "abandoned"]
    assert told[stories.kept.reference]["confirmed"] == 100
    assert told[stories.claimed_only.reference]["confirmed"] == 0
    assert {step["state"] for step in told[stories.claimed_only.reference]["milestones"]} == {"open"}
    assert [step["state"] for step in told[stories.contested.reference]["milestones"]] == ["open", "partly", "open"]
    assert content["not_now"][0]["why"]["en"] == "Twelve officers are missing."


def test_what_was_given_up_names_the_decision_that_gave_it_up_and_no_other(stories):
    facts = {"plan": stories.plan, "commitment": stories.abandoned, "asked_on": TODAY, "chosen": 0}
    by = {"asked_by": stories.parties.coordinator.post, "decided_by": stories.parties.director.post}
    for reference, abandons in (("NS 1", True), ("NS 2", False)):
        options = [{"option": {"fr": "Oui"}, "consequence": {"fr": "Ensuite"}, "abandons": abandons}]
        Decision.objects.create(**facts, **by, options=options, decided_on=TODAY, reference=reference)
    told = {one["reference"]: one for one in content_of(stories.plan, TODAY)["commitments"]}
    assert told[stories.abandoned.reference]["ended"]["reference"] == "NS 1"


def test_words_written_before_everyone_was_named_as_reader_stay_inside(stories):
    """A consultation begun under the earlier promise: neither its expectations nor the answers to them go outside."""
    plan = stories.every().plan
    plan.consultation.for_everyone = False
    plan.consultation.save()
    written = json.dumps(content_of(plan, TODAY), ensure_ascii=False)
    said = (stories.expectation.text["fr"], stories.not_now.text["fr"], "Il manque douze agents.")
    assert [words for words in said if words in written] == []
    draft = start_of({"expectation": str(stories.expectation.pk)}, plan, days_of_administration(), TODAY)
    assert "problem" not in draft.parts
    assert draft.parts["expectations"] == (stories.expectation,)


def test_a_claim_leaves_no_trace_in_what_everyone_reads(stories):
    """Claimed in full by the day promised and not answered: outside it reads as if nothing had been claimed."""
    commitment = stories.parties.commitment(steps=[("Jalon", 1, TODAY)])
    before = content_of(stories.plan, TODAY)
    claimed(commitment.milestones.get(), TODAY, text=SECRETS[0])
    assert content_of(stories.plan, TODAY) == before


def test_no_name_of_author_post_or_person_stands_in_an_edition(stories):
    stories.every()
    account = stories.parties.customs.account
    account.display_name = "Awa Sangaré"
    account.save()
    claim = stories.kept.milestones.first().claims.get()
    stories.evidence(claim, Visibility.PUBLIC, statement="Constaté par  AWA sangaré.")
    content = content_of(stories.plan, TODAY)
    written = json.dumps(content, ensure_ascii=False)
    assert "sangaré" not in written.lower()
    assert str(stories.parties.customs.post) not in written
    assert named_in({**content, "plan": {"title": {"fr": "Plan d'Awa Sangaré"}}}) == ["Awa Sangaré"]


@pytest.mark.parametrize("visibility", [None, Visibility.FORUM, Visibility.PUBLIC])
def test_a_later_rounds_change_is_told_outside_only_where_its_results_are_public(stories, visibility):
    basis = make_analysis(make_dataset(make_round(year=2025))).findings.get()
    FindingBasis.objects.create(commitment=stories.kept, finding=basis)
    later = make_analysis(make_dataset(make_round(year=2026)))
    make_finding(
        later,
        "C-02",
        kind="change",
        sentence={"fr": "Transparence : en hausse de 1 point", "en": "Transparency: up 1 point"},
        lines=[{"fr": "Changement : +1,0 [0,4 ; 1,6].", "en": "Change: +1.0 [0.4, 1.6]."}],
        figures=[{**basis.figures[0], "measure": "score_change", "estimate": 1.0}],
    )
    if visibility is not None:
        make_release(later, visibility=visibility)
    told = content_of(stories.plan, TODAY)["commitments"][0]["changes"]
    assert [one["improved"] for one in told] == ([True] if visibility == Visibility.PUBLIC else [])
    assert all("[0,4 ; 1,6]" in one["words"]["fr"] for one in told)


def test_only_an_adopted_plan_has_editions_and_the_same_twice_is_refused(stories):
    edition = make(stories)
    assert Notice.objects.filter(post=stories.parties.director.post, kind="commitments.editions").exists()
    assert code(make, stories) == "commitments-edition-same"
    stories.plan.state = PlanState.SIGNING
    stories.plan.save()
    assert code(make, stories) == "commitments-edition-too-early"
    assert list(Edition.objects.all()) == [edition]


def test_what_was_read_is_what_is_authorised(stories):
    edition = make(stories)
    assert code(authorise, stories, edition, "0" * 64) == "commitments-edition-stale"
    assert code(authorise, stories, edition, "") == "commitments-edition-stale"
    assert public_edition(stories.plan) is None
    authorise(stories, edition)
    assert public_edition(stories.plan) == edition
    assert code(authorise, stories, edition) == "commitments-edition-decided"


def test_content_altered_in_the_database_is_neither_authorised_nor_shown(stories):
    edition = make(stories)
    altered = {**edition.content, "body": {"fr": "Autre"}}
    Edition.objects.filter(pk=edition.pk).update(content=altered)
    assert code(authorise, stories, edition) == "commitments-edition-stale"
    Edition.objects.filter(pk=edition.pk).update(content=edition.content)
    authorise(stories, edition)
    Edition.objects.filter(pk=edition.pk).update(content=altered)
    assert public_edition(stories.plan) is None


def test_a_newer_edition_makes_the_older_one_stale(stories):
    first = make(stories)
    assert stories.kept.reference
    second = make(stories)
    assert code(authorise, stories, first) == "commitments-edition-stale"
    authorise(stories, second)
    assert public_edition(stories.plan) == second


def test_withdrawn_vanishes_and_no_earlier_edition_comes_back(stories):
    first = authorise(stories, make(stories))
    assert stories.kept.reference
    second = authorise(stories, make(stories))
    facts = {"actor": stories.parties.director, "at": AT}
    assert code(withdraw_edition, second, why="", **facts) == "commitments-edition-withdrawal"
    withdraw_edition(second, why="Un chiffre est faux.", **facts)
    assert public_edition(stories.plan) is None
    assert code(withdraw_edition, second, why="Encore.", **facts) == "commitments-edition-not-public"
    assert first.is_public, "the earlier one was never withdrawn itself"


def test_a_refusal_has_its_reason_and_is_told(stories):
    edition = make(stories)
    facts = {"actor": stories.parties.director, "at": AT}
    assert code(refuse_edition, edition, why=" ", **facts) == "commitments-edition-refusal"
    refuse_edition(edition, why="Le point 3 est mal dit.", **facts)
    assert code(authorise, stories, edition) == "commitments-edition-decided"
    assert Notice.objects.filter(post=stories.parties.coordinator.post, about_id=str(edition.pk)).exists()


# Pages


def signed_in(tenure) -> Client:
    client = Client()
    client.force_login(tenure.account)
    return client


def test_nobody_but_the_director_authorises(stories):
    edition = make(stories)
    page = reverse("commitments:authorise_edition", args=[stories.plan.pk, edition.number])
    for name in ("coordinator", "customs", "private"):
        client = signed_in(getattr(stories.parties, name))
        assert client.post(page, {"digest": edition.digest}).status_code == 403
    assert public_edition(stories.plan) is None
    director = signed_in(stories.parties.director)
    stale = director.post(page, {"digest": "f" * 64})
    assert stale.status_code == 409
    assert "Rien n'est publié".replace("'", "&#x27;") in stale.content.decode()
    shown = director.get(reverse("commitments:edition", args=[stories.plan.pk, edition.number])).content.decode()
    assert edition.digest in shown
    assert director.post(page, {"digest": edition.digest}).status_code == 302
    assert public_edition(stories.plan) == edition


def test_the_director_reads_every_word_that_everyone_will_read(stories):
    stories.every()
    edition = make(stories)
    shown = signed_in(stories.parties.director).get(reverse("commitments:edition", args=[stories.plan.pk, 1]))
    told = shown.content.decode()
    for one in edition.content["commitments"]:
        assert one["result"]["fr"].replace("'", "&#x27;") in told.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Il manque douze agents." in told
