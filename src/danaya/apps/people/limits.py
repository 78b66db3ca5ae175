"""How often something may be tried (``ACCOUNT_RATE_LIMITS`` of the settings)."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def within_limits(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count one try of ``action`` (for ``key``) and tell whether it is still allowed."""
    return bool(ratelimit.consume(request, action=action, key=key))


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the page that asks to wait."""
    return render(request, "429.html", status=429)
