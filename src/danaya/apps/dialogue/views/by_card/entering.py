"""Entering by a card, a personal link or an open link. Opening an address only shows; a button enters."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from danaya.apps.dialogue.by_card.device import SECOND, refuse_second, take_in_hand
from danaya.apps.dialogue.by_card.exchanging import exchange_once, page_secret
from danaya.apps.dialogue.by_card.participants import (
    AUTHOR,
    LINK,
    OPEN,
    PRIVATE,
    VOICE,
    Group,
    give_code,
    organisation_of,
)
from danaya.apps.dialogue.models import Consultation, PrivateSpace
from danaya.apps.dialogue.problems import not_gathering
from danaya.apps.dialogue.views.by_card.discreet import administration_name, discreet, page, page_language
from danaya.apps.people.clock import now, today
from danaya.base.cards.codes import plain_code
from danaya.base.cards.finding import InHand, check_pin, find_among
from danaya.base.cards.issuing import Issued
from danaya.base.limits.tries import count_try
from danaya.engines.language import Problem, day_in_words

CARDS = (VOICE, AUTHOR)
"""What is put in the pocket as it is; links are exchanged for a code first, members' cards lead to their body's space."""

PAGES = {**dict.fromkeys(CARDS, "card"), LINK: "link", OPEN: "open_link", PRIVATE: "private_card"}
METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Door:
    """A good code, what it opens and for whom."""

    held: InHand
    consultation: Consultation
    group: Group

    @property
    def address(self) -> str:
        """Name of the page on which this kind of code is shown."""
        return PAGES[self.held.card.purpose]

    def words(self) -> dict[str, Any]:
        """Return what the page says before one enters."""
        card = self.held.card
        return {
            "consultation": self.consultation,
            "whom": name_of(self.group),
            "to": card.label if card.purpose == LINK else "",
            "until": day_in_words(card.expires_on, page_language()) if card.expires_on else "",
            "has_pin": card.has_pin,
            "purpose": self.address,
            "votes": card.purpose in {VOICE, LINK},
        }


def name_of(group: Group) -> str:
    """Return whose voice a group is, in words."""
    organisation = organisation_of(group)
    return str(organisation) if organisation else str(group.side.label)


class TooManyError(Exception):
    """Too many wrong codes came from one connection."""


def knock(request: HttpRequest, code: str, purposes: Collection[str]) -> Door:
    """Return what a code opens. Wrong codes are counted; a good one is not.

    Raises
    ------
    Problem
        Where it opens nothing.
    TooManyError
        Where too many were tried.
    """
    take_back = count_try(request, "card")
    if take_back is None:
        raise TooManyError
    held = find_among(code, purposes, today=today())
    take_back()
    return Door(held, consultation_of(held), Group.read(held.card.group))


def consultation_of(held: InHand) -> Consultation:
    """Return the consultation a card is about; a member's card is about its body's space there."""
    if held.card.purpose == PRIVATE:
        spaces = PrivateSpace.objects.select_related("consultation")
        return get_object_or_404(spaces, pk=held.card.subject).consultation
    return Consultation.objects.get(pk=held.card.subject)


@require_http_methods(METHODS)
@discreet
def enter(request: HttpRequest) -> HttpResponseBase:
    """Type a code. A card is put in the pocket; a link leads to its own page."""
    typed, pin = request.POST.get("code", ""), request.POST.get("pin", "")
    words: dict[str, Any] = {"typed": typed, "administration": administration_name(request)}
    if request.method != "POST":
        return page(request, "enter", words)
    try:
        door = knock(request, typed, PAGES)
        if door.held.card.purpose in CARDS:
            return go_in(request, door, pin)
    except TooManyError:
        return page(request, "wait", status=429)
    except Problem as refused:
        asks_pin = refused.code.startswith("pin-")
        words |= {"problem": refused.in_language(page_language()), "asks_pin": asks_pin}
        return page(request, "enter", words)
    return redirect(f"dialogue:{door.address}", plain_code(typed))


def go_in(request: HttpRequest, door: Door, pin: str) -> HttpResponseBase:
    """Put a card in the pocket and lead on.

    Raises
    ------
    Problem
        Where this telephone has another card, or the PIN is not right.
    """
    refuse_second(request, door.consultation, door.held)
    check_pin(door.held, pin)
    response = redirect("dialogue:participant", door.consultation.pk)
    take_in_hand(response, request, door.consultation, door.held, today=today(), random=token_bytes)
    return response


def enter_by_card(request: HttpRequest, door: Door) -> HttpResponseBase:
    """Enter with the card of the address."""
    return go_in(request, door, request.POST.get("pin", ""))


def exchange_link(request: HttpRequest, door: Door) -> HttpResponseBase:
    """Give the one code of a personal link."""
    refuse_second(request, door.consultation)
    check_pin(door.held, request.POST.get("pin", ""))
    given = exchange_once(
        door.consultation,
        door.group,
        request.POST.get("once", ""),
        link=door.held.card,
        at=now(),
        on=today(),
        random=token_bytes,
    )
    return show_code(request, door, given)


def give_author(request: HttpRequest, door: Door) -> HttpResponseBase:
    """Give a code to write and follow with to whoever came by an open link."""
    if not door.consultation.gathers:
        raise not_gathering()
    refuse_second(request, door.consultation)
    return show_code(request, door, give_code(door.consultation, door.group, AUTHOR, on=today(), random=token_bytes))


def show_code(request: HttpRequest, door: Door, given: Issued) -> HttpResponseBase:
    """Show a code once, and put its card in the pocket."""
    response = page(request, "code", {"code": given.code, "consultation": door.consultation})
    held = InHand(given.card, given.root)
    take_in_hand(response, request, door.consultation, held, today=today(), random=token_bytes)
    return response


def door_page(address: str, act: Callable[[HttpRequest, Door], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Make the page of one kind of code: it shows what the code opens, and its button does ``act``."""

    def shown(request: HttpRequest, code: str) -> HttpResponseBase:
        try:
            door = knock(request, code, PAGES)
        except TooManyError:
            return page(request, "wait", status=429)
        except Problem as refused:
            return page(request, "refused", {"problem": refused.in_language(page_language())}, status=404)
        if door.address != address:
            return redirect(f"dialogue:{door.address}", plain_code(code))
        words = {**door.words(), "once": page_secret(now(), token_bytes)}
        if request.method != "POST":
            return page(request, "door", words)
        try:
            return act(request, door)
        except Problem as refused:
            refusal = {"problem": refused.in_language(page_language()), "in_hand": refused.code == SECOND}
            return page(request, "door", {**words, **refusal})

    shown.__name__ = address
    return require_http_methods(METHODS)(discreet(shown))


card = door_page("card", enter_by_card)
link = door_page("link", exchange_link)
open_link = door_page("open_link", give_author)
