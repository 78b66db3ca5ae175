"""The readers' desk: texts one at a time, shown or held, hints, two readers at once."""

import pytest

from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.rewrite_expectation import rewrite_expectation, withdraw_expectation
from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Expectation, Ground, Reading, State
from danaya.apps.people.models import Role
from tests.apps.dialogue.desks import at, page_of, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.people.factories import make_organisation, make_tenure

pytestmark = pytest.mark.django_db


def text_page(expectation):
    return page_of(expectation, "read_text")


def clear(desk, expectation, revision=1, **options):
    return desk.post(text_page(expectation), {"decision": "clear", "revision": revision}, **options)


def hold(desk, expectation, **changes):
    given = {"decision": "hold", "revision": 1, "ground": "accuses", "remark": "Dites-le autrement.", **changes}
    return desk.post(text_page(expectation), given)


def test_reader_reads_one_text_after_the_other_in_an_order_that_tells_nothing():
    room = make_room()
    made = [room.expectation(f"Texte {number}") for number in range(4)]
    desk = sign_in(room.customs)
    assert "4 textes attendent votre côté." in words(desk.get(at("reading", room.consultation)))
    read, address = [], desk.get(at("reading", room.consultation)).context["first"]
    address = text_page(address)
    for _ in made:
        shown = desk.get(address).context["expectation"]
        read.append(shown.pk)
        address = clear(desk, shown)["Location"]
    assert address == at("reading", room.consultation)
    assert read == sorted(one.pk for one in made), "in the order of keys drawn at random"
    assert "Aucun texte n'attend votre côté" in words(desk.get(address))
    assert "Votre côté a lu 4 textes qui attendent encore l'autre." in words(desk.get(address))
    assert not Expectation.objects.filter(state=State.CLEARED).exists()


def test_text_shows_both_languages_the_side_and_where_it_seems_to_name_somebody():
    room = make_room()
    make_organisation("private", acronym="FCDT", name={"fr": "Fédération Diarra"})
    made = room.expectation("Le colonel Traoré bloque, dit la FCDT.", author=room.nobody())
    text = words(sign_in(room.customs).get(text_page(made)))
    assert "« colonel Traoré » – le nom d" in text
    assert "pas encore traduit" in text
    assert "sans nom" in text
    assert "Diarra" not in text


def test_held_text_says_why_to_its_author_and_stands_in_the_list():
    room = make_room()
    made = room.expectation("Le chef de visite retarde nos camions.")
    response = hold(sign_in(room.customs), made)
    assert response["Location"] == at("reading", room.consultation)
    made.refresh_from_db()
    assert made.state == State.HELD
    for tenure in (room.customs, room.private):
        text = words(sign_in(tenure).get(at("reading", room.consultation)))
        assert "1 texte est retenu" in text
        assert "Dites-le autrement." in text
    text = words(sign_in(room.private).get(page_of(made)))
    assert "Il accuse une personne" in text
    assert "Ce n'est pas ici qu'on met une personne en cause." in text


def test_holding_asks_for_a_reason_and_keeps_what_was_typed():
    room = make_room()
    made = room.expectation()
    response = hold(sign_in(room.customs), made, ground="")
    assert response.status_code == 422
    text = response.content.decode()
    assert "Choisissez une réponse pour «\u202fPourquoi il ne peut pas être montré tel quel\u202f»." in text
    assert "Dites-le autrement." in text
    assert '<details class="hold" open>' in text
    assert not Reading.objects.exists()


def test_second_reader_of_a_side_is_told_who_was_first():
    room = make_room()
    made, waiting = room.expectation("Un"), room.expectation("Deux")
    colleague = make_tenure(Role.DIRECTOR, room.customs.post.organisation)
    room.consultation.readers.add(colleague.post)
    desk = sign_in(colleague)
    assert desk.get(text_page(made)).status_code == 200
    clear_expectation(made, revision=1, actor=room.customs, at=AT)
    response = clear(desk, made)
    assert response.status_code == 422
    text = words(response)
    assert f"Votre côté a déjà lu ce texte : {room.customs.post}." in text
    assert "Votre côté a lu ce texte" in text
    assert text_page(waiting) in response.content.decode(), "the next one is offered"
    assert Reading.objects.count() == 1


def test_text_held_by_the_other_side_meanwhile_is_said_so():
    room = make_room()
    made = room.expectation()
    hold_expectation(made, ground=Ground.NAMES, revision=1, actor=room.private, at=AT)
    response = clear(sign_in(room.customs), made)
    assert response.status_code == 422
    assert "Quelqu'un a modifié cette attente" in words(response)
    assert "Ce texte est retenu" in words(response)


def test_wording_that_changed_meanwhile_is_shown_anew_before_it_is_decided():
    room = make_room()
    made = room.expectation("Un")
    rewrite_expectation(made, Words({"fr": "Nouveau texte"}, "fr"), revision=1, actor=room.private, at=AT)
    desk = sign_in(room.customs)
    response = clear(desk, made)
    assert response.status_code == 422
    assert "Nouveau texte" in words(response)
    assert 'name="revision" value="2"' in response.content.decode()
    assert clear(desk, made, revision=2).status_code == 302


def test_withdrawn_text_leaves_nothing_to_read():
    room = make_room()
    made = room.expectation("Secret")
    withdraw_expectation(made, revision=1, actor=room.private, at=AT)
    text = words(sign_in(room.customs).get(text_page(made)))
    assert "ses mots sont effacés" in text
    assert "Secret" not in text


@pytest.mark.parametrize("revision", ["", "abc", "²", "99999999999"])
def test_revision_that_is_none_decides_nothing(revision):
    room = make_room()
    made = room.expectation()
    assert clear(sign_in(room.customs), made, revision=revision).status_code == 422
    assert not Reading.objects.exists()


def test_looking_changes_nothing():
    room = make_room()
    made = room.expectation()
    desk = sign_in(room.customs)
    for address in (at("reading", room.consultation), text_page(made)):
        desk.get(address)
        desk.head(address)
    assert not Reading.objects.exists()
