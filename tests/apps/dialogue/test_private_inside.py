"""Inside an opened space: members' texts, votes, handing in, members' cards: pages of signed-in posts."""

import hashlib
import io
import re

import pypdfium2
import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from danaya.apps.dialogue.by_card.participants import PRIVATE
from danaya.apps.dialogue.models import Expectation, Opinion, Phase, SealedText, SealedVote, State, Voice
from danaya.apps.dialogue.queries import findings_to_cite
from danaya.apps.dialogue.sealed.private import own_votes
from danaya.apps.people.models import Role
from danaya.base.cards.finding import find
from danaya.base.cards.models import Card
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.phones import text_of
from tests.apps.dialogue.private_rooms import MARK, Body, Desk
from tests.apps.findings.factories import make_analysis
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()
    make_administration()


@pytest.fixture
def body() -> Body:
    return Body(make_room())


@pytest.fixture
def desk(body) -> Desk:
    return Desk(body.room.private, body.space).open()


# Texts


def test_empty_space_says_what_will_stand_there(desk):
    page = text_of(desk.get("texts"))
    assert "Rien n’a encore été écrit" in page
    assert "Écrire un texte" in page


def test_text_is_written_read_and_tagged(body, desk):
    done = desk.post("write", text=MARK, language="fr", other="Drivers pay", other_language="en", factor="transparency")
    assert done["Location"] == desk.address("written")
    assert MARK not in text_of(desk.get("written"))
    (text,) = body.texts()
    page = text_of(desk.get("text", text.key))
    for words in (MARK, "Drivers pay", "Transparence", 'lang="en"'):
        assert words in page


def test_without_the_secret_one_writes_and_sees_nothing_again(body):
    closed = Desk(body.room.private, body.space)
    asked = text_of(closed.get("write"))
    assert "vous ne pourrez plus relire ce texte" in asked
    closed.post("write", text=MARK, language="fr")
    assert SealedText.objects.count() == 1
    for name in ("written", "write", "unlock"):
        assert MARK not in text_of(closed.get(name))
    assert closed.get("text", body.texts()[0].key).status_code == 302


def test_form_that_is_refused_keeps_what_was_typed(desk):
    page = text_of(desk.post("write", text="", language="fr", other="Fees <posted>"), 422)
    assert "Fees &lt;posted&gt;" in page
    assert "Erreur" in page
    long = text_of(desk.post("write", text="é" * 401, language="fr"), 422)
    assert "401" in long


def test_button_pressed_twice_keeps_one_text(desk):
    key = re.search(r'name="key" value="([^"]+)"', text_of(desk.get("write")))[1]
    for _ in range(2):
        desk.post("write", text=MARK, language="fr", key=key)
    assert SealedText.objects.count() == 1


def test_script_in_a_text_is_shown_as_words(body, desk):
    text = body.text("<script>alert(1)</script>")
    for name, *more in [
        ("texts",),
        ("text", text.pk),
        ("rewrite", text.pk),
        ("hand_in", text.pk),
        ("take_out", text.pk),
    ]:
        page = text_of(desk.get(name, *more))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_rewritten_and_taken_out(body, desk):
    text = body.text()
    assert MARK in text_of(desk.get("rewrite", text.pk))
    done = desk.post("rewrite", text.pk, text="Autrement", language="fr")
    (made,) = body.texts()
    assert done["Location"] == desk.address("text", made.key)
    assert made.words.text["fr"] == "Autrement"
    assert desk.get("text", text.pk).status_code == 404
    assert "Autrement" in text_of(desk.get("take_out", made.key))
    assert desk.post("take_out", made.key)["Location"] == desk.address("texts")
    assert not SealedText.objects.exists()


def test_text_that_somebody_took_out_meanwhile_is_said_so(body, desk):
    text = body.text()
    page = desk.get("rewrite", text.pk)
    desk.post("take_out", text.pk)
    page = text_of(desk.post("rewrite", text.pk, text="Autrement", language="fr"), 422)
    assert "déjà été remis, récrit ou retiré" in page
    assert "Autrement" in page
    for name in ("take_out", "vote"):
        desk.post(name, text.pk, opinion=1)
        assert "déjà été remis, récrit ou retiré" in text_of(desk.get("texts"))


# Votes


def test_votes_lead_from_text_to_text_and_can_be_changed(body, desk):
    texts = [body.text(str(number)) for number in range(3)]
    waiting = sorted(str(text.pk) for text in texts)
    page = text_of(desk.get("texts"))
    assert "Voter sur les 3 textes que vous n’avez pas lus" in page
    assert desk.address("text", waiting[0]) in page
    assert desk.post("vote", waiting[0], opinion=1)["Location"] == desk.address("text", waiting[1])
    assert desk.post("vote", waiting[1], opinion=0)["Location"] == desk.address("text", waiting[2])
    assert desk.post("vote", waiting[2], opinion=-1)["Location"] == desk.address("texts")
    assert "Vous avez voté sur tous les textes" in text_of(desk.get("texts"))
    assert 'value="1" aria-pressed="true"' in text_of(desk.get("text", waiting[0]))
    desk.post("vote", waiting[0], opinion=-1)
    page = text_of(desk.get("text", waiting[0]))
    assert 'value="-1" aria-pressed="true"' in page
    assert SealedVote.objects.count() == 3


@pytest.mark.parametrize("opinion", ["", "2", "x"])
def test_vote_that_is_none_changes_nothing(body, desk, opinion):
    text = body.text()
    assert desk.post("vote", text.pk, opinion=opinion)["Location"] == desk.address("text", text.pk)
    assert not SealedVote.objects.exists()


def test_counts_stand_only_after_counting_and_from_five_on(body, desk):
    much, few = body.text("Beaucoup"), body.text("Peu")
    body.votes(much, Opinion.AGREE, "abcde")
    body.votes(few, Opinion.AGREE, "abcd")
    page = text_of(desk.get("texts"))
    assert page.count("moins de 5 votes comptés") == 2
    assert "Les votes n’ont pas encore été comptés" in page
    desk.post("count")
    page = text_of(desk.get("texts"))
    assert page.count("moins de 5 votes comptés") == 1
    assert "5 d’accord, 0 pas d’accord, 0 à revoir" in page
    assert page.index("Beaucoup") < page.index("Peu")


def test_members_vote_each_for_themselves(body, desk):
    text = body.text()
    colleague = Desk(make_tenure(Role.MEMBER, body.room.private.post.organisation), body.space).open()
    desk.post("vote", text.pk, opinion=1)
    colleague.post("vote", text.pk, opinion=-1)
    assert SealedVote.objects.count() == 2
    assert 'value="1" aria-pressed="true"' in text_of(desk.get("text", text.pk))
    assert 'value="-1" aria-pressed="true"' in text_of(colleague.get("text", text.pk))
    assert own_votes(body.space, body.private, b"x" * 32, [text.pk]) == {}


# Handing in


def send(desk: Desk, sealed: SealedText, step: str, **data: object):
    return desk.post("hand_in", sealed.pk, step=step, language="fr", other_language="en", **data)


def test_final_words_are_settled_checked_and_handed_in(body, desk):
    text = body.text(factor="transparency", matters=("payments",))
    page = text_of(desk.get("hand_in", text.pk))
    assert MARK in page
    words = {"text": "Publier les frais.", "other": "Publish fees.", "factor": "transparency", "matters": "payments"}
    check = text_of(send(desk, text, "check", **words))
    for shown in ("Publier les frais.", "Publish fees.", "Transparence", "quittances", "aucun constat", "Qui la lira"):
        assert shown in check
    assert not Expectation.objects.exists()
    again = text_of(send(desk, text, "edit", **words))
    assert "Publier les frais." in again
    done = send(desk, text, "send", **words)
    made = Expectation.objects.get()
    assert done["Location"] == desk.address("handed_in", made.pk)
    assert (made.voice, made.state, made.organisation) == (
        Voice.ORGANISATION,
        State.WAITING,
        body.room.private.post.organisation,
    )
    assert made.text == {"fr": "Publier les frais.", "en": "Publish fees."}
    assert (made.factor, made.matters, made.author_key) == ("transparency", ["payments"], "")
    assert not SealedText.objects.exists()
    page = text_of(desk.get("handed_in", made.pk))
    assert "Votre attente est remise" in page
    assert MARK not in page


def test_handing_in_cites_findings_of_the_restitution(body, desk):
    body.room.consultation.analysis = make_analysis(released=True)
    body.room.consultation.save()
    offered = findings_to_cite(body.room.consultation, invited=True)
    text = body.text()
    assert f'value="{offered[0].number}"' in text_of(desk.get("hand_in", text.pk))
    check = text_of(send(desk, text, "check", text="Mots.", findings=offered[0].number))
    assert offered[0].number in check
    send(desk, text, "send", text="Mots.", findings=offered[0].number)
    assert [finding.number for finding in Expectation.objects.get().findings.all()] == [offered[0].number]


def test_words_that_seem_to_name_a_person_are_pointed_at_before_they_go(body, desk):
    text = body.text()
    check = text_of(send(desk, text, "check", text="M. Diallo doit partir."))
    assert "Ceci semble nommer une personne" in check
    assert "M. Diallo" in check


def test_text_is_handed_in_once(body, desk):
    text = body.text()
    send(desk, text, "send", text="Mots.")
    page = text_of(send(desk, text, "send", text="Mots."), 422)
    assert "déjà été remis" in page
    assert Expectation.objects.count() == 1


def test_nothing_is_handed_in_without_the_secret(body):
    text = body.text()
    closed = Desk(body.room.private, body.space)
    page = text_of(send(closed, text, "send", text="Mots."))
    assert "Tapez le secret des membres" in page
    assert not Expectation.objects.exists()


def test_receipt_is_of_own_expectations_only(body, desk):
    other = body.room.expectation("D'un autre.", author=None)
    assert desk.get("handed_in", other.pk).status_code == 200
    nobody = body.room.expectation("Sans nom.", author=body.room.nobody())
    assert desk.get("handed_in", nobody.pk).status_code == 404


# Cards


def test_cards_are_printed_once_and_their_codes_kept_nowhere(body, desk):
    answer = desk.post("cards", count="9", label="bureau", language="fr", expires_on="31/12/2026")
    assert (answer["Content-Type"], answer.status_code) == ("application/pdf", 200)
    assert "attachment" in answer["Content-Disposition"]
    pdf = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    codes = {re.sub(r"\s", "", code) for code in re.findall(r"(?:[A-Z2-9]{4}\s*-\s*){3}[A-Z2-9]{4}", words)}
    assert len(codes) == 9
    assert "secret des membres" in re.sub(r"\s+", " ", words)
    held = [find(code, PRIVATE, today=AT.date()) for code in codes]
    assert {one.card.subject for one in held} == {str(body.space.pk)}
    rows = repr(list(Card.objects.values()))
    assert not any(code in rows for code in codes)


def test_lots_are_listed_and_ended(body, desk):
    desk.post("cards", count="3", label="bureau", language="fr")
    page = text_of(desk.get("cards"))
    assert "bureau" in page
    lot = Card.objects.first().batch
    asked = text_of(desk.client.get(desk.address("end_cards"), {"lot": lot}))
    assert "3 cartes n’ouvriront plus rien" in asked
    assert Card.objects.filter(revoked_on=None).count() == 3
    desk.post("end_cards", lot=lot)
    assert not Card.objects.filter(revoked_on=None).exists()
    assert "Mettre fin" not in text_of(desk.get("cards"))


@pytest.mark.parametrize("lot", ["", "x", "25d24cc7-16dd-4a25-a1a0-541807e056d8"])
def test_unknown_lot_is_said_so(desk, lot):
    assert desk.post("end_cards", lot=lot)["Location"] == desk.address("cards")
    assert "Choisissez un lot de la liste" in text_of(desk.get("cards"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"count": "0", "label": "x"}, "1"),
        ({"count": "douze", "label": "x"}, "Combien"),
        ({"count": "3", "label": ""}, "Note pour la liste"),
        ({"count": "3", "label": "x", "expires_on": "1/1/2020"}, "pas passé"),
    ],
)
def test_cards_that_cannot_be_made_are_refused_in_words(desk, data, words):
    assert words in text_of(desk.post("cards", **{"language": "fr", **data}), 422)
    assert not Card.objects.exists()


# After gathering; and what looking changes


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.ANSWERING])
def test_after_gathering_the_space_is_read_and_emptied_only(body, desk, phase):
    text, other = body.text(), body.text("Autre")
    body.room.to(phase)
    page = text_of(desk.get("texts"))
    assert MARK in page
    assert "ne sont plus recueillies" in page
    page = text_of(desk.get("text", text.pk))
    assert "opinion" not in page
    assert "Préparer la remise" not in page
    desk.post("vote", text.pk, opinion=1)
    desk.post("count")
    send(desk, text, "send", text="Mots.")
    desk.post("rewrite", text.pk, text="Mots.", language="fr")
    desk.post("write", text="Mots.", language="fr")
    assert not SealedVote.objects.exists()
    assert not Expectation.objects.exists()
    assert {one.words.text["fr"] for one in body.texts()} == {MARK, "Autre"}
    desk.post("take_out", other.pk)
    assert [one.words.text["fr"] for one in body.texts()] == [MARK]
    desk.post("empty", sure="on")
    assert not SealedText.objects.exists()


def digest_of_tables() -> dict[str, str]:
    """Every table but that of visits, which each page prolongs."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - {"django_session"}:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_looking_changes_nothing(body, desk):
    text = body.text()
    (card,) = body.cards()
    pages = ["texts", "opened", "unlock", "write", "written", "secret", "empty", "cards", "count", "close"]
    addresses = [desk.address(name) for name in pages]
    addresses += [desk.address(name, text.pk) for name in ("text", "vote", "rewrite", "take_out", "hand_in")]
    addresses += [
        f"{desk.address('end_cards')}?lot={card.card.batch}",
        reverse("dialogue:private_card", args=[card.code]),
    ]
    addresses += [reverse(f"dialogue:private_{name}", args=[body.room.consultation.pk]) for name in ("begin", "open")]
    before = digest_of_tables()
    for address in addresses:
        for method in ("get", "head"):
            assert getattr(desk.client, method)(address).status_code in {200, 302, 405}
    assert digest_of_tables() == before
    assert desk.get("texts").status_code == 200, "still open"


def test_damaged_box_is_a_page_in_words(body, desk):
    text = body.text()
    SealedText.objects.filter(pk=text.pk).update(box=bytes(text.box)[:-1] + b"\0")
    page = text_of(desk.get("texts"), 422)
    assert "ne s" in page
    assert "modifié ou déplacé" in page
