"""The register of a plan in words: each entry a sentence, its digest as it is printed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Plan, RegisterEntry, Signature, Stance, Way
from danaya.apps.commitments.signing.register import CLOSED_BY_HAND, REASON, TAKEN_BACK, reason_of, said_by
from danaya.engines.language import day_in_words, in_language
from danaya.engines.seals.printed import printed
from danaya.engines.seals.register import CONFIRMED, CONTESTED, PUT, SIGNATURE


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: its number from 1, what it says, its digest as printed, the signature behind it where it is one."""

    number: int
    sentence: str
    short: str
    signature: Signature | None


def history(plan: Plan, language: str, entries: Iterable[RegisterEntry] | None = None) -> Iterator[Told]:
    """Yield a plan's register from its first entry on, or some entries of it, in words of the page's language."""
    rows = plan.register.select_related("signature").order_by("place") if entries is None else entries
    for entry in rows:
        said: dict[str, object] = dict(said_by(entry))
        if said.get("act") == TAKEN_BACK:
            said[REASON] = reason_of(entry)
        tell = _TELL.get(str(said.get("act")), _unknown)
        yield Told(entry.place + 1, tell(said, language), printed(entry.digest), getattr(entry, "signature", None))


def receipt_of(entry: RegisterEntry) -> str:
    """Return what a signer keeps on paper: the digest of the entry as it is printed."""
    return printed(entry.digest)


def _put(said: Mapping[str, object], language: str) -> str:
    return _("%(day)s: version %(number)s was put to signature.") % {
        "day": _day(said, language),
        "number": said.get("version", ""),
    }


def _taken_back(said: Mapping[str, object], language: str) -> str:
    reason = said.get(REASON)
    told = _("%(day)s: version %(number)s was taken back. %(reason)s") % {
        "day": _day(said, language),
        "number": said.get("version", ""),
        "reason": in_language(reason, language) if isinstance(reason, dict) and reason else "",
    }
    return told.strip()


def _signature(said: Mapping[str, object], language: str) -> str:
    part = str(said.get("part", ""))
    entered = str(said.get("entered", ""))
    sentences: dict[str, str] = {
        Stance.SIGNED: _("%(day)s: %(who)s signed %(part)s %(way)s."),
        Stance.ADOPTED: _("%(day)s: %(who)s adopted the plan %(way)s."),
        Stance.RESERVED: _("%(day)s: %(who)s adopted the plan with written reservations %(way)s."),
        Stance.ABSTAINED: _("%(day)s: %(who)s abstained %(way)s."),
    }
    ways: dict[str, str] = {Way.SYSTEM: _("in the application"), Way.PAPER: _("on paper")}
    told = sentences.get(str(said.get("stance")), _("%(day)s: %(who)s signed %(part)s %(way)s.")) % {
        "day": _day(said, language),
        "who": _who(said),
        "part": part,
        "way": ways.get(str(said.get("way")), ""),
    }
    return " ".join([told, _("Sheet entered by %(who)s.") % {"who": entered}]) if entered else told


def _answered(said: Mapping[str, object], language: str) -> str:
    sentence = {
        CONFIRMED: _("%(day)s: %(who)s confirmed that it is its sheet (entries %(entries)s)."),
        CONTESTED: _("%(day)s: %(who)s contested the sheet (entries %(entries)s): these signatures do not count."),
    }[str(said.get("act"))]
    return sentence % {"day": _day(said, language), "who": _who(said), "entries": _entries(said.get("entries"))}


def _closed_by_hand(said: Mapping[str, object], language: str) -> str:
    told = _("%(day)s: %(who)s closed the signing of version %(number)s without waiting longer.") % {
        "day": _day(said, language),
        "who": _who(said),
        "number": said.get("version", ""),
    }
    unconfirmed = _entries(said.get("unconfirmed"))
    if not unconfirmed:
        return told
    named = _("Sheets not confirmed by their body then: entries %(entries)s.") % {"entries": unconfirmed}
    return f"{told} {named}"


def _who(said: Mapping[str, object]) -> str:
    return f"{said.get('organisation', '')}, {said.get('post', '')}"


def _entries(numbers: object) -> str:
    return ", ".join(str(one) for one in numbers) if isinstance(numbers, list) else ""


def _unknown(said: Mapping[str, object], language: str) -> str:
    return _("This entry cannot be read: check the register against your receipt.")


def _day(said: Mapping[str, object], language: str) -> str:
    try:
        return day_in_words(date.fromisoformat(str(said.get("day"))), language)
    except ValueError:
        return str(said.get("day", ""))


_TELL = {
    PUT: _put,
    SIGNATURE: _signature,
    CONFIRMED: _answered,
    CONTESTED: _answered,
    TAKEN_BACK: _taken_back,
    CLOSED_BY_HAND: _closed_by_hand,
}
