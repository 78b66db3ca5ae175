"""Pages of results, of the room and of files: before and after the first count, filtered, earlier votes, nothing that moves."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.models import Grouping, Phase
from danaya.apps.people.models import Role, Side
from tests.apps.dialogue.factories import make_room
from tests.apps.dialogue.told import Told, bodies
from tests.apps.dialogue.voted import make_ballots
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db
CUSTOMS, PRIVATE = Side.CUSTOMS, Side.PRIVATE


@pytest.fixture(autouse=True)
def administration():
    make_administration()


def member(language: str = "fr", role: Role = Role.MEMBER) -> Client:
    client = Client()
    client.force_login(make_tenure(role).account)
    client.cookies["django_language"] = language
    return client


def read(client: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = client.get(reverse(f"dialogue:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()
    return html.unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def test_before_the_first_count_the_page_says_what_will_stand_here_and_when():
    room = make_room(Phase.OPEN)
    page = read(member(), "results", room.consultation.pk)
    assert "Aucun vote n'a encore été compté" in page
    assert "Le vote est ouvert. Il est compté quand il finit" in page
    assert "<svg" not in page.partition("<main")[2].partition("</main>")[0]
    room = make_room(Phase.GATHERING)
    assert "Le vote n'a pas commencé." in read(member("fr"), "results", room.consultation.pk)


def test_running_vote_changes_nothing_on_any_page():
    """Whoever watches while people vote sees the same page: vote by vote there is nothing to see."""
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (12, 0, 0), PRIVATE: (12, 0, 0)})
    ballots.end()
    ballots.again()
    client, pk = member(), ballots.room.consultation.pk
    addresses = [("results",), ("results_list", "shared"), ("measures",), ("room",), ("room_slide", "shared", 1)]

    def look() -> list[str]:
        pages = [read(client, name, pk, *args) for name, *args in addresses]
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page) for page in pages]

    before = look()
    ballots.vote(one, {CUSTOMS: (0, 12, 0)})
    assert look() == before
    assert "Le vote est ouvert" not in before[0]


def test_three_things_each_with_drawing_table_and_links():
    told = Told()
    page = read(member(), "results", told.room.consultation.pk)
    for kind in ("shared", "dividing", "mattering"):
        section = page.partition(f'aria-labelledby="{kind}"')[2].partition("</section>")[0]
        assert section.count("<svg") == 2
        for one in told.texts[:1] if kind != "dividing" else told.texts[3:4]:
            assert f"/voices/{told.room.consultation.pk}/{one.pk}/" in section
    assert "Vote 1, fini le 23 novembre 2026" in page
    assert re.search(r"Douane\s*</span>\s*<strong>40</strong>", page)
    assert "Pas encore connu : 1 attente" in page
    assert "Qui peut lire cette page" in page


def test_both_languages_say_the_same_figures():
    told = Told()
    french = read(member("fr"), "results_list", told.room.consultation.pk, "shared")
    english = read(member("en"), "results_list", told.room.consultation.pk, "shared")
    figures = r"(\d+) ?% \[(\d+)[ ;,]+(\d+)\]"
    assert re.findall(figures, french) == re.findall(figures, english)
    assert len(re.findall(figures, french)) == 13


def test_filter_by_key_factor_keeps_the_places_among_all():
    told = Told()
    page = read(member(), "results_list", told.room.consultation.pk, "shared", factor="transparency")
    assert re.findall(r'class="number">(A-\d\d)', page) == ["A-01", "A-02", "A-04"]
    assert "Retirer le filtre" in page
    whole = read(member(), "results", told.room.consultation.pk, factor="transparency")
    assert "2 attentes ont presque sûrement la majorité" in whole
    nothing = read(member(), "results_list", told.room.consultation.pk, "shared", factor="leadership")
    assert "Aucune attente dans cette liste" in nothing


@pytest.mark.parametrize("typed", ["no-such-factor", "'><script>", "transparency&factor=x"])
def test_filters_that_are_not_understood_are_left_out(typed):
    told = Told()
    page = read(member(), "results_list", told.room.consultation.pk, "shared", factor=typed, poll="x")
    assert "script>" not in page.partition("<main")[2]
    assert len(re.findall(r'class="number">A-', page)) == 7


def test_earlier_votes_stay_readable_and_a_vote_that_is_not_is_absent():
    ballots = make_ballots()
    one = ballots.room.shown()
    ballots.vote(one, {CUSTOMS: (12, 0, 0), PRIVATE: (12, 0, 0)})
    ballots.end()
    ballots.again()
    ballots.vote(one, {CUSTOMS: (0, 12, 0)})
    ballots.end()
    client, pk = member(), ballots.room.consultation.pk
    latest, first = read(client, "results", pk), read(client, "results", pk, poll=1)
    assert "Vote 2, fini le" in latest
    assert "?poll=1" in latest
    assert "Vote 1, fini le" in first
    assert "Une attente a presque sûrement la majorité" in first
    assert "Une attente a presque sûrement la majorité" not in latest
    # The private sector's votes were not renewed: they stand as counted before, and say so.
    assert "(vote 1)" in read(client, "results_list", pk, "shared")
    read(client, "results", pk, poll=3, status=404)
    read(client, "results_list", pk, "shared", poll=9, status=404)


def test_lists_that_do_not_exist_are_absent():
    told = Told()
    read(member(), "results_list", told.room.consultation.pk, "votes", status=404)
    read(member(), "room_slide", told.room.consultation.pk, "shared", 99, status=404)
    read(member(), "room_slide", told.room.consultation.pk, "votes", 1, status=404)
    read(member(), "room_text", told.room.consultation.pk, 99, status=404)
    read(member(), "file", told.room.consultation.pk, "de", "report", status=404)
    read(member(), "file", told.room.consultation.pk, "fr", "votes", status=404)


def test_many_organisations_stand_in_one_column():
    every = bodies(5)
    ballots = make_ballots(grouping=Grouping.BODIES)
    ballots.vote(ballots.room.shown(), {one: (size, 1, 0) for one, size in zip(every, (3, 4, 6, 8, 20), strict=True)})
    ballots.end()
    page = read(member(), "results_list", ballots.room.consultation.pk, "unknown")
    row = page.partition("<tbody")[2].partition("</tbody>")[0]
    said = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", part)).strip() for part in re.findall(r"<li>(.*?)</li>", row)]
    assert said == [
        "ORG0 moins de 5 votants",
        "ORG1 4 sur 5 n 5",
        "ORG2 6 sur 7 n 7",
        "ORG3 89 % [64 ; 98] n 9",
        "ORG4 95 % [83 ; 99] n 21",
    ]
    assert "ORG0 : moins de 5 votants en tout" in page


def test_other_measures_hold_only_what_every_group_has_eight_voters_for():
    told = Told()
    page = read(member(), "measures", told.room.consultation.pk)
    listed = set(re.findall(r'class="number">(A-\d\d)', page))
    assert "A-01" in listed
    assert not listed & {"A-07", "A-08"}
    assert "Aucun n'est montré. Il faut 100 personnes" in page


def test_room_leads_from_the_question_through_what_was_voted():
    told = Told()
    client, pk = member(), told.room.consultation.pk
    address, seen = reverse("dialogue:room", args=[pk]), []
    while address:
        page = client.get(address).content.decode()
        seen.append(address)
        found = re.search(r'<a rel="next" href="([^"]+)"', page)
        address = found[1] if found else ""
    kinds = [part.rstrip("/").split("/")[-2] for part in seen[1:]]
    assert list(dict.fromkeys(kinds)) == ["shared", "dividing", "mattering"]
    assert len(seen) == len(set(seen))
    first = read(client, "room", pk)
    assert "testserver/c/" in first
    assert "Qu'attendez-vous des autres ?" in first


def test_room_address_is_the_one_from_outside(settings):
    settings.ADDRESS = "https://douanes.example"
    room = make_room(Phase.GATHERING)
    page = read(member(), "room", room.consultation.pk)
    assert "douanes.example/c/" in page
    assert 'rel="next"' not in page


def test_room_shows_one_expectation_in_two_languages():
    told = Told()
    page = read(member(), "room_text", told.room.consultation.pk, 3)
    assert 'lang="fr" dir="ltr">Répondre par écrit' in page
    assert 'lang="en" dir="ltr">Answer each complaint' in page
    assert f"/voices/{told.room.consultation.pk}/room/text/2/" in page
    assert f"/voices/{told.room.consultation.pk}/room/text/4/" in page


def test_room_never_shows_what_is_not_cleared():
    room = make_room(Phase.GATHERING)
    room.shown()
    waiting = room.expectation("Un texte qui attend.")
    assert waiting.number is None
    read(member(), "room_text", room.consultation.pk, 2, status=404)


def test_files_say_who_may_read_them_and_come_as_downloads():
    told = Told()
    client, pk = member(), told.room.consultation.pk
    page = read(client, "files", pk)
    assert "la douane et les organisations du secteur privé" in page
    for language in ("fr", "en"):
        for kind, ending in (("report", "pdf"), ("document", "docx"), ("workbook", "xlsx")):
            address = reverse("dialogue:file", args=[pk, language, kind])
            assert address in page
            answer = client.get(address)
            name = answer["Content-Disposition"]
            assert re.fullmatch(rf'attachment; filename="danaya-[a-z-]+-[0-9a-f]{{8}}-{language}\.{ending}"', name)
            assert answer["Cache-Control"] == "no-store, private"
            assert len(answer.content) > 5000


def test_file_asked_for_twice_is_the_same(settings):
    told = Told()
    client = member()
    address = reverse("dialogue:file", args=[told.room.consultation.pk, "fr", "report"])
    assert client.get(address).content == client.get(address).content


def test_technician_and_strangers_see_nothing_and_preparation_stays_with_the_team():
    told = Told()
    pk = told.room.consultation.pk
    read(member(role=Role.TECHNICIAN), "results", pk, status=403)
    assert Client().get(reverse("dialogue:results", args=[pk])).status_code == 302
    hidden = make_room(Phase.PREPARING)
    read(member(), "results", hidden.consultation.pk, status=403)
    read(member(), "file", hidden.consultation.pk, "fr", "report", status=403)
