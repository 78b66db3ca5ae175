"""What every page behind a personal link keeps to: light, no script, kept by no browser, told to no other site; opening it changes nothing."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import activate, get_language_bidi
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from danaya.apps.commitments.progress.links import holder_of
from danaya.apps.commitments.views.frame import page_language
from danaya.apps.dialogue.views.by_card.discreet import HEADERS, FormsOfOurs
from danaya.apps.people.access import open_to_all
from danaya.apps.people.clock import today
from danaya.base.design.texts import NAMES
from danaya.base.limits.tries import count_try
from danaya.engines.language import Problem

View = Callable[..., HttpResponseBase]

TEXTS = ("done", "obstacle", "next_step", "text", "reason", "words", "objection", "answer", "statement", "other_kind")
"""Fields in which somebody writes at length: lost texts are shown again."""


class FormsByLink(FormsOfOurs):
    """The protection of forms on pages that say nothing of where they were; what was typed is given back."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return page(request, "stale", {"texts": typed_texts(request)}, status=403)


protected = decorator_from_middleware(FormsByLink)


def typed_texts(request: HttpRequest) -> list[str]:
    """Return the texts that were typed on a page that cannot be kept, to be shown again."""
    return [text for name in TEXTS if (text := request.POST.get(name, "").strip())]


def other_language(request: HttpRequest) -> str:
    """Return the language that was asked for in the place of an act, with a form that stays as it was typed; empty: none was."""
    asked = request.POST.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def discreet(view: View) -> View:
    """Make a view a page for whoever holds a link: open to all, protected, leaving nothing behind."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if language := other_language(request):
            activate(language)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = page(request, "absent", {"texts": typed_texts(request)}, status=404)
        if language:
            response.cookies.update(set_language(request).cookies)
        return response

    checked = protected(answered)

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = checked(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return csrf_exempt(open_to_all(quiet))


def with_link(view: View) -> View:
    """Make a view that gets the holder of the link in its address. Links that open nothing are counted, and told alike."""

    @wraps(view)
    def held(request: HttpRequest, code: str, **named: Any) -> HttpResponseBase:
        take_back = count_try(request, "card")
        if take_back is None:
            return page(request, "wait", status=429)
        try:
            holder = holder_of(code, today=today())
        except Problem as refused:
            words = {"problem": refused.in_language(page_language()), "texts": typed_texts(request)}
            return page(request, "refused", words, status=404)
        take_back()
        return view(request, code, holder, **named)

    return discreet(held)


def page(
    request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw ``commitments/link/<name>.html`` without anything that the frame of other pages asks for."""
    words = {
        "csrf_token": get_token(request),
        "language": page_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "here": request.path,
        "languages": [(code, NAMES.get(code, code)) for code, _name in settings.LANGUAGES if code != page_language()],
        "version": sheet_version(),
        **(context or {}),
    }
    return HttpResponse(render_to_string(f"commitments/link/{name}.html", words), status=status)


@cache
def sheet_version() -> str:
    """Return what stands behind the address of the sheet: telephones keep it for a day, unless it changes."""
    return hashlib.sha256(Path(str(finders.find("commitments/link.css"))).read_bytes()).hexdigest()[:8]
