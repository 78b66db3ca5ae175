"""The file that proves an answer: kept while the answer is looked at once more, for good once it is signed.

A file that is never signed for goes away by itself after some days (``keep_until``).
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from danaya.apps.dialogue.models import Expectation, Fate
from danaya.apps.people.models import Account
from danaya.apps.people.rights import allowed
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import store

SALT = "danaya.dialogue.proof"
UNSIGNED_FOR = timedelta(days=2)


def take(token_: str, upload: Any, expectation: Expectation, *, at: datetime) -> StoredFile | None:
    """Return the proof of an answer in the making: the file just sent, or the one sent with an earlier look.

    Raises
    ------
    Problem
        Where the file cannot be taken in.
    """
    if upload:
        return store(upload, at=at, visibility=Visibility.FORUM, keep_until=at.date() + UNSIGNED_FOR)
    return read(token_, expectation)


def token(proof: StoredFile, expectation: Expectation) -> str:
    """Return what the page holds to find the file again; it is good for this expectation only."""
    return signing.dumps([str(proof.pk), str(expectation.pk)], salt=SALT)


def read(token_: str, expectation: Expectation) -> StoredFile | None:
    """Return the file of a token; None for anything else, and for one that has gone away meanwhile."""
    try:
        file, text = signing.loads(token_, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return StoredFile.objects.filter(pk=file, removed_at=None).first() if text == str(expectation.pk) else None


def may_read_proof(stored: StoredFile, viewer: Any) -> bool | None:
    """Rule of files: whoever sees an expectation reads the proof of its answers; other files are not the dialogue's."""
    fates = list(Fate.objects.filter(proof=stored).select_related("expectation__consultation"))
    if not fates:
        return None
    if not isinstance(viewer, Account):
        return False
    return any(allowed(viewer, "dialogue.see_expectation", fate.expectation) for fate in fates)
