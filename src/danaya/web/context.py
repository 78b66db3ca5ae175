"""What the frame of every page shows, read from the slots that the apps fill."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from danaya import __version__
from danaya.apps.people.clock import today
from danaya.base.slots.page import ADMINISTRATION, FRAME, IDENTITY, INBOX, NAVIGATION, Destination
from danaya.web.own import find_own


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return administration, identity, inbox, navigation, languages, version and whether this is the demonstration."""
    viewer = getattr(request, "user", None)
    return {
        "administration": next(iter(ADMINISTRATION.cards_of(FRAME, viewer)), None),
        "identity": next(iter(IDENTITY.cards_of(FRAME, viewer)), None),
        "inbox": next(iter(INBOX.cards_of(FRAME, viewer)), None),
        "navigation": [
            {"label": place.label, "url": place.url, "current": current(request, place)}
            for place in sorted(NAVIGATION.cards_of(FRAME, viewer), key=lambda place: place.order)
        ],
        "languages": [(code, NAMES.get(code, code)) for code, _name in settings.LANGUAGES],
        "demonstration": settings.DEMONSTRATION,
        "own_url": address("own") if find_own() else "",
        "version": __version__,
        "today": today(),
        "site_address": settings.ADDRESS,
        "sign_in_url": address("account_login"),
        "sign_out_url": address("account_logout"),
    }


NAMES = {"fr": "Français", "en": "English", "ar": "العربية", "pt": "Português", "es": "Español"}
"""Each language under its own name: who looks for it reads that one."""


def current(request: HttpRequest, place: Destination) -> str:
    """Return the value of ``aria-current`` of an entry of the navigation: page, true (a page below it) or nothing."""
    if request.path == place.url:
        return "page"
    return "true" if place.url != "/" and request.path.startswith(place.url) else ""


def address(name: str) -> str:
    """Return the address of a page by name; empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
