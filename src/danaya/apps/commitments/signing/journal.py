"""The end of the installation's journal, signed with each text: who rewrites what came before is shown up by any signed copy."""

from dataclasses import dataclass
from enum import StrEnum

from danaya.apps.commitments.signing.text import LABELS
from danaya.base.journal.models import Entry
from danaya.engines.seals import Head, link_digest
from danaya.engines.seals import verify as broken_at
from danaya.engines.seals.plan import Fields, PlanText, Value
from danaya.engines.seals.printed import is_digest, printed

_LABEL = LABELS["journal"]
"""By its label the fact is found again in a signed text: these words stay, or texts signed before are read without it."""


class Found(StrEnum):
    """What the journal says of the end that a text names."""

    THERE = "there"
    """The entry stands where it stood, its digest is right; entries before it were not looked at."""
    WHOLE = "whole"
    """So does every entry before it."""
    REWRITTEN = "rewritten"
    """The entry is gone, or is another one."""
    BROKEN = "broken"
    """The entry is there, and one before it was changed without chaining the journal anew."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """The journal's end as a text names it, and what became of it."""

    length: int
    short: str
    found: Found


def end_of_journal() -> Head:
    """Return the present end of the installation's journal."""
    last = Entry.objects.order_by("-place").first()
    return Head(last.place + 1, last.digest) if last else Head()


def journal_of(text: PlanText) -> Head | None:
    """Return the journal's end that a text names; nothing for a text that was put before texts named it."""
    value = next((value for label, value in text.facts if label == _LABEL), None)
    return _head(value)


def without_journal(text: PlanText) -> Fields:
    """Return what a text says of the plan itself, but for the journal's end: that stands beside the register's."""
    if journal_of(text) is None:
        return text.facts
    return tuple((label, value) for label, value in text.facts if label != _LABEL)


def anchored(text: PlanText, *, whole: bool = False) -> Anchored | None:
    """Hold the journal against what a text names of it; nothing where it names none.

    ``whole``: compute every entry up to it anew, some seconds for a long journal; else that entry alone.
    """
    named = journal_of(text)
    if named is None:
        return None
    return Anchored(named.length, printed(named.digest), _found(named, whole))


def _found(named: Head, whole: bool) -> Found:
    entry = Entry.objects.filter(place=named.length - 1).first()
    if entry is None or entry.digest != named.digest or _digest(entry) != named.digest:
        return Found.REWRITTEN
    if not whole:
        return Found.THERE
    rows = Entry.objects.filter(place__lt=named.length).order_by("place").iterator(chunk_size=2000)
    broken = broken_at((one.link for one in rows), length=named.length, last=named.digest)
    return Found.WHOLE if broken is None else Found.BROKEN


def _digest(entry: Entry) -> str:
    return link_digest(entry.place, entry.previous, entry.sealed)


def _head(value: Value | None) -> Head | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    length, digest = value
    if not isinstance(length, int) or length < 1 or not isinstance(digest, str) or not is_digest(digest):
        return None
    return Head(length, digest)
