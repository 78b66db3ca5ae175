"""Decisions: asked by whoever manages the plan, three at a time, taken by the director alone, followed up."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.telling.ask_decision import Choice, ask_decision, drop_decision
from danaya.apps.commitments.actions.telling.take_decision import follow_up_decision, take_decision
from danaya.apps.commitments.models import CommitmentState, Decision
from danaya.apps.commitments.telling.director import options_of
from danaya.apps.notices.models import Notice
from danaya.base.journal.entries import history
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT, TODAY, Parties, make_parties
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

CHOICES = (
    Choice(
        {"fr": "Ouvrir le guichet", "en": "Open the counter"},
        {"fr": "Deux agents de plus.", "en": "Two more officers."},
    ),
    Choice({"fr": "Attendre", "en": "Wait"}, {"fr": "La date est reportée.", "en": "The date moves."}),
)


@pytest.fixture
def parties(settings) -> Parties:
    settings.TODAY = TODAY
    make_administration()
    return make_parties()


def ask(parties: Parties, question: str = "Ouvrir un guichet à Tessa ?", **facts: object) -> Decision:
    choices = facts.pop("choices", CHOICES)
    return ask_decision(parties.plan, {"fr": question}, choices, actor=parties.coordinator, at=AT, **facts)


def code(act, *args, **facts) -> str:
    with pytest.raises(Problem) as refused:
        act(*args, **facts)
    assert refused.value.in_language("fr") != refused.value.in_language("en")
    return refused.value.code


def test_a_question_reaches_the_director_and_a_fourth_is_refused_in_words(parties):
    first = ask(parties)
    assert Notice.objects.get(post=parties.director.post).url == reverse("commitments:director", args=[parties.plan.pk])
    ask(parties), ask(parties)
    assert code(ask, parties) == "commitments-decision-fourth"
    drop_decision(first, actor=parties.coordinator, at=AT)
    assert ask(parties).is_open
    assert code(drop_decision, first, actor=parties.coordinator, at=AT) == "commitments-decision-not-open"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"question": ""}, "commitments-decision-question"),
        ({"choices": CHOICES[:1]}, "commitments-decision-options"),
        ({"choices": CHOICES * 3}, "commitments-decision-options"),
        ({"choices": (CHOICES[0], Choice({"fr": "Attendre"}, {}))}, "commitments-decision-consequence"),
    ],
)
def test_a_question_without_options_or_consequences_is_refused(parties, facts, expected):
    assert code(ask, parties, **facts) == expected
    assert not Decision.objects.exists()


def test_a_decision_names_no_draft_and_no_commitment_of_another_plan(parties):
    for commitment in (parties.commitment(state=CommitmentState.DRAFT), make_parties().commitment()):
        assert code(ask, parties, commitment=commitment) == "commitments-decision-commitment"


def test_an_option_abandons_a_commitment_of_customs_only_and_says_so(parties):
    ends = Choice({"fr": "Arrêter"}, {"fr": "Un système"}, abandons=True)
    for commitment in (None, parties.commitment(by_private=True)):
        assert code(ask, parties, choices=(CHOICES[0], ends), commitment=commitment) == "commitments-decision-abandons"
    asked = ask(parties, choices=(CHOICES[0], ends), commitment=parties.commitment())
    assert options_of(asked, "fr")[1] == ("Arrêter", "Un système. Cette option abandonne l'engagement.")
    facts = {"decided_on": TODAY, "actor": parties.director, "at": AT}
    assert [take_decision(asked, chosen=chosen, **facts).abandons for chosen in (0, 1)] == [False, True]
    page = signed_in(parties.director).get(reverse("commitments:decide", args=[parties.plan.pk, asked.pk]))
    assert "Cette option abandonne l'engagement." in page.content.decode().replace("&#x27;", "'").replace("’", "'")


def test_the_director_decides_with_date_reference_and_follow_up_and_may_decide_anew(parties):
    asked = ask(parties, commitment=parties.commitment())
    facts = {"actor": parties.director, "at": AT}
    assert code(take_decision, asked, chosen=2, decided_on=TODAY, **facts) == "commitments-decision-option"
    ahead = TODAY + timedelta(days=1)
    assert code(take_decision, asked, chosen=0, decided_on=ahead, **facts) == "commitments-decision-ahead"
    taken = take_decision(asked, chosen=0, decided_on=TODAY, reference="n° 017/2026/DG", **facts)
    assert (taken.choice, taken.decided_by) == (CHOICES[0].option, parties.director.post)
    told = {notice.post_id for notice in Notice.objects.filter(subject__fr="Le directeur a décidé")}
    assert told == {parties.coordinator.post_id, parties.customs.post_id}
    anew = take_decision(asked, chosen=1, decided_on=date(2026, 11, 20), **facts)
    assert anew.chosen == 1
    assert history(anew).filter(verb="commitments.take_decision").count() == 2


def test_what_became_of_it_is_written_after_it_is_taken(parties):
    asked = ask(parties)
    facts = {"actor": parties.coordinator, "at": AT}
    assert code(follow_up_decision, asked, follow_up="Fait.", **facts) == "commitments-follow-up-too-early"
    take_decision(asked, chosen=0, decided_on=TODAY, reference="n° 17", actor=parties.director, at=AT)
    assert code(follow_up_decision, asked, follow_up=" ", **facts) == "commitments-follow-up-empty"
    other = code(follow_up_decision, asked, follow_up="Fait.", reference="n° 18", **facts)
    assert other == "commitments-follow-up-reference"
    done = follow_up_decision(asked, follow_up="Guichet ouvert le 20.", reference="n° 17", **facts)
    assert (done.followed_on, done.reference) == (TODAY, "n° 17")


def test_a_question_taken_back_cannot_be_decided(parties):
    asked = ask(parties)
    drop_decision(asked, actor=parties.coordinator, at=AT)
    decided = {"chosen": 0, "decided_on": TODAY, "actor": parties.director, "at": AT}
    assert code(take_decision, asked, **decided) == "commitments-decision-dropped"


# Pages


def signed_in(tenure) -> Client:
    client = Client()
    client.force_login(tenure.account)
    return client


def typed(**changed: str) -> dict[str, str]:
    return {
        "question_fr": "Ouvrir un guichet à Tessa ?",
        "option_1_fr": "Ouvrir",
        "consequence_1_fr": "Deux agents.",
        "option_2_fr": "Attendre",
        "consequence_2_fr": "",
        **changed,
    }


def test_a_refused_question_keeps_what_was_typed(parties):
    page = reverse("commitments:ask_decision", args=[parties.plan.pk])
    client = signed_in(parties.coordinator)
    refused = client.post(page, typed())
    assert refused.status_code == 422
    assert "Deux agents." in refused.content.decode()
    kept = {"consequence_2_fr": "Report.", "commitment": str(parties.commitment().pk), "abandons_2": "on"}
    kept["once"] = str(refused.context["once"])
    assert [client.post(page, typed(**kept)).status_code for _press in range(2)] == [302, 302]
    assert Decision.objects.get().options[1] == {
        "option": {"fr": "Attendre"},
        "consequence": {"fr": "Report."},
        "abandons": True,
    }


def test_the_director_decides_on_the_page_and_everybody_reads_what_was_decided(parties):
    asked = ask(parties, "Acheter <b>un</b> scanner ?", commitment=parties.commitment())
    decide = reverse("commitments:decide", args=[parties.plan.pk, asked.pk])
    director = signed_in(parties.director)
    assert "scanner" in director.get(reverse("commitments:director", args=[parties.plan.pk])).content.decode()
    assert director.post(decide, {"chosen": "0", "decided_on": "1/1/2030"}).status_code == 422
    assert director.post(decide, {"chosen": "0", "decided_on": "23/11/2026", "reference": "n° 17"}).status_code == 302
    listed = signed_in(parties.private).get(reverse("commitments:decisions", args=[parties.plan.pk])).content.decode()
    assert "n° 17" in listed
    assert "<b>un</b>" not in listed


def test_what_two_write_at_once_is_not_overwritten_unread(parties):
    asked = ask(parties)
    take_decision(asked, chosen=0, decided_on=TODAY, actor=parties.director, at=AT)
    page = reverse("commitments:follow_up", args=[parties.plan.pk, asked.pk])
    client = signed_in(parties.coordinator)
    opened = client.get(page).context["form"]["seen"].value()
    follow_up_decision(asked, follow_up="Guichet ouvert.", actor=parties.coordinator, at=AT)
    refused = client.post(page, {"follow_up": "Rien de fait.", "seen": opened})
    assert refused.status_code == 422
    assert "Rien de fait." in refused.content.decode()
    asked.refresh_from_db()
    assert asked.follow_up == "Guichet ouvert."
    again = {"follow_up": "Rien de fait.", "seen": refused.context["form"]["seen"].value()}
    assert client.post(page, again).status_code == 302


def test_what_waits_for_the_director_is_between_the_director_and_the_team(parties):
    ask(parties, "Question confidentielle ?")
    listed = reverse("commitments:decisions", args=[parties.plan.pk])
    assert "confidentielle" not in signed_in(parties.private).get(listed).content.decode()
    assert "confidentielle" in signed_in(parties.coordinator).get(listed).content.decode()
    page = reverse("commitments:director", args=[parties.plan.pk])
    assert signed_in(parties.private).get(page).status_code == 403
