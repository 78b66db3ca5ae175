"""Following by card: waiting, held with its reason, shown, restated, merged, answered, taken back."""

import random

import pytest
from django.core.files.base import ContentFile

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations, undo_merge
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import restate_expectation
from danaya.apps.dialogue.actions.submit_expectation import Author, Words, submit_expectation
from danaya.apps.dialogue.by_card.participants import VOICE, Group, Participant, give_code, participant
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Phase, Reply, State, Voice
from danaya.apps.dialogue.models.expectations import ALERTING
from danaya.apps.dialogue.slots import COMMITMENTS
from danaya.apps.people.models import Administration, Side
from danaya.base.cards.finding import InHand
from danaya.base.files.storing import store
from danaya.base.journal.models import Entry
from danaya.base.slots import LinkCard
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

CHANNEL = {"fr": "Inspection des services, 80 00 11 11", "en": "Inspectorate, 80 00 11 11"}


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


class Someone:
    """Somebody with a card who wrote one text without a name."""

    def __init__(self, room: Room) -> None:
        self.room = room
        issued = give_code(room.consultation, Group(Side.PRIVATE), VOICE, on=AT.date(), random=random.randbytes)
        self.who: Participant = participant(room.consultation, InHand(issued.card, issued.root))
        self.phone: Phone = phone_with(issued.code, room.consultation)
        self.text = self.write("Ouvrir le guichet le samedi.")

    def write(self, words: str, voice: Voice = Voice.ANONYMOUS) -> Expectation:
        author = Author(voice, Side.PRIVATE, self.room.private.post.organisation, key=self.who.mark(random.randbytes))
        return submit_expectation(self.room.consultation, Words({"fr": words}, "fr"), author, actor=None, at=AT)

    def shown(self) -> Expectation:
        for reader in (self.room.customs, self.room.private):
            self.text = clear_expectation(self.text, revision=self.text.revision, actor=reader, at=AT)
        return self.text

    def read(self, name: str = "mine_text") -> str:
        return self.phone.read(name, self.text.pk).replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")


@pytest.fixture
def author() -> Someone:
    make_administration(alert_channel=CHANNEL)
    return Someone(make_room(Phase.OPEN))


def test_list_shows_the_texts_of_this_card_and_where_each_stands(author):
    author.write("Deuxième texte.")
    author.room.expectation("Celui d'un autre.")
    page = author.phone.read("mine")
    assert "Ouvrir le guichet le samedi." in page
    assert "Deuxième texte." in page
    assert "Celui d" not in page
    assert page.count("attend d’être lu par les deux côtés") == 2


def test_list_of_nobody_yet_says_so(author):
    Expectation.objects.update(author_key="")
    assert "encore rien écrit" in author.phone.read("mine")


def test_waiting_text_says_which_side_has_read_it(author):
    assert "Ni le lecteur de la douane ni celui du secteur privé" in author.read()
    clear_expectation(author.text, revision=1, actor=author.room.customs, at=AT)
    assert "Le lecteur de la douane l'a accepté ; celui du secteur privé ne l'a pas encore lu." in author.read()


@pytest.mark.parametrize("ground", list(Ground))
def test_held_text_says_why_and_names_the_alert_channel_where_somebody_is_accused(author, ground):
    hold_expectation(
        author.text, ground=ground, remark="Dites-le autrement.", revision=1, actor=author.room.private, at=AT
    )
    page = author.read()
    assert "Votre texte est retenu" in page
    assert str(ground.label) in page.replace("&#x27;", "'")
    assert "« Dites-le autrement. »" in page
    assert ("Ce n'est pas ici un lieu pour dénoncer" in page) == (ground in ALERTING)
    assert (CHANNEL["fr"] in page) == (ground in ALERTING)
    assert "Le récrire" in page
    assert "1 de vos textes attend un mot de vous" in author.phone.read("participant")


def test_without_a_channel_that_is_said(author):
    Administration.objects.update(alert_channel={})
    hold_expectation(author.text, ground=Ground.NAMES, revision=1, actor=author.room.private, at=AT)
    assert "pas encore indiqué son canal d'alerte" in author.read()


def test_shown_text_says_since_when_and_until_when_it_is_answered(author):
    author.shown()
    page = author.read()
    assert "Votre texte est montré" in page
    assert "montré depuis le 23 novembre 2026" in page
    assert "Réponse attendue au plus tard le 23 décembre 2026" in page
    assert "Le récrire" not in page


# Active listening


def test_author_confirms_a_reformulation(author):
    restate_expectation(author.shown(), {"fr": "Vous voulez le samedi."}, actor=author.room.customs, at=AT)
    page = author.read()
    assert "Vous voulez le samedi." in page
    assert "C'est bien ce que je voulais dire" in page
    before = Entry.objects.count()
    response = author.phone.post("mine_reply", author.text.pk, number="1", reply="confirmed")
    assert response["Location"] == author.phone.address("mine_text", author.text.pk)
    assert author.text.reformulations.get().reply == Reply.CONFIRMED
    assert Entry.objects.count() == before, "the journal hears nothing of an author without a name"
    assert "Vous avez confirmé" in author.read()


def test_author_corrects_it_and_the_next_attempt_stands_first(author):
    restate_expectation(author.shown(), {"fr": "Toute la semaine."}, actor=author.room.customs, at=AT)
    author.phone.post("mine_reply", author.text.pk, number="1", reply="corrected", correction="Le samedi seulement.")
    assert "Vous avez corrigé : « Le samedi seulement. »" in author.read()
    restate_expectation(author.text, {"fr": "Le samedi."}, actor=author.room.customs, at=AT)
    page = author.read()
    assert "Le samedi." in page
    assert "Toute la semaine." not in page
    assert "Toute la semaine." in author.read("mine_earlier")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"number": "1", "reply": "corrected", "correction": " "}, "Écrivez ce qui n'est pas tout à fait juste."),
        ({"number": "1", "reply": "corrected", "correction": "x" * 401}, "Raccourcissez à 400 signes : il y en a 401"),
        ({"number": "2", "reply": "confirmed", "correction": "gardé"}, "modifié cette attente"),
        ({"number": "1", "reply": "corrected", "correction": "a\x00b"}, "nul"),
    ],
)
def test_reply_that_cannot_be_kept_says_why_and_keeps_the_words(author, data, words):
    restate_expectation(author.shown(), {"fr": "…"}, actor=author.room.customs, at=AT)
    page = text_of(author.phone.post("mine_reply", author.text.pk, **data))
    plain = page.replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'").replace("’", "'")
    assert words in plain
    assert data["correction"].strip().replace("\x00", "") in page.replace("\x00", "")
    assert author.text.reformulations.get().reply == Reply.PENDING


def test_nothing_to_reply_to_is_nothing(author):
    text_of(author.phone.post("mine_reply", author.text.pk, number="1", reply="confirmed"), 404)


# Merged, answered


def test_merged_text_keeps_its_words_beside_the_one_that_speaks(author):
    into = author.room.shown("Ouvrir aussi le samedi matin.")
    merge = merge_expectations(author.shown(), into, actor=author.room.facilitator, at=AT)
    page = author.read()
    assert "Fusionné avec A-01" in page
    assert "Ouvrir aussi le samedi matin." in page
    assert "Ouvrir le guichet le samedi." in page
    undo_merge(merge, actor=author.room.facilitator, at=AT)
    assert "Ouvrir aussi le samedi matin." not in author.read()


def test_author_of_a_merged_text_reads_what_became_of_the_one_that_speaks(author):
    into = author.room.shown("Ouvrir aussi le samedi matin.")
    merge = merge_expectations(author.shown(), into, actor=author.room.facilitator, at=AT)
    proof = store(ContentFile(b"affiche", "affiche.txt"), at=AT)
    record_fate(into, FateKind.ALREADY_TRUE, proof=proof, actor=author.room.facilitator, at=AT)
    page = author.read()
    assert "Déjà vrai" in page
    assert "affiche.txt" in page
    assert b"".join(author.phone.get("mine_proof", into.pk, 1).streaming_content) == b"affiche"
    undo_merge(merge, actor=author.room.facilitator, at=AT)
    page = author.read()
    assert "Déjà vrai" not in page
    assert "Fusionné" not in page, "it stands by itself again: nothing has become of it yet"
    assert "Votre texte est montré" in page
    text_of(author.phone.get("mine_proof", into.pk, 1), 404)
    assert "a reçu une réponse" not in author.phone.read("mine")


def test_answer_says_what_why_who_signed_and_earlier_ones_stay(author):
    author.shown()
    record_fate(
        author.text, FateKind.NOT_NOW, reason={"fr": "Le budget est voté."}, actor=author.room.facilitator, at=AT
    )
    page = author.read()
    assert "Pas maintenant" in page
    assert "Le budget est voté." in page
    assert str(author.room.facilitator.post) in page
    assert "23 novembre 2026" in page
    record_fate(author.text, FateKind.PLANNED, actor=author.room.facilitator, at=AT)
    assert "Le budget est voté." not in author.read()
    assert "Dans le plan" in author.read()
    assert "Le budget est voté." in author.read("mine_earlier")


def test_proof_is_handed_to_the_author(author):
    author.shown()
    proof = store(ContentFile(b"affiche", "affiche.txt"), at=AT)
    record_fate(
        author.text,
        FateKind.ALREADY_TRUE,
        proof=proof,
        proof_link="https://douanes.example/frais",
        actor=author.room.facilitator,
        at=AT,
    )
    page = author.read()
    assert "affiche.txt" in page
    assert 'href="https://douanes.example/frais" rel="noreferrer noopener"' in page
    response = author.phone.get("mine_proof", author.text.pk, 1)
    assert b"".join(response.streaming_content) == b"affiche"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"].startswith("attachment")
    text_of(author.phone.get("mine_proof", author.text.pk, 2), 404)


def test_commitments_for_a_text_are_shown_to_its_author(author, monkeypatch):
    author.shown()
    card = LinkCard("Ouvrir trois bureaux le samedi", "/commitments/1/", "Avant le 1er mars.", "en cours")
    monkeypatch.setattr(COMMITMENTS, "providers", [lambda texts, viewer: {text: [card] for text in texts}])
    page = author.read()
    assert "Ouvrir trois bureaux le samedi" in page
    assert "en cours" in page
    assert "/commitments/1/" not in page, "its page asks for an account"


# Taking back


def test_text_is_taken_back_after_a_look_at_what_that_does(author):
    assert "Ses mots sont effacés pour toujours" in author.read("mine_withdraw")
    response = author.phone.post("mine_withdraw", author.text.pk, revision="1")
    assert response["Location"] == author.phone.address("mine_text", author.text.pk)
    author.text.refresh_from_db()
    assert (author.text.state, author.text.text) == (State.WITHDRAWN, {})
    assert "Vous avez retiré ce texte" in author.read()
    assert "Texte retiré" in author.phone.read("mine")


def test_text_changed_or_shown_meanwhile_is_not_taken_back(author):
    Expectation.objects.update(revision=2)
    assert "modifié cette attente" in text_of(author.phone.post("mine_withdraw", author.text.pk, revision="1"))
    author.text.refresh_from_db()
    author.shown()
    response = author.phone.post("mine_withdraw", author.text.pk, revision="2")
    assert response["Location"] == author.phone.address("mine_text", author.text.pk)
    assert Expectation.objects.get().is_shown
