"""From a code to its card: reading changes nothing, so nothing tells that a card was used."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from danaya.base.cards.codes import PIN_DIGITS, SIGNS, plain_code, plain_pin
from danaya.base.cards.issuing import pin_hash
from danaya.base.cards.keys import CARD, key, root_of
from danaya.base.cards.models import Card
from danaya.engines.language import Problem

MOST_PIN_ERRORS = 5


@dataclass(frozen=True, slots=True)
class InHand:
    """A good card and the root of its code, for the time of one request."""

    card: Card
    root: str = field(repr=False)

    def key(self, purpose: str) -> str:
        """Return what an app keeps instead of the card: the key for its own ``purpose`` (``author``, ``voter``)."""
        return key(self.root, purpose)


def find(code: str, purpose: str, *, today: date) -> InHand:
    """Return the card that a typed or followed code opens for ``purpose``.

    Raises
    ------
    Problem
        ``card-code-length`` (signs are missing), ``card-refused`` (unknown, for something else, or revoked: the same words, so
        that guessing tells nothing), ``card-expired``.
    """
    return find_among(code, (purpose,), today=today)


def find_among(code: str, purposes: Collection[str], *, today: date) -> InHand:
    """Return the card that a code opens for one of ``purposes``, by one slow step.

    Raises
    ------
    Problem
        As ``find``.
    """
    plain = plain_code(code)
    found = len(plain.replace("-", ""))
    if found != SIGNS:
        raise Problem("card-code-length", _LENGTH, found=found, signs=SIGNS)
    return _good(root_of(plain), purposes, today)


def find_again(root: str, purpose: str, *, today: date) -> InHand:
    """Return the card of a root that the pocket kept; a card revoked or past its date since then is refused.

    Raises
    ------
    Problem
        ``card-refused``, ``card-expired``.
    """
    return _good(root, (purpose,), today)


def _good(root: str, purposes: Collection[str], today: date) -> InHand:
    card = Card.objects.filter(digest=key(root, CARD), purpose__in=purposes, revoked_on=None).first()
    if card is None:
        raise Problem("card-refused", _REFUSED)
    if not card.is_good_on(today):
        raise Problem("card-expired", _EXPIRED)
    return InHand(card, root)


def check_pin(held: InHand, typed: str) -> None:
    """Accept the PIN of a card, or count an error; after five the card is locked until it is replaced.

    A transaction of its own, never inside another: what is refused stays counted.

    Raises
    ------
    Problem
        ``pin-wrong``, ``pin-locked``; nothing for a card without a PIN.
    """
    if not held.card.has_pin:
        return
    pin = plain_pin(typed)
    if len(pin) != PIN_DIGITS:
        raise Problem("pin-length", _PIN_LENGTH, digits=PIN_DIGITS)
    if not _opens(held, pin):
        errors = Card.objects.values_list("pin_errors", flat=True).get(pk=held.card.pk)
        left = MOST_PIN_ERRORS - errors
        raise Problem("pin-wrong", _PIN_WRONG, left=left) if left > 0 else Problem("pin-locked", _PIN_LOCKED)


def _opens(held: InHand, pin: str) -> bool:
    with transaction.atomic(durable=True):
        _one_at_a_time(held.card.pk)
        rows = Card.objects.filter(pk=held.card.pk)
        stored, errors = rows.values_list("pin_hash", "pin_errors").get()
        if errors >= MOST_PIN_ERRORS:
            return False
        right = hmac.compare_digest(stored, pin_hash(held.root, pin))
        if not right:
            rows.update(pin_errors=F("pin_errors") + 1)
        elif errors:
            rows.update(pin_errors=0)
        return right


def _one_at_a_time(card: UUID) -> None:
    """Let tries on one card follow each other, so that a hundred at once are not one.

    PostgreSQL would keep the mark of a row lock in the row, where it tells who came when; an advisory lock leaves none. SQLite has
    one writer at a time, from the beginning of a transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(card.bytes[:8], signed=True)])


_LENGTH = {
    "fr": "Recopiez les {signs} signes de votre carte : il y en a {found} ici. "
    "Le code n'a jamais les lettres I, L, O et U, ni les chiffres 0 et 1.",
    "en": "Copy the {signs} signs of your card: there are {found} here. "
    "The code never has the letters I, L, O and U, nor the figures 0 and 1.",
}
_REFUSED = {
    "fr": "Vérifiez le code : il n'ouvre rien ici. S'il est bien recopié, "
    "demandez une autre carte à la personne qui vous l'a remise.",
    "en": "Check the code: it opens nothing here. If you copied it well, "
    "ask the person who gave you the card for another one.",
}
_EXPIRED = {
    "fr": "Cette carte n'ouvre plus rien : sa date est passée. Si vous vouliez encore donner votre avis, "
    "demandez une autre carte à la personne qui vous l'a remise.",
    "en": "This card opens nothing any more: its date has passed. If you still wanted to give your view, "
    "ask the person who gave you the card for another one.",
}
_PIN_LENGTH = {
    "fr": "Indiquez les {digits} chiffres du code secret.",
    "en": "Give the {digits} figures of the PIN.",
}
_PIN_WRONG = {
    "fr": "Vérifiez le code secret : ce n'est pas celui de cette carte. Essais qui restent : {left}.",
    "en": "Check the PIN: it is not that of this card. Attempts left: {left}.",
}
_PIN_LOCKED = {
    "fr": "Cette carte est bloquée après cinq codes secrets faux. "
    "Demandez une autre carte à la personne qui vous l'a remise.",
    "en": "This card is locked after five wrong PINs. Ask the person who gave it to you for another one.",
}
