"""How often something may be tried from one connection (``ACCOUNT_RATE_LIMITS`` of the settings); counted in memory only."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def within_limits(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count one try of ``action`` (for ``key``) and tell whether it is still allowed."""
    return bool(ratelimit.consume(request, action=action, key=key))


def too_many(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """Return the page that asks to wait; ``back`` is where to try again, without it the sign-in."""
    return render(request, "429.html", {"back": back}, status=429)
