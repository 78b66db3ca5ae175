"""The plan written out by a job: what one post may read, with the filters of the address, fetched by that post alone, once in its place."""

import re
from io import BytesIO

import pytest
import python_calamine
from django.urls import reverse

from danaya.apps.commitments.models import CommitmentState, Exported
from danaya.base.files.models import StoredFile
from danaya.base.jobs.models import Job
from danaya.base.jobs.worker import run_worker
from tests.apps.commitments.factories import TODAY, Parties, make_parties
from tests.apps.dialogue.desks import sign_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


def plan_with_a_draft() -> Parties:
    parties = make_parties()
    parties.commitment("Affiché.")
    parties.commitment("Publié.", by_private=True)
    parties.commitment("Projet privé.", state=CommitmentState.DRAFT, by_private=True)
    return parties


def made(client, parties, clock, query=""):
    """Ask for the workbook as its page does, let the job run, and return the page to which its progress leads."""
    page = reverse("commitments:export", args=[parties.plan.pk]) + query
    asked = client.post(page)
    run_worker(clock, once=True)
    assert client.get(asked.url).url == page
    return client.get(page)


def held(client, page) -> str:
    """Everything that the workbook says of commitments, fetched by the link of a page."""
    address = re.search(r'href="(/files/[^"]+)"', page.content.decode()).group(1)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Disposition"].partition(";")[0]) == (200, "attachment")
    book = python_calamine.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return str(book.get_sheet_by_index(0).to_python())


def test_workbook_holds_what_its_post_may_read_and_no_other_fetches_it(clock):
    parties = plan_with_a_draft()
    private, customs, colleague = sign_in(parties.private), sign_in(parties.customs), sign_in(parties.coordinator)
    mine, theirs = made(private, parties, clock), made(customs, parties, clock)
    assert "Projet privé." in held(private, mine)
    assert "Projet privé." not in held(customs, theirs)
    of_private = reverse("files:download", args=[Exported.objects.get(by=parties.private.post).file_id])
    of_customs = reverse("files:download", args=[Exported.objects.get(by=parties.customs.post).file_id])
    assert [one.get(of_private).status_code for one in (private, customs, colleague)] == [200, 404, 404]
    assert colleague.get(of_customs).status_code == 404
    assert "Votre classeur" not in words(colleague.get(reverse("commitments:export", args=[parties.plan.pk])))
    # Who asked sees how far it is; for anybody else the job is not there.
    assert customs.get(Job.objects.get(owner=str(parties.private.account_id)).get_absolute_url()).status_code == 404


def test_a_later_workbook_takes_the_place_of_the_earlier_and_keeps_the_filters(clock):
    parties = plan_with_a_draft()
    client = sign_in(parties.private)
    made(client, parties, clock)
    said = held(client, made(client, parties, clock, "?side=customs"))
    assert ("Affiché." in said, "Publié." in said) == (True, False)
    exported = Exported.objects.get()
    assert (exported.count, StoredFile.objects.count()) == (1, 1)
    assert (exported.file.keep_until - exported.at.date()).days == 1


def test_asking_twice_makes_one_job():
    parties = plan_with_a_draft()
    client = sign_in(parties.customs)
    page = reverse("commitments:export", args=[parties.plan.pk])
    assert client.post(page).url == client.post(page).url
