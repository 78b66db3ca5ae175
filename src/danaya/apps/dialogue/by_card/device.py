"""Which cards a browser has in hand, and of which consultations: so that one telephone holds one card where that was declared.

A cookie that only this installation reads and that ends with the browser; the server keeps nothing. It holds no honest person
from a second card (who leaves may enter with another), and is not meant to: it keeps one person from using two by mistake or
in passing.
"""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from danaya.apps.dialogue.models import Consultation
from danaya.apps.dialogue.problems import problem
from danaya.base.cards.codes import Random
from danaya.base.cards.finding import InHand
from danaya.base.cards.pocket import disclose, empty, enclose, put

MOST = 8
"""Consultations remembered at a time: a cookie has little room."""

SECOND = "dialogue-second-card"
"""Code of the problem of a second card on one telephone."""

_ABOUT = "cards in hand"
_PURPOSE = "dialogue.device"


def path_of(consultation: Consultation) -> str:
    """Return the beginning of the addresses that see the card of a consultation."""
    return f"/c/{consultation.pk}/"


def refuse_second(request: HttpRequest, consultation: Consultation, held: InHand | None = None) -> None:
    """Refuse a second card on one telephone (``held``; None: a code that is still to be made).

    Raises
    ------
    Problem
        ``SECOND``.
    """
    kept = _read(request).get(str(consultation.pk))
    same = held is not None and kept == _mark(held)
    if kept is None or same or consultation.shared_devices:
        return
    raise problem(
        "second-card",
        "Ce téléphone a déjà une carte de cette consultation, et chacune a son téléphone. Continuez avec celle qui est ouverte "
        "ici, ou prenez un autre téléphone.",
        "This telephone already has a card of this consultation, and each has its own telephone. Go on with the one that is "
        "open here, or take another telephone.",
    )


def take_in_hand(
    response: HttpResponseBase,
    request: HttpRequest,
    consultation: Consultation,
    held: InHand,
    *,
    today: date,
    random: Random,
) -> None:
    """Put a card in the pocket, and remember that this browser has it."""
    put(response, held, path=path_of(consultation), today=today, random=random)
    others = {key: mark for key, mark in _read(request).items() if key != str(consultation.pk)}
    newest = list(others.items())[-(MOST - 1) :]
    _write(response, {**dict(newest), str(consultation.pk): _mark(held)}, random)


def let_go(response: HttpResponseBase, request: HttpRequest, consultation: Consultation, *, random: Random) -> None:
    """Empty the pocket of a consultation, and forget that this browser had a card of it."""
    empty(response, path=path_of(consultation))
    left = {key: mark for key, mark in _read(request).items() if key != str(consultation.pk)}
    if left:
        _write(response, left, random)
    else:
        response.delete_cookie(cookie_name(), samesite="Lax")


def cookie_name() -> str:
    """Return the cookie's name, another for each installation."""
    return f"{settings.SESSION_COOKIE_NAME}_held"


def _read(request: HttpRequest) -> dict[str, str]:
    return disclose(request.COOKIES.get(cookie_name(), ""), about=_ABOUT) or {}


def _write(response: HttpResponseBase, held: dict[str, str], random: Random) -> None:
    value = enclose(held, about=_ABOUT, random=random)
    response.set_cookie(cookie_name(), value, secure=settings.BEHIND_HTTPS, httponly=True, samesite="Lax")


def _mark(held: InHand) -> str:
    """Return what tells this card from another, for this cookie alone."""
    return held.key(_PURPOSE)[:16]
