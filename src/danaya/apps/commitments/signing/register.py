"""The register of a plan: its chain as the engine reads it, what its closed values say, and to whom."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from danaya.apps.commitments.models import Opening, Plan, RegisterEntry
from danaya.apps.people.models import Organisation, Side
from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.seals import Canonical, Head, Link, append, canonical
from danaya.engines.seals.register import CLOSED, close, opens
from danaya.engines.seals.register import Opening as Opened

Chance = Callable[[int], bytes]
"""Gives as many random bytes as it is asked for: :func:`secrets.token_bytes`."""

SALT = 32
"""Bytes of the salt of a closed value."""

TAKEN_BACK, CLOSED_BY_HAND = "taken-back", "signing-closed"
"""Acts of the register that the engine only chains: a text was taken back before it was adopted; signing was closed by hand."""

PERSON, RESERVATIONS, REASON = "person", "reservations", "reason"
REASONS: Mapping[str, str] = {code: f"{REASON}-{code}" for code in LANGUAGES}
"""Language → field that holds closed, in that language, why a text was taken back."""
SHARED = frozenset({RESERVATIONS, REASON, *REASONS.values()})
"""Closed values that both sides read; names are for their own organisation."""
BOTH_SIDES = frozenset({Side.CUSTOMS, Side.PRIVATE})


@dataclass(frozen=True, slots=True)
class Closed:
    """A value whose digest stands in the chain and whose words stand beside it."""

    field: str
    salt: bytes
    text: str

    @property
    def digest(self) -> str:
        """What the entry holds."""
        return close(self.field, self.text, self.salt)


def closed(field: str, text: str, chance: Chance) -> Closed | None:
    """Close a text under a salt of its own; nothing for an empty one."""
    return Closed(field, chance(SALT), text) if text else None


def head_of(plan: Plan) -> Head:
    """Return the present end of a plan's register."""
    last = plan.register.order_by("-place").first()
    return Head(last.place + 1, last.digest) if last else Head()


def add_entry(plan: Plan, payload: Mapping[str, Canonical], closings: Iterable[Closed | None] = ()) -> RegisterEntry:
    """Append one act to a plan's register; the caller has locked the plan and stands in a transaction."""
    last = plan.register.order_by("-place").first()
    link = append(None if last is None else link_of(last), dict(payload))
    entry: RegisterEntry = RegisterEntry.objects.create(
        plan=plan,
        place=link.place,
        previous=link.previous,
        digest=link.digest,
        payload=canonical(link.payload).decode("utf-8"),
    )
    Opening.objects.bulk_create(
        Opening(entry=entry, field=one.field, salt=one.salt.hex(), text=one.text) for one in closings if one is not None
    )
    return entry


def link_of(entry: RegisterEntry) -> Link:
    """Return an entry as a link of the chain; a payload that is no JSON any more gives a link that breaks it."""
    return Link(entry.place, entry.previous, said_by(entry), entry.digest)


def said_by(entry: RegisterEntry) -> dict[str, Canonical]:
    """Return what an entry says; nothing where somebody made its payload unreadable."""
    try:
        found = json.loads(entry.payload)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def reason_of(entry: RegisterEntry) -> Text:
    """Return why a text was taken back, by language; entries made before reasons were closed hold it in clear.

    Nothing where its opening was deleted, or does not open what the entry holds.
    """
    said = said_by(entry)
    clear = said.get(REASON)
    if isinstance(clear, Mapping):
        return {code: words for code, words in clear.items() if isinstance(words, str)}
    languages = {field: code for code, field in REASONS.items()}
    rows = entry.openings.filter(field__in=languages).order_by("field")
    return {languages[row.field]: row.text for row in rows if _opens(row, entry, said)}


def _opens(row: Opening, entry: RegisterEntry, said: Canonical) -> bool:
    try:
        return opens(Opened(entry.place, row.field, row.salt, row.text), said)
    except Problem:
        return False


def links_of(plan: Plan) -> tuple[Link, ...]:
    """Return a plan's register from its first entry on."""
    return tuple(link_of(entry) for entry in plan.register.order_by("place"))


def openings_for(plan: Plan, reader: Organisation | None) -> tuple[Opened, ...]:
    """Return what a copy for ``reader`` opens: reservations and reasons for both sides, names of persons for their own organisation only."""
    if reader is None or reader.side not in BOTH_SIDES:
        return ()
    rows = Opening.objects.filter(entry__plan=plan, field__in=CLOSED).select_related("entry__signature")
    return tuple(
        Opened(row.entry.place, row.field, row.salt, row.text)
        for row in rows.order_by("entry__place", "field")
        if row.field in SHARED or row.entry.signature.organisation_id == reader.pk
    )
