"""What of a version can be taken along as a file: the text to sign by hand, the copy that opens offline, the record of verification."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import slugify

from danaya.apps.commitments.models import Version
from danaya.apps.commitments.signing.paper import paper_of
from danaya.apps.commitments.signing.versions import record_of
from danaya.apps.people.models import Organisation
from danaya.engines.seals import short
from danaya.engines.seals.offline import offline_copy
from danaya.engines.seals.record import write_record

LONGEST = 40
"""Signs of a title in the name of a file; it is cut at a word."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of a version: which (a key of :data:`FILES`), in which language; empty where it holds all."""

    version: Version
    which: str
    language: str = ""

    @property
    def kind(self) -> str:
        """Name it among what is kept for a post."""
        return "-".join(filter(None, [self.which, str(self.version.number), self.language]))

    @property
    def name(self) -> str:
        """Name it for whoever keeps it: plan, version and digest."""
        title = slugify(next((one for one in self.version.plan.title.values() if one), ""))
        if len(title) > LONGEST:
            title = title[:LONGEST].rpartition("-")[0]
        said = "-".join(filter(None, [f"v{self.version.number}", short(self.version.digest), self.language]))
        return f"danaya-{title or 'plan'}-{said}{FILES[self.which].ending}"

    @property
    def media_type(self) -> str:
        """Say what it is, as a response does."""
        return FILES[self.which].media_type

    def made(self, reader: Organisation | None, at: datetime) -> bytes:
        """Return its content, opened as far as ``reader`` may have it."""
        return FILES[self.which].make(self, reader, at)


@dataclass(frozen=True, slots=True)
class _File:
    media_type: str
    ending: str
    make: Callable[[Wanted, Organisation | None, datetime], bytes]


def _paper(wanted: Wanted, _reader: Organisation | None, at: datetime) -> bytes:
    return paper_of(wanted.version, wanted.language, at.replace(hour=0, minute=0, second=0, microsecond=0))


def _copy(wanted: Wanted, reader: Organisation | None, _at: datetime) -> bytes:
    return offline_copy(record_of(wanted.version, reader), wanted.language).encode()


def _record(wanted: Wanted, reader: Organisation | None, _at: datetime) -> bytes:
    return write_record(record_of(wanted.version, reader))


FILES: Mapping[str, _File] = {
    "paper": _File("application/pdf", ".pdf", _paper),
    "copy": _File("text/html; charset=utf-8", ".html", _copy),
    "record": _File("application/json", ".json", _record),
}
