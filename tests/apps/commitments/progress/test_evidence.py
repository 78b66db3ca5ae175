"""Files as evidence: what may come in, who may open it, what the public sees only once the director authorised it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.commitments.models import Claim, Edition, Evidence, EvidenceKind
from danaya.apps.commitments.progress.pieces import Piece, may_read_evidence, token
from danaya.apps.people.models import Role
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.reading import may_read
from danaya.base.files.storing import store
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.progress.people import make_desk, photo, signed_in
from tests.apps.people.factories import acting, make_administration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.TODAY = TODAY


def with_photo(desk, visibility=Visibility.FORUM) -> Claim:
    stored = store(photo(), at=AT, keep_until=TODAY)
    return desk.claim(pieces=[Piece(EvidenceKind.PHOTO, visibility, file=stored)], other_kind="")


def send(desk, **files):
    address = reverse("commitments:claim", args=[desk.parties.plan.pk, desk.commitment.pk, desk.step().pk])
    data = {"text": "La liste est signée.", "visibility": "forum", **files}
    return signed_in(desk.owner).post(address, data)


def test_photo_is_kept_with_digest_date_and_visibility():
    desk = make_desk()
    assert send(desk, photo=photo()).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.kind, piece.digest, piece.file.keep_until) == ("photo", piece.file.sha256, None)
    assert (piece.on, piece.visibility, piece.file.visibility) == (TODAY, "forum", "forum")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("preuve.pdf", b"MZ" + b"\0" * 600, "programme"),
        ("preuve.pdf", b"<!doctype html><script>alert(1)</script>", "page web"),
        ("affiche.png", b"%PDF-1.7 plan", "document PDF"),
        ("affiche.png", b"", "vide"),
    ],
)
def test_what_is_no_evidence_is_refused_in_words_and_the_text_kept(name, content, words):
    desk = make_desk()
    field = "photo" if name.endswith("png") else "file"
    answer = send(desk, **{field: SimpleUploadedFile(name, content)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "La liste est signée." in page
    assert not Claim.objects.exists()


def test_file_above_the_limit_is_refused_in_words(monkeypatch):
    desk = make_desk()
    big = SimpleUploadedFile("rapport.pdf", b"%PDF-1.7" + b"0" * (21 * 1024 * 1024))
    answer = send(desk, file=big)
    assert answer.status_code == 422
    assert "de moins de 20" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_gigabyte_is_refused_before_it_is_read():
    desk = make_desk()
    address = reverse("commitments:claim", args=[desk.parties.plan.pk, desk.commitment.pk, desk.step().pk])
    answer = signed_in(desk.owner).generic("POST", address, b"", CONTENT_LENGTH=str(1024**3))
    assert answer.status_code == 413
    assert "256" in answer.content.decode()


def test_token_of_a_kept_file_is_good_for_its_commitment_and_until_it_backs_a_claim():
    desk = make_desk()
    other = desk.parties.commitment()
    stored = store(photo(), at=AT, keep_until=TODAY)
    address = reverse("commitments:claim", args=[desk.parties.plan.pk, desk.commitment.pk, desk.step().pk])
    sent = {"text": "Fait.", "visibility": "forum"}
    client = signed_in(desk.owner)
    assert client.post(address, {**sent, "kept_photo": token(stored, other)}).status_code == 422
    assert client.post(address, {**sent, "kept_photo": token(stored, desk.commitment)}).status_code == 302
    second = reverse("commitments:claim", args=[desk.parties.plan.pk, desk.commitment.pk, desk.step(2).pk])
    assert client.post(second, {**sent, "kept_photo": token(stored, desk.commitment)}).status_code == 422


def readers(stored):
    viewers = {
        "both": acting(Role.MEMBER),
        "team": acting(Role.ANALYST),
        "observer": acting(Role.OBSERVER),
        "technician": acting(Role.TECHNICIAN),
        "anonymous": AnonymousUser(),
    }
    return {name for name, viewer in viewers.items() if may_read(stored, viewer)}


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [
        (Visibility.FORUM, {"both", "team"}),
        (Visibility.PROGRAMME, {"both", "team", "observer"}),
        (Visibility.PUBLIC, {"both", "team", "observer"}),
    ],
)
def test_each_visibility_has_its_readers_and_the_public_none_without_an_edition(visibility, expected):
    assert readers(with_photo(make_desk(), visibility).evidence.get().file) == expected


def test_public_evidence_is_open_to_all_only_while_an_authorised_edition_names_it():
    desk = make_desk()
    piece = with_photo(desk, Visibility.PUBLIC).evidence.get()
    edition = Edition.objects.create(
        plan=desk.parties.plan,
        number=1,
        content={"commitments": [{"evidence": [{"digest": piece.digest}]}]},
        digest="0" * 64,
        made_on=TODAY,
        made_by=desk.parties.coordinator.post,
    )
    assert "anonymous" not in readers(piece.file)
    Edition.objects.filter(pk=edition.pk).update(authorised_on=TODAY)
    assert "anonymous" in readers(piece.file)
    Edition.objects.filter(pk=edition.pk).update(withdrawn_on=TODAY)
    assert "anonymous" not in readers(piece.file)
    Edition.objects.filter(pk=edition.pk).update(withdrawn_on=None)
    Evidence.objects.update(visibility=Visibility.FORUM)
    assert "anonymous" not in readers(piece.file)


def test_an_edition_that_another_took_the_place_of_opens_nothing_even_once_that_one_is_withdrawn():
    desk = make_desk()
    piece = with_photo(desk, Visibility.PUBLIC).evidence.get()
    facts = {"plan": desk.parties.plan, "made_on": TODAY, "made_by": desk.parties.coordinator.post}
    named = {"commitments": [{"evidence": [{"digest": piece.digest}]}]}
    Edition.objects.create(**facts, number=1, content=named, digest="0" * 64, authorised_on=TODAY)
    assert "anonymous" in readers(piece.file)
    later = Edition.objects.create(**facts, number=2, content={}, digest="1" * 64, authorised_on=TODAY)
    assert "anonymous" not in readers(piece.file)
    Edition.objects.filter(pk=later.pk).update(withdrawn_on=TODAY)
    assert "anonymous" not in readers(piece.file)


def test_a_file_that_backs_nothing_is_nobodys():
    make_administration()
    stored = store(photo(), at=AT)
    assert may_read_evidence(stored, acting(Role.COORDINATOR)) is None
    assert not may_read(stored, acting(Role.COORDINATOR))
