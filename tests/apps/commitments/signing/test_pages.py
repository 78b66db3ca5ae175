"""Signing on its pages: what one's own post has to do, what is kept where an act is refused, who reads what."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.commitments.actions.signing.take_back_text import take_back_text
from danaya.apps.commitments.models import (
    Circuit,
    PlanState,
    Signature,
    Stance,
    Version,
    Visa,
)
from danaya.apps.commitments.views.signing import acts, versions
from danaya.apps.people.models import Role
from danaya.engines.seals.printed import printed
from danaya.engines.seals.verdict import Outcome
from danaya.engines.seals.verifying import verify
from tests.apps.commitments.factories import AT
from tests.apps.commitments.signing.desk import PDF, Desk, overwrite, page
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


def test_the_whole_way_by_pages(desk: Desk):
    coordinator = sign_in(desk.parties.coordinator)
    assert "E-01" in words(coordinator.get(page("put_to_signature", desk)))
    coordinator.post(page("put_to_signature", desk), {"why_fr": "Première version."})
    assert desk.plan.state == PlanState.SIGNING
    for actor in (desk.parties.customs, desk.parties.private):
        client = sign_in(actor)
        for one in (desk.first, desk.second):
            looked = client.get(page("sign", desk, one))
            assert desk.part(one) in looked.content.decode(), "the form carries what was read"
            made = client.post(page("sign", desk, one), {"digest": desk.part(one)}, follow=True)
            assert made.status_code == 200
    chief = sign_in(desk.chief)
    assert page("visa", desk) in chief.get(page("signing", desk)).content.decode()
    chief.post(page("visa", desk), {"digest": desk.version.digest, "decision": "grant"})
    for actor, stance in ((desk.director, Stance.ADOPTED), (desk.president, Stance.ABSTAINED)):
        sign_in(actor).post(page("adopt", desk), {"digest": desk.version.digest, "stance": stance})
    assert desk.plan.state == PlanState.SIGNING
    assert coordinator.post(page("close_signing", desk)).status_code == 422, "no private body carries it"


def test_the_page_of_the_plan_leads_to_the_signing_whoever_has_to_do_something(desk: Desk):
    desk.put()
    for actor, waits in ((desk.parties.customs, True), (desk.chief, True), (desk.director, False)):
        said = words(sign_in(actor).get(page("plan", desk)))
        assert ("Aller à la signature" in said) == waits, actor


def test_a_receipt_is_given_and_proves_the_register(desk: Desk):
    desk.put()
    client = sign_in(desk.parties.customs)
    made = client.post(page("sign", desk, desk.first), {"digest": desk.part(desk.first)}, follow=True)
    entry = printed(desk.plan.register.last().digest)
    assert entry in words(made)
    copy = client.get(page("offline_copy", desk, 1, "fr"))
    assert copy["Content-Disposition"].startswith("attachment")
    assert verify(copy.content, entry).outcome == Outcome.HOLDS
    record = client.get(page("record", desk, 1))
    assert verify(record.content, printed(desk.version.digest)).outcome == Outcome.PARTLY


def test_a_stale_page_signs_nothing_and_shows_the_new_text(desk: Desk):
    desk.put()
    read, whole = desk.part(desk.first), desk.version.digest
    take_back_text(desk.plan, {"fr": "Un chiffre."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    desk.first.result = {"fr": "Les frais sont affichés dans 11 postes."}
    desk.first.save()
    desk.put()
    refused = sign_in(desk.parties.customs).post(page("sign", desk, desk.first), {"digest": read})
    assert refused.status_code == 422
    assert "Rien n'a été signé" in words(refused)
    assert "11 postes" in words(refused)
    kept = {"digest": whole, "stance": Stance.RESERVED, "reservations": "Le budget n'est pas fixé."}
    refused = sign_in(desk.president).post(page("adopt", desk), kept)
    assert refused.status_code == 422
    assert "Le budget n'est pas fixé." in html.unescape(refused.content.decode()), "nothing typed is lost"
    assert not Signature.objects.exists()


def test_a_forged_page_of_another_plan_finds_nothing(desk: Desk):
    desk.put()
    made = desk.sign(desk.first, desk.parties.customs)
    elsewhere = "00000000-0000-4000-8000-000000000000"
    client = sign_in(desk.parties.customs)
    for name, *rest in (
        ("sign", desk.first.pk),
        ("receipt", made.pk),
        ("version", 1),
    ):
        assert client.get(reverse(f"commitments:{name}", args=[elsewhere, *rest])).status_code == 404
    body = reverse("commitments:arrange_body", args=[elsewhere, desk.customs.pk])
    assert sign_in(desk.parties.coordinator).get(body).status_code == 404
    assert client.get(page("version", desk, 9)).status_code == 404
    assert client.get(page("paper", desk, 1, "xx")).status_code == 404


def test_visas_and_remarks_stay_in_their_body(desk: Desk):
    desk.put()
    chief = sign_in(desk.chief)
    empty = chief.post(page("visa", desk), {"digest": desk.version.digest, "decision": "back", "remark": " "})
    assert empty.status_code == 422
    chief.post(page("visa", desk), {"digest": desk.version.digest, "decision": "back", "remark": "Le budget manque."})
    assert not Visa.objects.get().granted
    assert "Le budget manque." in words(sign_in(desk.director).get(page("signing", desk)))
    for other in (desk.president, make_tenure(Role.OBSERVER)):
        seen = words(sign_in(other).get(page("signing", desk)))
        assert "Le budget manque." not in seen
        assert "arapheur" not in seen
    assert sign_in(desk.parties.private).get(page("visa", desk)).status_code == 403


def test_reservations_are_for_both_sides_and_names_for_ones_own(desk: Desk):
    desk.put()
    made = desk.adopt(desk.president, Stance.RESERVED, "Sous réserve du budget.")
    name = desk.president.account.display_name
    own, other, watching = desk.parties.private, desk.director, make_tenure(Role.OBSERVER)
    for tenure, reads, names in ((own, True, True), (other, True, False), (watching, False, False)):
        client = sign_in(tenure)
        for seen in (client.get(page("signing", desk)), client.get(page("receipt", desk, made))):
            assert ("Sous réserve du budget." in words(seen)) is reads
        assert (name in words(client.get(page("receipt", desk, made)))) is names
        copy = client.get(page("offline_copy", desk, 1, "fr")).content.decode()
        assert ("Sous réserve du budget." in copy) is reads
        assert (name in copy) is names


def test_a_body_arranges_itself_and_no_other(desk: Desk):
    client = sign_in(desk.parties.private)
    assert client.get(page("arrange_body", desk, desk.customs)).status_code == 403
    assert sign_in(desk.parties.other).get(page("arrange_body", desk, desk.private)).status_code == 403
    assert sign_in(desk.parties.coordinator).get(page("arrange_body", desk, desk.private)).status_code == 403
    given = {"signatory": str(desk.parties.private.post_id), "visa_2": str(desk.president.post_id)}
    assert client.post(page("arrange_body", desk, desk.private), given).status_code == 302
    desk.private.refresh_from_db()
    assert desk.private.signatory == desk.parties.private.post
    assert Circuit.objects.get(organisation=desk.private.organisation).position == 1
    foreign = {"signatory": str(desk.director.post_id)}
    assert client.post(page("arrange_body", desk, desk.private), foreign).status_code == 422


def test_a_sheet_is_entered_and_what_was_typed_is_kept_where_it_is_refused(desk: Desk):
    desk.put()
    client = sign_in(desk.parties.coordinator)
    body = f"body_{desk.private.pk}"
    given = {
        "typed": printed(desk.version.digest),
        "on": "23/11/2026",
        body: Stance.RESERVED,
        f"{body}_person": "M. Diarra",
    }
    wrong = client.post(
        page("enter_sheet", desk), {**given, "scan": SimpleUploadedFile("feuille.pdf", b"MZ" + b"\0" * 99)}
    )
    assert "kept_scan" not in wrong.content.decode(), "what is no scan is not kept"
    assert wrong.status_code == 422
    assert "M. Diarra" in wrong.content.decode()
    words_only = {**given, body: "", f"{body}_words": "Réserve."}
    said = client.post(page("enter_sheet", desk), {**words_only, "scan": SimpleUploadedFile("feuille.pdf", PDF)})
    assert said.status_code == 422
    assert not Signature.objects.exists()
    assert "feuille.pdf" in words(said), "the scan need not be chosen again"
    (kept,) = re.findall(r'name="kept_scan" value="([^"]+)"', said.content.decode())
    full = {**given, f"{body}_words": "Le budget.", "kept_scan": kept}
    assert client.post(page("enter_sheet", desk), {**full, "kept_scan": f"{kept}x"}).status_code == 422, "forged"
    assert client.post(page("enter_sheet", desk), full).status_code == 302
    made = Signature.objects.get()
    assert made.scan.keep_until is None, "a scan that backs a signature stays"
    assert (made.way, made.stance, made.reservations) == ("paper", Stance.RESERVED, "Le budget.")
    scan = reverse("files:download", args=[made.scan_id])
    assert sign_in(desk.director).get(scan).status_code == 200
    assert sign_in(make_tenure(Role.OBSERVER)).get(scan).status_code == 404
    sheet = page("answer_sheet", desk, made.scan_id)
    for other in (desk.director, desk.parties.private, desk.parties.other):
        assert sign_in(other).post(sheet, {"answer": "ours"}).status_code == 403, "another body confirms nothing"
    president = sign_in(desk.president)
    assert sheet in president.get(page("plan", desk)).content.decode()
    assert "pas encore confirmée" in words(client.get(page("signing", desk)))
    assert president.post(sheet, {"answer": "not-ours", "reason": ""}).status_code == 422
    assert president.post(sheet, {"answer": "ours"}).status_code == 302
    assert "pas encore confirmée" not in words(client.get(page("signing", desk)))
    own = words(sign_in(desk.parties.private).get(page("enter_sheet", desk)))
    assert desk.customs.organisation.acronym not in own, "a body enters its own signatures only"


def test_versions_compare_and_ask_again_where_the_address_is_nonsense(desk: Desk):
    desk.put()
    take_back_text(desk.plan, {"fr": "Un chiffre."}, actor=desk.parties.coordinator, at=AT, chance=desk.chance)
    desk.first.result = {"fr": "Les frais sont affichés dans 11 postes."}
    desk.first.save()
    desk.put()
    client = sign_in(make_tenure(Role.OBSERVER))
    seen = client.get(page("compare_versions", desk), {"from": "2", "to": "1"}).content.decode()
    assert "<del>" in seen
    assert "<ins>" in seen
    for nonsense in ({}, {"from": "x", "to": "1"}, {"from": "9", "to": "1"}, {"from": "٣", "to": "1"}):
        assert client.get(page("compare_versions", desk), nonsense).status_code == 302
    assert "Un chiffre." in words(client.get(page("versions", desk)))
    assert words(client.get(page("version", desk, 1))).count("E-01") >= 1
    made = client.get(page("paper", desk, 2, "fr"))
    assert made.content.startswith(b"%PDF-")


def test_pages_without_a_text_say_so(desk: Desk):
    client = sign_in(desk.parties.coordinator)
    assert client.get(page("signing", desk)).status_code == 200
    assert client.get(page("versions", desk)).status_code == 200
    assert client.get(page("take_back_text", desk)).status_code == 200
    assert client.get(page("close_signing", desk)).status_code == 200
    assert client.get(page("enter_sheet", desk)).status_code == 403
    assert client.post(page("take_back_text", desk), {"reason_fr": "Trop tôt."}).status_code == 422
    assert client.post(page("add_body", desk), {"signatory": "nonsense"}).status_code == 422
    other = desk.parties.other.post
    assert client.post(page("add_body", desk), {"signatory": str(other.pk)}).status_code == 302
    assert desk.plan.bodies.filter(organisation=other.organisation).exists()
    gone = desk.plan.bodies.get(organisation=other.organisation)
    assert client.get(page("remove_body", desk, gone)).status_code == 200
    assert client.post(page("remove_body", desk, gone)).status_code == 302
    assert desk.plan.bodies.count() == 2


def test_the_page_of_a_commitment_says_who_signed_which_words(desk: Desk):
    address = reverse("commitments:commitment", args=[desk.plan.pk, desk.first.pk])
    client = sign_in(desk.parties.customs)
    assert "mot pour mot comme ici" not in words(client.get(address)), "nothing was put to signature"
    desk.put()
    assert page("sign", desk, desk.first) in client.get(address).content.decode()
    desk.sign(desk.first, desk.parties.customs)
    seen = client.get(address)
    assert page("sign", desk, desk.first) not in seen.content.decode()
    assert "mot pour mot comme ici" in words(seen)
    step = desk.first.milestones.first()
    step.due = step.due.replace(year=2027)
    step.save()
    assert "modifié depuis" in words(client.get(address))


def test_a_long_text_has_pages_and_each_article_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(versions, "ARTICLES", 1)
    monkeypatch.setattr(acts, "ARTICLES", 1)
    desk.put()
    client = sign_in(desk.chief)
    for asked, found, other in (
        ({"article": "E-02"}, "E-02", "E-01"),
        ({}, "E-01", "E-02"),
        ({"page": "2"}, "E-02", "E-01"),
    ):
        seen = client.get(page("version", desk, 1), asked).content.decode()
        assert f'id="{found}"' in seen
        assert f'id="{other}"' not in seen
    assert 'id="E-01"' not in client.get(page("visa", desk)).content.decode(), "a long text is read on its own pages"


def test_a_text_spoilt_in_the_database_is_refused_in_words(desk: Desk):
    desk.put()
    spoilt = Version.objects.get()
    client = sign_in(desk.parties.customs)
    for content in ("{", "[]", '{"articles": 7}', spoilt.content.replace('"name":"E-01"', '"name":7')):
        overwrite(spoilt, content=content)
        for address in (page("version", desk, 1), page("sign", desk, desk.first), page("record", desk, 1)):
            answer = client.get(address)
            assert answer.status_code < 500
        assert client.get(page("signing", desk)).status_code == 200
