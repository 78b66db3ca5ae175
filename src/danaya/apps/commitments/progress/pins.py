"""The PIN of a post: six figures, handed over on paper; five errors lock it until the coordinator replaces it."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from danaya.apps.commitments.models import Pin
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.progress.acting import ByLink
from danaya.apps.commitments.progress.links import is_held_since
from danaya.apps.people.models import Post
from danaya.base.cards.keys import own_key
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem

FIGURES = 6
MOST_ERRORS = 5

_COST = {"n": 2**14, "r": 8, "p": 1}
_SALT = 16


def make_pin(random: Callable[[int], bytes]) -> str:
    """Return six random figures, each equally likely."""
    fair = 256 - 256 % 10
    drawn: list[str] = []
    while len(drawn) < FIGURES:
        drawn += [str(byte % 10) for byte in random(FIGURES - len(drawn)) if byte < fair]
    return "".join(drawn)


def hash_of(pin: str, salt: bytes) -> str:
    """Return what is stored of a PIN: a slow salted hash that cannot be tried without this installation's secret.

    Notes
    -----
    scrypt (RFC 7914), then HMAC-SHA-256 (RFC 2104) under a key of the installation: six figures alone are few.
    """
    slow = hashlib.scrypt(pin.encode(), salt=salt, dklen=32, **_COST)
    return f"{salt.hex()}${hmac.new(own_key('commitments pin'), slow, hashlib.sha256).hexdigest()}"


def new_hash(pin: str, random: Callable[[int], bytes]) -> str:
    """Return the hash of a PIN under a salt of its own."""
    return hash_of(pin, random(_SALT))


def pins_on(day: date) -> QuerySet[Pin]:
    """Return the PINs that were not ended by ``day``."""
    return Pin.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def present_pin(post: Post, today: date) -> Pin | None:
    """Return the PIN of a post that its holder of today was handed; none where it was handed to one before."""
    pin = pins_on(today).filter(post=post).order_by("-issued_on", "-pk").first()
    return pin if pin is not None and is_held_since(post, pin.issued_on, today) else None


def check_pin(post: Post, typed: str, *, at: datetime) -> None:
    """Accept the PIN of a post, or count an error; after five it is locked until it is replaced.

    A transaction of its own, never inside another: what is refused stays counted.

    Raises
    ------
    Problem
        ``commitments-pin-length``, ``commitments-pin-none``, ``commitments-pin-wrong``, ``commitments-pin-locked``.
    """
    pin = "".join(sign for sign in typed if sign in "0123456789")
    if len(pin) != FIGURES:
        raise problem(
            "pin-length",
            "Indiquez les {figures} chiffres du code secret de votre poste.",
            "Give the {figures} figures of your post's PIN.",
            figures=FIGURES,
        )
    present = present_pin(post, at.date())
    if present is None:
        raise problem(
            "pin-none",
            "Votre poste n'a pas de code secret. Demandez-en un, sur papier, au coordinateur du plan.",
            "Your post has no PIN. Ask the plan's coordinator for one, on paper.",
        )
    if not _opens(present, pin, at):
        left = MOST_ERRORS - Pin.objects.values_list("errors", flat=True).get(pk=present.pk)
        raise _wrong(left)


def _opens(present: Pin, pin: str, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        # Locked: tries follow each other, so that a hundred at once are not one.
        held = locked(Pin.objects).get(pk=present.pk)
        if held.errors >= MOST_ERRORS or (held.ended_on is not None and held.ended_on <= at.date()):
            return False
        right = hmac.compare_digest(held.hash, hash_of(pin, bytes.fromhex(held.hash.partition("$")[0])))
        rows = Pin.objects.filter(pk=held.pk)
        if right:
            rows.exclude(errors=0).update(errors=0)
            return True
        rows.update(errors=F("errors") + 1)
        if held.errors + 1 == MOST_ERRORS:
            record("commitments.lock_pin", held.post, actor=ByLink(held.post), at=at)
        return False


def _wrong(left: int) -> Problem:
    if left > 0:
        return problem(
            "pin-wrong",
            "Vérifiez le code secret : ce n'est pas celui de votre poste. Essais qui restent : {left}.",
            "Check the PIN: it is not that of your post. Attempts left: {left}.",
            left=left,
        )
    return problem(
        "pin-locked",
        "Ce code secret est bloqué après cinq erreurs. Demandez-en un autre, sur papier, au coordinateur du plan.",
        "This PIN is locked after five errors. Ask the plan's coordinator for another one, on paper.",
    )
