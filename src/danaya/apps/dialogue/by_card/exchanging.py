"""The one code that a personal link or an account is exchanged for. Asked for again from the same page, it is the same code.

On a slow network the answer may be lost after the code was made: whoever presses the button again, within a few minutes and
from the page that is still open, is shown it again. Nothing is kept for that: the code is drawn from a secret that stands in
that page alone, under a key of the installation.
"""

import hashlib
import hmac
from datetime import date, datetime, timedelta

from danaya.apps.dialogue.by_card.participants import VOICE, Group, exchange
from danaya.apps.dialogue.models import Consultation
from danaya.apps.people.models import Account
from danaya.base.cards.codes import Random, make_code
from danaya.base.cards.issuing import Issued
from danaya.base.cards.keys import CARD, key, own_key, root_of
from danaya.base.cards.models import Card
from danaya.base.cards.pocket import disclose, enclose
from danaya.engines.language import Problem

AGAIN_WITHIN = timedelta(minutes=10)

_ABOUT = "code to be given"


def page_secret(at: datetime, random: Random) -> str:
    """Return what a page holds so that its button can be pressed again: unreadable, and good for some minutes."""
    content = {"once": random(16).hex(), "until": (at + AGAIN_WITHIN).isoformat()}
    return enclose(content, about=_ABOUT, random=random)


def exchange_once(
    consultation: Consultation,
    group: Group,
    secret: str,
    *,
    account: Account | None = None,
    link: Card | None = None,
    at: datetime,
    on: date,
    random: Random,
) -> Issued:
    """Give the one code of an account or a personal link; the same again where the same page asks in time.

    Raises
    ------
    Problem
        ``dialogue-ballot-given`` where it was given before.
    """
    whose = f"{consultation.pk}:{account.pk if account else link and link.pk}"
    once = _read(secret, at)
    try:
        drawn = _drawn(once, whose) if once else random
        return exchange(consultation, group, account=account, link=link, on=on, random=drawn)
    except Problem:
        given = _given(once, whose, consultation) if once else None
        if given is None:
            raise
        return given


def _read(secret: str, at: datetime) -> str:
    content = disclose(secret, about=_ABOUT) or {}
    in_time = content.get("until", "") >= at.isoformat()
    return content.get("once", "") if in_time else ""


def _given(once: str, whose: str, consultation: Consultation) -> Issued | None:
    """Return the code that this page drew before, if it was the one given."""
    code = make_code(_drawn(once, whose))
    root = root_of(code)
    card = Card.objects.about(VOICE, consultation.pk).filter(digest=key(root, CARD)).first()
    return Issued(card, code, "", root) if card else None


def _drawn(once: str, whose: str) -> Random:
    """Return chance that is the same each time for one page and whom it is for (HMAC-SHA-256 in counter mode)."""
    secret, number = own_key("dialogue exchange"), 0

    def draw(size: int) -> bytes:
        nonlocal number
        drawn = b""
        while len(drawn) < size:
            drawn += hmac.digest(secret, f"{whose}:{once}:{number}".encode(), hashlib.sha256)
            number += 1
        return drawn[:size]

    return draw
