"""What every page of a file about a plan says of itself: whose it is, its digest, its day, who may read it."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import override

from danaya import __version__
from danaya.apps.dialogue.documents.stamping import DEMONSTRATION, letterhead
from danaya.apps.people.models import Administration
from danaya.base.files.models import Visibility
from danaya.engines.language import Text, day_in_words, in_language
from danaya.engines.publishing.document import Stamp
from danaya.engines.seals import digest, short

LONGEST = 48
"""Signs of a title in the name of a file."""

__all__ = ["body_name", "file_name", "letterhead", "midnight", "stamp"]


def stamp(content: Any, on: date, visibility: Visibility, language: str) -> Stamp:
    """Return the stamp of a file that tells ``content`` (JSON values: equal content has equal digests)."""
    with override(language):
        readers = str(visibility.label)
    return Stamp(
        body=body_name(language),
        version=f"Danaya {__version__}",
        digest=short(digest(content)),
        visibility=readers,
        date=day_in_words(on, language),
        notice=in_language(DEMONSTRATION, language) if settings.DEMONSTRATION else "",
    )


def body_name(language: str) -> str:
    """Return the name of the administration."""
    current = Administration.current()
    return in_language(current.name, language) if current else ""


def midnight(at: datetime) -> datetime:
    """Return the beginning of a moment's day: files made twice on a day are the same byte for byte."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def file_name(kind: str, title: Text, language: str, ending: str) -> str:
    """Return a name that says what the file is when it lies among others: kind, title, language."""
    words = slugify(title.get(language) or next(iter(title.values()), ""))
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition("-")[0]
    return "-".join(part for part in ("danaya", kind, words, language) if part) + f".{ending}"
