"""Issuing cards, revoking them, replacing one. Codes exist in the answer and nowhere else."""

import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from secrets import token_bytes

from django.db import transaction

from danaya.base.cards.codes import Random, make_code, make_pin
from danaya.base.cards.keys import CARD, key, root_of
from danaya.base.cards.models import Card, Kind
from danaya.engines.language import Problem

MOST_AT_ONCE = 500
"""Cards of one lot: their roots take some 20 ms each on two processors."""

_PIN = "pin "


@dataclass(frozen=True, slots=True)
class Issued:
    """A card just issued, with what only its holder will know. Print it, show it once, and let it go."""

    card: Card
    code: str = field(repr=False)
    pin: str = field(repr=False)
    """Four figures, or nothing."""
    root: str = field(repr=False)


def issue(
    purpose: str,
    subject: object,
    group: str,
    count: int,
    *,
    kind: Kind = Kind.CARD,
    on: date,
    expires_on: date | None = None,
    pin: bool = False,
    label: str = "",
    random: Random = token_bytes,
) -> list[Issued]:
    """Make ``count`` cards of one lot.

    Parameters
    ----------
    purpose, subject
        What the cards are for, in the app's words (``dialogue.consultation``), and the key of the object.
    group
        Whose voice they carry, in the app's words: a side, a body.
    on, expires_on
        Day of issue, and last day on which they open anything.
    pin
        Whether each also has a PIN, for links and letters that pass through other hands.
    label
        What the issuer notes, for the whole lot. Never the name of a holder where voices are to be anonymous.

    Returns
    -------
    list of Issued
        In an order that the database does not know: rows are written by digest.

    Raises
    ------
    Problem
        ``card-count``, ``card-dates``.
    """
    _check(count, on, expires_on)
    codes = [make_code(random) for _ in range(count)]
    pins = [make_pin(random) if pin else "" for _ in range(count)]
    batch = uuid.UUID(bytes=random(16), version=4)
    shared = {"group": group, "kind": kind, "label": label, "expires_on": expires_on}
    issued = []
    for code, number, found in zip(codes, pins, _roots(codes), strict=True):
        card = Card(
            id=uuid.UUID(bytes=random(16), version=4),
            purpose=purpose,
            subject=str(subject),
            batch=batch,
            digest=key(found, CARD),
            pin_hash=pin_hash(found, number) if number else "",
            issued_on=on,
            **shared,
        )
        issued.append(Issued(card, code, number, found))
    Card.objects.bulk_create(sorted((one.card for one in issued), key=lambda card: card.digest))
    return issued


def revoke(cards: Iterable[Card], on: date) -> int:
    """Let cards open nothing any more; return how many were good until now.

    What was said with them stays: nothing leads from a card to it.
    """
    keys = [card.pk for card in cards]
    return Card.objects.filter(pk__in=keys, revoked_on=None).update(revoked_on=on)


@transaction.atomic
def replace(card: Card, *, on: date, random: Random = token_bytes) -> Issued:
    """Revoke a card and issue another with all that the first was for; with a new PIN where it had one.

    Its keys are other ones: an app can't tell that both are of one person, so a replaced card may speak a second time. Count them
    (``revoked_on``) beside the voices.

    Raises
    ------
    Problem
        ``card-revoked``: somebody replaced it in the meantime.
    """
    if not revoke([card], on):
        raise Problem("card-revoked", _REVOKED)
    (issued,) = issue(
        card.purpose,
        card.subject,
        card.group,
        1,
        kind=Kind(card.kind),
        on=on,
        expires_on=card.expires_on,
        pin=card.has_pin,
        label=card.label,
        random=random,
    )
    return issued


def pin_hash(root: str, pin: str) -> str:
    """Return what is stored of a PIN: it can't be tried without the card's code."""
    return key(root, _PIN + pin)


def _check(count: int, on: date, expires_on: date | None) -> None:
    if not 1 <= count <= MOST_AT_ONCE:
        raise Problem("card-count", _COUNT, most=MOST_AT_ONCE)
    if expires_on is not None and expires_on < on:
        raise Problem("card-dates", _DATES)


def _roots(codes: list[str]) -> list[str]:
    """Return the root of each code; scrypt lets other threads work."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(root_of, codes))


_COUNT = {
    "fr": "Demandez de 1 à {most} cartes à la fois ; au-delà, faites plusieurs lots.",
    "en": "Ask for 1 to {most} cards at a time; beyond that, make several lots.",
}
_DATES = {
    "fr": "Choisissez une date de fin qui ne précède pas le jour où les cartes sont faites.",
    "en": "Choose a last day that does not come before the day on which the cards are made.",
}
_REVOKED = {
    "fr": "Cette carte est déjà annulée. Rechargez la page : elle a sans doute été remplacée entre-temps.",
    "en": "This card is already revoked. Load the page again: it was probably replaced in the meantime.",
}
