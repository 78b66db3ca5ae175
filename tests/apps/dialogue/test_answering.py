"""Restating what the other side expects, translating, tagging, and signing what becomes of an expectation, with its proof."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.dialogue.actions.describe_expectation import translate_expectation
from danaya.apps.dialogue.actions.rewrite_expectation import rewrite_expectation
from danaya.apps.dialogue.actions.submit_expectation import Words
from danaya.apps.dialogue.models import Expectation, Fate, FateKind, Translation
from danaya.apps.people.models import Role
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import forget_expired
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem
from tests.apps.dialogue.desks import page_of, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.findings.factories import make_analysis, make_finding
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = AT.date()


def answer(desk, expectation, **changes):
    given = {"kind": "not_now", "reason_fr": "Le budget est voté.", "step": "check", **changes}
    return desk.post(page_of(expectation, "fate"), given)


def proof(content=PDF, name="arrêté.pdf"):
    return SimpleUploadedFile(name, content)


# Restating, translating, tagging


def test_other_side_restates_and_its_author_is_asked():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.customs)
    empty = desk.post(page_of(made, "restate"), {"text_fr": " "})
    assert empty.status_code == 422
    assert "Complétez" in words(empty)
    response = desk.post(page_of(made, "restate"), {"text_fr": "Vous voulez des affiches.", "text_en": ""})
    assert response["Location"] == page_of(made)
    again = desk.post(page_of(made, "restate"), {"text_fr": "Ou bien ?"})
    assert again.status_code == 422
    assert "Une reformulation attend déjà la réponse de l'auteur." in words(again)
    assert "Ou bien ?" in again.content.decode()
    text = words(sign_in(room.private).get(page_of(made)))
    assert "est-ce bien ce que vous vouliez dire ?" in text


def test_translation_stands_beside_and_a_second_look_says_it_is_right():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.customs)
    assert "Traduire en anglais" in words(desk.get(page_of(made, "translate")))
    desk.post(page_of(made, "translate"), {"words": "Post the fees.", "before": "", "step": "review"})
    made.refresh_from_db()
    assert (made.text["en"], made.translation) == ("Post the fees.", Translation.TO_REVIEW)
    sent = {"words": "Post the fees at each office.", "before": "Post the fees.", "step": "reviewed"}
    sign_in(room.facilitator).post(page_of(made, "translate"), sent)
    made.refresh_from_db()
    assert (made.text["en"], made.translation) == ("Post the fees at each office.", Translation.REVIEWED)
    assert made.text["fr"] == "Afficher les frais à chaque poste."


def test_translation_that_another_wrote_meanwhile_is_not_overwritten():
    room = make_room()
    made = room.shown()
    translate_expectation(made, "en", "Post all fees.", reviewed=True, actor=room.private, at=AT)
    response = sign_in(room.customs).post(page_of(made, "translate"), {"words": "Post fees.", "before": ""})
    assert response.status_code == 422
    assert "Quelqu'un a modifié cette attente" in words(response)
    made.refresh_from_db()
    assert made.text["en"] == "Post all fees."


def test_words_that_the_author_wrote_in_both_languages_are_nobody_elses_to_change():
    room = make_room()
    both = {"fr": "Afficher les frais.", "en": "Post the fees."}
    made = room.shown(both)
    desk = sign_in(room.facilitator)
    assert "Traduire" not in words(desk.get(page_of(made)))
    response = desk.get(page_of(made, "translate"), follow=True)
    assert "ses mots ne changent pas" in words(response)
    for to in ("en", "fr", ""):
        desk.post(
            page_of(made, "translate"), {"to": to, "words": "Autre", "before": both.get(to, ""), "step": "reviewed"}
        )
    with pytest.raises(Problem, check=lambda problem: problem.code == "dialogue-words-of-author"):
        translate_expectation(made, "en", "Other.", reviewed=True, actor=room.facilitator, at=AT)
    made.refresh_from_db()
    assert made.text == both


def test_words_the_author_wrote_anew_are_the_authors_too():
    room = make_room()
    made = room.expectation()
    translate_expectation(made, "en", "Post the fees.", reviewed=True, actor=room.customs, at=AT)
    made.refresh_from_db()
    assert made.of_author == {"fr"}
    again = Words({"fr": "Frais.", "en": "Fees."}, "en")
    made = rewrite_expectation(made, again, revision=1, actor=room.private, at=AT)
    assert made.of_author == {"fr", "en"}


def test_text_of_a_third_language_is_translated_once_it_stands_in_both():
    room = make_room()
    made = room.shown({"bm": "Sara kelen."}, language="bm")
    desk = sign_in(room.customs)
    assert "Traduire en français" in words(desk.get(page_of(made, "translate")))
    desk.post(page_of(made, "translate"), {"to": "fr", "words": "Un seul prix.", "step": "reviewed"})
    made.refresh_from_db()
    assert made.translation == Translation.MISSING
    desk.post(page_of(made, "translate"), {"to": "en", "words": "One price.", "step": "reviewed"})
    made.refresh_from_db()
    assert made.translation == Translation.REVIEWED
    refused = desk.post(page_of(made, "translate"), {"to": "bm", "words": "Autre", "before": "Un seul prix."})
    made.refresh_from_db()
    assert made.text["bm"] == "Sara kelen.", "the author's own words never change"
    assert refused.status_code in {302, 422}


def test_tags_are_chosen_among_the_framework_and_the_released_findings():
    analysis = make_analysis(released=True)
    finding, foreign = make_finding(analysis, "C-07"), make_finding(make_analysis(), "C-08")
    room = make_room(analysis=analysis)
    made = room.shown()
    desk = sign_in(room.facilitator)
    given = {"factor": "transparency", "matters": ["payments"], "findings": [str(finding.pk)]}
    assert desk.post(page_of(made, "tag"), given).status_code == 302
    made.refresh_from_db()
    assert (made.factor, made.matters, list(made.findings.all())) == ("transparency", ["payments"], [finding])
    wrong = desk.post(page_of(made, "tag"), {**given, "findings": [str(foreign.pk)]})
    assert wrong.status_code == 422
    assert list(made.findings.all()) == [finding]


# What becomes of it


def test_answer_is_looked_at_before_it_binds():
    room = make_room()
    made = room.shown()
    director = make_tenure(Role.DIRECTOR)
    desk = sign_in(director)
    check = answer(desk, made)
    assert check.status_code == 200
    text = words(check)
    assert "Vérifiez la réponse avant de la signer" in text
    assert "Le budget est voté." in text
    assert f"{director.post} ({director.post.organisation.acronym}), 23 novembre 2026" in text
    assert not Fate.objects.exists(), "checking signs nothing"
    response = answer(desk, made, step="sign")
    assert response["Location"] == page_of(made)
    fate = Fate.objects.get()
    assert (fate.kind, fate.reason, fate.signed_by) == (
        FateKind.NOT_NOW,
        {"fr": "Le budget est voté."},
        director.post,
    )
    assert Entry.objects.filter(verb="dialogue.record_fate", object_id=str(made.pk)).count() == 1


def test_check_page_carries_everything_on_and_back():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.facilitator)
    reason = {"reason_fr": "Parce « que ».", "reason_en": "Because <of>."}
    check = answer(desk, made, **reason, proof_link="douanes.example/frais")
    hidden = dict(check.context["hidden"])
    assert hidden["reason_en"] == "Because <of>."
    back = answer(desk, made, **{**hidden, "step": "edit"})
    assert "Because &lt;of&gt;." in back.content.decode()
    answer(desk, made, **{**hidden, "step": "sign"})
    fate = Fate.objects.get()
    assert fate.reason == {"fr": "Parce « que ».", "en": "Because <of>."}
    assert fate.proof_link == "https://douanes.example/frais"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"reason_fr": ""}, "reason", "Écrivez pourquoi ce n'est pas pour maintenant"),
        ({"kind": "already_true"}, "proof", "Joignez un justificatif"),
        ({"kind": ""}, "kind", "Choisissez une réponse pour"),
        ({"proof_link": "javascript:alert(1)"}, "proof_link", "Écrivez l'adresse entière"),
        ({"kind": "merged"}, "kind", ""),
    ],
)
def test_answer_without_its_ground_is_refused_beside_its_field(changes, field, said):
    room = make_room()
    response = answer(sign_in(room.facilitator), room.shown(), **changes)
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert said in words(response)
    assert not Fate.objects.exists()


def test_proof_is_kept_while_one_looks_and_for_good_once_signed():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.facilitator)
    check = answer(desk, made, kind="already_true", proof=proof())
    assert "arrêté.pdf" in words(check)
    stored = StoredFile.objects.get()
    assert stored.keep_until == (AT + timedelta(days=2)).date()
    download = reverse("files:download", args=[stored.pk])
    assert desk.get(download).status_code == 404, "an answer in the making is nobody's proof yet"
    hidden = dict(check.context["hidden"])
    answer(desk, made, **{**hidden, "step": "sign"})
    stored.refresh_from_db()
    assert (Fate.objects.get().proof, stored.keep_until) == (stored, None)
    for tenure in (room.private, room.other, make_tenure(Role.OBSERVER)):
        response = sign_in(tenure).get(download)
        assert b"".join(response.streaming_content) == PDF
    assert sign_in(make_tenure(Role.TECHNICIAN)).get(download).status_code == 404


def test_proof_that_was_never_signed_for_goes_away():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.facilitator)
    hidden = dict(answer(desk, made, kind="already_true", proof=proof()).context["hidden"])
    forget_expired(AT + timedelta(days=3))
    late = answer(desk, made, **{**hidden, "step": "sign"})
    assert late.status_code == 422
    assert "Joignez un justificatif" in words(late)


def test_file_of_another_expectation_proves_nothing_here():
    room = make_room()
    one, other = room.shown("Un"), room.shown("Deux")
    desk = sign_in(room.facilitator)
    hidden = dict(answer(desk, one, kind="already_true", proof=proof()).context["hidden"])
    slipped = answer(desk, other, **{**hidden, "step": "sign"})
    assert slipped.status_code == 422
    forged = answer(desk, one, **{**hidden, "kept": "x" + hidden["kept"], "step": "sign"})
    assert forged.status_code == 422
    assert not Fate.objects.exists()


def test_program_is_no_proof():
    room = make_room()
    response = answer(sign_in(room.facilitator), room.shown(), proof=proof(b"MZ" + b"\0" * 600, "preuve.pdf"))
    assert response.status_code == 422
    assert "Ce fichier est un programme." in words(response)
    assert not StoredFile.objects.exists()


def test_earlier_answers_stay_readable():
    room = make_room()
    made = room.shown()
    desk = sign_in(room.facilitator)
    answer(desk, made, step="sign")
    check = answer(desk, made, kind="planned", reason_fr="Inscrite au plan.")
    assert "prend la place de la réponse précédente" in words(check)
    answer(desk, made, kind="planned", reason_fr="Inscrite au plan.", step="sign")
    text = words(sign_in(room.private).get(page_of(made)))
    assert text.index("Inscrite au plan.") < text.index("1 réponse précédente") < text.index("Le budget est voté.")
    assert Expectation.objects.get(pk=made.pk).answered_on == AT.date()
