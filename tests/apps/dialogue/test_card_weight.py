"""What a telephone on a slow network is sent: first view and later pages, with the longest texts and names there can be; right to left."""

import random
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.actions.cast_vote import cast_vote, give_stars
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Opinion, Phase
from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.apps.dialogue.participants import LINK, VOICE, Group, find_voter, give_code, participant
from danaya.base.cards.finding import InHand
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.findings.factories import make_analysis, make_finding
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

FIRST_VIEW, LATER_PAGE = 30 * 1024, 5 * 1024

FRENCH = ("Afficher à chaque poste les frais et les horaires, tenus à jour ; « répondre » à chaque plainte. " * 5)[
    :LONGEST
]
ENGLISH = ("Post fees and hours at each office, kept up to date, and answer each complaint within days. " * 5)[:LONGEST]
ARABIC = ("نشر الرسوم وأوقات العمل في كل مركز جمركي مع تحديثها كل ثلاثة أشهر والرد على كل شكوى. " * 8)[:LONGEST]


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


@pytest.fixture
def room() -> Room:
    make_administration(
        name={"fr": "Direction générale des douanes et droits indirects de la République de Tamarie"},
        alert_channel={"fr": "Inspection générale des services, bureau 12, numéro vert 80 00 11 11, jour et nuit"},
    )
    room = make_room(Phase.OPEN)
    body = room.private.post.organisation
    body.name = {"fr": "Fédération nationale des commissionnaires en douane agréés et transitaires de Tamarie"}
    body.save()
    return room


class Full:
    """A consultation with the longest texts in all places, and somebody who has done everything."""

    def __init__(self, room: Room) -> None:
        self.room = room
        analysis = make_analysis(released=True)
        for number in range(2, 7):
            sentence = {"fr": f"{number} : {FRENCH[:150]}", "en": f"{number}: {ENGLISH[:150]}"}
            make_finding(analysis, f"C-{number:02d}", sentence=sentence)
        room.consultation.analysis = analysis
        room.consultation.save()
        self.texts = [
            room.shown({"ar": ARABIC, "fr": FRENCH} if number % 2 else {"fr": FRENCH, "en": ENGLISH}, language=language)
            for number, language in enumerate(["fr", "ar"] * 15)
        ]
        for text in self.texts[:2]:
            told = restate_expectation(text, {"fr": FRENCH, "en": ENGLISH}, actor=room.customs, at=AT)
            reply_to_reformulation(told, confirmed=True, actor=room.private, at=AT)
        issued = give_code(
            room.consultation, Group.of(room.private.post.organisation), VOICE, on=AT.date(), random=random.randbytes
        )
        self.who = participant(room.consultation, InHand(issued.card, issued.root))
        self.phone = phone_with(issued.code, room.consultation)
        voter = find_voter(self.who)
        for number, text in enumerate(self.texts[:9]):
            cast_vote(voter, text, list(Opinion)[number % 3])
        give_stars(voter, self.texts[1:6:2])

    def own(self, text: Expectation) -> Expectation:
        text.author_key = self.who.mark(random.randbytes)
        text.save(update_fields=["author_key"])
        return text

    def held(self) -> Expectation:
        made = self.own(self.room.expectation({"ar": ARABIC, "fr": FRENCH}, language="ar"))
        remark = "Dites ce qui devrait changer, sans nommer personne. " * 7
        return hold_expectation(
            made, ground=Ground.NAMES, remark=remark[:400], revision=1, actor=self.room.private, at=AT
        )

    def restated(self) -> Expectation:
        made = self.own(self.room.shown({"ar": ARABIC, "fr": FRENCH}, language="ar"))
        for _ in range(3):
            told = restate_expectation(made, {"fr": FRENCH, "en": ENGLISH}, actor=self.room.customs, at=AT)
            reply_to_reformulation(told, confirmed=False, correction=FRENCH, actor=self.room.private, at=AT)
        restate_expectation(made, {"fr": FRENCH, "en": ENGLISH}, actor=self.room.customs, at=AT)
        return made

    def answered(self) -> Expectation:
        made = self.own(self.room.shown({"fr": FRENCH, "en": ENGLISH}))
        for _ in range(2):
            record_fate(
                made, FateKind.NOT_NOW, reason={"fr": FRENCH, "en": ENGLISH}, actor=self.room.facilitator, at=AT
            )
        return made

    def merged(self) -> Expectation:
        made = self.own(self.room.shown({"fr": FRENCH, "en": ENGLISH}))
        merge_expectations(made, self.texts[1], actor=self.room.facilitator, at=AT)
        return made

    def pages(self) -> Iterator[tuple[str, tuple[object, ...], dict[str, object]]]:
        """Name, arguments and query of every page that somebody who has entered opens."""
        held, restated, answered, merged = self.held(), self.restated(), self.answered(), self.merged()
        yield from (("participant", (), {}), ("vote", (), {"previous": 3}), ("vote", (), {"again": 1}))
        yield from (("vote_on", (number,), {}) for number in (1, 2))
        yield from ((name, (), {"page": number}) for name in ("votes", "stars") for number in (1, 2))
        yield from (("participant_write", (), {}), ("mine", (), {}), ("leave", (), {}))
        yield from (("mine_text", (text.pk,), {}) for text in (held, restated, answered, merged))
        yield from (("mine_rewrite", (held.pk,), {}), ("mine_withdraw", (held.pk,), {}), ("written", (held.pk,), {}))


def test_first_view_with_sheet_and_script(room):
    group = Group.of(room.private.post.organisation).plain
    code = issue(LINK, room.consultation.pk, group, 1, kind=Kind.LINK, on=AT.date(), pin=True, label="P" * 200)[0].code
    client = Client()
    for address in (reverse("dialogue:link", args=[code]), reverse("dialogue:enter")):
        page = client.get(address)
        asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.content.decode())
        assert len(asked) == 2, asked
        weight = len(page.content) + sum(len(b"".join(client.get(one).streaming_content)) for one in asked)
        assert weight <= FIRST_VIEW, weight


def test_no_later_page_is_heavy(room):
    full = Full(room)
    heavy = {}
    for name, arguments, query in full.pages():
        response = full.phone.get(name, *arguments, **query)
        assert response.status_code == 200, name
        if len(response.content) > LATER_PAGE:
            heavy[name, *map(str, arguments), str(query)] = len(response.content)
    assert heavy == {}


def test_no_page_after_a_button_is_heavy(room):
    phone = Full(room).phone
    data = {"text": ARABIC, "language": "ar", "other": FRENCH, "other_language": "fr", "voice": "anonymous"}
    named = {**data, "other": ("Le chef Traoré et M. Diarra, au 76 12 34 56. " * 9)[:LONGEST]}
    pages = {
        "more": phone.post("participant_write", **data, step="more"),
        "cite": phone.post("participant_write", **data, factor="transparency", matters="payments", step="cite"),
        "named": phone.post("participant_write", **named, step="send"),
        "long": phone.post("participant_write", **{**data, "other": FRENCH + "!"}, step="send"),
    }
    assert {name: len(page.content) for name, page in pages.items() if len(page.content) > LATER_PAGE} == {}
    assert all(page.status_code == 200 for page in pages.values())


# What each page carries


def test_pages_leave_nothing_behind_and_say_nothing_in_their_titles(room):
    full = Full(room)
    for name, arguments, query in full.pages():
        response = full.phone.get(name, *arguments, **query)
        assert response["Cache-Control"] == "no-store", name
        assert response["Referrer-Policy"] == "no-referrer", name
        assert "noindex" in response["X-Robots-Tag"], name
        page = response.content.decode()
        assert 'name="robots" content="noindex, nofollow"' in page, name
        assert "og:" not in page, name
        title = re.search("<title>(.*)</title>", page)[1].lower()
        for word in ("danaya", "douane", "attend", "frais", "intégrité"):
            assert word not in title, (name, title)


def test_every_page_has_a_way_to_leave_at_once_that_needs_no_script(room):
    full = Full(room)
    for name, arguments, query in full.pages():
        page = full.phone.read(name, *arguments, **query)
        leave = full.phone.address("leave")
        assert re.search(rf'<form[^>]* action="{leave}"|<form method="post">', page), name
        assert "data-exit" in page, name


@pytest.mark.parametrize(("languages", "code", "direction"), [([("ar", "Arabic")], "ar", "rtl"), (None, "fr", "ltr")])
def test_page_runs_the_way_its_language_does(room, settings, languages, code, direction):
    if languages:
        settings.LANGUAGES, settings.LANGUAGE_CODE = languages, code
    full = Full(room)
    full.phone.client.cookies["django_language"] = code
    page = full.phone.read("vote_on", 2)
    assert f'<html lang="{code}" dir="{direction}">' in page
    assert '<h1 class="statement" lang="ar" dir="rtl">' in page or '<p class="text" lang="ar" dir="rtl">' in page
    assert 'lang="fr" dir="ltr"' in page
    text_of(full.phone.get("participant"))
    assert isinstance(full.phone, Phone)
