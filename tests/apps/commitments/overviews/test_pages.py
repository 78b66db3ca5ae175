"""Overviews as their readers see them: filters in the address, nobody ranked, drafts private, a number of queries that does not grow."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Alignment, Answer, CommitmentState, Milestone
from danaya.apps.commitments.overviews.standings import ORDER, PLACES
from danaya.apps.indicators.models import Framework, Objective
from danaya.apps.people.models import Role
from tests.apps.commitments.factories import TODAY, answered, claimed, make_parties
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db
VIEWS = ("table", "board", "timeline", "matrix", "by_organisation", "by_factor")
AHEAD = (("Signée.", 40, date(2027, 3, 1)), ("Posée.", 60, date(2027, 9, 1)))


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


def page(client, plan, name, query=""):
    response = client.get(reverse(f"commitments:{name}", args=[plan.pk]) + query)
    assert response.status_code == 200
    return response


def filled_plan():
    """A plan with one commitment in each column of the board."""
    parties = make_parties()
    late = parties.commitment("Tardif.", factor="leadership")
    under_way = parties.commitment("Va son cours.", steps=AHEAD, by_private=True)
    waiting = parties.commitment("Déclaré.", steps=AHEAD)
    claimed(waiting.milestones.first(), date(2026, 11, 20))
    contested = parties.commitment("Contesté.", steps=AHEAD)
    answered(claimed(contested.milestones.first(), date(2026, 11, 2)), Answer.CONTESTED)
    kept = parties.commitment("Tenu.", steps=AHEAD)
    for one in kept.milestones.all():
        answered(claimed(one, date(2026, 11, 2)))
    for one in (late, under_way, waiting, contested, kept):
        follow_one(one, TODAY)
    parties.commitment("Proposé.", state=CommitmentState.PROPOSED)
    parties.commitment("Abandonné.", state=CommitmentState.ABANDONED, ended_on=TODAY)
    parties.commitment("Projet privé.", state=CommitmentState.DRAFT, by_private=True)
    return parties


def test_each_commitment_stands_in_one_column_and_its_link_finds_the_same():
    parties = filled_plan()
    client = sign_in(parties.private)
    columns = page(client, parties.plan, "board").context["columns"]
    assert [(column.name, column.count) for column, _url in columns] == [(name, 1) for name in ORDER]
    assert set(ORDER) == set(PLACES)
    for column, url in columns:
        lines = client.get(url).context["lines"]
        assert [line.commitment.pk for line in lines] == [line.commitment.pk for line in column.lines]


def test_a_draft_is_nobody_elses():
    parties = filled_plan()
    for tenure, shown in ((parties.private, True), (parties.customs, False), (parties.coordinator, False)):
        client = sign_in(tenure)
        for name in VIEWS if not shown else ("table", "board", "timeline", "by_organisation", "by_factor"):
            assert ("Projet privé" in page(client, parties.plan, name).content.decode()) == shown
    assert page(sign_in(parties.customs), parties.plan, "table", "?q=projet").context["count"] == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=TARDIF", ["E-01"]),
        ("?q=e-05+tenu", ["E-05"]),
        ("?standing=late", ["E-01"]),
        ("?standing=contested", ["E-04"]),
        ("?standing=waiting", ["E-03"]),
        ("?standing=kept", ["E-05"]),
        ("?standing=stalled", ["E-01", "E-02"]),
        ("?side=private&state=adopted", ["E-02"]),
        ("?factor=leadership", ["E-01"]),
        ("?state=abandoned", ["E-07"]),
        ("?framework=none&standing=kept", ["E-05"]),
        ("?standing=nonsense&q=tenu", ["E-05"]),
    ],
)
def test_filters_stand_in_the_address(query, found):
    parties = filled_plan()
    lines = page(sign_in(parties.customs), parties.plan, "table", query).context["lines"]
    assert [line.commitment.reference for line in lines] == found


def test_claimed_and_confirmed_stand_beside_each_other():
    parties = filled_plan()
    said = words(page(sign_in(parties.customs), parties.plan, "table", "?standing=waiting"))
    assert re.search(r"déclaré\s+40\s%.*confirmé\s+0\s%", said)


def test_own_organisation_first_then_the_alphabet_and_nothing_counted():
    parties = filled_plan()
    for tenure in (parties.customs, parties.private):
        response = page(sign_in(tenure), parties.plan, "by_organisation")
        titles = [group.title for group in response.context["groups"]]
        own = f"{tenure.post.organisation.acronym} – {tenure.post.organisation}"
        assert titles[0] == own
        assert titles[1:] == sorted(titles[1:])
        headings = re.findall(r"<h2[^>]*>(.*?)</h2>", response.content.decode(), re.DOTALL)
        assert not any(re.search(r"\d+\s*(%|engagement)", heading) for heading in headings)


def test_timeline_says_in_a_table_what_it_draws():
    parties = filled_plan()
    first, second = Milestone.objects.filter(commitment__number=2).order_by("position")
    second.after.add(first, Milestone.objects.get(commitment__number=3, position=1))
    response = page(sign_in(parties.customs), parties.plan, "timeline")
    said = words(response)
    assert "aujourd'hui, 23 novembre 2026" in html.unescape(response.content.decode())
    # Its own order is seen; what it waits for elsewhere is said.
    assert "après E-03.1" in said
    assert "E-02.1" not in said
    assert "en retard" in said


def test_objectives_without_commitment_and_commitments_without_objective():
    parties = filled_plan()
    framework = Framework.objects.create(code="plan", title={"fr": "Plan stratégique"}, kind="plan")
    served, alone = (
        Objective.objects.create(framework=framework, code=code, title={"fr": f"Objectif {code}"}, order=place)
        for place, code in enumerate(("1.1", "1.2"))
    )
    Alignment.objects.create(commitment=parties.plan.commitments.get(number=5), objective=served)
    context = page(sign_in(parties.customs), parties.plan, "matrix", f"?framework={framework.pk}").context
    assert context["matrix"].without_commitment == [alone]
    assert [one.reference for one in context["matrix"].columns] == ["E-05"]
    assert "E-05" not in [one.reference for one in context["alone"]]
    assert context["alone_count"] == 6


def test_queries_do_not_grow_with_the_plan():
    parties = filled_plan()
    client = sign_in(parties.customs)
    counts = []
    for _each in range(2):
        for name in ("plan", *VIEWS):
            page(client, parties.plan, name)
        with CaptureQueriesContext(connection) as queries:
            for name in ("plan", *VIEWS):
                page(client, parties.plan, name)
        counts.append(len(queries))
        for number in range(6):
            follow_one(parties.commitment(f"Encore {number}.", by_private=bool(number % 2)), TODAY)
    assert counts[0] == counts[1]


def test_chain_says_which_link_is_weak():
    parties = make_parties()
    one = parties.commitment(imported=True)
    claimed(one.milestones.first(), date(2026, 10, 1))
    follow_one(one, TODAY)
    response = sign_in(parties.customs).get(reverse("commitments:chain", args=[parties.plan.pk, one.pk]))
    said = words(response)
    for expected in (
        "repris d'un tableau",
        "déclaré, non confirmé depuis trois semaines",
        "ne répond à aucune attente",
    ):
        assert expected in said
    weak = [link.key for link in response.context["links"] if link.is_weak]
    assert weak == ["figures", "finding", "expectation", "commitment", "progress", "change"]


def test_home_page_says_where_the_plan_stands():
    parties = filled_plan()
    said = words(sign_in(parties.customs).get("/"))
    assert "4 engagements en cours, 1 tenu, 1 en retard, 1 contesté" in said
    observed = sign_in(make_tenure(Role.OBSERVER)).get("/").content.decode()
    assert "Plan d'action commun" in html.unescape(observed)
