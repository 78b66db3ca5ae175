"""Words of an adopted commitment that one side changed: marked wherever it stands until both have signed them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from danaya.apps.commitments.actions.draft_commitment import edit_commitment
from danaya.apps.commitments.actions.signing.adopt_plan import close_signing
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.overviews.standings import REWORDED, marks_of
from danaya.apps.commitments.queries import with_parties
from danaya.apps.commitments.signing.versions import shown
from tests.apps.commitments.factories import AT
from tests.apps.commitments.signing.desk import Desk, page, refused
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db


def decide(desk: Desk) -> None:
    """Let both bodies adopt the text that is being signed."""
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)


def is_marked(desk: Desk) -> bool:
    row = with_parties(desk.plan.commitments).get(pk=desk.first.pk)
    return str(REWORDED) in [str(mark.words) for mark in marks_of(row)]


def test_words_changed_after_the_signatures_are_marked_until_they_are_signed(desk: Desk):
    desk.put()
    desk.sign_all()
    decide(desk)
    desk.first.refresh_from_db()
    assert not is_marked(desk)
    lower = replace(wording_of(desk.first), result={"fr": "Les frais et délais sont affichés dans 6 postes sur 12."})
    edit_commitment(desk.first, lower, revision=desk.first.revision, actor=desk.parties.customs, at=AT)
    assert is_marked(desk)
    desk.put()
    decide(desk)
    close_signing(desk.plan, actor=desk.parties.coordinator, at=AT)
    assert is_marked(desk), "a version that neither party signed changes nothing for them"
    desk.put()
    desk.first.refresh_from_db()
    for actor in (desk.parties.customs, desk.parties.private):
        desk.sign(desk.first, actor)
    decide(desk)
    assert not is_marked(desk)


def test_changed_words_of_an_adopted_commitment_pass_the_checks_before_they_are_put(desk: Desk, checks_pass: set[str]):
    make_administration()
    desk.put()
    desk.sign_all()
    decide(desk)
    desk.first.refresh_from_db()
    step = desk.first.milestones.get(position=1)
    desk.first.milestones.filter(pk=step.pk).update(due=step.due + timedelta(days=1))
    signed, vague = wording_of(desk.first), {"fr": "Améliorer l'accueil.", "en": "Improve the welcome."}
    bare = replace(signed, result=vague, measure=None, evidence_kind="", evidence={})
    edit_commitment(desk.first, bare, revision=desk.first.revision, actor=desk.parties.customs, at=AT)
    checks_pass.add("E-01")
    assert refused(desk.put) == refused(desk.put, leave_out=True) == "reworded-not-ready"
    said = words(sign_in(desk.parties.coordinator).get(page("put_to_signature", desk)))
    for named in (
        "E-01",
        "Améliorer",
        "Changés depuis les signatures",
        "n'ont pas encore noté",
        "ne passent pas leurs",
    ):
        assert named in said
    desk.first.refresh_from_db()
    edit_commitment(desk.first, signed, revision=desk.first.revision, actor=desk.parties.customs, at=AT)
    assert not is_marked(desk), (
        "signed words were put back: nothing more is asked of them, nor of a date that both moved"
    )
    assert "E-01" in dict(desk.put().parts)


def test_the_version_that_is_signed_says_where_one_language_was_not_changed_with_the_other(desk: Desk):
    make_administration()
    other = {"fr": "Les frais sont affichés dans 7 postes sur 12.", "en": desk.first.result["en"]}
    reworded = replace(wording_of(desk.first), result=other)
    edit_commitment(desk.first, reworded, revision=desk.first.revision, actor=desk.parties.customs, at=AT)
    version = desk.put()
    assert version.behind == {desk.first.reference: {"result": ["en"]}}
    address = reverse("commitments:sign", args=[desk.plan.pk, desk.first.pk])
    assert "le texte anglais n'a pas changé depuis" in words(sign_in(desk.parties.private).get(address))
    article, unchanged = shown(version, "fr").articles
    assert (len(article.behind), unchanged.behind) == (1, ())
