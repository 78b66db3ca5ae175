"""The pack of a meeting: both texts of what is contested, what was brought to the secretaries, what is late; as PDF and Word."""

from io import BytesIO

import docx
import pytest
from django.urls import reverse

from danaya.apps.commitments.actions.progress import answer_claim, escalate, record_outcome
from danaya.apps.commitments.models import Answer, Followed
from danaya.apps.commitments.telling import meeting
from danaya.apps.commitments.telling.meeting import gather
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.progress.people import later, make_desk, signed_in
from tests.apps.commitments.telling.test_papers import pages
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db
SAID, SAID_BACK = "Affiché dans 12 postes.", "Vu dans 7 postes sur 12."


@pytest.fixture
def desk(settings):
    settings.TODAY = TODAY
    make_administration()
    return make_desk()


def contested(desk):
    claim = desk.claim(text=SAID)
    answer_claim(claim, Answer.CONTESTED, reason=SAID_BACK, actor=desk.counterpart, at=AT)
    return claim


def words_of(desk, kind="docx", language="fr"):
    """The words of the file as whoever reads the plan fetches it."""
    address = reverse("commitments:meeting_file", args=[desk.parties.plan.pk, language, kind])
    answer = signed_in(desk.counterpart).get(address)
    assert answer.status_code == 200
    assert f'.{kind}"' in answer["Content-Disposition"]
    if kind == "pdf":
        return " ".join(pages(answer.content))
    file = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in file.paragraphs), *cells]).replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_contested_point_has_both_texts_their_posts_and_days_the_evidence_and_room_to_write(desk, kind):
    claim = contested(desk)
    said = " ".join(words_of(desk, kind).split())
    for words in (SAID, SAID_BACK, "Points à régler", "contesté", "Convenu", "23 novembre 2026", "empreinte"):
        assert words in said, words
    assert said.index(SAID) < said.index(SAID_BACK)
    assert claim.evidence.get().statement in said


def test_pack_in_english(desk):
    contested(desk)
    said = words_of(desk, language="en")
    assert "Points to settle" in said
    assert "contested" in said


def test_nothing_contested_is_said(desk):
    assert "Rien n'est contesté." in words_of(desk).replace("’", "'")


def test_claimed_again_stays_a_point_with_the_answer_first(desk):
    contested(desk)
    desk.claim(text="Affiché partout.", at=later(1))
    said = words_of(desk)
    assert "déclaré de nouveau, sans réponse" in said
    assert said.index(SAID_BACK) < said.index("Affiché partout.")


def test_outcome_that_waits_stands_beside_both_texts(desk):
    record_outcome(contested(desk), Answer.PART, words="Fait à moitié.", met_on=TODAY, actor=desk.owner, at=AT)
    assert "Fait à moitié." in words_of(desk)
    assert "pas encore accepté" in words_of(desk)


def test_what_is_late_is_told_with_both_figures(desk):
    desk.claim()
    standing = Followed.objects.filter(commitment=desk.commitment)
    standing.update(late=False, step="")
    assert "Aucun engagement n'est en retard ni arrêté." in words_of(desk).replace("’", "'")
    standing.update(late=True)
    said, count = words_of(desk), desk.commitment.milestones.count()
    assert "Aucun engagement" not in said
    assert f"1 sur {count} 0 sur {count}" in said, "claimed, then confirmed"


def test_what_the_secretaries_have_is_told(desk):
    assert "Portés aux deux secrétaires" not in words_of(desk)
    escalate(desk.commitment, ["silent"], at=AT)
    said = words_of(desk)
    assert "Portés aux deux secrétaires" in said
    assert "Porté aux deux secrétaires le 23 novembre 2026" in said


def test_more_points_than_a_day_holds_are_counted(desk, monkeypatch):
    monkeypatch.setattr(meeting, "MOST_POINTS", 2)
    for place in (1, 2, 3):
        claim = desk.claim(place)
        answer_claim(claim, Answer.CONTESTED, reason="Non.", actor=desk.counterpart, at=AT)
    assert "les 2 premiers points sur 3" in words_of(desk)


def test_queries_do_not_grow_with_the_points(desk, django_assert_max_num_queries):
    for place in (1, 2, 3):
        claim = desk.claim(place)
        answer_claim(claim, Answer.CONTESTED, reason="Non.", actor=desk.counterpart, at=AT)
        if place < 3:
            desk.claim(place, at=later(1))
    with django_assert_max_num_queries(30):
        meeting.compose(gather(desk.parties.plan, TODAY), "fr")
