"""Writing by card: names, languages, what is too long, a second look at names, what may be added, the receipt, writing anew."""

import random
import re

import pytest
from django.urls import reverse

from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.by_card.participants import AUTHOR, VOICE, Group, Participant, give_code, participant
from danaya.apps.dialogue.forms.writing import WritingForm, language_beside
from danaya.apps.dialogue.models import Consultation, Expectation, Ground, Phase, State, Translation, Voice
from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.apps.dialogue.queries import HANDFUL, findings_to_cite
from danaya.apps.people.models import Side
from danaya.base.cards.finding import InHand
from danaya.base.files.models import Visibility
from danaya.base.journal.models import Entry
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.findings.factories import make_analysis, make_finding, make_release
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

TEXT = {"text": "Afficher les frais à chaque poste.", "language": "fr", "voice": "anonymous", "step": "send"}


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


@pytest.fixture
def room() -> Room:
    make_administration()
    return make_room(Phase.OPEN)


def somebody(room: Room, purpose: str = VOICE, *, body: bool = True, language: str = "fr") -> tuple[Phone, Participant]:
    group = Group.of(room.private.post.organisation) if body else Group(Side.PRIVATE)
    issued = give_code(room.consultation, group, purpose, on=AT.date(), random=random.randbytes)
    phone = phone_with(issued.code, room.consultation, language)
    return phone, participant(room.consultation, InHand(issued.card, issued.root))


def write(phone: Phone, **changes: object):
    return phone.post("participant_write", **{**TEXT, **changes})


def test_page_offers_the_names_a_card_may_use_with_what_each_means_and_chooses_none(room):
    page = somebody(room)[0].read("participant_write")
    assert page.count('name="voice"') == 3
    assert 'name="voice" value="organisation" checked' not in page
    assert not re.search(r'name="voice"[^>]*checked', page)
    for words in ("son nom figure à côté du texte", "sans organisation", "rien ne figure à côté", "Qui le lit"):
        assert words in page
    later = "si le directeur l'autorise"
    assert page.count(later) == 1
    Consultation.objects.update(for_everyone=False)
    assert later not in somebody(room)[0].read("participant_write"), "it keeps the promise it began with"
    assert somebody(room, body=False)[0].read("participant_write").count('name="voice"') == 2


@pytest.mark.parametrize("voice", list(Voice))
def test_text_is_kept_under_the_chosen_name_and_nothing_else(room, voice):
    phone, who = somebody(room)
    before = Entry.objects.count()
    response = write(phone, voice=voice)
    kept = Expectation.objects.get()
    assert response["Location"] == phone.address("written", kept.pk)
    assert (kept.voice, kept.side, kept.state) == (voice, Side.PRIVATE, State.WAITING)
    assert (kept.organisation is not None) == (voice == Voice.ORGANISATION)
    assert who.wrote(kept.author_key)
    assert Entry.objects.count() - before == (voice == Voice.ORGANISATION)


def test_organisation_is_no_name_for_a_card_of_a_side(room):
    phone, _ = somebody(room, body=False)
    assert "Sous quel nom" in text_of(write(phone, voice="organisation"))
    assert not Expectation.objects.exists()


def test_two_texts_of_one_card_bear_nothing_in_common(room):
    phone, _ = somebody(room)
    write(phone, voice="organisation")
    write(phone, text="Sans nom cette fois.")
    first, second = Expectation.objects.values_list("author_key", flat=True)
    assert first != second
    assert first[:16] != second[:16]


def test_both_languages_stand_beside_each_other(room):
    write(somebody(room)[0], other="Post the fees at each post.", other_language="en")
    kept = Expectation.objects.get()
    assert kept.text == {"fr": TEXT["text"], "en": "Post the fees at each post."}
    assert kept.translation == Translation.REVIEWED


def test_arabic_text_with_french_beside_it(room):
    phone, _ = somebody(room)
    write(phone, text="نشر الرسوم في كل مركز.", language="ar", other="Publier les frais.", other_language="fr")
    assert Expectation.objects.get().text == {"ar": "نشر الرسوم في كل مركز.", "fr": "Publier les frais."}
    assert 'lang="ar" dir="rtl"' in phone.read("written", Expectation.objects.get().pk)


@pytest.mark.parametrize(
    ("language", "chosen", "beside"), [("fr", "en", "en"), ("en", "en", "fr"), ("fr", "", "en"), ("bm", "fr", "fr")]
)
def test_text_beside_is_never_in_the_same_language(language, chosen, beside):
    assert language_beside(language, chosen) == beside


# Refusals keep what was typed


@pytest.mark.parametrize(
    ("changes", "language", "words"),
    [
        ({"text": "x" * 430}, "fr", "il y a 430 signes, 30 de trop (400 au plus)"),
        ({"text": "x" * 430}, "en", "it has 430 signs, 30 too many (400 at most)"),
        ({"other": "y" * 401}, "fr", "il y a 401 signes, 1 de trop"),
        ({"text": "  "}, "fr", "Votre attente"),
        ({"voice": ""}, "fr", "Sous quel nom"),
        ({"language": "xx"}, "en", "Select a valid choice"),
        ({"text": "a\x00b"}, "en", "Null characters are not allowed"),
    ],
)
def test_refusal_says_what_to_do_and_keeps_everything(room, changes, language, words):
    phone, _ = somebody(room, language=language)
    data = {"text": "Mes mots à moi.", "other": "My own words.", **changes}
    page = text_of(write(phone, **data))
    assert words in page
    assert "<title>Err" in page
    for typed in (data["text"].strip(), data["other"]):
        assert typed.replace("\x00", "") in page.replace("\x00", "")
    assert not Expectation.objects.exists()


def test_line_ends_count_once(room):
    phone, _ = somebody(room)
    assert write(phone, text="x" * 199 + "\r\n" + "y" * 200).status_code == 302
    assert len(Expectation.objects.get().text["fr"]) == LONGEST


def test_nothing_is_written_outside_gathering_and_what_was_typed_is_shown(room):
    phone, _ = somebody(room)
    room.to(Phase.VOTING)
    assert "ne sont pas recueillies" in phone.read("participant_write")
    page = text_of(write(phone))
    assert "ne sont pas recueillies" in page
    assert TEXT["text"] in page
    assert not Expectation.objects.exists()


# A second look


def test_text_that_seems_to_name_somebody_is_shown_once_more(room):
    phone, _ = somebody(room)
    named = {"text": "Le chef Traoré demande de l'argent.", "other": "Call +223 76123456.", "other_language": "en"}
    page = text_of(write(phone, **named))
    assert "semble nommer quelqu’un" in page
    assert "« chef Traoré » : le nom d’une personne" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "+223 76123456" in page
    assert not Expectation.objects.exists()
    carried = hidden_in(page)
    assert carried["text"] == named["text"].replace("'", "&#x27;")
    back = text_of(phone.post("participant_write", **{**TEXT, **named, "step": "edit"}))
    assert "chef Traoré" in back
    assert "<textarea" in back
    assert phone.post("participant_write", **{**TEXT, **named, "step": "as-is"}).status_code == 302
    assert Expectation.objects.get().text["fr"] == named["text"]


def test_names_of_bodies_call_for_no_second_look(room):
    body = room.private.post.organisation
    body.name = {"fr": "Chambre Traoré", "en": "Traoré Chamber"}
    body.save()
    assert write(somebody(room)[0], text="L'agent Traoré Chambre est formé.").status_code == 302


def hidden_in(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


# What may be added


def test_matter_factor_and_findings_are_asked_on_a_page_of_their_own(room):
    room.consultation.analysis = make_analysis(released=True)
    room.consultation.save()
    phone, _ = somebody(room)
    page = text_of(write(phone, step="more"))
    assert not Expectation.objects.exists()
    assert hidden_in(page)["text"] == TEXT["text"]
    assert 'value="cite"' in page
    page = text_of(write(phone, step="cite", factor="transparency", matters="payments"))
    assert hidden_in(page)["factor"] == "transparency"
    assert 'name="findings" value="C-01"' in page
    more = {"factor": "transparency", "matters": "payments", "findings": "C-01"}
    assert write(phone, **more).status_code == 302
    kept = Expectation.objects.get()
    assert (kept.factor, kept.matters) == ("transparency", ["payments"])
    assert [finding.number for finding in kept.findings.all()] == ["C-01"]


def test_what_was_added_is_not_lost_on_the_way_back_to_the_text(room):
    phone, _ = somebody(room)
    page = text_of(write(phone, step="edit", factor="transparency", matters="payments"))
    assert hidden_in(page)["factor"] == "transparency"
    assert hidden_in(page)["matters"] == "payments"


def test_empty_choices_count_for_nothing(room):
    assert write(somebody(room)[0], factor="", matters="").status_code == 302
    assert Expectation.objects.get().matters == []


def test_a_handful_of_released_findings_headline_first(room):
    consultation = room.consultation
    assert findings_to_cite(consultation, invited=True) == []
    analysis = make_analysis()
    for number in range(2, 9):
        make_finding(analysis, f"C-{number:02d}")
    consultation.analysis = analysis
    assert findings_to_cite(consultation, invited=True) == [], "not released"
    make_release(analysis)
    offered = findings_to_cite(consultation, invited=True)
    assert len(offered) == HANDFUL
    assert offered[0].number == "C-01"
    assert findings_to_cite(consultation, invited=False) == [], "released to the forum, not to everyone"


def test_whoever_came_by_an_open_link_is_offered_what_everyone_may_read(room):
    analysis = make_analysis()
    room.consultation.analysis = analysis
    make_release(analysis, visibility=Visibility.PUBLIC)
    assert findings_to_cite(room.consultation, invited=False)


# The receipt


def test_receipt_says_what_follows_and_its_address_keeps_working(room):
    phone, _ = somebody(room)
    address = write(phone)["Location"]
    for _ in range(2):
        page = text_of(phone.client.get(address))
        assert "Votre texte est remis" in page
        assert TEXT["text"] in page
        assert "dans les 30" in page


def test_button_pressed_twice_keeps_one_text(room):
    phone, _ = somebody(room)
    first, second = (write(phone)["Location"] for _ in range(2))
    assert first == second
    assert Expectation.objects.count() == 1
    assert write(somebody(room)[0]).status_code == 302
    assert Expectation.objects.count() == 2, "somebody else may write the same"


def test_text_of_another_card_does_not_exist(room):
    kept = write(somebody(room)[0])["Location"].rstrip("/").rpartition("/")[2]
    other = somebody(room)[0]
    for name in ("written", "mine_text", "mine_rewrite", "mine_withdraw", "mine_earlier"):
        assert "Il n’y a rien ici" in text_of(other.get(name, kept), 404)
    for name in ("mine_rewrite", "mine_withdraw", "mine_reply"):
        text_of(other.post(name, kept, **TEXT, revision="1"), 404)
    text_of(other.get("mine_proof", kept, 1), 404)


def test_writer_by_open_link_may_write_too(room):
    assert write(somebody(room, AUTHOR)[0]).status_code == 302


# Writing anew


def test_held_text_is_written_anew_and_read_from_the_start(room):
    phone, _ = somebody(room)
    write(phone, factor="transparency")
    kept = Expectation.objects.get()
    hold_expectation(kept, ground=Ground.NAMES, revision=1, actor=room.private, at=AT)
    page = phone.read("mine_rewrite", kept.pk)
    assert TEXT["text"] in page
    assert 'name="voice"' not in page
    response = phone.post("mine_rewrite", kept.pk, **{**TEXT, "text": "Sans nom.", "revision": "1"})
    assert response["Location"] == phone.address("written", kept.pk)
    kept.refresh_from_db()
    assert (kept.text, kept.state, kept.revision) == ({"fr": "Sans nom."}, State.WAITING, 2)


@pytest.mark.parametrize("revision", ["2", "", "x", "9" * 5000])
def test_text_changed_meanwhile_is_not_overwritten(room, revision):
    phone, _ = somebody(room)
    write(phone)
    kept = Expectation.objects.get()
    Expectation.objects.update(revision=3)
    page = text_of(phone.post("mine_rewrite", kept.pk, **{**TEXT, "text": "Sans nom.", "revision": revision}))
    assert "modifié cette attente" in page
    assert "Sans nom." in page
    kept.refresh_from_db()
    assert kept.text == {"fr": TEXT["text"]}


def test_shown_text_is_not_written_anew(room):
    phone, who = somebody(room)
    made = room.shown("Montré.")
    Expectation.objects.filter(pk=made.pk).update(author_key=who.mark(random.randbytes))
    assert phone.get("mine_rewrite", made.pk)["Location"] == phone.address("mine_text", made.pk)


def test_form_of_a_signed_in_post_takes_several_matters():
    data = {**TEXT, "matters": ["payments", "", "transit"], "other_language": "en"}
    form = WritingForm(data, voices=[("anonymous", "…")])
    assert form.is_valid(), form.errors
    assert form.words().matters == ("payments", "transit")
    assert form.chosen_voice() == Voice.ANONYMOUS


def test_page_lost_to_an_old_cookie_shows_what_was_typed(room):
    phone, _ = somebody(room)
    phone.client.handler.enforce_csrf_checks = True
    page = text_of(write(phone, text="Mes mots."), 403)
    assert "Ouvrez la page de nouveau" in page
    assert "Mes mots." in page
    assert reverse("dialogue:enter") in page
