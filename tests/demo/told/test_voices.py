"""The consultation that the demonstration tells shows the story: read through the product's own queries and pages."""

import io
import re
import zipfile
from collections import Counter
from datetime import date

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue import urls
from danaya.apps.dialogue.documents.making import KINDS
from danaya.apps.dialogue.listing import Scope, matching
from danaya.apps.dialogue.models import FateKind, Grouping, Phase, Reply, State, Translation
from danaya.apps.dialogue.queries import (
    answered_in_time,
    options_ready,
    overdue_expectations,
    shown_expectations,
    votable_expectations,
)
from danaya.apps.dialogue.views.results import LISTS
from danaya.apps.dialogue.views.room import slides_of
from danaya.apps.dialogue.votes.counting import count_poll
from danaya.apps.dialogue.votes.results import results_of
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Organisation, Side, Tenure
from danaya.demo import tamarie, voices
from danaya.demo.chapters.people import COORDINATOR, holder
from danaya.engines.language import LANGUAGES

pytestmark = pytest.mark.django_db

FEES, RECEIPT, COMPLAINTS = "fees-posted", "one-receipt", "complaints-15-days"
BROKERS, POSTINGS = "sanctioned-brokers", "fixed-postings"
WISHES = {wish.key: wish for wish in voices.load_wishes()}
ACCUSING = ("Sanoba", "par camion", "il faut l'enlever")
"""Pieces of the text that accuses a chief, none of which stands in another."""


@pytest.fixture
def results(told):
    return results_of(told)


def find(told, key):
    """Return an expectation of the plan by its words."""
    (found,) = [one for one in told.expectations.all() if one.text["fr"] == WISHES[key].text["fr"]]
    return found


def row_of(results, key):
    return results.row_of(find(results.consultation, key))


def cell(row, side):
    (found,) = [one for one in row.cells if one.group.key == side]
    return found


# Who spoke, who voted


def test_some_sixty_expectations_of_both_sides_and_of_every_body(told):
    shown = list(shown_expectations(told))
    assert 55 <= len(shown) <= 65
    by_side = Counter(one.side for one in shown)
    assert min(by_side[side] for side in (Side.CUSTOMS, Side.PRIVATE)) >= 20
    spoke = {one.organisation.acronym for one in shown if one.organisation}
    assert spoke == {tamarie.ADMINISTRATION.acronym} | {one.acronym for one in tamarie.BODIES if one.side == "private"}
    assert set(Counter(one.voice for one in shown)) == {"organisation", "side", "anonymous"}


def test_ninety_voters_over_both_sides(told, results):
    assert told.phase == Phase.ANSWERING
    voters = {group.key: group.voters for group in results.groups}
    assert set(voters) == {Side.CUSTOMS, Side.PRIVATE}
    assert sum(voters.values()) == 90
    assert min(voters.values()) >= 30


def test_everything_voted_on_was_seen_by_both_sides(told, results):
    assert results.unknown == ()
    assert len(results.rows) == votable_expectations(told).count()


# What gathers and what divides


def test_fees_receipt_and_complaints_lead_what_is_shared(told, results):
    leading = [row.expectation.pk for row in results.shared[:3]]
    assert leading == [find(told, key).pk for key in (FEES, RECEIPT, COMPLAINTS)]
    for row in results.shared[:3]:
        assert row.at_least > 0.7
        assert not row.is_dividing


def test_fees_matter_most_to_both_sides(told, results):
    first = results.mattering[0]
    assert first.expectation.pk == find(told, FEES).pk
    assert {find(told, key).pk for key in (RECEIPT, COMPLAINTS)} <= {
        row.expectation.pk for row in results.mattering[:4]
    }


def test_list_of_sanctioned_brokers_divides_customs_for_brokers_against(told, results):
    row = row_of(results, BROKERS)
    assert row.is_dividing
    assert (row.divide.more.group.key, row.divide.less.group.key) == (Side.CUSTOMS, Side.PRIVATE)
    assert row.divide.more.share > 0.75
    assert row in results.dividing[:5]
    # Counted for each body, as the product counts where a consultation declares bodies.
    poll = told.polls.get()
    poll.consultation.grouping = Grouping.BODIES
    of_bodies = count_poll(poll).counts[str(row.expectation.pk)]
    brokers = of_bodies[str(Organisation.objects.get(acronym="FCDT").pk)]
    assert brokers.seen >= 8
    assert brokers.disagree > 0.75 * brokers.seen


def test_fixed_postings_divide_customs_itself(results):
    row = row_of(results, POSTINGS)
    within = cell(row, Side.CUSTOMS).count
    assert within.seen >= 8
    assert min(within.agree, within.disagree) >= within.seen / 3


# What was said of them


def test_text_of_women_traders_is_restated_by_customs_corrected_once_then_confirmed(told):
    kept = find(told, voices.RESTATED_TWICE)
    assert kept.organisation.acronym == "AFCT"
    said = list(kept.reformulations.all())
    assert [one.reply for one in said] == [Reply.CORRECTED, Reply.CONFIRMED]
    assert {one.by.side for one in said} == {Side.CUSTOMS}
    assert said[0].correction
    assert said[0].text != said[1].text


def test_both_sides_restated_something_of_the_other(told):
    restated = [one for one in shown_expectations(told) if one.reformulations.filter(reply=Reply.CONFIRMED).exists()]
    assert {one.side for one in restated} == {Side.CUSTOMS, Side.PRIVATE}


def test_three_are_not_now_each_with_its_reason_in_both_languages_signed_by_a_post(told):
    scope = Scope(told, tamarie.TODAY, knows_sides=True)
    rows = matching(scope, {"answer": FateKind.NOT_NOW})
    assert len(rows) == 3
    for row in rows:
        fate = row.fates.first()
        assert all(fate.reason[code] for code in LANGUAGES)
        assert fate.signed_by.side == row.other_side


def test_one_is_already_true_and_its_proof_opens(told):
    (row,) = matching(Scope(told, tamarie.TODAY, knows_sides=True), {"answer": FateKind.ALREADY_TRUE})
    fate = row.fates.first()
    with fate.proof.open() as proof:
        assert proof.read().startswith(b"%PDF")


def test_merged_ones_stand_under_another_and_keep_their_words(told):
    merged = matching(Scope(told, tamarie.TODAY, knows_sides=True), {"merged": "only"})
    assert {one.text["fr"] for one in merged} == {wish.text["fr"] for wish in WISHES.values() if wish.merged}
    for one in merged:
        assert one.merged_into.text["fr"] == WISHES[plan_of(one).merged].text["fr"]


def plan_of(expectation):
    (found,) = [wish for wish in WISHES.values() if wish.text["fr"] == expectation.text["fr"]]
    return found


def test_some_wait_in_french_only(told):
    waiting = matching(Scope(told, tamarie.TODAY, knows_sides=True), {"translation": Translation.MISSING})
    assert 2 <= len(waiting) <= 6
    assert all(set(one.text) == {"fr"} for one in waiting)


def test_each_that_can_rest_on_a_finding_does(told):
    of_factors = set(told.analysis.findings.values_list("factor", flat=True)) - {""}
    for one in shown_expectations(told):
        assert one.factor in of_factors
        assert {finding.factor for finding in one.findings.all()} == {one.factor}


def test_an_option_that_both_sides_rated_is_ready_for_the_plan(told):
    ready = options_ready()
    assert {one.expectation_id for one in ready} == {find(told, key).pk for key in voices.CAUSES_AND_OPTIONS}


# The share answered in time


def test_share_answered_in_30_days_is_one_that_a_reader_believes(told):
    assert told.answer_within == 30
    for side in answered_in_time(told, tamarie.TODAY):
        assert side.due == shown_expectations(told).filter(side=side.side).count()
        assert 0.5 <= side.share <= 0.9
    overdue = {one.text["fr"] for one in overdue_expectations(told, tamarie.TODAY)}
    assert overdue == {WISHES[key].text["fr"] for key in voices.SILENT}


def test_share_stands_on_the_page(told):
    page = read(client_of("ccit-secretariat").get(reverse("dialogue:consultation", args=[told.pk])))
    for side in answered_in_time(told, tamarie.TODAY):
        assert f"{side.in_time} sur {side.due}" in page


def test_days_of_the_story_follow_each_other(told):
    for one in shown_expectations(told):
        assert one.received_on < one.cleared_on < voices.VOTED_FROM
        assert one.answered_on is None or one.answered_on >= voices.VOTED_FROM
        assert date(tamarie.YEAR_ZERO, 1, 1) < one.received_on


# The accusation


def client_of(post):
    client = Client(headers={"accept-language": "fr"})
    client.force_login(holder(post, tamarie.TODAY).account)
    return client


def read(response):
    """Return everything a response holds, with plain spaces and apostrophes."""
    return plain(response.content.decode()) if response.status_code == 200 else ""


def plain(text):
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("&#x27;", "'").replace("&#39;", "'"))


def says(text):
    return [piece for piece in ACCUSING if piece in text]


def addresses(told, *about):
    """Return every address of the consultation, or of one of its expectations, as the product declares them."""
    wanted = {"pk", "text"} if about else {"pk"}
    return [
        reverse(f"dialogue:{one.name}", args=[told.pk, *about])
        for one in urls.urlpatterns
        if str(one.pattern).startswith("voices/<uuid:pk>/") and set(one.pattern.converters) == wanted
    ]


def pages_with(told):
    """Return the addresses that name something else: lists, projected pages, filters that show more."""
    slides = [(slide.headline.kind, slide.place) for slide in slides_of(results_of(told), "fr")]
    at = reverse("dialogue:expectations", args=[told.pk])
    filters = ("?merged=with", "?q=camion", "?matter=conduct&merged=with", "?factor=audit&side=private")
    return [
        *(reverse("dialogue:results_list", args=[told.pk, kind]) for kind in LISTS),
        *(reverse("dialogue:room_slide", args=[told.pk, *slide]) for slide in slides),
        *(f"{at}{query}" for query in filters),
    ]


def test_accusation_is_held_and_nothing_was_answered_to_it(told):
    kept = find(told, "accusation")
    assert kept.state == State.HELD
    assert kept.number is None
    assert says(plain(kept.text["fr"])) == list(ACCUSING)
    assert not kept.fates.exists()
    assert kept not in shown_expectations(told)


@pytest.mark.parametrize("post", [one.key for one in tamarie.POSTS])
def test_accusation_stands_on_no_page_but_the_desk_of_its_readers(told, post):
    client, kept = client_of(post), find(told, "accusation")
    pages = ["/", "/notices/", reverse("dialogue:list"), *addresses(told), *pages_with(told)]
    read_pages = {address: read(client.get(address)) for address in [*pages, *addresses(told, kept.pk)]}
    found = {address for address, text in read_pages.items() if says(text)}
    desk = {
        reverse("dialogue:reading", args=[told.pk]),
        reverse("dialogue:read_text", args=[told.pk, kept.pk]),
        reverse("dialogue:expectation", args=[told.pk, kept.pk]),
        reverse("dialogue:translate", args=[told.pk, kept.pk]),
    }
    assert found <= (desk if post in voices.READERS else set()), found
    assert (reverse("dialogue:reading", args=[told.pk]) in found) == (post in voices.READERS)
    if post != "technique":
        assert WISHES[FEES].text["fr"] in read_pages[reverse("dialogue:expectations", args=[told.pk])]


def test_accusation_stands_on_no_page_of_an_expectation_nor_projected(told):
    client = client_of(COORDINATOR)
    for one in shown_expectations(told):
        for name, key in (("expectation", one.pk), ("room_text", one.number)):
            page = read(client.get(reverse(f"dialogue:{name}", args=[told.pk, key])))
            assert plain(one.text["fr"])[:30] in page
            assert not says(page)


def words_of(content, kind):
    """Return all words of a file."""
    if kind == "report":
        return plain(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return plain(re.sub(r"<[^>]+>", "", " ".join(parts)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_accusation_stands_in_no_file(told, kind, language):
    response = client_of(COORDINATOR).get(reverse("dialogue:file", args=[told.pk, language, kind]))
    words = words_of(response.content, kind)
    assert "quittance" in words if language == "fr" else "receipt" in words
    assert not says(words)


def test_accusation_stands_in_no_notice(told):
    notices = [Notice.objects.of(tenure.account, tamarie.TODAY) for tenure in Tenure.objects.on(tamarie.TODAY)]
    texts = [plain(" ".join([*one.subject.values(), *one.body.values()])) for of_one in notices for one in of_one]
    assert len(texts) > 100
    assert not [text for text in texts if says(text)]
