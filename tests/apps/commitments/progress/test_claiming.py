"""Claims and answers: who may, what is refused in words, what silence is not."""

import pytest

from danaya.apps.commitments.actions.progress import add_evidence, answer_claim
from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import Answer, Claim, Commitment, CommitmentState, Evidence, EvidenceKind, Followed
from danaya.apps.commitments.progress.pieces import Piece, seal_of
from danaya.apps.notices.models import Notice
from danaya.base.journal.entries import history
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT
from tests.apps.commitments.progress.people import later, make_desk, statement

pytestmark = pytest.mark.django_db


def refused(code, act, *args, **facts):
    with pytest.raises(Problem) as found:
        act(*args, **facts)
    assert found.value.code == f"commitments-{code}"
    for language in ("fr", "en"):
        assert found.value.in_language(language)
    return found.value


def told(kind):
    return {(notice.post_id, notice.subject["fr"]) for notice in Notice.objects.filter(kind=f"commitments.{kind}")}


def standing(desk):
    said = Followed.objects.get(commitment=desk.commitment)
    return said.claimed, said.confirmed


def test_claim_stands_as_claimed_until_the_counterpart_answers():
    desk = make_desk()
    made = desk.claim()
    assert standing(desk) == (20, 0)
    assert told("to_confirm") == {(desk.counterpart.post_id, "E-01 : un jalon est déclaré, à vous de répondre")}
    piece = made.evidence.get()
    assert (piece.kind, len(piece.digest), piece.on, piece.visibility) == ("statement", 64, AT.date(), "forum")
    answer_claim(made, Answer.FULL, actor=desk.counterpart, at=later(2))
    assert standing(desk) == (20, 20)
    assert told("answered") == {(desk.owner.post_id, "E-01 : votre jalon est confirmé")}
    verbs = [entry.verb for entry in history(desk.commitment)]
    assert verbs == ["commitments.claim_milestone", "commitments.answer_claim"]


def test_silence_is_never_a_yes_however_long():
    desk = make_desk()
    desk.claim()

    follow_one(desk.commitment, later(400).date())
    assert standing(desk) == (20, 0)


def test_nobody_claims_or_answers_in_the_place_of_another():
    desk = make_desk()
    for other in (desk.counterpart, desk.parties.coordinator, desk.parties.director, desk.parties.other):
        refused("not-yours", desk.claim, actor=other)
    made = desk.claim()
    for other in (desk.owner, desk.parties.coordinator, desk.parties.director, desk.parties.other):
        refused("not-yours", answer_claim, made, Answer.FULL, actor=other, at=AT)
    assert not made.confirmations.exists()


@pytest.mark.parametrize("state", [state for state in CommitmentState if state != CommitmentState.ADOPTED])
def test_nothing_moves_that_is_not_in_force(state):
    desk = make_desk()
    Commitment.objects.filter(pk=desk.commitment.pk).update(state=state)
    refused("not-in-force", desk.claim)


def test_claim_sent_twice_is_one_claim_and_the_second_says_so():
    desk = make_desk()
    desk.claim()
    assert "déjà déclaré (le 23/11/2026)" in refused("claim-waiting", desk.claim).in_language("fr")
    assert Claim.objects.count() == Evidence.objects.count() == 1
    answer_claim(Claim.objects.get(), Answer.FULL, actor=desk.counterpart, at=AT)
    refused("claim-confirmed", desk.claim)


def test_evidence_is_of_the_kind_agreed_or_says_why_not():
    desk = make_desk()
    refused("evidence-missing", desk.claim, pieces=[])
    refused("evidence-missing", desk.claim, pieces=[Piece(EvidenceKind.LINK), Piece(EvidenceKind.PHOTO)])
    refused("evidence-other-kind", desk.claim, other_kind="  ")
    refused("claim-empty", desk.claim, text=" \n")
    assert not Claim.objects.exists()
    assert desk.claim().other_kind == "Pas d'appareil."


def test_all_but_a_full_yes_needs_its_reason_and_goes_to_both_secretaries():
    desk = make_desk()
    made = desk.claim()
    for answer in (Answer.PART, Answer.CONTESTED):
        refused("reason-missing", answer_claim, made, answer, reason=" ", actor=desk.counterpart, at=AT)
    answer_claim(made, Answer.CONTESTED, reason="Nous n'avons rien vu.", actor=desk.counterpart, at=AT)
    assert {post for post, _subject in told("contested")} == {
        desk.secretary_customs.post_id,
        desk.secretary_private.post_id,
    }
    assert standing(desk) == (20, 0)


def test_claim_is_answered_once_and_a_contested_milestone_is_claimed_anew():
    desk = make_desk()
    made = desk.claim()
    answer_claim(made, Answer.CONTESTED, reason="Non.", actor=desk.counterpart, at=AT)
    refused("claim-answered", answer_claim, made, Answer.FULL, actor=desk.counterpart, at=AT)
    again = desk.claim(at=later(3))
    assert (again.number, made.confirmations.get().answer) == (2, Answer.CONTESTED)


def test_replaced_evidence_stays_and_an_answer_to_the_old_one_is_refused():
    desk = make_desk()
    made = desk.claim()
    seen = seal_of(made)
    old = made.evidence.get()
    new = add_evidence(made, statement("Corrigé."), replaces=old, actor=desk.owner, at=later(1))
    old.refresh_from_db()
    assert (old.replaced_by, old.statement) == (new, "Je soussigné certifie la signature.")
    stale = refused("claim-changed", answer_claim, made, Answer.FULL, seen=seen, actor=desk.counterpart, at=later(1))
    assert "gardé" in stale.in_language("fr")
    refused("evidence-replaced", add_evidence, made, statement("x"), replaces=old, actor=desk.owner, at=AT)
    refused("not-yours", add_evidence, made, statement("x"), actor=desk.counterpart, at=AT)
    answer_claim(made, Answer.FULL, seen=seal_of(made), actor=desk.counterpart, at=later(2))
    refused("claim-answered", add_evidence, made, statement("x"), actor=desk.owner, at=later(2))
