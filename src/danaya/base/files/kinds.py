"""What a file really is, read from its first bytes and inside its archive: never from its name alone."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from danaya.engines.language import Text

_HEAD = 64 * 1024
_MOST_UNPACKED = 1024**3
_MOST_RATIO = 200
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its code, media type, the endings its name may have, and what people call it."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    called: Text


def _called(fr: str, en: str) -> Text:
    return {"fr": fr, "en": en}


_IMAGE = _called("une image", "an image")
_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", (".pdf",), _called("un document PDF", "a PDF document")),
        Kind("png", "image/png", (".png",), _IMAGE),
        Kind("jpeg", "image/jpeg", (".jpg", ".jpeg"), _IMAGE),
        Kind("webp", "image/webp", (".webp",), _IMAGE),
        Kind("xlsx", _OFFICE + "spreadsheetml.sheet", (".xlsx",), _called("un classeur Excel", "an Excel workbook")),
        Kind(
            "xlsb",
            "application/vnd.ms-excel.sheet.binary.macroenabled.12",
            (".xlsb",),
            _called("un classeur Excel binaire", "a binary Excel workbook"),
        ),
        Kind("docx", _OFFICE + "wordprocessingml.document", (".docx",), _called("un document Word", "a Word document")),
        Kind(
            "pptx",
            _OFFICE + "presentationml.presentation",
            (".pptx",),
            _called("une présentation PowerPoint", "a PowerPoint presentation"),
        ),
        Kind(
            "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
            (".ods",),
            _called("un classeur OpenDocument", "an OpenDocument spreadsheet"),
        ),
        Kind(
            "odt",
            "application/vnd.oasis.opendocument.text",
            (".odt",),
            _called("un texte OpenDocument", "an OpenDocument text"),
        ),
        Kind(
            "ole",
            "application/x-ole-storage",
            (".xls", ".doc"),
            _called("un ancien fichier Excel ou Word", "an old Excel or Word file"),
        ),
        Kind(
            "zip",
            "application/zip",
            (".zip",),
            _called("une archive ZIP à décompresser d'abord", "a ZIP archive to be unpacked first"),
        ),
        Kind(
            "parquet", "application/vnd.apache.parquet", (".parquet",), _called("un fichier Parquet", "a Parquet file")
        ),
        Kind("spss", "application/x-spss-sav", (".sav", ".zsav"), _called("un fichier SPSS", "an SPSS file")),
        Kind("por", "application/x-spss-por", (".por",), _called("un fichier SPSS portable", "a portable SPSS file")),
        Kind("stata", "application/x-stata-dta", (".dta",), _called("un fichier Stata", "a Stata file")),
        Kind(
            "text",
            "text/plain; charset=utf-8",
            (".csv", ".tsv", ".txt", ".toml", ".md", ".json"),
            _called("un fichier texte", "a text file"),
        ),
    )
}
IMAGES = frozenset({"png", "jpeg", "webp"})
TABLES = frozenset({"xlsx", "xlsb", "ods", "ole", "parquet", "spss", "por", "stata", "text"})
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
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
)
_INSIDE: tuple[tuple[str, str], ...] = (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"))
_OPEN_DOCUMENT = {KINDS[code].media_type: code for code in ("ods", "odt")}
_OLD_STATA = frozenset({0x69, 0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x73})


def sniff(stream: IO[bytes]) -> str:
    """Return the code of what ``stream`` holds: a key of ``KINDS``, or ``program``, ``bomb``, ``macros``, ``protected``, ``markup``, ``truncated``, ``unknown``, ``empty``.

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
    if code == "ole" and _is_protected(stream):
        return "protected"
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
    if any(member.flag_bits & 1 for member in members):
        return "protected"
    names = [member.filename for member in members]
    marked = next((code for test, code in _MARKS if any(map(test, names))), "")
    if marked:
        return marked
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return _OPEN_DOCUMENT.get(archive.read("mimetype").decode("ascii", "replace").strip(), "zip")
    if "[Content_Types].xml" in names:
        return next((code for start, code in _INSIDE if any(name.startswith(start) for name in names)), "zip")
    return "zip"


_MARKS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda name: name.endswith("vbaProject.bin"), "macros"),
    (lambda name: name == "xl/workbook.bin", "xlsb"),
)


def _is_protected(stream: IO[bytes]) -> bool:
    """Whether a compound file wraps an encrypted Office document; leaves the stream at its beginning."""
    sought, before, found = "EncryptedPackage".encode("utf-16-le"), b"", False
    stream.seek(0)
    while not found and (block := stream.read(_BLOCK)):
        found = sought in before + block
        before = block[-len(sought) :]
    stream.seek(0)
    return found


def _is_program(head: bytes) -> bool:
    return head.startswith(b"MZ") and b"\0" in head[:512]


def _is_portable(head: bytes) -> bool:
    return b"SPSSPORT" in head[:1024].replace(b"\r", b"").replace(b"\n", b"")


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
    if b"\0" in head:
        return _is_wide_text(head)
    control = sum(mark < 9 or 13 < mark < 32 for mark in head)
    return control == 0


def _is_wide_text(head: bytes) -> bool:
    """Whether it is UTF-16 without a mark at its beginning: every other byte of western text is zero."""
    pairs = len(head) // 2
    for high, low in ((head[1::2], head[::2]), (head[::2], head[1::2])):
        if high.count(0) > 0.3 * pairs and not low.count(0):
            return all(mark >= 32 or mark in b"\t\n\r" for mark, top in zip(low, high, strict=False) if not top)
    return False


_TESTS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_is_program, "program"),
    (_is_portable, "por"),
    (_is_webp, "webp"),
    (_is_old_stata, "stata"),
    (_is_markup, "markup"),
    (_is_text, "text"),
)
