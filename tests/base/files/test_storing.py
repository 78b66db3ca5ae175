"""Files: what they are, what may come in, where they stand, who gets them out."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from danaya.base.files import reading
from danaya.base.files.kinds import IMAGES, KINDS, TABLES, sniff
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import clean_name, forget_expired, let_go, store, sweep_contents
from danaya.engines.language import Problem

pytestmark = pytest.mark.django_db

CSV = b"region;score\nKayes;6,8\n"


def upload(name="answers.csv", content=CSV):
    return SimpleUploadedFile(name, content)


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("CT", "[Content_Types].xml"), content)
    return stream.getvalue()


XLSX = archive(CT="<Types/>", xl__workbook="<workbook/>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (XLSX, "xlsx"),
        (archive(CT="<Types/>", word__document="<w/>"), "docx"),
        (archive(CT="<Types/>", ppt__presentation="<p/>"), "pptx"),
        (archive(mimetype=KINDS["ods"].media_type), "ods"),
        (archive(other="x"), "zip"),
        (archive(CT="<Types/>", **{"xl__vbaProject.bin": "x"}), "macros"),
        (XLSX[:-30], "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "ole"),
        (b"PAR1....PAR1", "parquet"),
        (b"$FL2@(#) SPSS", "spss"),
        (b"<stata_dta><header>", "stata"),
        (bytes([0x73, 2, 1, 0]) + bytes(105), "stata"),
        (b"MZ\x90\0", "program"),
        (b"\x7fELF", "program"),
        (b"#!/bin/sh\n", "program"),
        (b" <!DOCTYPE html><script>", "markup"),
        (b"<svg xmlns=''><script/></svg>", "markup"),
        (CSV, "text"),
        ("é;è\n".encode("latin-1"), "text"),
        ("é;è\n".encode("utf-16"), "text"),
        ("id;q\né;1\n".encode("utf-16-le"), "text"),
        ("id;q\né;1\n".encode("utf-16-be"), "text"),
        (b"MZONE;q\n1;2\n", "text"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (OLE + b"." * (2**20 - 20) + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (archive(CT="<Types/>", **{"xl__workbook.bin": "x"}), "xlsb"),
        (b"ASCII SPSS PORT FILE".ljust(200) + b"SPSSPORT", "por"),
        (b"\0\1\2\3", "unknown"),
        (b"", "empty"),
    ],
)
def test_sniff_reads_the_content_not_the_name(content, kind):
    assert sniff(io.BytesIO(content)) == kind


def test_sniff_finds_an_archive_that_would_unpack_to_something_huge():
    assert sniff(io.BytesIO(archive(CT="<Types/>", xl__sheet=b"0" * 60 * 1024**2))) == "bomb"


def test_store_keeps_the_content_under_its_digest(clock):
    kept = store(upload(), at=clock(), allowed=TABLES)
    assert (kept.name, kept.size, kept.media_type) == ("answers.csv", len(CSV), "text/plain; charset=utf-8")
    assert kept.visibility == Visibility.TEAM
    assert kept.location.startswith(kept.sha256[:2] + "/")
    with kept.open() as content:
        assert content.read() == CSV


def test_store_keeps_the_same_content_once(clock):
    first, second = store(upload("a.csv"), at=clock()), store(upload("b.csv"), at=clock())
    assert first.pk != second.pk
    assert first.path == second.path
    assert len(default_storage.listdir(first.location[:2])[1]) == 1


@pytest.mark.parametrize(
    ("name", "content", "allowed", "code"),
    [
        ("tool.csv", b"MZ\x90\0", TABLES, "file-program"),
        ("page.csv", b"<html>", TABLES, "file-markup"),
        ("a.xlsx", XLSX[:-30], TABLES, "file-truncated"),
        ("a.csv", b"", TABLES, "file-empty"),
        ("a.pdf", b"%PDF-1.7", TABLES, "file-kind"),
        ("a.csv", XLSX, TABLES, "file-other-name"),
        ("photo.exe", b"\xff\xd8\xff\xe0", IMAGES, "file-other-name"),
        ("strange.csv", b"\0\1\2", TABLES, "file-kind"),
        ("secret.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), TABLES, "file-protected"),
    ],
)
def test_store_refuses_and_leaves_nothing(clock, name, content, allowed, code):
    with pytest.raises(Problem) as refused:
        store(upload(name, content), at=clock(), allowed=allowed)
    assert refused.value.code == code
    assert refused.value.where == name
    assert refused.value.in_language("fr")
    assert refused.value.in_language("en")
    assert not StoredFile.objects.exists()
    assert not default_storage.exists("")


def test_an_opendocument_text_is_told_to_be_saved_as_word_where_word_is_read(clock):
    text = archive(mimetype="application/vnd.oasis.opendocument.text")
    said = []
    for allowed in (TABLES, TABLES | {"docx"}):
        with pytest.raises(Problem) as refused:
            store(upload("suivi.odt", text), at=clock(), allowed=allowed)
        said.append((refused.value.code, "enregistrez-le au format .docx" in refused.value.in_language("fr")))
    assert said == [("file-kind", False), ("file-kind", True)]


def test_store_refuses_a_file_over_the_limit_without_reading_it(clock):
    with pytest.raises(Problem) as refused:
        store(upload(content=b"a" * 3_000_000), at=clock(), limit=2 * 1024**2)
    assert refused.value.code == "file-too-large"
    assert "3 Mo" in refused.value.in_language("fr").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "Ce fichier est un document PDF. Choisissez un fichier"),
        ("page.xls", b"<html><table>", "Ce fichier est une page web ou du XML"),
        ("a.zip", archive(other="x"), "une archive ZIP à décompresser d'abord"),
        ("a.csv", XLSX, "Ce fichier est un classeur Excel, mais son nom dit autre chose."),
    ],
)
def test_refusal_says_what_the_file_is_and_what_is_expected(clock, name, content, words):
    with pytest.raises(Problem) as refused:
        store(upload(name, content), at=clock(), allowed=TABLES)
    assert words in refused.value.in_language("fr")
    assert ".json" not in refused.value.in_language("fr")
    assert ".xlsx" in refused.value.in_language("en")


def test_content_let_go_is_gone_unless_another_file_has_it(clock, django_capture_on_commit_callbacks):
    first, second = store(upload("a.csv"), at=clock()), store(upload("b.csv"), at=clock())
    with django_capture_on_commit_callbacks(execute=True):
        let_go(first, clock())
    assert default_storage.exists(second.location)
    with django_capture_on_commit_callbacks(execute=True):
        let_go(second, clock())
    assert not default_storage.exists(second.location)
    first.refresh_from_db()
    assert first.removed_at == clock()


def test_sweep_removes_what_no_file_names_and_leaves_the_young(clock):
    kept, lost = store(upload(), at=clock()), store(upload(content=b"other"), at=clock())
    lost_path, half = Path(lost.path), Path(default_storage.path(".in-half"))
    StoredFile.objects.filter(pk=lost.pk).delete()
    half.write_bytes(b"x")
    assert sweep_contents(lost_path.stat().st_mtime - 60) == 0
    assert sweep_contents(lost_path.stat().st_mtime + 60) == 2
    assert [lost_path.exists(), half.exists(), Path(kept.path).exists()] == [False, False, True]


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\Réponses 2026.csv", "Réponses 2026.csv"),
        ("a\r\nSet-Cookie: x.csv", "aSet-Cookie_ x.csv"),
        ("\u202egpj.exe", "gpj.exe"),
        (' .."<>|?*', "______"),
        ("", "fichier"),
        ("x" * 300 + ".csv", "x" * 146 + ".csv"),
    ],
)
def test_clean_name_is_safe_everywhere(given, clean):
    assert clean_name(given) == clean


def test_forget_expired_removes_content_no_other_file_needs(clock, django_capture_on_commit_callbacks):
    until = clock().date()
    first = store(upload("a.csv"), at=clock(), keep_until=until)
    second = store(upload("b.csv"), at=clock(), keep_until=until + datetime.timedelta(days=5))
    clock.advance(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_expired(clock()) == 1
    assert default_storage.exists(second.location)
    first.refresh_from_db()
    assert first.removed_at == clock()
    clock.advance(days=5)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_expired(clock()) == 1
    assert not default_storage.exists(second.location)
    assert forget_expired(clock()) == 0


def test_visibility_is_one_scale():
    assert Visibility.PUBLIC.includes(Visibility.TEAM)
    assert not Visibility.FORUM.includes(Visibility.PROGRAMME)


@pytest.fixture
def rules(monkeypatch):
    monkeypatch.setattr(reading, "_rules", [])
    return reading.readable_by


def test_nobody_reads_a_file_that_no_app_owns(clock, rules):
    kept = store(upload(), at=clock())
    assert not reading.may_read(kept, "viewer")
    rules(lambda stored, viewer: None)
    assert not reading.may_read(kept, "viewer")


def test_every_owner_must_agree(clock, rules):
    kept = store(upload(), at=clock())
    rules(lambda stored, viewer: viewer == "a")
    rules(lambda stored, viewer: None)
    assert reading.may_read(kept, "a")
    assert not reading.may_read(kept, "b")
    rules(lambda stored, viewer: False)
    assert not reading.may_read(kept, "a")


def test_database_keeps_keys_unique(clock):
    kept = store(upload(), at=clock())
    with pytest.raises(IntegrityError):
        StoredFile.objects.create(pk=kept.pk, name="x", media_type="x", size=1, sha256="0" * 64, stored_at=clock())
