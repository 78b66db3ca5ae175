"""What a file is, from its content: a name can be wrong, and often is."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from danaya.engines.language import Problem
from danaya.engines.tables.limits import Limits
from danaya.engines.tables.table import FileKind
from danaya.engines.tables.wording import problem

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STATA_OLD = range(104, 116)
_STATA_NEW = (117, 118, 119)
_STATA_TAG = re.compile(rb"<stata_dta><header><release>(\d{1,4})</release>")

_NOT_TABLES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "un document PDF", "a PDF document"),
    (b"\x89PNG", "une image", "an image"),
    (b"\xff\xd8\xff", "une image", "an image"),
    (b"GIF8", "une image", "an image"),
    (b"{\\rtf", "un document RTF", "an RTF document"),
    (
        b"\x1f\x8b",
        "une archive compressée (gzip) à décompresser d’abord",
        "a compressed archive (gzip) to be unpacked first",
    ),
    (
        b"7z\xbc\xaf",
        "une archive compressée (7z) à décompresser d’abord",
        "a compressed archive (7z) to be unpacked first",
    ),
    (b"Rar!", "une archive compressée (RAR) à décompresser d’abord", "a compressed archive (RAR) to be unpacked first"),
    (b"HEADER RECORD*******", "un fichier SAS", "a SAS file"),
    (b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc2\xea\x81\x60", "un fichier SAS", "a SAS file"),
    (b"SQLite format 3", "une base SQLite", "an SQLite database"),
    (b"RDX", "un fichier R", "an R file"),
)
DOCUMENT = "word/document.xml"
_WORD = ("un document Word", "a Word document")
_OTHER_ZIPS: tuple[tuple[str, str, str], ...] = (
    ("word/", *_WORD),
    ("ppt/", "une présentation PowerPoint", "a PowerPoint presentation"),
)
_ARCHIVE = ("une archive ZIP à décompresser d’abord", "a ZIP archive to be unpacked first")
_WEB_PAGE = ("une page web ou du XML, même si son nom dit Excel", "a web page or XML, even if its name says Excel")
_JSON = ("un fichier JSON", "a JSON file")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is, before it is read: ``sheets`` of a workbook, ``encoding`` and ``delimiter`` of a text."""

    kind: FileKind
    size: int
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""


@contextmanager
def shielded(path: Path) -> Iterator[None]:
    """Turn whatever a reading library raises into a problem a person can mend."""
    try:
        yield
    except Problem:
        raise
    except PermissionError:
        raise
    except MemoryError as error:
        raise problem("memory-exhausted", path.name) from error
    except Exception as error:
        raise problem("damaged-file", path.name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of a library written in Rust is no Exception
            raise
        raise problem("damaged-file", path.name) from error


def sniff(path: Path, limits: Limits) -> tuple[FileKind, int]:
    """Return what the file at ``path`` is and its size in bytes.

    Raises
    ------
    Problem
        No file, nothing in it, too big, another kind of file, cut short, protected by a password.
    """
    if not path.is_file():
        raise problem("file-missing", str(path))
    size = path.stat().st_size
    if size == 0:
        raise problem("file-empty", path.name)
    limits.check_size(path, size)
    with path.open("rb") as stream:
        head = stream.read(4096)
    with shielded(path):
        return _kind(path, head, size, limits), size


def _kind(path: Path, head: bytes, size: int, limits: Limits) -> FileKind:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, limits)
    if head.startswith(_OLE):
        return _compound(path, limits)
    if head.startswith(b"PAR1"):
        return _parquet(path, size)
    kind = _statistical(path, head)
    if kind is not None:
        return kind
    _refuse_others(path, head)
    return FileKind.CSV


def _statistical(path: Path, head: bytes) -> FileKind | None:
    if head.startswith((b"$FL2", b"$FL3")):
        return FileKind.SAV
    if b"SPSSPORT" in head[:1024].replace(b"\r", b"").replace(b"\n", b""):
        return FileKind.POR
    if head.startswith(b"<stata_dta>"):
        found = _STATA_TAG.match(head)
        if not found or int(found[1]) not in _STATA_NEW:
            raise problem("stata-version", path.name, version=found[1].decode() if found else "?")
        return FileKind.DTA
    if len(head) > 4 and head[0] in _STATA_OLD and head[1] in (1, 2) and head[2] == 1:
        return FileKind.DTA
    return None


def _zipped(path: Path, limits: Limits) -> FileKind:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise problem("truncated-file", path.name) from error
    with archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise problem("password-protected", path.name)
        kind = FileKind.DOCX if limits.documents and DOCUMENT in names else _workbook_of(path, archive, names)
        limits.check_unpacked(path.name, sum(part.file_size for part in parts))
        for part in parts:
            limits.check_ratio(path.name, part.compress_size, part.file_size)
    return kind


def _workbook_of(path: Path, archive: zipfile.ZipFile, names: set[str]) -> FileKind:
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        if archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            _refuse_encrypted(path, archive, names)
            return FileKind.ODS
        raise _wrong(path, "un document qui n’est pas une feuille de calcul", "a document that is no spreadsheet")
    for prefix, fr, en in _OTHER_ZIPS:
        if any(name.startswith(prefix) for name in names):
            raise _wrong(path, fr, en)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".ods"):
        raise problem("damaged-file", path.name)
    raise _wrong(path, *_ARCHIVE)


def _refuse_encrypted(path: Path, archive: zipfile.ZipFile, names: set[str]) -> None:
    manifest = "META-INF/manifest.xml"
    if (
        manifest in names
        and archive.getinfo(manifest).file_size < 10**7
        and b"encryption-data" in archive.read(manifest)
    ):
        raise problem("password-protected", path.name)


def _compound(path: Path, limits: Limits) -> FileKind:
    raw = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise problem("password-protected", path.name)
    # Names of streams end with a zero sign: « Book Antiqua » is the name of a typeface.
    if any(f"{name}\0".encode("utf-16-le") in raw for name in ("Workbook", "Book")):
        return FileKind.XLS
    if "WordDocument\0".encode("utf-16-le") in raw:
        raise problem("old-document", path.name) if limits.documents else _wrong(path, *_WORD)
    if _directory_end(raw) > len(raw):
        raise problem("truncated-file", path.name)
    raise _wrong(path, "un document d’un ancien logiciel bureautique", "a document of an old office program")


def _directory_end(raw: bytes) -> int:
    """Return where the first sector of a compound file's directory ends, by its header ([MS-CFB] 2.2)."""
    shift = int.from_bytes(raw[0x1E:0x20], "little")
    sector = int.from_bytes(raw[0x30:0x34], "little")
    return (sector + 2) << min(shift, 16)


def _parquet(path: Path, size: int) -> FileKind:
    with path.open("rb") as stream:
        stream.seek(max(0, size - 4))
        tail = stream.read()
    if tail == b"PARE":
        raise problem("password-protected", path.name)
    if size < 12 or tail != b"PAR1":
        raise problem("truncated-file", path.name)
    return FileKind.PARQUET


def _refuse_others(path: Path, head: bytes) -> None:
    for magic, fr, en in _NOT_TABLES:
        if head.startswith(magic):
            raise _wrong(path, fr, en)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise _wrong(path, *_WEB_PAGE)
    if start.startswith((b'{"', b"{\n", b'[{"', b"[\n")):
        raise _wrong(path, *_JSON)
    if path.suffix.lower() in (
        ".xlsx",
        ".xlsm",
        ".xls",
        ".xlsb",
        ".ods",
        ".sav",
        ".zsav",
        ".dta",
        ".parquet",
    ) and _is_binary(head):
        raise problem("damaged-file", path.name)


def _is_binary(head: bytes) -> bool:
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _wrong(path: Path, fr: str, en: str) -> Problem:
    return problem("wrong-kind", path.name, what_fr=fr, what_en=en)
