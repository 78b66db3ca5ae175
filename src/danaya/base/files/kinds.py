"""What a file really is, read from its first bytes and inside its archive: never from its name alone."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

_HEAD = 64 * 1024
_MOST_UNPACKED = 1024**3
_MOST_RATIO = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its code, media type and the endings its name may have."""

    code: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", (".pdf",)),
        Kind("png", "image/png", (".png",)),
        Kind("jpeg", "image/jpeg", (".jpg", ".jpeg")),
        Kind("webp", "image/webp", (".webp",)),
        Kind("xlsx", _OFFICE + "spreadsheetml.sheet", (".xlsx",)),
        Kind("docx", _OFFICE + "wordprocessingml.document", (".docx",)),
        Kind("pptx", _OFFICE + "presentationml.presentation", (".pptx",)),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", (".ods",)),
        Kind("odt", "application/vnd.oasis.opendocument.text", (".odt",)),
        Kind("ole", "application/x-ole-storage", (".xls", ".doc")),
        Kind("zip", "application/zip", (".zip",)),
        Kind("parquet", "application/vnd.apache.parquet", (".parquet",)),
        Kind("spss", "application/x-spss-sav", (".sav", ".zsav")),
        Kind("stata", "application/x-stata-dta", (".dta",)),
        Kind("text", "text/plain; charset=utf-8", (".csv", ".tsv", ".txt", ".toml", ".md", ".json")),
    )
}
IMAGES = frozenset({"png", "jpeg", "webp"})
TABLES = frozenset({"xlsx", "ods", "ole", "parquet", "spss", "stata", "text"})
DOCUMENTS = frozenset({"pdf", "docx", "pptx", "odt", "xlsx", "ods", "ole", "text", *IMAGES})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"PAR1", "parquet"),
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"<stata_dta>", "stata"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
)
_INSIDE: tuple[tuple[str, str], ...] = (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"))
_OPEN_DOCUMENT = {KINDS[code].media_type: code for code in ("ods", "odt")}
_OLD_STATA = frozenset({0x69, 0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x73})


def sniff(stream: IO[bytes]) -> str:
    """Return the code of what ``stream`` holds: a key of ``KINDS``, or ``program``, ``bomb``, ``macros``, ``markup``, ``unknown``, ``empty``.

    Reads from the beginning and leaves the stream at its beginning.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        return "empty"
    code = next((code for magic, code in _MAGIC if head.startswith(magic)), "")
    if code == "zip":
        code = _inside_archive(stream)
        stream.seek(0)
    return code or next((code for test, code in _TESTS if test(head)), "unknown")


def _inside_archive(stream: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "truncated"


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if unpacked > _MOST_UNPACKED or (unpacked / packed > _MOST_RATIO and unpacked > 50 * 1024**2):
        return "bomb"
    names = [member.filename for member in members]
    if any(name.endswith("vbaProject.bin") for name in names):
        return "macros"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return _OPEN_DOCUMENT.get(archive.read("mimetype").decode("ascii", "replace").strip(), "zip")
    if "[Content_Types].xml" in names:
        return next((code for start, code in _INSIDE if any(name.startswith(start) for name in names)), "zip")
    return "zip"


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_old_stata(head: bytes) -> bool:
    return len(head) > 100 and head[0] in _OLD_STATA and head[1] in {1, 2} and head[2] == 1 and head[3] == 0


def _is_markup(head: bytes) -> bool:
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml"))


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(mark < 9 or 13 < mark < 32 for mark in head)
    return control == 0


_TESTS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_is_webp, "webp"),
    (_is_old_stata, "stata"),
    (_is_markup, "markup"),
    (_is_text, "text"),
)
