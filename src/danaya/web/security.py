"""Headers of every answer: nothing is loaded from elsewhere, nothing runs inline, nothing is indexed."""

from collections.abc import Callable, MutableMapping

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
FEATURES = (
    "camera", "microphone", "geolocation", "payment", "usb", "serial", "midi",
    "display-capture", "browsing-topics", "accelerometer", "gyroscope", "magnetometer",
)  # fmt: skip
TEXTS = ("image/svg+xml", "application/javascript", "application/json")
WITH_SECRETS = (
    "mfa_",
    "account_",
    "people:my_sheet",
    "people:recover",
    "people:help_account",
    "dialogue:",
    "cards:",
    "commitments:link",
    "commitments:pin",
)
"""Beginnings of the names of pages that hold a secret or a code."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


DAY = 24 * 60 * 60
_CARDS = "/static/dialogue/card."


def keep_sheets_of_cards(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Let a telephone keep the sheet and script of pages by card for a day: on a slow network asking anew takes a second.

    Their address changes with their content.
    """
    if url.startswith(_CARDS):
        headers["Cache-Control"] = f"max-age={DAY}, public"


class Compressed(GZipMiddleware):
    """Middleware that packs pages and sheets: a fifth of the bytes on a slow line.

    Not those that hold a secret: beside words that somebody else chose (an address, say), the length of what is packed
    would tell about it letter by letter (the BREACH attack). What a form sends back is never packed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what may be."""
        match = getattr(request, "resolver_match", None)
        secret = match is not None and match.view_name.startswith(WITH_SECRETS)
        if secret or request.method not in ("GET", "HEAD") or not is_text(response):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


def is_text(response: HttpResponseBase) -> bool:
    """Tell whether an answer is a page, a sheet, a script or a drawing, and no file to keep: those are packed already."""
    kind = str(response.headers.get("Content-Type", "")).partition(";")[0]
    return "Content-Disposition" not in response.headers and (kind.startswith("text/") or kind in TEXTS)


class SecurityHeaders:
    """Middleware that sets the headers; a view that sets one itself (a stricter policy for a file) keeps its own.

    Pages of somebody signed in are not kept by the browser: after signing out on a shared computer, going back
    shows nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
