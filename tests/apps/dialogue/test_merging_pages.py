"""Expectations that say the same: proposals from a job, two side by side, merging, undoing, putting aside."""

import pytest

from danaya.apps.dialogue.actions.propose_merges import find_alike, keep_alike, set_aside
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.models import Alike, Expectation, FateKind, Merge
from danaya.base.jobs.models import Job
from danaya.base.jobs.queue import perform
from tests.apps.dialogue.desks import at, sign_in, words
from tests.apps.dialogue.factories import AT, make_room

pytestmark = pytest.mark.django_db
SAME = ("Que les frais soient affichés dans chaque bureau.", "Afficher les frais dans tous les bureaux.")
OTHER = "Répondre à chaque réclamation dans les quinze jours."


def filled():
    room = make_room()
    return room, [room.shown(text) for text in (*SAME, OTHER)]


def pair(desk, room, first, second, **given):
    named = {"first": first, "second": second}
    return desk.post(at("merge_pair", room.consultation), {**named, **given})


def test_job_proposes_what_says_the_same():
    room, (one, two, other) = filled()
    desk = sign_in(room.facilitator)
    assert not Alike.objects.exists()
    response = desk.post(at("look_for_alike", room.consultation))
    job = Job.objects.get()
    assert response["Location"] == job.get_absolute_url()
    perform.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result_url) == ("done", at("merge", room.consultation))
    found = Alike.objects.get()
    assert {found.first, found.second} == {one, two}
    assert "1 paire qui dit peut-être la même chose" in words(desk.get(at("merge", room.consultation)))
    assert other.reference == "A-03"


def test_what_wants_the_contrary_stands_apart():
    room, (one, two, _other) = filled()
    Alike.objects.create(consultation=room.consultation, first=one, second=two, similarity=0.8, opposite=True)
    text = words(sign_in(room.facilitator).get(at("merge", room.consultation)))
    assert "1 paire qui semble vouloir le contraire" in text
    assert "ne les fusionnez pas" in text


def test_one_speaks_for_both_and_it_can_be_undone():
    room, (one, two, _other) = filled()
    desk = sign_in(room.facilitator)
    shown = words(desk.get(at("merge_pair", room.consultation) + "?first=a-01&second=2"))
    assert "A-01 : A-02 y est fusionnée" in shown
    unsaid = pair(desk, room, "A-01", "A-02")
    assert unsaid.status_code == 422
    assert "Choisissez laquelle des deux parle pour l'autre." in words(unsaid)
    pair(desk, room, "A-01", "A-02", speaks=str(one.pk))
    two.refresh_from_db()
    assert two.merged_into == one
    text = words(desk.get(at("merge", room.consultation)))
    assert "A-02 dans A-01" in text
    assert "2 attentes sont comparées" in text
    again = pair(desk, room, "A-02", "A-03", speaks=str(two.pk))
    assert again.status_code == 422
    assert "L'une des deux est déjà fusionnée" in words(again)
    desk.post(at("undo_merge", room.consultation), {"merge": str(Merge.objects.get().pk)})
    two.refresh_from_db()
    assert two.merged_into is None
    twice = desk.post(at("undo_merge", room.consultation), {"merge": str(Merge.objects.get().pk)}, follow=True)
    assert "Quelqu'un a modifié cette attente" in words(twice)


def test_answer_given_before_a_merge_counts_again_when_it_is_undone():
    room, (one, two, _other) = filled()
    record_fate(two, FateKind.PLANNED, actor=room.facilitator, at=AT)
    desk = sign_in(room.facilitator)
    pair(desk, room, "A-01", "A-02", speaks=str(one.pk))
    desk.post(at("undo_merge", room.consultation), {"merge": str(Merge.objects.get().pk)})
    two.refresh_from_db()
    assert two.answered_on == AT.date()
    one.refresh_from_db()
    assert one.answered_on is None


def test_pair_that_does_not_say_the_same_is_not_proposed_again():
    room, (one, two, _other) = filled()
    keep_alike(room.consultation, find_alike(room.consultation))
    desk = sign_in(room.facilitator)
    pair(desk, room, "A-01", "A-02", step="aside")
    assert keep_alike(room.consultation, find_alike(room.consultation)) == 0
    assert "paire qui dit" not in words(desk.get(at("merge", room.consultation)))
    kept = set_aside(two, one, actor=room.facilitator, at=AT)
    assert Alike.objects.get() == kept


@pytest.mark.parametrize(("first", "second"), [("A-01", "A-01"), ("A-99", "A-01"), ("", "A-02"), ("²", "A-02")])
def test_numbers_that_are_not_two_expectations_are_asked_for_again(first, second):
    room, _made = filled()
    desk = sign_in(room.facilitator)
    address = at("merge_pair", room.consultation) + f"?first={first}&second={second}"
    assert "Donnez les numéros de deux attentes différentes" in words(desk.get(address, follow=True))


def test_expectation_of_another_consultation_is_not_merged_here():
    room, (one, _two, _other) = filled()
    foreign = make_room().shown()
    response = pair(sign_in(room.facilitator), room, "A-01", str(foreign.pk), speaks=str(one.pk))
    assert response["Location"] == at("merge", room.consultation)
    assert not Expectation.objects.exclude(merged_into=None).exists()


def test_proposal_whose_text_was_merged_meanwhile_is_gone():
    room, (one, two, other) = filled()
    first, second = sorted((one, two), key=lambda text: text.pk)
    Alike.objects.create(consultation=room.consultation, first=first, second=second, similarity=0.9)
    desk = sign_in(room.facilitator)
    pair(desk, room, "A-02", "A-03", speaks=str(other.pk))
    assert "paire qui dit" not in words(desk.get(at("merge", room.consultation)))
