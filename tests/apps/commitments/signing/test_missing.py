"""Of a text that lacks more signatures than a page offers, whose sheet it is is asked first."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danaya.apps.commitments.models import Signature
from danaya.apps.commitments.signing import missing
from danaya.apps.commitments.views.signing import paper
from danaya.engines.seals.printed import printed
from tests.apps.commitments.signing.desk import PDF, Desk, page
from tests.apps.dialogue.desks import sign_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def _short(monkeypatch):
    """A page offers two signatures."""
    monkeypatch.setattr(missing, "MOST_BOXES", 2)
    monkeypatch.setattr(paper, "MOST_BOXES", 2)


def boxes(response) -> list[str]:
    return re.findall(r'name="((?:signed|body)_[^"_]+(?:_[0-9a-f-]{36})?)"', response.content.decode())


@pytest.mark.usefixtures("_short")
def test_whose_sheet_it_is_is_asked_first_and_only_its_signatures_are_offered(desk: Desk):
    desk.put()
    client, address = sign_in(desk.parties.coordinator), page("enter_sheet", desk)
    asked = client.get(address)
    assert "De qui est la feuille" in words(asked)
    assert boxes(asked) == []
    links = re.findall(r'href="\?of=([^"]+)"', asked.content.decode())
    owner, signatory = desk.first.owner_id, desk.customs.signatory_id
    assert {f"{owner}.0", f"{signatory}.0"} <= set(links), "a body with three missing is asked for by post"
    offered = [name for key in links for name in boxes(client.get(f"{address}?of={key}"))]
    assert sorted(offered) == sorted(set(offered)), "each signature is offered on one sheet"
    assert len(offered) == 6
    sheet = {"typed": printed(desk.version.digest), "on": "23/11/2026", "scan": SimpleUploadedFile("f.pdf", PDF)}
    ticked = f"signed_{desk.first.pk}_{owner}"
    other = f"signed_{desk.first.pk}_{desk.first.counterpart_id}"
    kept = client.post(f"{address}?of={owner}.0", {**sheet, ticked: "on", other: "on"})
    assert kept.status_code == 302
    assert [one.post_id for one in Signature.objects.all()] == [owner], "of another sheet nothing is taken"
    assert "De qui est la feuille" in words(client.get(f"{address}?of=x"))


def test_a_body_enters_its_own_sheet_and_is_not_asked_where_a_page_offers_all(desk: Desk):
    desk.put()
    whole = sign_in(desk.parties.coordinator).get(page("enter_sheet", desk))
    assert len(boxes(whole)) == 6
    own = sign_in(desk.parties.private)
    assert len(boxes(own.get(page("enter_sheet", desk)))) == 3
    assert boxes(own.get(f"{page('enter_sheet', desk)}?of={desk.customs.organisation_id}")) == []
