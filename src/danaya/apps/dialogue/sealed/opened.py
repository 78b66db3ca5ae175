"""An opened private space: the body's key in an encrypted cookie of one browser, for an hour at most, and nowhere else.

The cookie goes to the addresses of that space alone, ends with the browser, is read by no script, and opens for one visit of one
account, or for one card: on a shared computer the next person types the secret again.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from danaya.apps.dialogue.models import PrivateSpace
from danaya.base.cards.codes import Random
from danaya.base.cards.models import Card
from danaya.base.cards.pocket import disclose, enclose
from danaya.engines.seals.boxes import PrivateKey

LASTS = timedelta(minutes=60)

_ABOUT = "opened space"


@dataclass(frozen=True, slots=True)
class Holder:
    """For whom a space is open in this browser, and at which addresses."""

    whose: str
    path: str


def of_visit(request: HttpRequest, space: PrivateSpace) -> Holder:
    """Return the signed-in person, in this visit: signing out closes."""
    visit = hashlib.sha256(str(request.session.session_key).encode()).hexdigest()
    return Holder(f"account:{request.user.pk}:{visit}", f"/voices/{space.pk}/private/")


def of_card(card: Card, space: PrivateSpace) -> Holder:
    """Return the holder of a member's card."""
    return Holder(f"card:{card.pk}", path_of_cards(space.pk))


def path_of_cards(space: object) -> str:
    """Return the beginning of the addresses at which members with a card are in a space."""
    return f"/p/{space}/"


def keep_open(
    response: HttpResponseBase,
    space: PrivateSpace,
    private: PrivateKey,
    holder: Holder,
    *,
    at: datetime,
    random: Random,
) -> None:
    """Let the browser keep the key for its holder, until the hour is over."""
    content = {
        "key": private.raw.hex(),
        "space": str(space.pk),
        "whose": holder.whose,
        "until": (at + LASTS).isoformat(),
    }
    response.set_cookie(
        cookie_name(),
        enclose(content, about=_ABOUT, random=random),
        path=holder.path,
        secure=settings.BEHIND_HTTPS,
        httponly=True,
        samesite="Strict",
    )


def opened(request: HttpRequest, space: PrivateSpace, holder: Holder, *, at: datetime) -> PrivateKey | None:
    """Return the key that this browser keeps for this holder; of a space that was emptied and begun anew it is another's."""
    content = disclose(request.COOKIES.get(cookie_name(), ""), about=_ABOUT)
    if content is None or content["space"] != str(space.pk) or content["whose"] != holder.whose:
        return None
    if datetime.fromisoformat(content["until"]) <= at:
        return None
    private = PrivateKey(bytes.fromhex(content["key"]))
    return private if hmac.compare_digest(private.public, bytes(space.public_key)) else None


def close(response: HttpResponseBase, path: str) -> None:
    """Make the browser forget the key that it keeps at ``path``."""
    response.delete_cookie(cookie_name(), path=path, samesite="Strict")


def cookie_name() -> str:
    """Return the cookie's name, another for each installation."""
    return f"{settings.SESSION_COOKIE_NAME}_space"
