"""A workbook sent back: what is confirmed is taken over by the acts of the pages, and nothing else is."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.commitments.models import Commitment, CommitmentState, DateChange, Milestone, Returned
from danaya.apps.commitments.overviews.workbook.concerned import concerned, readable_of
from danaya.apps.commitments.overviews.workbook.keeping import unpack
from danaya.apps.commitments.overviews.workbook.paging import keys_in, unpack_some
from danaya.apps.commitments.views import workbook
from danaya.apps.people.rights import acting_for
from danaya.base.files.models import StoredFile
from danaya.base.jobs.worker import run_worker
from danaya.base.journal.models import Entry
from tests.apps.commitments.factories import TODAY, make_parties
from tests.apps.commitments.overviews.sheets import Book, written
from tests.apps.dialogue.desks import sign_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


def send(client, plan, content, name="plan.xlsx"):
    address = reverse("commitments:excel", args=[plan.pk])
    asked = client.post(address, {"file": SimpleUploadedFile(name, content)})
    run_worker(once=True)
    return client.get(asked.url, follow=True)


def take(client, plan, keys, **choices):
    address = reverse("commitments:returned", args=[plan.pk, Returned.objects.get().pk])
    return client.post(address, {"take": keys, **choices}, follow=True)


def test_changes_are_seen_confirmed_and_within_the_plan():
    parties = make_parties()
    one = parties.commitment(state=CommitmentState.PROPOSED)
    client = sign_in(parties.customs)
    book = (
        Book(written(parties.plan)).put("trigger_fr", "Quand le tarif change, l'affiche change.").put("ind_target", 14)
    )
    book.put("weight", 25, 2, milestones=True).put("budget", 1200000.5).put("budget_nil", "non")
    shown = words(send(client, parties.plan, book.content()))
    assert "Quand le tarif change, l'affiche change." in shown
    assert "le chef de poste remplace" in shown  # the old beside the new
    one.refresh_from_db()
    assert one.revision == 1
    assert "1 ligne est reprise" in words(take(client, parties.plan, [str(one.pk)]))
    one.refresh_from_db()
    assert (one.revision, one.trigger["fr"], one.budget_nil) == (2, "Quand le tarif change, l'affiche change.", False)
    assert (float(one.budget), one.indicator.target, one.indicator.baseline) == (1200000.5, 14, 3)
    assert list(one.milestones.order_by("position").values_list("weight", flat=True)) == [20, 25, 50]
    assert Entry.objects.filter(verb="commitments.edit_commitment").count() == 1
    assert "Rien à reprendre" in words(
        client.get(reverse("commitments:returned", args=[parties.plan.pk, Returned.objects.get().pk]))
    )


def test_what_is_not_ticked_stays_and_what_both_changed_is_chosen():
    parties = make_parties()
    first, second = (parties.commitment(state=CommitmentState.PROPOSED) for _each in range(2))
    book = (
        Book(written(parties.plan))
        .put("problem_fr", "Un", 1)
        .put("problem_fr", "Deux", 2)
        .put("trigger_fr", "Le mien", 1)
    )
    Commitment.objects.filter(pk=first.pk).update(trigger={"fr": "Le leur"}, revision=2)
    client = sign_in(parties.coordinator)
    said = words(send(client, parties.plan, book.content()))
    assert "Quelqu'un a changé ce champ entre-temps" in said
    take(client, parties.plan, [str(first.pk)])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.problem["fr"], first.trigger["fr"], second.problem) == ("Un", "Le leur", {})
    take(client, parties.plan, [str(first.pk)], **{f"{first.pk}.trigger_fr": "file"})
    first.refresh_from_db()
    assert first.trigger["fr"] == "Le mien"


def test_a_promised_date_becomes_a_request():
    parties = make_parties()
    one = parties.commitment()
    book = (
        Book(written(parties.plan))
        .put("due", date(2027, 2, 1), 3, milestones=True)
        .put("reason", "Crue", 3, milestones=True)
    )
    client = sign_in(parties.customs)
    assert "demandée à la contrepartie, avec ce motif : Crue" in words(send(client, parties.plan, book.content()))
    take(client, parties.plan, [str(one.pk)])
    asked = DateChange.objects.get()
    assert (asked.due, asked.reason, asked.agreed) == (date(2027, 2, 1), "Crue", None)
    assert Milestone.objects.get(pk=asked.milestone_id).due == date(2026, 12, 15)
    one.refresh_from_db()
    assert one.revision == 1


def test_nobody_takes_over_what_a_page_would_refuse():
    parties = make_parties()
    one = parties.commitment()
    book = Book(written(parties.plan)).put("problem_fr", "Autre").put("due", date(2027, 2, 1), 3, milestones=True)
    book.put("reason", "Crue", 3, milestones=True)
    client = sign_in(parties.other)  # neither party: its body has no say over this commitment
    said = words(send(client, parties.plan, book.content()))
    assert "Votre poste ne modifie pas cet engagement" in said
    take(client, parties.plan, [str(one.pk)])
    one.refresh_from_db()
    assert (one.problem, DateChange.objects.count()) == ({}, 0)
    stranger = sign_in(parties.private).get(
        reverse("commitments:returned", args=[parties.plan.pk, Returned.objects.get().pk])
    )
    assert stranger.status_code == 404


def test_a_new_row_becomes_a_draft_of_ones_own():
    parties = make_parties()
    one = parties.commitment()
    owner, counterpart = (f"{post.organisation.acronym} – {post.title['fr']}" for post in (one.owner, one.counterpart))
    book = Book(written(parties.plan)).put("ref", "N1", 2).put("result_fr", "=HYPERLINK(A1)", 2).put("owner", owner, 2)
    book.put("counterpart", counterpart, 2).put("ref", "N1", 4, milestones=True).put(
        "text_fr", "Ouvert.", 4, milestones=True
    )
    book.put("due", "1/9/2027", 4, milestones=True)
    client = sign_in(parties.private)
    entries = send(client, parties.plan, book.content()).context["entries"]
    taken = take(client, parties.plan, [entries[0].entry.key])
    assert "Rien à reprendre" in words(taken)  # what was taken over is not offered again
    assert "n'est pas dans ce fichier" not in words(taken)
    take(client, parties.plan, [entries[0].entry.key])
    made = Commitment.objects.get(state=CommitmentState.DRAFT)
    assert (made.result, made.drafted_by, made.number) == ({"fr": "=HYPERLINK(A1)"}, parties.private.post, None)
    assert [step.due for step in made.milestones.all()] == [date(2027, 9, 1)]
    assert "=HYPERLINK" not in written(parties.plan).decode(
        "latin-1"
    )  # a text in the strings of the archive, no formula


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", b"", "vide"),
        ("plan.xlsx", b"MZ" + b"\0" * 200, "programme"),
        ("plan.xlsx", b"<html></html>", "page web"),
        ("plan.csv", b"a;b\n1;2\n", "fichier"),
    ],
)
def test_other_files_are_refused_in_words_and_not_kept(name, content, said):
    parties = make_parties()
    parties.commitment()
    client = sign_in(parties.customs)
    address = reverse("commitments:excel", args=[parties.plan.pk])
    response = client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert said in words(response)
    assert (Returned.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_what_the_job_cannot_read_is_said_and_not_kept(django_capture_on_commit_callbacks):
    parties, others = make_parties(), make_parties()
    parties.commitment()
    others.commitment()
    client = sign_in(parties.customs)
    with django_capture_on_commit_callbacks(execute=True):
        foreign = send(client, parties.plan, written(others.plan))
        damaged = send(client, parties.plan, Book(written(parties.plan)).without("Engagements").content())
    assert "Aucun engagement de ce classeur n'est de ce plan" in words(foreign)
    assert "n'a pas de feuille d'engagements" in words(damaged)
    assert (Returned.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_of_thousands_only_what_changed_is_fetched():
    parties = make_parties()
    one, other = (parties.commitment(state=CommitmentState.PROPOSED) for _each in range(2))
    client = sign_in(parties.coordinator)
    send(client, parties.plan, Book(written(parties.plan)).put("problem_fr", "Autre").content())
    held = Returned.objects.get()
    assert [len(row) for row in held.rows["commitments"]] == [5, 2]
    assert [len(row) for row in held.rows["milestones"]] == [2] * 6
    readable = readable_of(parties.plan, acting_for(parties.coordinator))
    assert concerned(unpack(held.rows), readable) == {str(one.pk)}
    # A new row may have been taken over before: what the file does not hold is looked at too.
    later = parties.commitment(state=CommitmentState.PROPOSED)
    send(client, parties.plan, Book(written(parties.plan)).without_row(1).put("result_fr", "Neuf", 3).content())
    readable = readable_of(parties.plan, acting_for(parties.coordinator))
    assert concerned(unpack(Returned.objects.get().rows), readable) == {str(one.pk)}
    assert {str(other.pk), str(later.pk)} <= set(readable.numbers)


def test_a_long_file_is_paged_and_a_page_compares_no_more_than_its_own_lines(monkeypatch):
    monkeypatch.setattr(workbook, "AT_ONCE", 1)
    parties = make_parties()
    first, second, third = (parties.commitment(state=CommitmentState.PROPOSED) for _each in range(3))
    posts = {name: f"{post.organisation.acronym} – {post.title['fr']}" for name, post in parties_of(first).items()}
    book = Book(written(parties.plan)).put("problem_fr", "Un", 1).put("problem_fr", "Trois", 3).put("ref", "N1", 4)
    book.put("result_fr", "Neuf.", 4).put("owner", posts["owner"], 4).put("counterpart", posts["counterpart"], 4)
    book.put("ref", "N1", 10, milestones=True).put("text_fr", "Ouvert.", 10, milestones=True)
    book.put("due", "1/9/2027", 10, milestones=True).put("ref", second.reference, 11, milestones=True)
    book.put("text_fr", "Un de plus.", 11, milestones=True).put("due", "1/9/2027", 11, milestones=True)
    client = sign_in(parties.coordinator)
    seen = send(client, parties.plan, book.content())
    assert "ce fichier change 4 engagements" in words(seen)
    address = reverse("commitments:returned", args=[parties.plan.pk, Returned.objects.get().pk])
    keys = [client.get(f"{address}?page={number}").context["entries"][0].entry.key for number in range(1, 5)]
    assert keys[:3] == [str(one.pk) for one in (first, second, third)]
    held = Returned.objects.get().rows
    readable = readable_of(parties.plan, acting_for(parties.coordinator))
    of_third = concerned(unpack_some(held, held["units"][2:3]), readable, keys_in(held))
    assert of_third == {str(third.pk)}
    assert client.post(f"{address}?page=1", {"take": keys[:1]}).url == f"{address}?page=2"
    assert client.post(f"{address}?page=3", {"take": keys[:1]}).url == f"{address}?page=3", "not on this page"
    assert client.post(f"{address}?page=4", {"take": keys[3:]}).url == f"{address}?page=4"
    assert client.post(f"{address}?page=2", {"take": keys[1:2]}).url == f"{address}?page=3"
    first.refresh_from_db()
    third.refresh_from_db()
    made = Commitment.objects.get(state=CommitmentState.DRAFT)
    assert (first.problem, third.problem) == ({"fr": "Un"}, {})
    assert (made.milestones.count(), second.milestones.count()) == (1, 4)
    again = client.get(f"{address}?page=4")
    assert "Rien à reprendre" in words(again)
    assert "n'est pas dans ce fichier" not in words(again)


def parties_of(commitment):
    return {"owner": commitment.owner, "counterpart": commitment.counterpart}


def test_a_later_file_takes_the_place_of_the_earlier_and_can_be_removed():
    parties = make_parties()
    parties.commitment()
    client = sign_in(parties.customs)
    for text in ("Un", "Deux"):
        send(client, parties.plan, Book(written(parties.plan)).put("problem_fr", text).content())
    held = Returned.objects.get()
    client.post(reverse("commitments:returned_end", args=[parties.plan.pk, held.pk]))
    assert Returned.objects.count() == 0
