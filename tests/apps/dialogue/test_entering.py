"""Entering by card, personal link and open link: what is shown, what a button does, what is refused and in which words."""

import random
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.by_card.participants import AUTHOR, LINK, OPEN, VOICE, Group
from danaya.apps.dialogue.models import Ballot, Phase
from danaya.apps.people.models import Side
from danaya.base.cards.issuing import Issued, issue, replace, revoke
from danaya.base.cards.models import Card, Kind
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.dialogue.private_rooms import Body
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

CODE = re.compile(r'class="code" dir="ltr">([A-Z2-9-]{19})<')


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()


@pytest.fixture
def room() -> Room:
    make_administration()
    return make_room(Phase.OPEN)


def made(room: Room, purpose: str = VOICE, group: Group | None = None, **facts: object) -> Issued:
    given = {"kind": Kind.CARD, "on": AT.date(), "random": random.randbytes, **facts}
    return issue(purpose, room.consultation.pk, (group or Group(Side.PRIVATE)).plain, 1, **given)[0]


def opened(room: Room, name: str, code: str, language: str = "fr") -> str:
    phone = Phone(room.consultation, language)
    return text_of(phone.client.get(reverse(f"dialogue:{name}", args=[code])))


# Typing


@pytest.mark.parametrize("purpose", [VOICE, AUTHOR])
def test_typed_card_is_put_in_the_pocket_of_its_consultation_alone(room, purpose):
    phone = Phone(room.consultation)
    response = phone.enter(made(room, purpose).code.lower().replace("-", " "))
    assert response["Location"] == phone.address("participant")
    cookie = phone.client.cookies[next(name for name in response.cookies if name.endswith("_card"))]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (phone.address("participant"), True, "Lax")
    assert "Qu&#x27;attendez-vous des autres" in phone.read("participant")


@pytest.mark.parametrize(("purpose", "name"), [(LINK, "link"), (OPEN, "open_link")])
def test_typed_link_leads_to_its_own_page(room, purpose, name):
    code = made(room, purpose).code
    response = Phone(room.consultation).enter(code.lower())
    assert response["Location"] == reverse(f"dialogue:{name}", args=[code])


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("ABCD", "fr", "Recopiez les 16 signes de votre carte"),
        ("ABCD", "en", "Copy the 16 signs of your card"),
        ("ABCD-ABCD-ABCD-ABCD", "fr", "Vérifiez le code"),
        ("", "en", "there are 0 here"),
    ],
)
def test_what_opens_nothing_is_refused_in_words_and_kept_in_the_field(room, typed, language, words):
    page = text_of(Phone(room.consultation, language).enter(typed))
    assert words in page
    assert f'value="{typed}"' in page
    assert "<title>Err" in page


def test_pin_is_asked_for_and_five_wrong_ones_lock(room):
    one = made(room, pin=True)
    phone = Phone(room.consultation)
    assert 'name="pin"' not in text_of(phone.client.get(reverse("dialogue:enter")))
    page = text_of(phone.enter(one.code))
    assert 'name="pin"' in page
    assert one.code in page
    wrong = f"{(int(one.pin) + 1) % 10000:04}"
    assert "Essais qui restent" in text_of(phone.enter(one.code, pin=wrong))
    assert phone.enter(one.code, pin=one.pin).status_code == 302
    for _ in range(5):
        text_of(Phone(room.consultation).enter(one.code, pin=wrong))
    assert "bloquée" in text_of(Phone(room.consultation).enter(one.code, pin=one.pin))


def test_wrong_codes_are_limited_and_good_ones_never(room):
    good = made(room).code
    for _ in range(125):
        assert Client().get(reverse("dialogue:card", args=[good])).status_code == 200
    answers = [Client().get(reverse("dialogue:card", args=["ABCD"])).status_code for _ in range(121)]
    assert answers == [404] * 120 + [429]
    page = text_of(Client().get(reverse("dialogue:card", args=[good])), 429)
    assert "Attendez une minute" in page
    assert text_of(Phone(room.consultation).enter(good), 429)


# Following an address


def test_card_says_for_what_for_whom_until_when_and_who_reads(room):
    body = room.private.post.organisation
    code = made(room, group=Group.of(body), expires_on=AT.date().replace(month=12, day=1)).code
    page = opened(room, "card", code)
    for words in (
        "Cette carte parle pour",
        str(body),
        "jusqu’au 1er décembre 2026",
        "Ce n’est pas vous",
        "Qui voit quoi",
    ):
        assert words in page
    assert page.count("<button") == 3, "leave, language, enter"


def test_side_is_named_where_a_card_has_no_organisation(room):
    assert "Secteur privé" in opened(room, "card", made(room).code)
    assert "Customs" in opened(room, "card", made(room, group=Group(Side.CUSTOMS)).code, "en")


def test_address_works_with_and_without_slash(room):
    code = made(room).code
    for address in (f"/c/{code}", f"/c/{code}/", f"/c/{code.lower()}"):
        assert Client().get(address).status_code == 200


def test_button_enters_and_opening_does_not(room):
    phone = Phone(room.consultation)
    address = reverse("dialogue:card", args=[made(room).code])
    phone.client.get(address)
    assert not phone.has_card
    assert phone.client.post(address)["Location"] == phone.address("participant")
    assert phone.has_card


def test_code_of_another_kind_leads_to_its_own_page(room):
    code = made(room, LINK).code
    assert Client().get(f"/c/{code}")["Location"] == f"/l/{code}/"
    card = made(room).code
    assert Client().get(f"/o/{card}")["Location"] == f"/c/{card}/"


@pytest.mark.parametrize("name", ["card", "link", "open_link"])
def test_unknown_and_revoked_codes_are_refused_alike(room, name):
    purpose = {"card": VOICE, "link": LINK, "open_link": OPEN}[name]
    revoked = made(room, purpose)
    revoke([revoked.card], AT.date())
    pages = {
        re.sub(r'value="[^"]+"', "", text_of(Client().get(reverse(f"dialogue:{name}", args=[code])), 404))
        for code in (revoked.code, "ABCD-ABCD-ABCD-ABCD")
    }
    assert len(pages) == 1


def test_expired_card_says_so(room):
    code = made(room, on=AT.date() - timedelta(days=9), expires_on=AT.date() - timedelta(days=1)).code
    assert "sa date est passée" in text_of(Client().get(reverse("dialogue:card", args=[code])), 404)


# Personal and open links


def test_personal_link_gives_one_code_shown_once_and_puts_it_in_the_pocket(room):
    link = made(room, LINK, label="Présidence")
    phone = Phone(room.consultation)
    address = reverse("dialogue:link", args=[link.code])
    page = text_of(phone.client.get(address))
    assert "Présidence" in page
    assert "ne le connaît pas" in page
    code = CODE.search(text_of(phone.client.post(address)))[1]
    assert code != link.code
    assert Card.objects.get(purpose=VOICE).group == link.card.group
    assert phone.read("participant")
    assert phone_with(code, room.consultation).read("vote")
    other = text_of(Client().post(address))
    assert "déjà été remis" in other
    assert Ballot.objects.count() == 1


def test_opening_a_personal_link_does_not_tell_whether_it_was_used(room):
    address = reverse("dialogue:link", args=[made(room, LINK).code])
    hidden = re.compile(r'(name="(?:once|csrfmiddlewaretoken)" value=")[^"]+')
    before = hidden.sub(r"\1", text_of(Client().get(address)))
    Client().post(address)
    assert hidden.sub(r"\1", text_of(Client().get(address))) == before


def once_in(page: str) -> str:
    return re.search(r'name="once" value="([^"]+)"', page)[1]


def test_button_pressed_again_after_a_lost_answer_shows_the_same_code(room):
    address = reverse("dialogue:link", args=[made(room, LINK).code])
    once = once_in(text_of(Client().get(address)))
    first, second = (CODE.search(text_of(Client().post(address, {"once": once})))[1] for _ in range(2))
    assert first == second
    assert Ballot.objects.count() == Card.objects.filter(purpose=VOICE).count() == 1
    foreign = once_in(text_of(Client().get(address)))
    for other in (foreign, once[:-4], ""):
        assert "déjà été remis" in text_of(Client().post(address, {"once": other}))


def test_same_code_is_not_shown_again_later(room, settings):
    address = reverse("dialogue:link", args=[made(room, LINK).code])
    once = once_in(text_of(Client().get(address)))
    assert CODE.search(text_of(Client().post(address, {"once": once})))
    settings.TODAY = AT.date() + timedelta(days=40)
    assert "déjà été remis" in text_of(Client().post(address, {"once": once}))


def test_open_link_gives_everybody_a_code_to_write_and_follow(room):
    address = reverse("dialogue:open_link", args=[made(room, OPEN).code])
    codes = {CODE.search(text_of(Client().post(address)))[1] for _ in range(2)}
    assert len(codes) == 2
    phone = phone_with(codes.pop(), room.consultation)
    assert "Écrire une attente" in phone.read("participant")
    assert phone.get("vote")["Location"] == reverse("dialogue:enter")


def test_open_link_gives_no_code_while_nothing_is_gathered(room):
    room.to(Phase.VOTING)
    address = reverse("dialogue:open_link", args=[made(room, OPEN).code])
    assert "ne sont plus recueillies" in text_of(Client().post(address))
    assert not Card.objects.filter(purpose=AUTHOR).exists()


# One telephone, two cards


def test_second_card_on_one_telephone_is_refused_and_the_first_goes_on(room):
    first, second, link = made(room), made(room), made(room, LINK)
    phone = phone_with(first.code, room.consultation)
    assert "chacune a son téléphone" in text_of(phone.enter(second.code))
    for name, code in (("card", second.code), ("link", link.code)):
        page = text_of(phone.client.post(reverse(f"dialogue:{name}", args=[code])))
        assert "chacune a son téléphone" in page
        assert phone.address("participant") in page
    assert not Ballot.objects.exists()
    assert phone.enter(first.code).status_code == 302


def test_who_leaves_hands_the_telephone_on(room):
    phone = phone_with(made(room).code, room.consultation)
    phone.post("leave")
    assert phone.enter(made(room).code).status_code == 302


def test_shared_telephones_take_one_card_after_the_other(room):
    room.consultation.shared_devices = True
    room.consultation.save()
    phone = phone_with(made(room).code, room.consultation)
    assert phone.enter(made(room, group=Group(Side.CUSTOMS)).code).status_code == 302
    assert "Douane" in phone.read("participant")


def test_cards_of_two_consultations_do_not_disturb_each_other(room):
    other = make_room(Phase.OPEN)
    phone = phone_with(made(room).code, room.consultation)
    assert phone.enter(made(other).code)["Location"] == reverse("dialogue:participant", args=[other.consultation.pk])


# Afterwards


def test_card_revoked_meanwhile_says_so_and_keeps_what_was_typed(room):
    one = made(room)
    phone = phone_with(one.code, room.consultation)
    replace(one.card, on=AT.date())
    assert "Votre carte a été annulée" in text_of(phone.get("participant"), 403)
    page = text_of(phone.post("participant_write", text="Ce que j'allais dire."), 403)
    assert "Ce que j&#x27;allais dire." in page


def test_page_without_a_card_leads_to_where_a_code_is_typed(room):
    phone = Phone(room.consultation)
    assert phone.get("participant")["Location"] == reverse("dialogue:enter")
    page = text_of(phone.post("participant_write", text="Mes mots.", other="My words."), 422)
    assert "Mes mots." in page
    assert "My words." in page


def test_card_of_one_consultation_opens_no_page_of_another(room):
    phone = phone_with(made(room).code, room.consultation)
    phone.consultation = make_room(Phase.OPEN).consultation
    assert phone.get("participant")["Location"] == reverse("dialogue:enter")


def test_leaving_empties_the_pocket_and_leads_to_a_page_about_nothing(room):
    phone = phone_with(made(room).code, room.consultation)
    assert "Terminer sur ce téléphone" in phone.read("leave")
    assert phone.has_card, "opening leaves nothing"
    response = phone.post("leave")
    assert response["Location"] == reverse("dialogue:day")
    assert not phone.has_card
    assert {name for name, cookie in phone.client.cookies.items() if cookie.value} == {"django_language"}
    page = text_of(phone.client.get(reverse("dialogue:day")))
    assert not re.search("carte|douane|danaya|attente", page.replace("/static/dialogue/card", "").lower())
    assert phone.get("participant").status_code == 302


def test_language_is_changed_by_a_button_and_the_page_stays(room):
    phone = phone_with(made(room).code, room.consultation)
    response = phone.client.post(reverse("dialogue:language"), {"language": "en", "next": phone.address("participant")})
    assert response["Location"] == phone.address("participant")
    assert "You speak for" in phone.read("participant")


@pytest.mark.parametrize("phase", list(Phase))
def test_home_says_what_is_going_on_and_what_can_be_done(room, phase):
    room.shown()
    code = made(room).code
    room.consultation.phase = phase
    room.consultation.save()
    page = phone_with(code, room.consultation).read("participant")
    assert ("1 attente à lire" in page) == (phase in {Phase.OPEN, Phase.VOTING})
    assert ("Écrire une attente" in page) == (phase in {Phase.OPEN, Phase.GATHERING})
    words = {
        Phase.PREPARING: "n’a pas commencé",
        Phase.GATHERING: "Le vote vient ensuite",
        Phase.OPEN: "On recueille les attentes et on vote",
        Phase.VOTING: "On vote sur les attentes",
        Phase.ANSWERING: "Le vote est terminé",
        Phase.CLOSED: "La consultation est close",
    }
    assert words[phase] in page


def test_typed_member_card_leads_into_its_body_and_speaks_nowhere_else(room):
    code = Body(room).cards()[0].code
    phone = Phone(room.consultation)
    assert phone.enter(code.lower())["Location"] == reverse("dialogue:private_card", args=[code])
    assert phone.client.get(f"/c/{code}")["Location"] == f"/p/{code}/"
    assert phone.get("participant").status_code == phone.get("participant_write").status_code == 302
