"""Cards, personal links and posters: made in one request, shown once, kept nowhere; who sees which lots."""

import logging
from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection

from danaya.apps.dialogue.actions.issue_cards import Lot, issue_cards, lots_of, revoke_lot
from danaya.apps.dialogue.by_card.participants import LINK, OPEN, VOICE, Group, exchange
from danaya.apps.people.models import Role, Side
from danaya.base.cards.codes import plain_code
from danaya.base.cards.finding import find
from danaya.base.cards.models import Card
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem
from tests.apps.dialogue.desks import at, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.people.factories import make_administration, make_tenure
from tests.base.cards.chances import chance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation(settings):
    settings.TODAY, settings.ADDRESS = AT.date(), "https://danaya.example"
    make_administration()


def asked(form, group, **changes):
    """What one of the three forms sends."""
    given = {"group": group, "label": "atelier de Naoré", "language": "fr", "expires_on": "", **changes}
    return {f"{form}-{name}": value for name, value in given.items()}


def pages(response):
    document = pypdfium2.PdfDocument(b"".join(response) if response.streaming else response.content)
    try:
        return [
            document[place].get_textpage().get_text_range().replace("\u00a0", " ") for place in range(len(document))
        ]
    finally:
        document.close()


def codes_in(text):
    plain = text.replace(" ", "").replace("\ufffe", "-").replace("\x02", "-")
    signs = "[ABCDEFGHJKMNPQRSTVWXYZ23456789]{4}"
    import re

    return re.findall(rf"(?<![A-Z0-9-]){signs}-{signs}-{signs}-{signs}", plain)


def everything_kept():
    """Every value in every table, as one text."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_coordinator_prints_cards_and_no_code_is_kept(caplog):
    caplog.set_level(logging.DEBUG)
    room = make_room()
    body = room.other.post.organisation
    group = Group.of(body).plain
    desk = sign_in(make_tenure(Role.COORDINATOR))
    response = desk.post(at("print_cards", room.consultation), asked("cards", group, count="9", expires_on="1/3/2027"))
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    first, second = pages(response)
    codes = [*codes_in(first), *codes_in(second)]
    assert len(set(codes)) == 9
    assert str(body) in first
    assert "danaya.example/c/" in first
    assert "Ce que chacun attend" in first
    assert "1er mars 2027" in first
    assert "Naoré" not in first, "what the issuer notes is for the list"
    for code in codes:
        held = find(code, VOICE, today=AT.date())
        assert (held.card.group, held.card.subject) == (group, str(room.consultation.pk))
    kept = everything_kept() + caplog.text
    assert not [code for code in codes if code in kept or plain_code(code).replace("-", "") in kept]
    entry = Entry.objects.get(verb="dialogue.issue_cards")
    assert '"count":9' in entry.body.replace(" ", "")


def test_list_says_how_many_are_good_and_nothing_of_use():
    room = make_room()
    desk = sign_in(room.facilitator)
    desk.post(at("print_cards", room.consultation), asked("cards", "private", count="3"))
    exchange(room.consultation, Group(Side.PRIVATE), account=room.other.account, on=AT.date(), random=chance())
    text = words(desk.get(at("cards", room.consultation)))
    assert "1 lot" in text, "codes given in exchange are nobody's lot"
    assert "3 sur 3" in text
    lot = lots_of(room.consultation).first().batch
    assert "C'est définitif." in words(desk.get(at("end_lot", room.consultation) + f"?lot={lot}"))
    assert Card.objects.filter(revoked_on=None).count() == 4, "looking ends nothing"
    response = desk.post(at("end_lot", room.consultation), {"lot": str(lot)}, follow=True)
    assert "3 cartes n'ouvrent plus rien." in response.content.decode().replace("&#x27;", "'")
    assert "0 sur 3" in words(response)
    assert Card.objects.filter(revoked_on=None).count() == 1


def test_personal_link_is_shown_once_ready_to_send():
    room = make_room()
    group = Group.of(room.other.post.organisation).plain
    desk = sign_in(room.facilitator)
    given = asked("link", group, label="secrétaire général", language="en")
    response = desk.post(at("make_link", room.consultation), given)
    text = response.content.decode()
    card = Card.objects.get()
    assert (card.purpose, card.label) == (LINK, "secrétaire général")
    address = response.context["ready"].words.rpartition("\n")[2]
    assert address.startswith("https://danaya.example/l/")
    code = address.rpartition("/")[2]
    assert find(code, LINK, today=AT.date()).card == card
    assert "This link is yours alone" in response.context["ready"].words
    assert "whatsapp://send?text=" in text
    assert "sms:?body=" in text
    assert "no-store" in response["Cache-Control"]
    assert code not in everything_kept()
    assert code not in desk.get(at("cards", room.consultation)).content.decode()


def test_poster_opens_for_many():
    room = make_room()
    desk = sign_in(room.facilitator)
    response = desk.post(at("make_poster", room.consultation), asked("poster", "private", label="guichet"))
    (page,) = pages(response)
    (code,) = codes_in(page)
    assert find(code, OPEN, today=AT.date()).card.group == "private"
    assert "Qu'attendez-vous des autres" in " ".join(page.split())
    assert "Secteur privé" in page
    assert "Douanes d'essai" in page


def test_member_makes_cards_for_the_own_body_and_sees_its_lots_only():
    room = make_room()
    own, foreign = Group.of(room.other.post.organisation).plain, Group.of(room.private.post.organisation).plain
    desk = sign_in(room.other)
    for group in (foreign, "private", "customs", "nonsense", f"customs:{room.other.post.organisation_id}"):
        response = desk.post(at("print_cards", room.consultation), asked("cards", group, count="2"))
        assert response.status_code == 422, group
    assert not Card.objects.exists()
    desk.post(at("print_cards", room.consultation), asked("cards", own, count="2"))
    coordinator = sign_in(room.facilitator)
    for group, label in ((own, "par la douane"), (foreign, "pour d'autres"), ("private", "le côté")):
        coordinator.post(at("print_cards", room.consultation), asked("cards", group, count="1", label=label))
    text = words(desk.get(at("cards", room.consultation)))
    assert "2 lots" in text, "also those that were made for it by others"
    assert "par la douane" in text
    assert "pour d'autres" not in text
    assert "le côté" not in text
    assert "4 lots" in words(coordinator.get(at("cards", room.consultation)))
    theirs = Card.objects.get(label="pour d'autres").batch
    desk.post(at("end_lot", room.consultation), {"lot": str(theirs)})
    assert Card.objects.get(batch=theirs).revoked_on is None


def test_action_itself_refuses_what_a_post_does_not_speak_for():
    room = make_room()
    lot = Lot(VOICE, Group.of(room.private.post.organisation), 2, "note")
    with pytest.raises(Problem) as caught:
        issue_cards(room.consultation, lot, actor=room.other, at=AT, random=chance())
    assert caught.value.code == "dialogue-group-of-others"
    made = issue_cards(room.consultation, lot, actor=room.private, at=AT, random=chance())
    with pytest.raises(Problem) as caught:
        revoke_lot(room.consultation, made[0].card.batch, actor=room.other, at=AT)
    assert caught.value.code == "dialogue-lot-unknown"
    customs = make_tenure(Role.MEMBER, room.customs.post.organisation)
    own = Lot(VOICE, Group.of(customs.post.organisation), 2, "note")
    with pytest.raises(Problem) as caught:
        issue_cards(room.consultation, own, actor=customs, at=AT, random=chance())
    assert caught.value.code == "dialogue-group-of-others"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"count": "0"}, "count"),
        ({"count": "501"}, "count"),
        ({"count": "beaucoup"}, "count"),
        ({"label": ""}, "label"),
        ({"expires_on": "22/11/2026"}, "expires_on"),
        ({"expires_on": "hier"}, "expires_on"),
        ({"language": "bm"}, "language"),
    ],
)
def test_what_cannot_be_printed_is_said_beside_its_field(changes, field):
    room = make_room()
    given = asked("cards", "private", **{"count": "3", **changes})
    response = sign_in(room.facilitator).post(at("print_cards", room.consultation), given)
    assert response.status_code == 422
    assert f'id="id_cards-{field}_error"' in response.content.decode()
    assert '<details class="kind" open>' in response.content.decode()
    assert not Card.objects.exists()


def test_words_too_long_for_a_card_leave_no_cards_behind():
    room = make_room(title={"fr": "Consultation " * 60})
    given = asked("cards", "private", count="2")
    response = sign_in(room.facilitator).post(at("print_cards", room.consultation), given)
    assert response.status_code == 422
    assert "raccourcissez le titre" in words(response)
    assert not Card.objects.exists()
    assert not Entry.objects.filter(verb="dialogue.issue_cards").exists()


def test_cards_outlive_their_last_day_in_the_list(settings):
    room = make_room()
    desk = sign_in(room.facilitator)
    until = date(2026, 11, 30)
    desk.post(at("print_cards", room.consultation), asked("cards", "private", count="2", expires_on="30/11/2026"))
    settings.TODAY = until
    assert "2 sur 2" in words(desk.get(at("cards", room.consultation)))
    settings.TODAY = until + timedelta(days=1)
    assert "0 sur 2" in words(desk.get(at("cards", room.consultation)))


def test_without_a_named_address_cards_lead_to_where_the_page_was_asked_for(settings):
    settings.ADDRESS = ""
    room = make_room()
    desk = sign_in(room.facilitator)
    response = desk.post(at("make_link", room.consultation), asked("link", "private"))
    assert "\nhttp://testserver/l/" in response.context["ready"].words
