"""The register of a plan: which text was put to signature, who signed it and how, in a chain that can leave the house.

An entry is a link of ``danaya.engines.seals.chain`` whose payload says one act. Personal data and reservations stand outside: the
entry holds a salted digest, and whoever has the salt can open it. Payloads that are no act of these (a whole journal) are chained alike.
A sheet of paper that somebody else entered for a body says so; the body's answer to it is an entry of its own.
"""

import datetime
import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danaya.engines.seals.canonical import Canonical, canonical
from danaya.engines.seals.digests import salted
from danaya.engines.seals.plan import Part, fixed, table_digest
from danaya.engines.seals.printed import is_digest
from danaya.engines.seals.refusals import refuse

PUT, SIGNATURE = "put-to-signature", "signature"
"""The acts a register knows."""

CONFIRMED, CONTESTED = "sheet-confirmed", "sheet-contested"
"""What a body says of a sheet that another entered for it: it is its own, or it is not. A contested signature counts as none."""

SIGNED, ADOPTED, WITH_RESERVATIONS, ABSTAINED = "signed", "adopted", "adopted-with-reservations", "abstained"
STANCES = (SIGNED, ADOPTED, WITH_RESERVATIONS, ABSTAINED)
"""An owner or counterpart signs a commitment; a body adopts the plan, adopts it with written reservations, or abstains."""

IN_SYSTEM, ON_PAPER = "system", "paper"
WAYS = (IN_SYSTEM, ON_PAPER)

CLOSED = ("person", "reservations", "account", "reason", "reason-fr", "reason-en")
"""Fields of a payload that hold a salted digest. ``account`` is that of the journal; ``reason`` says why a sheet is contested,
``reason-fr`` and ``reason-en`` why a text was taken back, in each language on its own.
"""

_SHORTEST_SALT = 16


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature.

    ``plan``: digest of the plan's text; ``part``: reference of the commitment, empty for the whole plan; ``signed``: digest of what
    was signed, the plan's or the part's; ``scan``: SHA-256 of the scanned paper; ``reservations``, ``person``: closed values;
    ``entered``: organisation and post that entered a sheet of paper for a body that is not their own.
    """

    organisation: str
    post: str
    day: datetime.date
    plan: str
    signed: str
    stance: str
    way: str
    part: str = ""
    scan: str = ""
    reservations: str = ""
    person: str = ""
    entered: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body says of a sheet entered for it; ``entries``: numbers from 1 of its signatures; ``reason``: closed value."""

    organisation: str
    post: str
    day: datetime.date
    plan: str
    entries: tuple[int, ...]
    ours: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a closed value says: the entry's place and field, the salt in hexadecimal, and the text."""

    place: int
    field: str
    salt: str
    text: str


def close(field: str, text: str, salt: bytes) -> str:
    """Return the digest that stands in an entry for a text kept outside it.

    HMAC-SHA-256 (RFC 2104) of the canonical bytes of ``{"field": …, "text": …}`` under ``salt``, at least 16 random bytes of its
    own for each value: without it, a name or “none” could be guessed. Once the salt is deleted nobody can tell what it was.

    Raises
    ------
    Problem
        ``salt-malformed`` (too short), ``text-not-visible``.
    """
    if len(salt) < _SHORTEST_SALT:
        raise refuse("salt-malformed")
    content = canonical({"field": field, "text": fixed(text, field)})
    return hmac.new(salt, content, hashlib.sha256).hexdigest()


def opens(opening: Opening, payload: Canonical) -> bool:
    """Tell whether an opening says what the entry's closed value holds.

    Raises
    ------
    Problem
        ``salt-malformed``, ``text-not-visible``.
    """
    try:
        salt = bytes.fromhex(opening.salt)
    except ValueError:
        raise refuse("salt-malformed") from None
    if opening.field not in CLOSED or not isinstance(payload, Mapping):
        return False
    closing = close(opening.field, opening.text, salt)
    expected = salted(opening.text, salt) if opening.field == "account" else closing
    return expected == payload.get(opening.field)


def put_to_signature(parts: tuple[Part, ...], version: str, day: datetime.date) -> dict[str, Canonical]:
    """Return the payload of the entry that puts a text to signature: its digest, its version in words, the day."""
    return {"act": PUT, "plan": table_digest(parts), "version": fixed(version, "version"), "day": day.isoformat()}


def sign(signature: Signature) -> dict[str, Canonical]:
    """Return the payload of the entry of one signature.

    Raises
    ------
    Problem
        As ``read_signature``.
    """
    payload: dict[str, Canonical] = {
        "act": SIGNATURE,
        "organisation": fixed(signature.organisation, "organisation"),
        "post": fixed(signature.post, "post"),
        "day": signature.day.isoformat(),
        "plan": signature.plan,
        "part": fixed(signature.part, "part"),
        "signed": signature.signed,
        "stance": signature.stance,
        "way": signature.way,
        "scan": signature.scan,
        "reservations": signature.reservations,
        "person": signature.person,
        **({"entered": fixed(signature.entered, "entered")} if signature.entered else {}),
    }
    read_signature(payload)
    return payload


def read_signature(payload: Mapping[str, Canonical]) -> Signature:
    """Return the signature that an entry's payload says.

    Raises
    ------
    Problem
        ``digest-malformed``, ``day-malformed``, ``word-unknown``, ``signatory-missing``, ``scan-missing``, ``reservations-missing``,
        ``part-misplaced``.
    """
    texts = {key: value for key, value in payload.items() if isinstance(value, str)}
    found = Signature(
        organisation=texts.get("organisation", ""),
        post=texts.get("post", ""),
        day=read_day(texts.get("day", "")),
        plan=texts.get("plan", ""),
        signed=texts.get("signed", ""),
        stance=texts.get("stance", ""),
        way=texts.get("way", ""),
        part=texts.get("part", ""),
        scan=texts.get("scan", ""),
        reservations=texts.get("reservations", ""),
        person=texts.get("person", ""),
        entered=texts.get("entered", ""),
    )
    _check_words(found)
    _check_digests(found)
    _check_sense(found)
    return found


def answer_sheet(answer: Answer) -> dict[str, Canonical]:
    """Return the payload of the entry by which a body says whether a sheet entered for it is its own."""
    return {
        "act": CONFIRMED if answer.ours else CONTESTED,
        "organisation": fixed(answer.organisation, "organisation"),
        "post": fixed(answer.post, "post"),
        "day": answer.day.isoformat(),
        "plan": answer.plan,
        "entries": [*answer.entries],
        "reason": answer.reason,
    }


def answers_in(payloads: Sequence[Canonical]) -> dict[int, tuple[int, bool]]:
    """Return what bodies said of sheets entered for them: place of the signature → place of the answer, whether it is theirs.

    The first answer counts, by the organisation of the signature, to an earlier entry that says it was entered by another; what is
    no such answer is passed over.
    """
    found: dict[int, tuple[int, bool]] = {}
    for place, payload in enumerate(payloads):
        if isinstance(payload, Mapping) and payload.get("act") in (CONFIRMED, CONTESTED):
            for entry in _answered(payload, payloads[:place]):
                found.setdefault(entry, (place, payload["act"] == CONFIRMED))
    return found


def _answered(answer: Mapping[str, Canonical], before: Sequence[Canonical]) -> Iterator[int]:
    entries = answer.get("entries")
    for number in entries if isinstance(entries, list) else ():
        if type(number) is int and 0 < number <= len(before):
            signed = before[number - 1]
            if (
                isinstance(signed, Mapping)
                and _is_entered(signed)
                and signed.get("organisation") == answer.get("organisation")
            ):
                yield number - 1


def _is_entered(payload: Mapping[str, Canonical]) -> bool:
    """Tell whether it is a signature on paper that another entered."""
    entered = payload.get("entered")
    return (
        payload.get("act") == SIGNATURE
        and payload.get("way") == ON_PAPER
        and isinstance(entered, str)
        and entered != ""
    )


def read_day(written: str) -> datetime.date:
    """Return the date that is written as ``2026-11-26``; raise Problem (``day-malformed``) where it is none."""
    try:
        if _DAY.fullmatch(written):
            return datetime.date.fromisoformat(written)
    except ValueError:
        pass
    raise refuse("day-malformed", value=written[:20])


def _check_words(found: Signature) -> None:
    for value, known in ((found.stance, STANCES), (found.way, WAYS)):
        if value not in known:
            raise refuse("word-unknown", value=value[:40], known=", ".join(known))
    if not found.organisation.strip() or not found.post.strip():
        raise refuse("signatory-missing")


def _check_digests(found: Signature) -> None:
    needed = (found.plan, found.signed)
    optional = [value for value in (found.scan, found.reservations, found.person) if value]
    if not all(is_digest(value) for value in (*needed, *optional)):
        raise refuse("digest-malformed")


def _check_sense(found: Signature) -> None:
    if bool(found.scan) != (found.way == ON_PAPER):
        raise refuse("scan-missing")
    if bool(found.reservations) != (found.stance == WITH_RESERVATIONS):
        raise refuse("reservations-missing")
    if bool(found.part) != (found.stance == SIGNED) or (not found.part and found.signed != found.plan):
        raise refuse("part-misplaced")


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
