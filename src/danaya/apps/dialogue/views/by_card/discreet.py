"""What every page of somebody without an account keeps to: it leaves nothing behind, and it is light.

No address of it is told to another site, no browser keeps it, its title is neutral, and nothing is drawn around it that asks
the database. Its forms are protected like all others, but for one thing: a page that must not say where it was
(``no-referrer``) sends its forms without an origin, which Django takes for a stranger.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.csrf import csrf_exempt

from danaya.apps.people.access import open_to_all
from danaya.base.design.texts import NAMES
from danaya.base.slots.page import ADMINISTRATION, FRAME
from danaya.engines.language import Problem

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

TEXTS = ("text", "other", "correction")
"""Fields in which somebody writes at length: lost texts are shown again."""

View = Callable[..., HttpResponseBase]


class FormsOfOurs(CsrfViewMiddleware):
    """Django's protection of forms, for pages that say nothing of where they were: token and cookie must still agree."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        # What browsers send from a page without referrer; the token was given to this browser only.
        return request.META["HTTP_ORIGIN"] == "null" or bool(super()._origin_verified(request))  # type: ignore[misc]

    def _check_referer(self, request: HttpRequest) -> None:
        # Older browsers send no origin at all, and no referrer because we asked so.
        if request.META.get("HTTP_REFERER"):
            super()._check_referer(request)  # type: ignore[misc]

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return page(request, "stale", {"texts": typed_texts(request)}, status=403)


protected = decorator_from_middleware(FormsOfOurs)


def discreet(view: View) -> View:
    """Make a view a page for whoever holds a card: open to all, protected, leaving nothing behind; refusals are light pages too."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return page(request, "absent", status=404)
        except Problem as refused:
            return page(request, "refused", {"problem": refused.in_language(page_language())}, status=422)

    checked = protected(answered)

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = checked(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return csrf_exempt(open_to_all(quiet))


def page(
    request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw ``dialogue/card/<name>.html`` without anything that the frame of other pages asks for."""
    words = {
        "csrf_token": get_token(request),
        "language": page_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "here": request.path,
        "languages": [(code, NAMES.get(code, code)) for code, _name in settings.LANGUAGES if code != page_language()],
        "version": sheet_version(),
        **(context or {}),
    }
    return HttpResponse(render_to_string(f"dialogue/card/{name}.html", words), status=status)


def typed_texts(request: HttpRequest) -> list[str]:
    """Return the texts that were typed on a page that cannot be kept, to be shown again."""
    return [text for name in TEXTS if (text := request.POST.get(name, "").strip())]


def small_number(typed: str) -> int:
    """Return a number that a page sent; 0 for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0


@cache
def sheet_version() -> str:
    """Return what stands behind the addresses of sheet and script: telephones keep them for a day, unless they change."""
    found = [finders.find(f"dialogue/card.{kind}") for kind in ("css", "js")]
    return hashlib.sha256(b"".join(Path(str(path)).read_bytes() for path in found)).hexdigest()[:8]


def page_language() -> str:
    """Return the language of the page."""
    return (get_language() or "fr").split("-")[0]


def administration_name(request: HttpRequest) -> str:
    """Return whose installation this is, for the pages before one enters."""
    card = next(iter(ADMINISTRATION.cards_of(FRAME, request.user)), None)
    return card.name if card else ""
