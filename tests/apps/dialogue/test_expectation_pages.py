"""The list of expectations with its filters, one expectation with all that was said, and the answers due."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from danaya.apps.dialogue.actions.describe_expectation import translate_expectation
from danaya.apps.dialogue.actions.move_phase import move_phase
from danaya.apps.dialogue.actions.submit_expectation import Author
from danaya.apps.dialogue.models import Expectation, Phase, Translation, Voice
from danaya.apps.dialogue.slots import COMMITMENTS
from danaya.apps.people.models import Role, Side
from danaya.base.slots import LinkCard
from tests.apps.dialogue.desks import at, page_of, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.filled import PRIVATE, fill
from tests.apps.findings.factories import make_analysis, make_finding, make_round, make_table
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = AT.date()


def numbers(response):
    return [row["expectation"].number for row in response.context["rows"]]


def listed(room, tenure=None, query=""):
    return sign_in(tenure or room.other).get(at("expectations", room.consultation) + query)


# The list


def test_list_has_what_is_shown_and_nothing_else():
    filled = fill()
    response = listed(filled.room)
    assert len(response.context["rows"]) == 19, "twenty, one of them merged"
    text = words(response)
    assert "19 attentes" in text
    assert "Untel" not in text
    assert "convois" not in text


FOUND = {
    "?side=customs": list(range(13, 21)),
    "?factor=transparency": [1],
    "?matter=payments": [1],
    "?answer=planned": [1],
    "?answer=not_now": [16],
    "?answer=answered": [1, 12, 16],
    "?merged=only": [2],
    "?q=quittance": [3],
    "?q=RÉCLAMATION+écrit": [4],
    "?q=reclamation": [4],
    "?q=A-04": [4],
    "?q=receipt": [3],
    "?q=quittance&side=customs": [],
    "?restated=yes": [1],
    "?side=customs&answer=not_now": [16],
}
"""Filters of the address → numbers of what they leave."""


def test_filters_stand_in_the_address():
    room = fill(Phase.ANSWERING).room
    assert {query: numbers(listed(room, query=query)) for query in FOUND} == FOUND


def test_filter_of_an_organisation_and_of_what_is_not_translated():
    room = make_room()
    first, second = room.shown("Un"), room.shown("Deux", author=room.nobody())
    translate_expectation(first, "en", "One", reviewed=False, actor=room.customs, at=AT)
    body = room.private.post.organisation
    assert numbers(listed(room, query=f"?organisation={body.pk}")) == [1]
    assert numbers(listed(room, query="?translation=missing")) == [2]
    assert numbers(listed(room, query="?translation=to_review")) == [1]
    assert second.translation == Translation.MISSING


def test_filters_in_use_have_a_cross_each_and_the_link_holds_them_all():
    response = listed(fill().room, query="?side=private&q=frais")
    text = response.content.decode()
    assert 'href="?q=frais"' in text
    assert 'href="?side=private"' in text
    assert "expectations/?side=private&amp;q=frais" in text or "expectations/?q=frais&amp;side=private" in text


@pytest.mark.parametrize("query", ["?side=nowhere", "?organisation=1", "?factor=luck", "?page=99", "?answer=x&page=-1"])
def test_address_that_says_nonsense_shows_everything(query):
    room = make_room()
    room.shown()
    assert numbers(listed(room, query=query)) == [1]


def test_side_of_a_text_without_a_name_is_for_those_who_read_and_answer():
    room = make_room()
    room.shown(author=room.nobody())
    assert numbers(listed(room, query="?side=private")) == [1]
    observer = make_tenure(Role.OBSERVER)
    assert numbers(listed(room, observer, "?side=private")) == []
    assert numbers(listed(room, observer)) == [1]
    for name in ("expectations", "answers"):
        text = words(sign_in(observer).get(at(name, room.consultation)))
        table = text.partition("De qui")[2]
        assert "sans nom" in table
        assert "Douane" not in table


def test_two_thousand_expectations_are_a_list_of_pages(django_assert_max_num_queries):
    room = make_room()
    first = room.shown()
    rows = [
        Expectation(
            consultation=room.consultation,
            number=number,
            text={"fr": f"Attente numéro {number}"},
            voice=Voice.SIDE,
            side=Side.PRIVATE,
            state="cleared",
            received_on=AT.date(),
            cleared_on=AT.date(),
        )
        for number in range(2, 2001)
    ]
    Expectation.objects.bulk_create(rows)
    desk = sign_in(room.other)
    with django_assert_max_num_queries(25):
        response = desk.get(at("expectations", room.consultation) + "?page=40")
    assert numbers(response) == list(range(1951, 2001))
    assert "2 000 attentes" in words(response)
    assert numbers(desk.get(at("expectations", room.consultation) + "?q=numéro+1234")) == [1234]
    assert first.number == 1


def test_empty_lists_say_what_will_stand_here():
    room = make_room()
    assert "Aucune attente n'est encore montrée" in words(listed(room))
    assert "Rien ne correspond à ces filtres" in words(listed(room, query="?q=rien"))
    assert "Aucune attente n'attend de réponse" in words(sign_in(room.other).get(at("answers", room.consultation)))


# One expectation


def test_page_has_the_words_in_both_languages_and_everything_said_of_them():
    filled = fill(Phase.ANSWERING)
    text = words(sign_in(make_tenure(Role.OBSERVER)).get(page_of(filled.of("Que les frais"))))
    for part in (
        "Français · les mots de l'auteur",
        "That fees and times be posted",
        "Transparence · Dédouanement et délais · Frais, paiements et quittances",
        "Vous voulez des frais affichés partout",
        "celles de 2019 sont encore au mur",
        "Dans le plan",
        "Posted in all twelve offices by March.",
        "C-01 Transparence",
        "A-02",
        "Publier les tarifs et les délais",
    ):
        assert part in text, part
    assert "Ce que vous pouvez faire" not in text, "an observer only reads"


def test_votes_are_shown_as_the_rule_of_counting_allows():
    filled = fill(Phase.ANSWERING)
    text = words(sign_in(filled.room.other).get(page_of(filled.of("Que les frais"))))
    votes = text.partition("Comment on a voté")[2]
    assert "n = 11" in votes
    assert "n = 6" in votes
    few = words(sign_in(filled.room.other).get(page_of(filled.of("Que les plaintes"))))
    assert "n =" not in few.partition("Comment on a voté")[2], "three voters saw it: no figure"
    before = fill()
    assert "Comment on a voté" not in words(sign_in(before.room.other).get(page_of(before.of("Que les frais"))))


def test_merged_one_keeps_its_words_and_leads_to_the_other():
    filled = fill()
    text = words(sign_in(filled.room.other).get(page_of(filled.of("Publier les tarifs"))))
    assert PRIVATE[1] in text
    assert "Elle dit la même chose que A-01" in text


def test_each_act_is_offered_to_who_may_do_it():
    room = make_room()
    made = room.shown()
    acts = {
        room.facilitator: {"restate", "solve", "fate", "translate", "tag"},
        room.customs: {"restate", "solve", "translate", "tag"},
        room.private: {"solve", "translate", "tag"},
        room.other: {"solve"},
        make_tenure(Role.OBSERVER): set(),
    }
    for tenure, names in acts.items():
        text = sign_in(tenure).get(page_of(made)).content.decode()
        offered = {name for name in acts[room.facilitator] if f'href="{page_of(made, name)}"' in text}
        assert offered == names


def test_reported_finding_is_marked():
    room = make_room()
    reported = make_analysis(make_table(make_round()), released=True)
    made = room.shown(findings=(make_finding(reported, "C-09"),))
    assert "non recalculable" in words(sign_in(room.other).get(page_of(made)))


def test_what_was_promised_stands_on_the_page():
    room = make_room()
    made = room.shown()

    def promised(expectations, viewer):
        return {one: [LinkCard("Engagement 4", "/plan/4/", "Afficher les frais.")] for one in expectations}

    COMMITMENTS.fill(promised)
    try:
        assert "Engagement 4" in words(sign_in(room.other).get(page_of(made)))
    finally:
        COMMITMENTS.providers.remove(promised)


def test_text_of_another_language_is_marked_and_asks_for_both():
    room = make_room()
    author = Author(Voice.SIDE, Side.PRIVATE)
    made = room.shown({"ar": "نريد إيصالاً واحداً."}, language="ar", author=author)
    text = sign_in(room.other).get(page_of(made)).content.decode()
    assert 'lang="ar" dir="rtl"' in text
    assert text.count('class="missing"') == 2
    assert made.reference == "A-01"


def test_script_in_a_text_is_only_text():
    room = make_room()
    made = room.shown("<script>alert(1)</script>")
    for address in (page_of(made), at("expectations", room.consultation), at("answers", room.consultation)):
        text = sign_in(room.other).get(address).content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_text_of_another_consultation_does_not_exist_here():
    room, other = make_room(), make_room()
    made = room.shown()
    assert sign_in(room.other).get(at("expectation", other.consultation.pk, made.pk)).status_code == 404


def test_answers_due_are_sorted_by_their_day_and_offered_to_who_answers(settings):
    room = make_room()
    old, new = room.shown("Ancienne"), room.shown("Nouvelle")
    Expectation.objects.filter(pk=old.pk).update(cleared_on=(AT - timedelta(days=40)).date())
    move_phase(room.consultation, Phase.ANSWERING, actor=room.facilitator, at=AT)
    response = sign_in(room.facilitator).get(at("answers", room.consultation))
    assert numbers(response) == [old.number, new.number]
    assert "en retard depuis le" in words(response)
    assert page_of(old, "fate") in response.content.decode()
    assert page_of(old, "fate") not in sign_in(room.other).get(at("answers", room.consultation)).content.decode()
    assert numbers(listed(room, query="?answer=overdue")) == [old.number]


def test_pages_speak_english_too():
    filled = fill(Phase.ANSWERING)
    with override("en"):
        text = words(sign_in(filled.room.other, "en").get(page_of(filled.of("Que les frais"))))
    assert "In the plan" in text
    assert "the author's own words" in text


def test_title_of_an_untranslated_expectation_is_text():
    room = make_room()
    made = room.shown({"fr": "Un guichet la nuit."})
    desk = sign_in(room.other)
    desk.cookies["django_language"] = "en"
    page = desk.get(page_of(made)).content.decode()
    assert f"<title>{made.reference} Un guichet la nuit.</title>" in page
