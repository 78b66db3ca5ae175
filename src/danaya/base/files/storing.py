"""Taking a file in: what it is, whether it may come in, and writing it under its digest."""

import datetime
import hashlib
import math
import os
import re
import tempfile
import unicodedata
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import transaction

from danaya.base.files.kinds import DOCUMENTS, IMAGES, KINDS, TABLES, sniff
from danaya.base.files.models import StoredFile, Visibility
from danaya.engines.language import Problem, number

MB = 1024 * 1024
_BLOCK = 1024 * 1024
_NAME = 150

_REFUSED = {
    "program": {
        "fr": "Ce fichier est un programme. Choisissez un document ou un tableau.",
        "en": "This file is a program. Choose a document or a table.",
    },
    "bomb": {
        "fr": "Une fois décompressé, ce fichier serait démesuré. Enregistrez-le à nouveau sans compression particulière.",
        "en": "Unpacked, this file would be huge. Save it again without special compression.",
    },
    "macros": {
        "fr": "Ce fichier contient des macros. Enregistrez-le sans macros (.xlsx, .docx), puis choisissez-le à nouveau.",
        "en": "This file holds macros. Save it without macros (.xlsx, .docx), then choose it again.",
    },
    "protected": {
        "fr": "Ce fichier est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe, enregistrez-le, puis choisissez-le "
        "à nouveau.",
        "en": "This file is protected by a password. Open it, take the password away, save it, then choose it again.",
    },
    "truncated": {
        "fr": "La fin de ce fichier manque. Copiez-le ou téléchargez-le à nouveau, puis choisissez-le.",
        "en": "The end of this file is missing. Copy or download it again, then choose it.",
    },
    "empty": {"fr": "Ce fichier est vide. Choisissez-en un autre.", "en": "This file is empty. Choose another."},
}
_UNEXPECTED = {
    "fr": "Ce fichier est {what_fr}. Choisissez un fichier {endings}.",
    "en": "This file is {what_en}. Choose a file ending in {endings}.",
}
_SAVED_ANEW = {
    "fr": "Ce fichier est {what_fr}. Ouvrez-le, enregistrez-le au format {ending}, puis choisissez le fichier enregistré.",
    "en": "This file is {what_en}. Open it, save it as {ending}, then choose the file that was saved.",
}
_SAVED_AS = {"odt": "docx"}
"""Kind that is not read → kind that the program it was written in can save it as."""
_UNNAMED = {
    "markup": {
        "fr": "une page web ou du XML, quel que soit son nom",
        "en": "a web page or XML, whatever its name",
    },
    "unknown": {"fr": "d'un type inconnu", "en": "of an unknown kind"},
}
_OTHER_NAME = {
    "fr": "Ce fichier est {what_fr}, mais son nom dit autre chose. Donnez à son nom la terminaison {ending}, puis choisissez-le "
    "à nouveau.",
    "en": "This file is {what_en}, but its name says otherwise. Let its name end in {ending}, then choose it again.",
}
_TOO_LARGE = {
    "fr": "Ce fichier fait {size} Mo. Choisissez un fichier de moins de {limit} Mo.",
    "en": "This file has {size} MB. Choose a file of less than {limit} MB.",
}


def store(
    upload: Any,
    *,
    at: datetime.datetime,
    visibility: Visibility = Visibility.TEAM,
    allowed: AbstractSet[str] = DOCUMENTS,
    limit: int = 20 * MB,
    keep_until: datetime.date | None = None,
) -> StoredFile:
    """Take in one uploaded file (anything with ``name`` and a seekable binary stream).

    Raises
    ------
    Problem
        When it is empty, too large, a program, truncated, of a kind not in ``allowed``, or not what its name says.
    """
    name = clean_name(str(getattr(upload, "name", "") or "fichier"))
    stream: IO[bytes] = getattr(upload, "file", upload)
    size = _size(stream)
    if size > limit:
        shown = -(-size // MB)
        raise Problem("file-too-large", _TOO_LARGE, name, size=number(shown, "fr"), limit=number(limit // MB, "fr"))
    kind = check_kind(stream, name, allowed)
    sha256 = write(stream)
    return StoredFile.objects.create(
        name=name,
        media_type=KINDS[kind].media_type,
        size=size,
        sha256=sha256,
        visibility=visibility,
        stored_at=at,
        keep_until=keep_until,
    )


def store_made(
    content: IO[bytes], name: str, media_type: str, *, at: datetime.datetime, keep_until: datetime.date | None = None
) -> StoredFile:
    """Keep a file that this installation made itself: what it is need not be guessed, and may be what nobody sends in (a page)."""
    return StoredFile.objects.create(
        name=name,
        media_type=media_type,
        size=_size(content),
        sha256=write(content),
        visibility=Visibility.TEAM,
        stored_at=at,
        keep_until=keep_until,
    )


def check_kind(stream: IO[bytes], name: str, allowed: AbstractSet[str]) -> str:
    """Return the kind of the content; refuse what may not come in or bears another kind's name."""
    kind = sniff(stream)
    if kind in _REFUSED:
        raise Problem(f"file-{kind}", _REFUSED[kind], name)
    called = KINDS[kind].called if kind in KINDS else _UNNAMED[kind]
    what = {"what_fr": called["fr"], "what_en": called["en"]}
    if kind not in allowed and _SAVED_AS.get(kind) in allowed:
        raise Problem("file-kind", _SAVED_ANEW, name, ending=KINDS[_SAVED_AS[kind]].endings[0], **what)
    if kind not in allowed:
        endings = ", ".join(sorted(KINDS[code].endings[0] for code in allowed))
        code = "file-markup" if kind == "markup" else "file-kind"
        raise Problem(code, _UNEXPECTED, name, endings=endings, **what)
    if PurePosixPath(name.lower()).suffix not in KINDS[kind].endings:
        raise Problem("file-other-name", _OTHER_NAME, name, ending=KINDS[kind].endings[0], **what)
    return kind


def clean_name(name: str) -> str:
    """Return a file name that is safe in every system: no folders, no control or reserved characters, bounded length."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(mark for mark in last if unicodedata.category(mark)[0] not in "CZ" or mark == " ")
    plain = re.sub(r'[<>:"|?*]', "_", plain).strip(" .") or "fichier"
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= _NAME else stem[: _NAME - len(ending) - 1] + dot + ending


def write(stream: IO[bytes]) -> str:
    """Write the content under its digest and return the digest; content that is there already is not written again."""
    folder = Path(default_storage.path(""))
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    stream.seek(0)
    descriptor, waiting = tempfile.mkstemp(dir=folder, prefix=".in-")
    try:
        with os.fdopen(descriptor, "wb") as target:
            while block := stream.read(_BLOCK):
                digest.update(block)
                target.write(block)
        final = folder / digest.hexdigest()[:2] / digest.hexdigest()
        final.parent.mkdir(exist_ok=True)
        Path(waiting).replace(final)
    finally:
        Path(waiting).unlink(missing_ok=True)
    return digest.hexdigest()


def let_go(stored: StoredFile, at: datetime.datetime) -> None:
    """Remove the content of a file once the transaction is kept, unless another file with the same content is still kept.

    The record stays, with the moment of removal: what cites it can still say what it was.
    """
    StoredFile.objects.filter(pk=stored.pk).update(removed_at=at)
    transaction.on_commit(partial(_delete_unless_kept, stored.sha256, stored.location))


def _delete_unless_kept(sha256: str, location: str) -> None:
    if not StoredFile.objects.filter(sha256=sha256, removed_at=None).exists():
        default_storage.delete(location)


def discard(stored: StoredFile) -> None:
    """Remove a file that nothing came to hold: record and content, as if it had never come in."""
    sha256, location = stored.sha256, stored.location
    StoredFile.objects.filter(pk=stored.pk).delete()
    transaction.on_commit(partial(_delete_unless_kept, sha256, location))


def sweep_contents(before: float) -> int:
    """Remove contents that no kept file names and nobody has touched since ``before`` (seconds, as the file system counts).

    They are leftovers of killed processes. Returns how many.
    """
    root = Path(default_storage.path(""))
    kept = set(StoredFile.objects.filter(removed_at=None).values_list("sha256", flat=True))
    found = [entry for entry in root.rglob("*") if entry.is_file()] if root.is_dir() else []
    left = [entry for entry in found if entry.name not in kept and _touched(entry) < before]
    for entry in left:
        entry.unlink(missing_ok=True)
    return len(left)


def _touched(entry: Path) -> float:
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:  # somebody else has just removed it
        return math.inf


def forget_expired(at: datetime.datetime) -> int:
    """Remove the content of files kept long enough, unless another file with the same content is still kept.

    The record stays, with the moment of removal: what cites it can still say what it was. Returns how many.
    """
    expired = StoredFile.objects.filter(keep_until__lt=at.date(), removed_at=None)
    count = 0
    for stored in expired:
        let_go(stored, at)
        count += 1
    return count


def _size(stream: IO[bytes]) -> int:
    stream.seek(0, os.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    return size


__all__ = [
    "DOCUMENTS",
    "IMAGES",
    "MB",
    "TABLES",
    "clean_name",
    "discard",
    "forget_expired",
    "let_go",
    "store",
    "sweep_contents",
]
