"""What changes hands after the signatures: a sheet contested since the adoption, a body taken out of the plan."""

import pytest
from django.urls import reverse

from danaya.apps.commitments.actions.signing.adopt_plan import close_signing
from danaya.apps.commitments.actions.signing.answer_sheet import answer_sheet
from danaya.apps.commitments.actions.signing.arrange_signing import add_body, remove_body
from danaya.apps.commitments.actions.signing.sign_on_paper import OnSheet, Sheet, sign_on_paper
from danaya.apps.commitments.actions.telling.authorise_edition import authorise_edition
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.models import CommitmentState, Stance
from danaya.apps.commitments.signing.comparing import GONE, compare
from danaya.apps.commitments.signing.sheets import Sheet as EnteredSheet
from danaya.apps.commitments.signing.versions import text_of
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.journal.entries import history
from danaya.engines.language import in_language
from danaya.engines.seals.printed import printed
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.signing.desk import Desk, scan
from tests.apps.dialogue.desks import sign_in
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db


def sign_rest(desk: Desk) -> None:
    """Sign all but what the private party signs of the first commitment; both bodies adopt."""
    desk.sign(desk.first, desk.parties.customs)
    desk.sign(desk.second, desk.parties.customs)
    desk.sign(desk.second, desk.parties.private)
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)


def plain(response) -> str:
    """A page, public ones too, with plain spaces."""
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_commitment_whose_signature_is_contested_since_says_so_until_it_is_signed_anew(desk: Desk):
    make_administration()
    acting = {"actor": desk.parties.coordinator, "at": AT}
    desk.put()
    sheet = Sheet(typed=printed(desk.version.digest), on=TODAY, upload=scan())
    party = OnSheet(desk.parties.private.post, commitment=desk.first)
    (made,) = sign_on_paper(desk.version, [party], sheet, chance=desk.chance, **acting)
    sign_rest(desk)
    close_signing(desk.plan, **acting)
    edition = make_edition(desk.plan, **acting)
    authorise_edition(edition, shown=edition.digest, actor=desk.director, at=AT)
    acronym = desk.president.post.organisation.acronym
    pages = {
        reverse("commitments:table", args=[desk.plan.pk]): "une partie conteste sa signature",
        reverse("commitments:commitment", args=[desk.plan.pk, desk.first.pk]): "Feuille de signatures contestée par",
        reverse("commitments:edition", args=[desk.plan.pk, edition.number]): f"{acronym} conteste depuis le",
        reverse("public:plan", args=[desk.plan.pk]): f"{acronym} conteste depuis le",
    }

    def marked() -> list[str]:
        client = sign_in(desk.parties.coordinator)
        return [address for address, said in pages.items() if said in plain(client.get(address))]

    assert marked() == []
    entered = EnteredSheet(desk.plan, made.scan)
    answer_sheet(entered, ours=False, reason="Rien signé.", actor=desk.president, at=AT, chance=desk.chance)
    assert marked() == list(pages)
    desk.second.refresh_from_db()
    assert desk.second.sheet_contested_on is None, "both signatures of the other one stand"
    desk.first.refresh_from_db()
    assert desk.first.state == CommitmentState.ADOPTED, "nothing changes by itself"
    desk.put()
    desk.sign(desk.first, desk.parties.private)
    assert marked() == []


def test_a_body_taken_out_is_told_and_the_next_version_names_it(desk: Desk):
    acting = {"actor": desk.parties.coordinator, "at": AT}
    gone = make_tenure(Role.MEMBER, desk.parties.other.post.organisation)
    body = add_body(desk.plan, gone.post.organisation, gone.post, **acting)
    first = desk.put()
    sign_rest(desk)
    desk.sign(desk.first, desk.parties.private)
    desk.adopt(gone, Stance.ABSTAINED)
    Notice.objects.all().delete()
    remove_body(body, **acting)
    told = {one.post_id: one.body["fr"] for one in Notice.objects.filter(kind="commitments.signed")}
    assert set(told) == {gone.post_id, desk.parties.other.post_id}, "its signatory and its members, nobody else"
    who = in_language(desk.parties.coordinator.post.title, "fr")
    assert who in told[gone.post_id]
    assert str(TODAY.year) in told[gone.post_id]
    entry = history(desk.plan).filter(verb="commitments.remove_body").get()
    assert entry.payload["body"] == str(gone.post.organisation_id)
    changed = compare(text_of(first), text_of(desk.put(why={"fr": "Sans lui."})), "fr").changed_facts
    pieces = [piece for one in changed for value in one.values for piece in value if piece.kind == GONE]
    name = in_language(gone.post.organisation.name, "fr")
    assert name in "".join(piece.words for piece in pieces)
