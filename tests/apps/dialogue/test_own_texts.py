"""What a post writes for its organisation, follows, rewrites, takes back, and replies; and writing without its name."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.actions.restate_expectation import restate_expectation
from danaya.apps.dialogue.by_card.participants import AUTHOR
from danaya.apps.dialogue.models import Ballot, Expectation, Ground, Phase, Reply, State, Voice
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Administration, Role
from danaya.base.cards.models import Card
from danaya.base.journal.models import Entry
from tests.apps.dialogue.desks import at, page_of, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db
TEXT = "Que les frais soient affichés."


def sent(text=TEXT, **changes):
    return {"text": text, "language": "fr", "other": "", "other_language": "en", "factor": "", **changes}


def write(room, tenure=None, **changes):
    return sign_in(tenure or room.other).post(at("write", room.consultation), sent(**changes))


def test_text_in_the_name_of_the_organisation_is_followed_in_the_application():
    room = make_room()
    response = write(room, other="That fees be posted.", factor="transparency", matters=["payments"])
    made = Expectation.objects.get()
    assert response["Location"] == page_of(made)
    assert (made.voice, made.organisation, made.author_key) == (
        Voice.ORGANISATION,
        room.other.post.organisation,
        "",
    )
    assert made.text == {"fr": TEXT, "en": "That fees be posted."}
    text = words(sign_in(room.other).get(page_of(made)))
    assert "Il attend d'être lu par un lecteur de chaque côté." in text
    assert "L'écrire autrement" in text
    assert TEXT in words(sign_in(room.other).get(at("own", room.consultation)))
    assert sign_in(make_tenure(Role.MEMBER)).get(page_of(made)).status_code == 403


def test_button_pressed_twice_keeps_one_text():
    room = make_room()
    first, second = write(room), write(room)
    assert first["Location"] == second["Location"]
    assert Expectation.objects.count() == 1


def test_text_that_seems_to_name_somebody_is_looked_at_once_more():
    room = make_room()
    naming = "Le colonel Traoré doit partir."
    response = write(room, text=naming, factor="transparency", matters=["payments", "brokers"])
    assert "Ce texte nomme-t-il quelqu'un ?" in words(response)
    assert not Expectation.objects.exists()
    for name, value in (("text", naming), ("factor", "transparency"), ("matters", "payments"), ("matters", "brokers")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in response.content.decode()
    again = write(room, text=naming, step="edit")
    assert naming in again.content.decode()
    assert not Expectation.objects.exists()
    assert write(room, text=naming, step="as-is").status_code == 302
    assert Expectation.objects.get().text == {"fr": naming}


def test_too_long_a_text_says_by_how_much_and_keeps_it():
    room = make_room()
    response = write(room, text="x" * 412)
    assert response.status_code == 422
    assert "il y a 412 signes, 12 de trop" in words(response)
    assert "x" * 412 in response.content.decode()


def test_nothing_is_taken_in_when_nothing_is_gathered():
    room = make_room()
    room.to(Phase.VOTING)
    response = write(room)
    assert response.status_code == 422
    assert "Les attentes ne sont pas recueillies pour le moment" in words(response)
    assert not Expectation.objects.exists()


def test_held_text_is_rewritten_or_taken_back():
    make_administration(alert_channel={"fr": "la ligne verte 80 00"})
    assert Administration.current()
    room = make_room()
    made = room.expectation("Le chef vole.")
    hold_expectation(made, ground=Ground.ACCUSES, remark="Sans accuser.", revision=1, actor=room.customs, at=AT)
    desk = sign_in(room.private)
    text = words(desk.get(page_of(made)))
    assert "Sans accuser." in text
    assert "la ligne verte 80 00" in text
    page = desk.get(page_of(made, "rewrite"))
    assert "Le chef vole." in page.content.decode()
    response = desk.post(page_of(made, "rewrite"), sent("Une quittance par paiement.", revision=1))
    assert response.status_code == 302
    made.refresh_from_db()
    assert (made.state, made.text, made.revision) == (State.WAITING, {"fr": "Une quittance par paiement."}, 2)
    stale = desk.post(page_of(made, "withdraw"), {"revision": 1})
    assert stale.status_code == 422
    assert desk.post(page_of(made, "withdraw"), {"revision": 2})["Location"] == at("own", room.consultation)
    made.refresh_from_db()
    assert (made.state, made.text) == (State.WITHDRAWN, {})


def test_colleague_who_rewrote_meanwhile_is_not_overwritten():
    room = make_room()
    made = room.expectation("Un")
    desk = sign_in(room.private)
    desk.post(page_of(made, "rewrite"), sent("Deux", revision=1))
    response = desk.post(page_of(made, "rewrite"), sent("Trois", revision=1))
    assert response.status_code == 422
    assert "Quelqu'un a modifié cette attente" in words(response)
    assert "Trois" in response.content.decode(), "what was typed is kept"
    made.refresh_from_db()
    assert made.text == {"fr": "Deux"}


def test_shown_text_no_longer_changes():
    room = make_room()
    made = room.shown()
    for name in ("rewrite", "withdraw", "reply"):
        assert sign_in(room.private).get(page_of(made, name))["Location"] == page_of(made)


def test_organisation_confirms_or_corrects_how_it_was_understood():
    room = make_room()
    made = room.shown()
    restate_expectation(made, {"fr": "Vous voulez des affiches."}, actor=room.customs, at=AT)
    desk = sign_in(room.private)
    assert "redite : un mot de vous est attendu" in words(desk.get(at("own", room.consultation)))
    empty = desk.post(page_of(made, "reply"), {"number": 1, "reply": "corrected", "correction": " "})
    assert empty.status_code == 422
    assert 'id="id_correction_error"' in empty.content.decode()
    other = desk.post(page_of(made, "reply"), {"number": 7, "reply": "confirmed"})
    assert "Quelqu'un a modifié cette attente" in words(other)
    desk.post(page_of(made, "reply"), {"number": 1, "reply": "corrected", "correction": "Des affiches à jour."})
    restate_expectation(made, {"fr": "Des affiches à jour."}, actor=room.customs, at=AT)
    desk.post(page_of(made, "reply"), {"number": 2, "reply": "confirmed"})
    assert list(made.reformulations.values_list("reply", flat=True)) == [Reply.CORRECTED, Reply.CONFIRMED]
    text = words(sign_in(room.customs).get(page_of(made)))
    assert "« C'est bien ce que je voulais dire. »" in text
    assert "1 essai précédent, avec la correction de l'auteur" in text


# Without the name of the organisation


def rows_with(mark: str) -> list[str]:
    """Every table and column of the database in which a mark stands."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{table}.{name}" for name, value in zip(columns, row, strict=True) if mark in str(value or "")
                ]
    return found


def kept() -> tuple[object, ...]:
    """What could keep that somebody asked for a code."""
    sessions = {one.pk: one.get_decoded() for one in Session.objects.all()}
    return sessions, Entry.objects.count(), Notice.objects.count(), Ballot.objects.count()


def test_code_to_write_without_a_name_carries_the_side_alone():
    room = make_room()
    desk = sign_in(room.other)
    desk.get(at("write", room.consultation))
    before = kept()
    response = desk.post(at("write_unnamed", room.consultation))
    card = Card.objects.get()
    assert (card.purpose, card.group, card.label) == (AUTHOR, "private", "")
    assert response.context["code"] in words(response)
    assert "no-store" in response["Cache-Control"]
    assert rows_with(response.context["code"]) == []
    assert [*rows_with(str(card.pk)), *rows_with(card.pk.hex)] == ["cards_card.id"]
    assert kept() == before


def test_with_the_code_one_writes_on_pages_that_know_no_account():
    room = make_room()
    desk = sign_in(room.other)
    desk.post(at("write_unnamed", room.consultation))
    response = desk.post(
        at("participant_write", room.consultation), sent("Une marque à chercher.", voice="anonymous", step="send")
    )
    assert response.status_code == 302
    made = Expectation.objects.get()
    assert (made.voice, made.side, made.organisation) == (Voice.ANONYMOUS, "private", None)
    assert len(made.author_key) == 64
    account, post = room.other.account, room.other.post
    row = Expectation.objects.filter(pk=made.pk).values().get()
    for secret in (account.pk, post.pk, post.organisation_id):
        assert str(secret) not in str(row)
        assert secret.hex not in str(row)
    assert rows_with("Une marque") == ["dialogue_expectation.text"], "no session, notice, journal or draft has it"


def test_code_is_not_given_when_nothing_is_gathered():
    room = make_room()
    room.to(Phase.VOTING)
    response = sign_in(room.other).post(at("write_unnamed", room.consultation), follow=True)
    assert "Les attentes ne sont plus recueillies" in words(response)
    assert not Card.objects.exists()


def test_form_of_the_organisation_has_no_field_for_another_name():
    """A text without a name never goes through a page of the account: a visit that ended would keep it beside the account."""
    room = make_room()
    assert 'name="voice"' not in sign_in(room.other).get(at("write", room.consultation)).content.decode()
    write(room, voice="anonymous")
    assert Expectation.objects.get().voice == Voice.ORGANISATION
