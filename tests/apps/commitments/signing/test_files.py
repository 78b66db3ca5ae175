"""Files of a long text are made by a job and kept a day for the post that asked, opened as far as its body may have them."""

import re

import pytest
from django.urls import reverse

from danaya.apps.commitments.models import Exported, Stance
from danaya.apps.commitments.views.signing import taking
from danaya.base.files.models import StoredFile
from danaya.base.jobs.models import Job
from danaya.base.jobs.worker import run_worker
from danaya.base.journal.models import Entry
from tests.apps.commitments.factories import TODAY
from tests.apps.commitments.signing.desk import Desk, page
from tests.apps.dialogue.desks import sign_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(desk: Desk, monkeypatch, settings):
    """A text that is long for a limit of one, with a stance whose signatory only its own body sees named."""
    desk.put()
    desk.adopt(desk.president, Stance.RESERVED, "Sous réserve du budget.")
    monkeypatch.setattr(taking, "MOST_AT_ONCE", 1)
    settings.TODAY = TODAY
    return desk


def fetched(client, address, clock) -> bytes:
    """Ask for a file as its page does, let the job run, and fetch it by the link of the page."""
    assert client.get(address)["Content-Type"].startswith("text/html; charset"), "nothing is made while somebody waits"
    asked = client.post(address)
    assert client.post(address).url == asked.url, "asked twice, made once"
    run_worker(clock, once=True)
    assert client.get(asked.url).url == address
    (link,) = re.findall(r'href="(/files/[^"]+)"', client.get(address).content.decode())
    answer = client.get(link)
    assert (answer.status_code, answer["Content-Disposition"].partition(";")[0]) == (200, "attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    return b"".join(answer.streaming_content)


def test_a_long_text_is_made_by_a_job_for_the_post_that_asked_and_opened_for_its_body(signed: Desk, clock):
    own, other = sign_in(signed.parties.private), sign_in(signed.director)
    name = signed.president.account.display_name.encode()
    address = page("offline_copy", signed, 1, "fr")
    assert (name in fetched(own, address, clock), name in fetched(other, address, clock)) == (True, False)
    of_own = reverse("files:download", args=[Exported.objects.get(by=signed.parties.private.post).file_id])
    # Even a colleague of the same body does not have it: he asks for his own.
    assert [one.get(of_own).status_code for one in (own, other, sign_in(signed.president))] == [200, 404, 404]
    assert (
        other.get(Job.objects.get(owner=str(signed.parties.private.account_id)).get_absolute_url()).status_code == 404
    )
    assert Entry.objects.filter(verb="commitments.take_text").count() == 2


def test_each_kind_is_kept_beside_the_others_and_a_later_one_takes_the_place_of_the_earlier(signed: Desk, clock):
    client = sign_in(signed.director)
    record, paper = page("record", signed, 1), page("paper", signed, 1, "fr")
    assert fetched(client, record, clock).startswith(b"{")
    assert fetched(client, paper, clock).startswith(b"%PDF")
    fetched(client, record, clock)
    assert sorted(Exported.objects.values_list("kind", flat=True)) == ["paper-1-fr", "record-1"]
    assert StoredFile.objects.count() == 2
    held = Exported.objects.first()
    assert (held.file.keep_until - held.at.date()).days == 1
    assert "ce qui a été signé depuis n'y est pas" in words(client.get(record))


def test_a_short_text_is_handed_out_at_once(desk: Desk):
    desk.put()
    client, address = sign_in(desk.director), page("paper", desk, 1, "fr")
    assert client.post(address).url == address
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    assert not Job.objects.exists()
