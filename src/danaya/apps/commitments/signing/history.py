"""The register of a plan in words: each entry a sentence, its digest as it is printed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from danaya.apps.commitments.models import Plan, RegisterEntry, Signature, Stance, Way
from danaya.apps.commitments.signing.register import TAKEN_BACK, said_by
from danaya.engines.language import day_in_words, in_language
from danaya.engines.seals.printed import printed
from danaya.engines.seals.register import PUT, SIGNATURE


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
        said = said_by(entry)
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
    reason = said.get("reason")
    return _("%(day)s: version %(number)s was taken back. %(reason)s") % {
        "day": _day(said, language),
        "number": said.get("version", ""),
        "reason": in_language(reason, language) if isinstance(reason, dict) else "",
    }


def _signature(said: Mapping[str, object], language: str) -> str:
    part = str(said.get("part", ""))
    sentences: dict[str, str] = {
        Stance.SIGNED: _("%(day)s: %(who)s signed %(part)s %(way)s."),
        Stance.ADOPTED: _("%(day)s: %(who)s adopted the plan %(way)s."),
        Stance.RESERVED: _("%(day)s: %(who)s adopted the plan with written reservations %(way)s."),
        Stance.ABSTAINED: _("%(day)s: %(who)s abstained %(way)s."),
    }
    ways: dict[str, str] = {Way.SYSTEM: _("in the application"), Way.PAPER: _("on paper")}
    return sentences.get(str(said.get("stance")), _("%(day)s: %(who)s signed %(part)s %(way)s.")) % {
        "day": _day(said, language),
        "who": f"{said.get('organisation', '')}, {said.get('post', '')}",
        "part": part,
        "way": ways.get(str(said.get("way")), ""),
    }


def _unknown(said: Mapping[str, object], language: str) -> str:
    return _("This entry cannot be read: check the register against your receipt.")


def _day(said: Mapping[str, object], language: str) -> str:
    try:
        return day_in_words(date.fromisoformat(str(said.get("day"))), language)
    except ValueError:
        return str(said.get("day", ""))


_TELL = {PUT: _put, SIGNATURE: _signature, TAKEN_BACK: _taken_back}
